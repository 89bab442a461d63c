"""The part of the report about the files: what each holds and where every part went."""

from collections.abc import Iterator

from analyser.findings import Findings
from analyser.records import Accounted
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._exhibits import file_name, kind_words
from analyser.report._summary import seen_elsewhere
from analyser.report._text import place_words, visible
from analyser.wording import counted, notice_words


def given(findings: Findings) -> Iterator[Block]:
    """Yield the section about the files as given."""
    yield heading("What was given, and what could not be read")
    also = seen_elsewhere(findings)
    rows = [
        (
            s.id,
            file_name(s),
            kind_words(findings, s),
            _parts(s.accounted, in_a_picture=s.kind == "screenshot"),
            str(also.get(s.id, 0)),
        )
        for s in findings.sources
    ]
    header = ("Source", "File", "Read as", "Its parts, and what each was", "Also in other files")
    yield Block(kind="table", header=header, rows=tuple(rows), widths=(0.9, 2.1, 1.4, 5.7, 0.9))
    yield paragraph(phrase("adds_up"))
    if also:
        yield paragraph(phrase("joined_how"))
    yield bullets(findings.notices)
    yield bullets(visible(f"{s.id}: {p.what} {p.do}") for s in findings.sources for p in s.problems)
    lines = [
        (u.source, place_words(u.where), f"{u.reason} {visible(u.text)}".strip())
        for u in findings.unread
    ]
    if lines:
        yield Block(
            kind="table",
            header=("Source", "Place", "Not read, and why"),
            rows=tuple(lines),
            widths=(0.9, 3, 5),
        )


def _parts(counts: Accounted, *, in_a_picture: bool) -> str:
    """Return "117 parts: 110 messages or calls, 1 file sent, …"; what is none is left out."""
    if not counts.units:
        return "nothing"
    notice = notice_words(in_a_picture=in_a_picture)
    kinds = (
        (counts.messages - counts.media, "message or call", "messages or calls"),
        (counts.media, "file sent", "files sent"),
        (counts.continuation - counts.duplicates, "further line", "further lines of a message"),
        (counts.system, *notice),
        (counts.duplicates, "part that stands twice", "parts that stand twice"),
        (counts.unread, "not read", "not read"),
    )
    said = ", ".join(counted(number, one, many) for number, one, many in kinds if number)
    return f"{counted(counts.units, 'part')}: {said}"
