"""Findings as format-neutral blocks: what is said, in order, and nothing of how it is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

from analyser.entered import Incident
from analyser.findings import Findings
from analyser.records import Source
from analyser.report._blocks import Block, Document, bullets, heading, paragraph, phrase
from analyser.report._contact import patterns
from analyser.report._entered import incident_block, log_section
from analyser.report._flagged import flagged, labels_by_message
from analyser.report._law import help_and_steps, pointers
from analyser.report._message import message_block
from analyser.report._summary import checked_day, summary
from analyser.report._text import place_words, visible
from analyser.timeline import with_incidents
from analyser.wording import say as shared

_Part = Callable[[Findings, datetime], Iterator[Block]]


def build(findings: Findings, now: datetime) -> Document:
    """Return the report as blocks; the sections are numbered in the order they stand."""
    parts: tuple[_Part, ...] = (
        summary,
        _given,
        patterns,
        flagged,
        pointers,
        help_and_steps,
        _chronology,
        _sources,
        _method,
        log_section,
    )
    blocks: list[Block] = []
    sections: dict[_Part, int] = {}
    for part in parts:
        for block in part(findings, now):
            if block.kind == "heading" and block.level == 1:
                sections[part] = len(sections) + 1
                blocks.append(replace(block, text=f"{len(sections)}. {block.text}"))
            else:
                blocks.append(block)
    return Document(
        title=phrase("title"),
        head=phrase("head", section=sections[_sources]),
        footer=shared("standing.footer", checked=checked_day(findings)),
        blocks=tuple(blocks),
    )


def _given(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("What was given, and what could not be read")
    rows = [
        (
            s.id,
            _file_name(s),
            s.kind.replace("_", " "),
            str(s.accounted.messages),
            str(s.accounted.system),
            str(s.accounted.unread),
        )
        for s in findings.sources
    ]
    header = ("Source", "File", "Read as", "Messages", "Notices", "Not read")
    yield Block(kind="table", header=header, rows=tuple(rows), widths=(1, 4, 2, 1.3, 1.2, 1.2))
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


def _file_name(source: Source) -> str:
    return visible(source.name) + (f" / {visible(source.member)}" if source.member else "")


def _chronology(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("All messages in time order")
    labels = labels_by_message(findings)
    for each in with_incidents(findings.messages, findings.incidents):
        if isinstance(each, Incident):
            yield incident_block(each, findings)
            continue
        label = labels.get(each.id)
        yield message_block(each, findings, (label,) if label else ())


def _sources(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("Sources and their SHA-256")
    yield paragraph(phrase("sources"))
    yield Block(
        kind="table",
        header=("Source", "File", "Bytes", "SHA-256"),
        rows=tuple(
            (s.id, _file_name(s), f"{s.size_bytes:,}", _hashes(s)) for s in findings.sources
        ),
        widths=(0.8, 2.6, 1, 4.2),
    )
    yield bullets(visible(f"{s.id}: {fact}") for s in findings.sources for fact in s.facts)


def _hashes(source: Source) -> str:
    if source.member_sha256 is None:
        return source.sha256
    return f"{source.sha256}\nof the member: {source.member_sha256}"


def _method(findings: Findings, now: datetime) -> Iterator[Block]:
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
