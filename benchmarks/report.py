"""Measure how long each kind of report takes and how large it is, beside the naive PDF.

The naive PDF is all rows as one string of Typst markup: no tags, no check of letters, no sections
but the rows. Prints one table: `python benchmarks/report.py`, with the seconds that the processors
worked beside those that went by. It asserts nothing: speed is of the machine and of the code.
`--large` prints instead what a case of 200,000 messages and 1,000 screenshots holds, with the
largest of its documents, as PDF.
"""

import random
import resource
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))

import typst  # noqa: E402
from large_case import Bubbles  # noqa: E402

from analyser import report  # noqa: E402
from analyser.findings import Findings, Flag, FlagReading, Made, Person, Strength  # noqa: E402
from analyser.records import (  # noqa: E402
    Accounted,
    CaseFacts,
    Certainty,
    Jurisdiction,
    Message,
    Moment,
    Side,
    Source,
    Where,
)

ROWS = (100, 1_000, 5_000)
_MB = 1024 if sys.platform != "darwin" else 1024**2
FLAG_EVERY = 6
"""About as many as pressing chats have: one message in six."""
SENTENCES = (
    "are you coming to the match on saturday, it starts at three and the bus goes at two",
    "pick up your phone",
    "why wont you answer me \U0001f621",
    "thanks, see you at four then",
)
START = datetime(2025, 1, 1, 8, 0, tzinfo=UTC)


def case(rows: int) -> Findings:
    """Return an invented case of `rows` messages by two people."""
    messages = tuple(_message(number) for number in range(1, rows + 1))
    flags = tuple(_flag(each) for each in messages[::FLAG_EVERY])
    counts = Accounted(units=rows, messages=rows)
    source = Source(
        id="S1",
        name="chat.txt",
        sha256="0" * 64,
        size_bytes=rows * 60,
        kind="whatsapp_txt",
        accounted=counts,
    )
    return Findings(
        made=Made(program="", rules="", model="", law_checked_on="2026-11-22", ocr=""),
        facts=CaseFacts(me=("Robin Vale",), jurisdiction=Jurisdiction.SCOTLAND),
        sources=(source,),
        messages=messages,
        unread=(),
        people=(Person(id="P1", names=("Sam Orme",), is_me=False),),
        flags=flags,
        patterns=(),
        signals=(),
        pointers=(),
        notices=(),
    )


def _message(number: int) -> Message:
    instant = START + timedelta(minutes=37 * number)
    mine = number % 3 == 0
    return Message(
        id=f"S1-{number}",
        source="S1",
        where=Where(line=number),
        app="whatsapp",
        when=Moment(shown_as="x", instant=instant, certainty=Certainty.MINUTE),
        sender="Robin Vale" if mine else "Sam Orme",
        side=Side.SENT if mine else Side.RECEIVED,
        text=f"{SENTENCES[number % len(SENTENCES)]} {number}",
    )


def _flag(message: Message) -> Flag:
    return Flag(
        message=message.id,
        signal="pestering",
        group="unwanted_contact",
        strength=Strength.EXPLICIT,
        reading=FlagReading.STATED,
        score=0.9,
        spans=((0, 4),),
        rule="r",
        because="The sender presses for an answer. The words: «answer me».",
    )


def naive(findings: Findings, now: datetime) -> bytes:
    """Return a bare PDF: each row a line of markup, in whatever fonts there are."""
    lines = (
        f"*{m.id}* {m.when.instant} {m.sender} \\\n{m.text.replace(chr(0x1F621), '')}\n"
        for m in findings.messages
    )
    made: bytes = typst.compile("\n".join(lines).encode(), format="pdf")
    return made


def large(messages: int, pictures: int) -> tuple[Findings, report.Options]:
    """Return a case with as many screenshots too, each of its own bytes."""
    findings, chance = case(messages), random.Random(21)  # noqa: S311  # no secret
    shots, sources, bubbles = dict[str, bytes](), [*findings.sources], Bubbles(chance)
    for number in range(2, pictures + 2):
        made = BytesIO()
        bubbles.shot().save(made, "PNG", compress_level=1)
        shots[f"S{number}"] = made.getvalue()
        sources.append(
            Source(
                id=f"S{number}",
                name=f"Screenshot_{number}.png",
                sha256=f"{number:064x}",
                size_bytes=len(made.getvalue()),
                kind="screenshot",
                accounted=Accounted(units=1, messages=0, media=1),
            )
        )
    return replace(findings, sources=tuple(sources)), report.Options(pictures=shots)


def held_mb() -> float:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB


def main() -> None:
    """Print the table."""
    now = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    if "--large" in sys.argv[1:]:
        findings, options = large(200_000, 1_000)
        before = held_mb()
        made = report.to_bytes(findings, "to_pdf", now, options)
        print("| before | with the PDF | bytes |\n| ---: | ---: | ---: |")
        print(f"| {before:.0f} MB | {held_mb():.0f} MB | {len(made):,} |")
        return
    report.to_bytes(case(1), "to_pdf", now)  # the fonts are unpacked once a process
    ways = {
        writer.file_name: partial(report.to_bytes, writer=writer.id)
        for writer in report.WRITERS.values()
    }
    print("| rows | report | seconds | CPU s | bytes |")
    print("| ---: | --- | ---: | ---: | ---: |")
    for rows in ROWS:
        findings = case(rows)
        for name, write in (ways | {"naive PDF": naive}).items():
            start, worked = perf_counter(), process_time()
            made = write(findings, now=now)
            took, worked = perf_counter() - start, process_time() - worked
            print(f"| {rows:,} | {name} | {took:.2f} | {worked:.2f} | {len(made):,} |")


if __name__ == "__main__":
    main()
