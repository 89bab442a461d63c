"""Findings as format-neutral blocks: what is said, in order, and nothing of how it is drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from analyser.findings import COUNTED_READINGS, ContactPattern, Findings, Flag, Person, Status
from analyser.records import Kind, Message
from analyser.report._text import (
    day,
    place_words,
    sender_words,
    side_words,
    stamp,
    visible,
    when_words,
)
from analyser.signals import signals
from analyser.tables import read_toml
from analyser.wording import say as shared

_CRISIS = frozenset({"encourage_suicide", "encourage_self_harm", "self_harm_as_pressure"})
_LIFE = frozenset({"threat_kill", "threat_violence", "threat_sexual"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        kind: heading, paragraph, note, bullets, table or message.
        level: Of a heading, 1 to 3.
        text: Plain text; of a message its words.
        rows: Of a table; of bullets one cell a row.
        header: Of a table.
        widths: Of a table, shares of the line.
        item, head, tail: Of a message: its number, who and when, what was flagged and why.
    """

    kind: str
    text: str = ""
    level: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    item: str = ""
    head: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole report."""

    title: str
    footer: str
    blocks: tuple[Block, ...]


@cache
def _sentences() -> Mapping[str, str]:
    found: dict[str, str] = read_toml(files("analyser.report") / "wording.toml")["say"]
    return found


def _say(key: str, **values: object) -> str:
    return _sentences()[key].format(**values)


def build(findings: Findings, now: datetime) -> Document:
    """Return the report as blocks."""
    parts = (_summary, _given, _patterns, _flagged, _pointers, _chronology, _sources, _method)
    blocks = [block for part in parts for block in part(findings, now)]
    footer = shared("standing.footer", checked=findings.made.law_checked_on)
    return Document(title=_say("title"), footer=footer, blocks=tuple(blocks))


def _heading(text: str, level: int = 1) -> Block:
    return Block(kind="heading", text=text, level=level)


def _paragraph(text: str) -> Block:
    return Block(kind="paragraph", text=text)


def _summary(findings: Findings, now: datetime) -> Iterator[Block]:
    zone = ZoneInfo(findings.facts.timezone)
    contact = [m for m in findings.messages if m.kind is not Kind.SYSTEM]
    dated = [m.when.instant for m in contact if m.when.instant]
    read = sum(bool(s.accounted.messages) for s in findings.sources)
    looked = sum(f.status is not Status.SUGGESTED for f in findings.flags)
    yield Block(kind="note", text=shared("standing.danger"))
    yield _paragraph(_say("prepared"))
    yield _paragraph(_say("made", when=stamp(now.astimezone(zone)), files=len(findings.sources)))
    sentences = [
        _say(
            "period", first=day(min(dated).astimezone(zone)), last=day(max(dated).astimezone(zone))
        )
        if dated
        else _say("no_period"),
        _say(
            "counts",
            messages=len(contact),
            notices=len(findings.messages) - len(contact),
            read=read,
            files=len(findings.sources),
        ),
        _say(
            "flags",
            flags=len(findings.flags),
            messages=len({f.message for f in findings.flags}),
            looked=looked,
        ),
        *(_person_sentence(p, _person(findings, p.person), zone) for p in findings.patterns),
        _say("all_shown", count=len(findings.messages)),
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
        yield _paragraph(shared("standing.nothing_found"))
    yield Block(kind="bullets", rows=tuple((notice,) for notice in findings.notices))


def _person(findings: Findings, id_: str) -> Person:
    return next(each for each in findings.people if each.id == id_)


def _name(person: Person) -> str:
    return visible(" / ".join(person.names))


def _person_sentence(pattern: ContactPattern, person: Person, zone: ZoneInfo) -> str:
    after = pattern.after_stop
    if after is None:
        first, last = (_day(each, zone) for each in (pattern.first, pattern.last))
        return _say(
            "person",
            name=_name(person),
            messages=pattern.messages,
            missed=pattern.missed_calls,
            calls=pattern.calls,
            days=pattern.days_with_contact,
            first=first,
            last=last,
        )
    return _say(
        "after",
        name=_name(person),
        when=stamp(after.since.astimezone(zone)),
        item=after.request,
        messages=after.messages,
        missed=after.missed_calls,
        calls=after.calls,
        days=after.days_with_contact,
        last=_day(pattern.last, zone),
        replies=after.later_replies_by_user,
    )


def _day(instant: datetime | None, zone: ZoneInfo) -> str:
    return day(instant.astimezone(zone)) if instant else "a day not shown"


def _given(findings: Findings, now: datetime) -> Iterator[Block]:
    yield _heading("What was given, and what could not be read")
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


def _patterns(findings: Findings, now: datetime) -> Iterator[Block]:
    zone = ZoneInfo(findings.facts.timezone)
    yield _heading("Pattern of contact")
    yield _paragraph(_say("occasions"))
    for pattern in findings.patterns:
        person = _person(findings, pattern.person)
        yield _heading(f"Shown as {_name(person)}", 2)
        yield _paragraph(_person_sentence(pattern, person, zone))
        if pattern.after_stop is None:
            yield _paragraph(_say("no_stop", name=_name(person)))
        yield Block(
            kind="table",
            header=("What was counted", "Count"),
            widths=(5, 2),
            rows=tuple(_counts(pattern, zone)),
        )
        for stop in pattern.stop_requests:
            yield from _quoted(
                findings, stop.message, f"A request to stop ({stop.strength.value})."
            )
        rows = tuple(
            (
                stamp(o.start.astimezone(zone)),
                stamp(o.end.astimezone(zone)),
                str(len(o.messages)),
                _items(o.messages),
            )
            for o in pattern.occasions
        )
        yield Block(
            kind="table",
            header=("Occasion from", "to", "Count", "Items"),
            rows=rows,
            widths=(2.4, 2.4, 0.8, 3),
        )


def _items(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"


def _counts(pattern: ContactPattern, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield (
        "First and last with a certain time",
        (f"{_day(pattern.first, zone)} and {_day(pattern.last, zone)}"),
    )
    yield "Messages", str(pattern.messages)
    yield "Missed calls", str(pattern.missed_calls)
    yield "Other calls", str(pattern.calls)
    yield "Different days with contact", str(pattern.days_with_contact)
    yield "Occasions", str(len(pattern.occasions))
    yield "Longest run without an answer", str(pattern.longest_unanswered.count)
    yield "Messages at night", str(pattern.night_messages)
    yield "Without a certain day (not counted by day)", str(pattern.undated)
    yield "Channels", ", ".join(pattern.channels)


def _quoted(findings: Findings, id_: str, tail: str) -> Iterator[Block]:
    message = next((m for m in findings.messages if m.id == id_), None)
    if message is not None:
        yield _message(message, findings, tail)


def _message(message: Message, findings: Findings, tail: str = "") -> Block:
    kind = "" if message.kind is Kind.TEXT else f" · {message.kind.value.replace('_', ' ')}"
    head = (
        f"{when_words(message.when, findings.facts.timezone)} · {sender_words(message)} · "
        f"{side_words(message)}{kind} · {message.source}, {place_words(message.where)}"
    )
    words = visible(message.text)
    if message.quoted:
        words = f"(in reply to: {visible(message.quoted)})\n{words}"
    return Block(kind="message", item=message.id, head=head, text=words, tail=tail)


def _flagged(findings: Findings, now: datetime) -> Iterator[Block]:
    yield _heading("Words that may matter, in context")
    yield _paragraph(shared("standing.not_flagged"))
    counted = [
        f
        for f in findings.flags
        if f.reading in COUNTED_READINGS and f.status is not Status.DISMISSED
    ]
    lower = [f for f in findings.flags if f not in counted and f.status is not Status.DISMISSED]
    yield from _groups(findings, counted, 2)
    if lower:
        yield _heading("Shown, and not counted", 2)
        yield _paragraph(_say("lower"))
        yield from _groups(findings, lower, 3)


def _groups(findings: Findings, flags: list[Flag], level: int) -> Iterator[Block]:
    place = {message.id: number for number, message in enumerate(findings.messages)}
    labels = sorted({(signals()[f.signal].plain_label, f.signal) for f in flags})
    for label, signal in labels:
        yield _heading(label, level)
        if signal.startswith("hostility_"):
            yield _paragraph(shared("standing.hostility"))
        for flag in (f for f in flags if f.signal == signal):
            at = place[flag.message]
            before = findings.messages[at - 1] if at else None
            if before is not None and before.source == findings.messages[at].source:
                yield _message(before, findings, "The message before.")
            strength = flag.strength.value.replace("_", " ")
            tail = f"{flag.because} ({strength}, {flag.reading.value}, {flag.status.value})"
            yield _message(findings.messages[at], findings, visible(tail))


def _pointers(findings: Findings, now: datetime) -> Iterator[Block]:
    yield _heading("Laws that may be relevant")
    if not findings.pointers:
        yield _paragraph(_say("no_pointers"))
        return
    yield _paragraph(_say("pointers"))
    for pointer in findings.pointers:
        yield _heading(pointer.label or pointer.title, 2)
        yield _paragraph(pointer.summary)
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
    yield _heading("All messages in time order")
    for message in findings.messages:
        yield _message(message, findings)


def _sources(findings: Findings, now: datetime) -> Iterator[Block]:
    yield _heading("Sources and their SHA-256")
    yield _paragraph(_say("sources"))
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
    yield _heading("Method, versions and limits")
    yield _paragraph(_say("method", zone=findings.facts.timezone))
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
