"""Findings as format-neutral blocks: what is said, in order, and nothing of how it is drawn."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.findings import COUNTED_READINGS, Findings, Flag, Status
from analyser.records import Kind
from analyser.report._blocks import Block, Document, heading, paragraph, phrase
from analyser.report._contact import message_block, patterns, person_of, person_sentence
from analyser.report._text import (
    day,
    place_words,
    stamp,
    visible,
)
from analyser.signals import signals
from analyser.wording import say as shared

_CRISIS = frozenset({"encourage_suicide", "encourage_self_harm", "self_harm_as_pressure"})
_LIFE = frozenset({"threat_kill", "threat_violence", "threat_sexual"})


def build(findings: Findings, now: datetime) -> Document:
    """Return the report as blocks."""
    parts = (_summary, _given, patterns, _flagged, _pointers, _chronology, _sources, _method)
    blocks = [block for part in parts for block in part(findings, now)]
    footer = shared("standing.footer", checked=findings.made.law_checked_on)
    return Document(title=phrase("title"), footer=footer, blocks=tuple(blocks))


def _summary(findings: Findings, now: datetime) -> Iterator[Block]:
    zone = ZoneInfo(findings.facts.timezone)
    contact = [m for m in findings.messages if m.kind is not Kind.SYSTEM]
    dated = [m.when.instant for m in contact if m.when.instant]
    read = sum(bool(s.accounted.messages) for s in findings.sources)
    looked = sum(f.status is not Status.SUGGESTED for f in findings.flags)
    yield Block(kind="note", text=shared("standing.danger"))
    yield paragraph(phrase("prepared"))
    yield paragraph(phrase("made", when=stamp(now.astimezone(zone)), files=len(findings.sources)))
    sentences = [
        phrase(
            "period", first=day(min(dated).astimezone(zone)), last=day(max(dated).astimezone(zone))
        )
        if dated
        else phrase("no_period"),
        phrase(
            "counts",
            messages=len(contact),
            notices=len(findings.messages) - len(contact),
            read=read,
            files=len(findings.sources),
        ),
        phrase(
            "flags",
            flags=len(findings.flags),
            messages=len({f.message for f in findings.flags}),
            looked=looked,
        ),
        *(person_sentence(p, person_of(findings, p.person), zone) for p in findings.patterns),
        phrase("all_shown", count=len(findings.messages)),
    ]
    yield Block(kind="bullets", rows=tuple((s,) for s in sentences))
    counted = [f for f in findings.flags if f.reading in COUNTED_READINGS]
    if any(f.group in _LIFE for f in counted):
        yield Block(kind="note", text=shared("standing.threat"))
    if any(f.signal in _CRISIS for f in findings.flags):
        yield Block(kind="note", text=shared("standing.crisis"))
    if any(f.signal == "child_sexual_contact" for f in findings.flags):
        yield Block(kind="note", text=shared("standing.child"))
    if not findings.flags:
        yield paragraph(shared("standing.nothing_found"))
    yield Block(kind="bullets", rows=tuple((notice,) for notice in findings.notices))


def _given(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("What was given, and what could not be read")
    rows = [
        (
            s.id,
            visible(s.name),
            s.kind.replace("_", " "),
            str(s.accounted.messages),
            str(s.accounted.system),
            str(s.accounted.unread),
        )
        for s in findings.sources
    ]
    header = ("Source", "File", "Read as", "Messages", "Notices", "Not read")
    yield Block(kind="table", header=header, rows=tuple(rows), widths=(1, 4, 2, 1.3, 1.2, 1.2))
    problems = [(f"{s.id}: {p.what} {p.do}",) for s in findings.sources for p in s.problems]
    if problems:
        yield Block(kind="bullets", rows=tuple(problems))
    lines = [
        (u.source, place_words(u.where), f"{u.reason} {visible(u.text)}".strip())
        for u in findings.unread
    ]
    if lines:
        yield Block(
            kind="table",
            header=("Source", "Place", "Not read, and why"),
            rows=tuple(lines),
            widths=(1, 2, 6),
        )


def _flagged(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("Words that may matter, in context")
    yield paragraph(shared("standing.not_flagged"))
    counted = [
        f
        for f in findings.flags
        if f.reading in COUNTED_READINGS and f.status is not Status.DISMISSED
    ]
    lower = [f for f in findings.flags if f not in counted and f.status is not Status.DISMISSED]
    yield from _groups(findings, counted, 2)
    if lower:
        yield heading("Shown, and not counted", 2)
        yield paragraph(phrase("lower"))
        yield from _groups(findings, lower, 3)


def _groups(findings: Findings, flags: list[Flag], level: int) -> Iterator[Block]:
    place = {message.id: number for number, message in enumerate(findings.messages)}
    labels = sorted({(signals()[f.signal].plain_label, f.signal) for f in flags})
    for label, signal in labels:
        yield heading(label, level)
        if signal.startswith("hostility_"):
            yield paragraph(shared("standing.hostility"))
        for flag in (f for f in flags if f.signal == signal):
            at = place[flag.message]
            before = findings.messages[at - 1] if at else None
            if before is not None and before.source == findings.messages[at].source:
                yield message_block(before, findings, "The message before.")
            strength = flag.strength.value.replace("_", " ")
            tail = f"{flag.because} ({strength}, {flag.reading.value}, {flag.status.value})"
            yield message_block(findings.messages[at], findings, visible(tail))


def _pointers(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("Laws that may be relevant")
    if not findings.pointers:
        yield paragraph(phrase("no_pointers"))
        return
    yield paragraph(phrase("pointers"))
    for pointer in findings.pointers:
        yield heading(pointer.label or pointer.title, 2)
        yield paragraph(pointer.summary)
        rows = [
            ("Shown by", " ".join(pointer.because)),
            ("Not in this material", " ".join(pointer.not_in_this_material)),
            ("For police or a solicitor to decide", "Whether this law fits."),
            ("Source", pointer.source_url),
        ]
        if pointer.confidence != "certain":
            rows.append(("How sure the law sheet is", pointer.confidence))
        yield Block(
            kind="table", header=("Point", "What can be said"), rows=tuple(rows), widths=(2, 6)
        )


def _chronology(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("All messages in time order")
    for message in findings.messages:
        yield message_block(message, findings)


def _sources(findings: Findings, now: datetime) -> Iterator[Block]:
    yield heading("Sources and their SHA-256")
    yield paragraph(phrase("sources"))
    rows = [
        (
            s.id,
            visible(s.name) + (f" / {visible(s.member)}" if s.member else ""),
            str(s.size_bytes),
            s.sha256,
        )
        for s in findings.sources
    ]
    yield Block(
        kind="table",
        header=("Source", "File", "Bytes", "SHA-256"),
        rows=tuple(rows),
        widths=(0.8, 2.6, 1, 4),
    )
    facts = [(f"{s.id}: {fact}",) for s in findings.sources for fact in s.facts]
    yield Block(kind="bullets", rows=tuple(facts))


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
            ("Laws last checked", made.law_checked_on),
        ),
    )
