"""Make several hundred malformed and malicious files, and run `read` and `report` over them.

Run by hand: `python tests/fuzz/hostile.py`. Each group runs in a process of its own, with limits of
memory and time. A traceback, a file outside the folder for results, or a limit reached is a fault.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from time import perf_counter

from hostile_files import GOOD, GROUPS

ROOT = Path(__file__).resolve().parents[2]
GIB = 1024**3
MEMORY_AT_MOST = 6 * GIB
MEGABYTES_AT_MOST = 1536
SECONDS_AT_MOST = 240
"""Of the processor; by the clock, which a busy computer misleads, a run is ended later."""
HANG_SECONDS = 1800


@dataclass(frozen=True)
class Outcome:
    """How one command ended, its seconds of the processor, and what is wrong with that."""

    code: int
    seconds: float
    peak_mb: float
    faults: tuple[str, ...]


def _limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(command: str, folder: Path, out: Path) -> Outcome:
    """Run one command over a folder, and look at what it did."""
    more = ["--out", str(out), "--jurisdiction", "england-and-wales"] if command == "report" else []
    line = [sys.executable, "-m", "analyser", command, str(folder), "--me", "Alex Reed", *more]
    began = perf_counter()
    with tempfile.TemporaryFile() as told_file, tempfile.TemporaryFile() as said_file:
        process = subprocess.Popen(  # noqa: S603  # our own program
            line, cwd=ROOT, stdout=told_file, stderr=said_file, preexec_fn=_limits
        )
        timer = Timer(HANG_SECONDS, process.kill)
        timer.start()
        _, status, used = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        told_file.seek(0)
        said_file.seek(0)
        told, said = told_file.read(), said_file.read()
    worked = used.ru_utime + used.ru_stime
    hung = worked > SECONDS_AT_MOST or perf_counter() - began > HANG_SECONDS
    faults = ["hang"] if hung else []
    if process.returncode not in (0, 1):
        faults.append(f"exit {process.returncode}: {said.decode(errors='replace')[-300:]}")
    if b"Traceback" in said:
        faults.append(f"traceback: {said.decode(errors='replace')[-300:]}")
    if command == "read":
        for each in told.splitlines():
            json.loads(each)
    peak = used.ru_maxrss / 1024
    if peak > MEGABYTES_AT_MOST:
        faults.append("memory")
    return Outcome(process.returncode, worked, peak, tuple(faults))


def write(group: str, folder: Path) -> int:
    """Write the files of a group beside a good one; return how many."""
    (folder / "good.txt").write_text(GOOD, "utf-8")
    count = 0
    for name, data in GROUPS[group]():
        (folder / name.replace("/", "_").replace("\x00", "0")).write_bytes(data)
        count += 1
    return count


def main() -> int:
    """Print a line for each group and command; return how many faults there were."""
    faults = 0
    for group in sys.argv[1:] or GROUPS:
        with tempfile.TemporaryDirectory() as place:
            folder, out = Path(place) / "given", Path(place) / "out"
            folder.mkdir()
            count = write(group, folder)
            before = {path: path.stat().st_mtime_ns for path in Path(place).rglob("*")}
            for command in ("read", "report"):
                ended = run(command, folder, out)
                after = {
                    p: p.stat().st_mtime_ns
                    for p in Path(place).rglob("*")
                    if out not in (p, *p.parents)
                }
                escaped = [] if after == before else ["a file outside the results was written"]
                found = [*ended.faults, *escaped]
                faults += len(found)
                said = "; ".join(found) or "no fault"
                sys.stdout.write(
                    f"{group:<12}{count:>5} files  {command:<8}exit {ended.code}"
                    f"{ended.seconds:>8.1f} s{ended.peak_mb:>8.0f} MB  {said}\n"
                )
                sys.stdout.flush()
    return min(faults, 100)


if __name__ == "__main__":
    sys.exit(main())
