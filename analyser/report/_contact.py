"""The part of the report about contact: each person in a sentence, then the counts and rows."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.contact import Bearing, BearingPart, Count, Run, Way
from analyser.counts_said import contact_said, days_said, replies_said
from analyser.findings import AfterStop, ContactPattern, Findings, Person
from analyser.incidents import KIND_WORDS
from analyser.records import Message
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._charts import charts
from analyser.report._message import message_block
from analyser.report._text import clipped, day, item_list, local, stamp, visible, when_words
from analyser.wording import app_name, counted, least_to_most

_LONG = 40
"""Letters of a list of items that is not written twice one under the other."""
_SIGNS = (
    BearingPart.FIXATED,
    BearingPart.OBSESSIVE,
    BearingPart.UNWANTED,
    BearingPart.REPEATED,
)
_LISTS = (
    ("four", _SIGNS),
    ("acts", (BearingPart.ACTS,)),
    ("questions", (BearingPart.QUESTIONS,)),
)


def person_of(findings: Findings, id_: str) -> Person:
    """Return a person by id."""
    return next(each for each in findings.people if each.id == id_)


def _name(person: Person) -> str:
    first, *others = (clipped(visible(name)) for name in person.names)
    return f"{first} (also shown as {' and '.join(others)})" if others else first


def person_sentence(
    pattern: ContactPattern, person: Person, zone: ZoneInfo, messages: Sequence[Message]
) -> str:
    """Return what a person would say of the contact, with its counts."""
    after = pattern.after_stop
    if after is None and pattern.first is None:
        return phrase(
            "person_undated",
            name=_name(person),
            counts=contact_said(pattern),
            days=days_said(pattern),
        )
    if after is None:
        return phrase(
            "person",
            name=_name(person),
            counts=contact_said(pattern),
            days=days_said(pattern),
            first=_day(pattern.first, zone),
            last=_day(pattern.last, zone),
        )
    return phrase(
        "after",
        name=_name(person),
        when=_asked(after, zone, messages),
        item=after.request,
        counts=contact_said(after),
        days=days_said(after),
        last=_day(after.last, zone),
        replies=replies_said(after),
    ) + _maybe(after)


def _asked(after: AfterStop, zone: ZoneInfo, messages: Sequence[Message]) -> str:
    """Return when the request was made: on what day and clock time, or both readings of it."""
    when = next((m.when for m in messages if m.id == after.request), None)
    if when and when.readings:
        return f"a day that {when_words(when, zone.key)}"
    return stamp(local(after.since, zone))


def _maybe(after: AfterStop) -> str:
    return " " + phrase("after_maybe", items=item_list(after.maybe)) if after.maybe else ""


def _day(instant: datetime | None, zone: ZoneInfo) -> str:
    return day(local(instant, zone)) if instant else "a day not known"


def patterns(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about contact."""
    zone = ZoneInfo(findings.facts.timezone)
    yield heading("Pattern of contact")
    yield paragraph(phrase("occasions"))
    yield paragraph(phrase("items"))
    for pattern in findings.patterns:
        blocks = _pattern(pattern, findings, zone)
        yield from (block for block in blocks if block.kind != "table" or block.rows)


def _pattern(pattern: ContactPattern, findings: Findings, zone: ZoneInfo) -> Iterator[Block]:
    person = person_of(findings, pattern.person)
    name = clipped(visible(person.names[0]))
    yield heading(f"Shown as {name}", 2)
    yield paragraph(person_sentence(pattern, person, zone, findings.messages))
    if pattern.after_stop is None:
        yield paragraph(phrase("no_stop", name=name))
    seen = [each.because for each in findings.signals if each.person == pattern.person]
    yield bullets(dict.fromkeys(seen))
    yield from charts(pattern, findings)
    yield from _stop(pattern, findings, zone)
    for event in pattern.after_events:
        yield from _event(event, zone)
    yield from _bearings(pattern)
    yield heading("Counts", 3)
    yield _times(pattern, zone)
    yield from _counts(pattern.counts)
    yield _ways(pattern.ways, zone)
    yield _runs("bursts", pattern.bursts, zone)
    yield _silences(pattern.silences, zone)
    yield Block(
        kind="table",
        header=("Occasion from", "to", "Count", "Items"),
        widths=(3.1, 3.1, 0.8, 3),
        rows=tuple(
            (
                stamp(local(each.start, zone)),
                stamp(local(each.end, zone)),
                str(len(each.messages)),
                item_list(each.messages),
            )
            for each in pattern.occasions
        ),
    )


def _bearings(pattern: ContactPattern) -> Iterator[Block]:
    """Yield the lists of what bears on what; nothing for ordinary contact."""
    if not pattern.bearings:
        return
    for title, parts in _LISTS:
        every = [each for each in pattern.bearings if each.part in parts]
        asked = BearingPart.QUESTIONS in parts  # each stands there to be answered
        lines = [each for each in every if each.messages or asked]
        yield heading(phrase(f"{title}_title"), 3)
        yield paragraph(phrase(title))
        yield Block(
            kind="table",
            header=("Line", "Items") if len(parts) == 1 else ("Sign", "What bears on it", "Items"),
            widths=(5, 3) if len(parts) == 1 else (1.3, 4.2, 3),
            rows=tuple(
                (*([] if len(parts) == 1 else [each.part.value]), each.text, _items(each))
                for each in lines
            ),
        )
        if rest := [each.text for each in every if each not in lines]:
            yield paragraph(phrase("none_found", what="; ".join(rest)))


