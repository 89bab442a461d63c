"""Run one large case to its reports on the command line: 200,000 messages and 1,000 screenshots.

Invented: twenty WhatsApp exports, and screenshots of one chat, each of which shows the last two
bubbles of the one before. The run is killed twice, at a third and at two thirds of its readings,
and gone on with; then one picture is added. While each runs, the memory of it and of all that it
started is looked at every two seconds (PSS: what processes share is counted once; Linux only).
Prints one table: `python benchmarks/large_case.py`, with `--messages`, `--pictures` and `--never`
(do not kill it) for less. It asserts nothing.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parents[1]
CHATS = 20
HARMFUL_EVERY = 40
BEGAN = datetime(2022, 1, 3, 8)  # noqa: DTZ001  # wall clock, as an export shows it
NAMES = ("Robin Vale", "Jo Ash", "Kit Marlow", "Lee Dane", "Pat Orchard")
STARTS = ("are you", "did you say you were", "I might be", "mum says she is", "nobody else is")
MIDDLES = ("coming to the match", "at the new cafe", "on the late bus", "doing the big shop")
ENDS = ("on Saturday", "after work", "again", "with the children", "if it stays dry", "or not")
HARMFUL = ("pick up your phone", "i will make you sorry for this", "why wont you answer me")
SIZE, TOP, BOTTOM = (1080, 2160), 210, 2040
STEP_S = 2.0


def sentence(chance: random.Random, number: int) -> str:
    """Return an invented message that stands nowhere else."""
    if number % HARMFUL_EVERY == 0:
        return f"{chance.choice(HARMFUL)} {number}"
    said = " ".join(map(chance.choice, (STARTS, MIDDLES, ENDS)))
    return f"{said}, number {number}"


def chats(folder: Path, count: int) -> None:
    """Write so many messages in twenty exports."""
    chance = random.Random(20)  # noqa: S311  # no secret, and the same on every run
    for chat in range(CHATS):
        at, lines, other = BEGAN, [], f"{NAMES[chat % len(NAMES)]} {chat}"
        for number in range(chat, count, CHATS):
            at += timedelta(minutes=chance.randrange(1, 120))
            who = other if chance.random() < 0.6 else "Sam Orme"
            lines.append(f"{at:%d/%m/%Y, %H:%M} - {who}: {sentence(chance, number)}")
        (folder / f"WhatsApp Chat with {other}.txt").write_text("\n".join(lines), "utf-8")


@dataclass
class Bubbles:
    """Draws bubbles one after the other; each screenshot begins with two of the one before."""

    chance: random.Random
    at: datetime = BEGAN
    kept: list[tuple[str, str, bool]] = field(default_factory=list)
    number: int = 0

    def next(self) -> tuple[str, str, bool]:
        """Return words, time and whether they are the user's."""
        self.number += 1
        self.at += timedelta(minutes=self.chance.randrange(1, 9))
        return (
            sentence(self.chance, self.number),
            f"{self.at:%H:%M}",
            self.chance.random() < 0.4,
        )

    def shot(self) -> Image.Image:
        """Return the next screenshot."""
        image = Image.new("RGB", SIZE, "white")
        draw = ImageDraw.Draw(image)
        draw.rectangle((0, 0, SIZE[0], 150), fill="#f2f2f2")
        draw.text((SIZE[0] // 2, 100), "Robin Vale", "black", ImageFont.load_default(44), "mm")
        words, small = ImageFont.load_default(42), ImageFont.load_default(28)
        top, waiting, shown = TOP, self.kept[-2:], []
        while True:
            said, at, mine = waiting.pop(0) if waiting else self.next()
            lines = re.findall(r".{1,30}(?:\s|$)", said)
            height = 56 * len(lines) + 70
            if top + height > BOTTOM:
                self.kept = [*shown, (said, at, mine)][-3:-1] if shown else []
                self.left = (said, at, mine)
                return image
            left = SIZE[0] - 760 if mine else 40
            fill = "#d7f5c6" if mine else "#e5e5ea"
            draw.rounded_rectangle((left, top, left + 720, top + height), 30, fill)
            for n, line in enumerate(lines):
                draw.text((left + 30, top + 18 + 56 * n), line.strip(), "black", words)
            draw.text((left + 690, top + height - 16), at, "#555555", small, "rs")
            shown.append((said, at, mine))
            top += height + 22


def pictures(folder: Path, count: int) -> None:
    """Write so many screenshots."""
    bubbles = Bubbles(random.Random(21))  # noqa: S311  # no secret
    for number in range(count):
        bubbles.shot().save(folder / f"Screenshot_{number:04}.png", compress_level=1)


def tree(pid: int) -> Iterator[int]:
    """Yield a process and all that it started."""
    yield pid
    with suppress(OSError):  # it may end while it is looked at
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in task.read_text().split():
                yield from tree(int(child))


def held_mb(pid: int) -> float:
    """Return the memory that a process and its children hold, what they share counted once."""
    total = 0
    for each in tree(pid):
        try:
            told = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", told, re.M)[1])  # type: ignore[index]
    return total / 1024


@dataclass
class Run:
    """One run of the program: how long, how much, and how far it came."""

    seconds: float
    cpu_s: float
    code: int
    peaks: dict[str, float]

    def row(self, name: str) -> str:
        """Return its row of the table."""
        held = ", ".join(f"{stage} {mb:.0f}" for stage, mb in self.peaks.items())
        end = {0: "done", 1: "done, with notes"}.get(self.code, "killed")
        # What its workers took is not known of a process that was killed.
        cpu = "-" if end == "killed" else f"{self.cpu_s:.0f}"
        return f"| {name} | {self.seconds / 60:.1f} | {cpu} | {end} | {held} |"


STAGES = ("Reading ", "Looking through", "Writing")


def run(folder: Path, work: Path, out: Path, kill_at: int | None = None) -> Run:
    """Run `report`; kill it (-9) once it has told so many steps."""
    line = [sys.executable, "-m", "analyser", "report", str(folder), "--me", "Sam Orme"]
    line += ["--work-folder", str(work), "--out", str(out), "--jurisdiction", "england-and-wales"]
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(  # noqa: S603  # our own program
        line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    stage, told, peaks = ["start"], [0], dict[str, float]()

    def listen() -> None:
        for said in process.stderr or ():
            told[0] += said.startswith(STAGES[:2])
            found = next((each.strip() for each in STAGES if said.startswith(each)), None)
            stage[0] = found or stage[0]

    threading.Thread(target=listen, daemon=True).start()
    while process.poll() is None:
        peaks[stage[0]] = max(peaks.get(stage[0], 0), held_mb(process.pid))
        if kill_at is not None and told[0] >= kill_at:
            process.kill()
        time.sleep(STEP_S)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = sum(after[:2]) - sum(before[:2])
    return Run(time.monotonic() - began, cpu, process.returncode, peaks)


def main() -> None:
    """Make the case, run it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--pictures", type=int, default=1_000)
    parser.add_argument("--never", action="store_true", help="do not kill it")
    parser.add_argument("--folder", type=Path, help="keep what is made here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        base = asked.folder or Path(place)
        given = base / "given"
        given.mkdir(parents=True)
        chats(given, asked.messages)
        pictures(given, asked.pictures)
        steps = CHATS + asked.pictures
        kills = [] if asked.never else [steps // 3, 2 * steps // 3]
        print("| run | minutes | processor s | end | most memory held, MB, by stage |", flush=True)
        print("| --- | ---: | ---: | --- | --- |", flush=True)
        for kill_at in (*kills, None):
            name = f"killed at step {kill_at:,}" if kill_at else "to its end"
            print(run(given, base / "work", base / "out", kill_at).row(name), flush=True)
        Bubbles(random.Random(22)).shot().save(given / "one more.png")  # noqa: S311
        print(run(given, base / "work", base / "out").row("one picture added"), flush=True)


if __name__ == "__main__":
    main()
