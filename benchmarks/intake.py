"""Measure messages a CPU second and peak memory of reading one WhatsApp export, beside two peers.

Each reader runs in a process of its own. Peers are run only where they are installed, by
`python benchmarks/intake.py --peers PYTHON`, with the Python of an environment that has `whatstk`
and `chat-miner`. `--large` instead makes archives of gigabytes and reads them through the command
line. It asserts nothing: speed is of the machine as much as of the code.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

from intake_large import ARCHIVES, PEOPLE

ROOT = Path(__file__).resolve().parents[1]
LINES = 100_000
SENTENCES = (
    "are you coming to the match on saturday",
    "pick up your phone",
    "thanks, see you at four then: the usual place",
    "why wont you answer me",
)
TIMED = """
import resource, sys
from time import process_time
path = sys.argv[1]
{prepare}
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = process_time()
count = {read}
took = process_time() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, took, before, peak)
"""
OURS = (
    "from analyser import given, ingest, pipeline; from analyser.records import CaseFacts\n"
    "from pathlib import Path\ningest.formats()  # imports every reader, as the peers' imports do",
    'len(pipeline.read([given.from_path(Path(path))], facts=CaseFacts(me=("Sam Orme",))).messages)',
)
PEERS = {
    "whatstk": ("from whatstk import WhatsAppChat", "len(WhatsAppChat.from_source(path).df)"),
    "chat-miner": (
        "from chatminer.chatparsers import WhatsAppParser\nparser = WhatsAppParser(path)",
        "(parser.parse_file(), len(parser.parsed_messages.get_df()))[1]",
    ),
}


def export() -> str:
    """Return an invented chat of `LINES` lines."""
    at = datetime(2021, 1, 1, 8, 0)  # noqa: DTZ001  # wall clock, as an export shows it
    lines = []
    for number in range(LINES):
        at += timedelta(minutes=7)
        name = "Robin Vale" if number % 3 else "Sam Orme"
        lines.append(f"{at:%d/%m/%Y, %H:%M} - {name}: {SENTENCES[number % 4]} {number}")
    return "\n".join(lines)


def _run(python: str, path: Path, prepare: str, read: str) -> str:
    code = TIMED.format(prepare=prepare, read=read)
    done = subprocess.run(  # noqa: S603  # our own code, in an interpreter the caller names
        [python, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return f"{'not measured':>12}  {done.stderr.strip().splitlines()[-1][:60]}"
    count, took, before, peak = done.stdout.split()[-4:]
    return (
        f"{int(count):>12,}{float(took):>10.2f}{int(count) / float(took):>14,.0f}"
        f"{int(before) / 1024:>12,.0f}{int(peak) / 1024:>12,.0f}"
    )


def large() -> None:
    """Print what the command `read` needs for each large archive; the clock includes its start."""
    print(f"{'archive':<24}{'messages':>12}{'s':>10}{'CPU s':>10}{'MB peak':>12}")
    for name, (file_name, make) in ARCHIVES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file_name
            made = make(path)
            print(f"{name:<24}{_read(path, made)}", flush=True)


def _read(path: Path, made: int) -> str:
    command = [sys.executable, "-m", "analyser", "read", str(path), "--me", PEOPLE[0]]
    started = perf_counter()
    with subprocess.Popen(  # noqa: S603  # our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        told = (json.loads(line) for line in process.stdout or ())
        read = sum(line["accounted"]["messages"] for line in told if "accounted" in line)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    took, busy = perf_counter() - started, used.ru_utime + used.ru_stime
    left = "" if read == made else f"  of {made:,}: not all were read"
    return f"{read:>12,}{took:>10.1f}{busy:>10.1f}{used.ru_maxrss / 1024:>12,.0f}{left}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", metavar="PYTHON", help="Python that has whatstk and chat-miner")
    parser.add_argument("--large", action="store_true", help="archives of gigabytes; needs 3 GB")
    given = parser.parse_args()
    if given.large:
        large()
        return
    peers = given.peers
    print(
        f"{'reader':<12}{'messages':>12}{'CPU s':>10}{'messages/s':>14}"
        f"{'MB before':>12}{'MB peak':>12}"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "chat.txt"
        path.write_text(export(), encoding="utf-8")
        print(f"{'analyser':<12}{_run(sys.executable, path, *OURS)}")
        for name, steps in PEERS.items() if peers else ():
            print(f"{name:<12}{_run(peers, path, *steps)}")


if __name__ == "__main__":
    main()