def _items(line: Bearing) -> str:
    return item_list(line.messages) or phrase("not_found" if line.looked_for else "not_looked_for")


def _stop(pattern: ContactPattern, findings: Findings, zone: ZoneInfo) -> Iterator[Block]:
    """Yield the requests in their own words and what came after the first clear one."""
    if pattern.stop_requests:
        yield heading("Requests to stop", 3)
    for stop in pattern.stop_requests:
        yield from _quoted(findings, stop.message, f"A request to stop ({stop.strength.value}).")
    if after := pattern.after_stop:
        yield heading(phrase("after_title", item=after.request), 3)
        yield from _after(after, zone)


def _event(after: AfterStop, zone: ZoneInfo) -> Iterator[Block]:
    if after.event is not None:
        kind = KIND_WORDS[after.event.kind]
        when = day(local(after.since, zone))
        title = phrase("event_title", kind=kind, item=after.event.id, day=when)
        yield heading(title, 3)
        yield from _after(after, zone)


def _after(after: AfterStop, zone: ZoneInfo) -> Iterator[Block]:
    if not after.message_ids:
        yield paragraph(phrase("nothing_after") + _maybe(after))
    else:
        first, last = _stamp(after.first, zone), _stamp(after.last, zone)
        yield paragraph(phrase("after_span", item=after.message_ids[0], first=first, last=last))
    if after.comparison:
        yield paragraph(after.comparison.says)
    yield from _counts(after.counts)
    yield _ways(after.ways, zone)


def _stamp(instant: datetime | None, zone: ZoneInfo) -> str:
    return stamp(local(instant, zone)) if instant else "a time not known"


def _times(pattern: ContactPattern, zone: ZoneInfo) -> Block:
    return Block(
        kind="table",
        header=("First that could be dated", "Last that could be dated", "Channels"),
        widths=(3, 3, 3),
        rows=(
            (
                _day(pattern.first, zone),
                _day(pattern.last, zone),
                ", ".join(visible(app_name(channel)) for channel in pattern.channels),
            ),
        ),
    )


def _counts(counts: Sequence[Count]) -> Iterator[Block]:
    """Yield the numbers with their items; what is none is said as none, in one line."""
    rows: list[tuple[str, str, str]] = []
    before = ""
    for each in counts:
        if each.at_most:
            items = item_list(each.messages)
            again = items == before and len(items) > _LONG
            number = least_to_most(each.count, each.at_most)
            rows.append((each.label, number, phrase("as_above") if again else items))
            before = items
    header = ("What was counted", "Count", "Items")
    yield Block(kind="table", header=header, widths=(4, 1, 4), rows=tuple(rows))
    if none := [each.label for each in counts if not each.at_most]:
        yield paragraph(phrase("none_counted", what="; ".join(none)))


def _ways(ways: Sequence[Way], zone: ZoneInfo) -> Block:
    return Block(
        kind="table",
        header=("Shown as, and app", "Messages", "Calls", "Days", "First and last", "Items"),
        widths=(2.6, 1.1, 0.8, 0.7, 2.3, 2),
        rows=tuple(
            (
                _way(way),
                str(way.messages),
                str(way.calls + way.missed_calls),
                str(way.days),
                f"{_day(way.first, zone)} to {_day(way.last, zone)}",
                item_list(way.rows),
            )
            for way in ways
        ),
    )


def _way(way: Way) -> str:
    sender = clipped(visible(way.sender)) or "no name shown"
    parts = [sender, visible(app_name(way.app)) or "app not known"]
    parts += [phrase("in_group")] if way.group else []
    parts += [phrase("new_way")] if way.new else []
    return ", ".join(parts)


def _runs(title: str, runs: Sequence[Run], zone: ZoneInfo) -> Block:
    return Block(
        kind="table",
        header=(phrase(title), "to", "Count", "Items"),
        widths=(3.1, 3.1, 0.8, 3),
        rows=tuple(
            (
                stamp(local(run.start, zone)),
                stamp(local(run.end, zone)),
                str(run.count),
                item_list(run.messages),
            )
            for run in runs
        ),
    )


def _silences(runs: Sequence[Run], zone: ZoneInfo) -> Block:
    return Block(
        kind="table",
        header=("No contact from", "to", "Days", "The user wrote in it", "Last and first item"),
        widths=(3, 3, 0.8, 1.4, 1.8),
        rows=tuple(
            (
                stamp(local(run.start, zone)),
                stamp(local(run.end, zone)),
                str(run.count),
                counted(run.own, "time"),
                item_list(run.messages),
            )
            for run in runs
        ),
    )


def _quoted(findings: Findings, id_: str, tail: str) -> Iterator[Block]:
    message = next((m for m in findings.messages if m.id == id_), None)
    if message is not None:
        yield message_block(message, findings, (tail,))
