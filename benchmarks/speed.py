"""Measure messages, flags and screenshots a second, and peak memory, beside the naive way.

Each step runs in a process of its own, so that its peak memory is its own. Prints one table:
`python benchmarks/speed.py`. It asserts nothing: speed is of the machine as much as of the code.
"""

import re
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

LINES = 20_000
SENTENCES = (
    "are you coming to the match on saturday",
    "pick up your phone",
    "i will make you sorry for this",
    "thanks, see you at four then",
    "why wont you answer me",
    "the skip is going on Tuesday, promise",
)
_LINE = re.compile(r"(\d+/\d+/\d+, \d+:\d+) - ([^:]+): (.*)")
_KEYWORDS = ("kill", "hurt", "sorry", "answer me", "pick up", "die")


def export() -> str:
    """Return an invented WhatsApp chat of `LINES` lines."""
    at = datetime(2024, 1, 1, 8, 0)  # noqa: DTZ001  # wall clock, as an export shows it
    lines = []
    for number in range(LINES):
        at += timedelta(minutes=7)
        name = "Robin Vale" if number % 3 else "Sam Orme"
        text = f"{SENTENCES[number % len(SENTENCES)]} {number}"
        lines.append(f"{at:%d/%m/%Y, %H:%M} - {name}: {text}")
    return "\n".join(lines)


def _pictures() -> list[bytes]:
    return [path.read_bytes() for path in sorted(ROOT.glob("samples/*/screenshots/*.png"))]


def _timed(work: Callable[[], int]) -> tuple[int, float]:
    start = perf_counter()
    count = work()
    return count, perf_counter() - start


def read_ours() -> tuple[int, float]:
    """Read the export through `analyser.ingest`."""
    from analyser import ingest
    from analyser.records import CaseFacts

    data = export().encode()
    facts = CaseFacts(me=("Sam Orme",))
    return _timed(
        lambda: len(ingest.read(data, name="chat.txt", source="S1", facts=facts).messages)
    )


def read_naive() -> tuple[int, float]:
    """Read the export with one regular expression a line."""
    text = export()
    return _timed(lambda: sum(bool(_LINE.match(line)) for line in text.splitlines()))


def flag_ours() -> tuple[int, float]:
    """Flag the messages of the export through `Detector`; loading is not counted."""
    from analyser.detect import Detector
    from analyser.records import Message, Side, Where

    messages = [
        Message(id=f"S1-{n}", source="S1", where=Where(line=n), side=Side.RECEIVED, text=line)
        for n, line in enumerate(_bodies(), start=1)
    ]
    detector = Detector.load()

    def work() -> int:
        for _ in detector.flag(messages):
            pass
        return len(messages)

    return _timed(work)


def flag_naive() -> tuple[int, float]:
    """Look for a plain list of keywords."""
    bodies = _bodies()
    return _timed(lambda: len([any(word in body for word in _KEYWORDS) for body in bodies]))


def _bodies() -> list[str]:
    return [line.split(": ", 1)[1] for line in export().splitlines()]


def shots_ours() -> tuple[int, float]:
    """Read the sample screenshots through `analyser.screens`."""
    from analyser import screens
    from analyser.records import CaseFacts

    pictures, facts = _pictures(), CaseFacts()
    return _timed(
        lambda: sum(screens.read(data, source="S1", facts=facts) is not None for data in pictures)
    )


def shots_naive() -> tuple[int, float]:
    """Read each sample screenshot as one page of print."""
    import pytesseract
    from PIL import Image

    pictures = _pictures()
    return _timed(
        lambda: sum(
            isinstance(pytesseract.image_to_string(Image.open(BytesIO(data))), str)
            for data in pictures
        )
    )


STEPS = {
    "messages read": (read_ours, read_naive),
    "messages flagged": (flag_ours, flag_naive),
    "screenshots": (shots_ours, shots_naive),
}


def _measure(step: str, which: int) -> tuple[float, float] | None:
    """Return units a second and peak MiB of one way of one step; None where it failed."""
    command = [sys.executable, __file__, step, str(which)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.stderr.write(f"{step}: {done.stderr.strip().splitlines()[-1:]}\n")
        return None
    rate, peak = done.stdout.split()[-2:]
    return float(rate), float(peak)


def _run(step: str, which: int) -> None:
    count, seconds = STEPS[step][which]()
    # Tesseract runs as a child; the larger of the two is the peak of one process.
    of_whom = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(who).ru_maxrss for who in of_whom)
    peak_bytes = peak if sys.platform == "darwin" else peak * 1024
    sys.stdout.write(f"{count / seconds:.3f} {peak_bytes / 1024**2:.1f}\n")


def main() -> None:
    """Print the table."""
    rows = ["| Step | a second | naive, a second | ratio | peak MiB | naive, peak MiB |"]
    rows.append("| --- | ---: | ---: | ---: | ---: | ---: |")
    for step in STEPS:
        ours, naive = _measure(step, 0), _measure(step, 1)
        if ours is None or naive is None:
            rows.append(f"| {step} | not measured | | | | |")
            continue
        rows.append(
            f"| {step} | {ours[0]:,.1f} | {naive[0]:,.1f} | {ours[0] / naive[0]:.3f} "
            f"| {ours[1]:.0f} | {naive[1]:.0f} |"
        )
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _run(sys.argv[1], int(sys.argv[2]))
    else:
        main()
