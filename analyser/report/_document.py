"""Findings as format-neutral blocks: what is said, in order, and nothing of how it is drawn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from analyser.entered import Incident
from analyser.findings import Findings
from analyser.records import Accounted
from analyser.report._blocks import Block, Document, bullets, heading, paragraph, phrase
from analyser.report._contact import patterns
from analyser.report._entered import incident_block, log_section
from analyser.report._exhibits import (
    exhibit_index,
    file_name,
    kind_words,
    screenshots,
    statement,
)
from analyser.report._flagged import flagged, labels_by_message
from analyser.report._law import help_and_steps, pointers
from analyser.report._message import message_block
from analyser.report._own import own_words
from analyser.report._summary import checked_day, reference, seen_elsewhere, summary
from analyser.report._text import place_words, visible
from analyser.report_options import Options
from analyser.timeline import with_incidents
from analyser.wording import say as shared

_ALL = Options()
_MESSAGES_AT_MOST = 6000
"""In one section. Each takes 150 KB of memory while the PDF is set, and nobody turns so many
pages; tables and spreadsheets hold every one."""


def build(findings: Findings, now: datetime, options: Options = _ALL) -> Document:
    """Return the report as blocks; the sections are numbered in the order they stand."""
    parts: tuple[tuple[str, Iterator[Block]], ...] = (
        ("summary", summary(findings, now, options)),
        ("given", _given(findings)),
        ("pattern", patterns(findings, now)),
        ("flagged", flagged(findings, now, options)),
        ("own", own_words(findings)),
        ("laws", pointers(findings, now)),
        ("help", help_and_steps(findings, now)),
        ("chronology", _chronology(findings)),
        ("exhibits", exhibit_index(findings, now, options)),
        ("pictures", screenshots(findings, now, options)),
        ("statement", statement(findings, now, options)),
        ("method", _method(findings)),
        ("log", log_section(findings, now)),
    )
    blocks: list[Block] = []
    sections: dict[str, int] = {}
    for key, part in parts:
        for block in _printed(part) if key not in options.without else ():
            if block.kind == "heading" and block.level == 1:
                sections[key] = len(sections) + 1
                blocks.append(replace(block, text=f"{len(sections)}. {block.text}"))
            else:
                blocks.append(block)
    head = " ".join(_head(findings, sections["exhibits"], options))
    return Document(
        title=phrase("title"),
        head=head,
        footer=shared("standing.footer", checked=checked_day(findings)),
        blocks=tuple(blocks),
    )


def _printed(section: Iterator[Block]) -> Iterator[Block]:
    """Yield a section with no more messages than can be printed; say how many are left out."""
    shown = left = 0
    for block in section:
        shown += block.kind == "message"
        if block.kind == "message" and shown > _MESSAGES_AT_MOST:
            left += 1
        else:
            yield block
    if left:
        yield paragraph(phrase("not_printed", count=left, printed=f"{_MESSAGES_AT_MOST:,}"))


def _head(findings: Findings, section: int, options: Options) -> Iterator[str]:
    if findings.chosen:
        yield phrase("redacted_only" if options.redacted else "part_only")
    if options.reference.strip():
        yield phrase("case", reference=reference(options))
    yield phrase("head", section=section)


def _sum(counts: Accounted) -> str:
    """Return "212 = 150 + 2 + 50 + 5 + 3 + 2", in the order that the wording says."""
    parts = (
        counts.messages - counts.media,
        counts.media,
        counts.continuation - counts.duplicates,
        counts.system,
        counts.duplicates,
        counts.unread,
    )
    return f"{counts.units} = {' + '.join(map(str, parts))}" if counts.units else "0"


def _given(findings: Findings) -> Iterator[Block]:
    yield heading("What was given, and what could not be read")
    also = seen_elsewhere(findings)
    rows = [
        (
            s.id,
            file_name(s),
            kind_words(findings, s),
            str(s.accounted.messages),
            str(s.accounted.system),
            str(s.accounted.unread),
            _sum(s.accounted),
            str(also.get(s.id, 0)),
        )
        for s in findings.sources
    ]
    header = (
        "Source",
        "File",
        "Read as",
        "Messages",
        "Notices",
        "Not read",
        "Units",
        "Also elsewhere",
    )
    widths = (0.9, 2.6, 1.8, 1.3, 1, 1, 2.2, 1.3)
    yield Block(kind="table", header=header, rows=tuple(rows), widths=widths)
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
            widths=(0.8, 3, 5),
        )


def _chronology(findings: Findings) -> Iterator[Block]:
    yield heading("All messages in time order")
    labels = labels_by_message(findings)
    for each in with_incidents(findings.messages, findings.incidents):
        if isinstance(each, Incident):
            yield incident_block(each, findings)
            continue
        label = labels.get(each.id)
        yield message_block(each, findings, (label,) if label else ())


def _method(findings: Findings) -> Iterator[Block]:
    yield heading("Method, versions and limits")
    yield paragraph(phrase("method", zone=findings.facts.timezone))
    made = findings.made
    yield Block(
        kind="table",
        header=("Part", "Version"),
        widths=(2, 6),
        rows=(
            ("Program", made.program),
            ("Rules", made.rules),
            ("Language", made.model),
            ("Reading of pictures", made.ocr),
            ("Laws last checked", checked_day(findings)),
        ),
    )
    if made.measured:
        yield paragraph(phrase("measured", on=made.measured_on))
        yield Block(
            kind="table",
            header=("What", "Of 100 flagged, right", "Of 100 there, flagged"),
            widths=(3, 2.5, 2.5),
            rows=tuple(
                (score.what, f"{100 * score.precision:.0f}", f"{100 * score.recall:.0f}")
                for score in made.measured
            ),
        )
