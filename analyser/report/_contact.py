"""The part of the report about contact: each person in a sentence, then the counts and rows."""

from collections.abc import Iterator
from datetime import datetime

from analyser.contact import Bearing, BearingPart
from analyser.counts_said import contact_said, days_said, groups_said, replies_said
from analyser.findings import AfterStop, ContactPattern, Findings, Person
from analyser.incidents import KIND_WORDS
from analyser.report import _contact_tables as tables
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._charts import charts
from analyser.report._known import Known, day_said, items, known, list_table, on_day, time_said
from analyser.report._message import message_block
from analyser.report._text import clipped, day, item_list, local, visible, when_words

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


def person_sentence(pattern: ContactPattern, person: Person, facts: Known) -> str:
    """Return what a person would say of the contact, with its counts."""
    after, ids = pattern.after_stop, [id_ for way in pattern.ways for id_ in way.rows]
    said = {"name": _name(person), "counts": contact_said(pattern), "days": days_said(pattern)}
    if after is None and pattern.first is None and not pattern.last_readings:
        return phrase("person_undated", **said)
    if after is None:
        first = day_said(pattern.first, ids, facts, pattern.first_readings)
        last = day_said(pattern.last, ids, facts, pattern.last_readings)
        on_one = "person_one_day" if first == last else "person"
        return phrase(on_one, **said, first=first, last=last)
    if not after.message_ids and not after.undated:
        asked = phrase("asked", name=_name(person), when=_asked(after, facts), item=after.request)
        return f"{asked} {_nothing(after)}"
    return phrase(
        "after",
        name=_name(person),
        when=_asked(after, facts),
        item=after.request,
        counts=contact_said(after),
        days=days_said(after),
        last=on_day(after.last, after.message_ids, facts, after.last_readings),
        replies=replies_said(after),
    ) + _maybe(after)


def event_sentence(after: AfterStop, facts: Known) -> str:
    """Return what came after an event that the user typed, with its counts."""
    title = _event_title(after, facts)
    if not after.message_ids and not after.undated:
        return f"{title}: {_nothing(after)}"
    last = on_day(after.last, after.message_ids, facts, after.last_readings)
    said = {"counts": contact_said(after), "days": days_said(after), "last": last}
    return phrase("after_event", title=title, **said) + _maybe(after)


def _event_title(after: AfterStop, facts: Known) -> str:
    assert after.event is not None  # noqa: S101  # those after a request have none
    kind, when = KIND_WORDS[after.event.kind], day(local(after.since, facts.zone))
    return phrase("event_title", kind=kind, item=after.event.id, day=when)


def _nothing(after: AfterStop) -> str:
    """Return that nothing came after it, but for what was written in chats with several people."""
    groups = groups_said(after)
    return phrase("nothing_after_but_groups" if groups else "nothing_after", messages=groups)


def _asked(after: AfterStop, facts: Known) -> str:
    """Return when the request was made: on what day and clock time, or both readings of it."""
    when = facts.moments.get(after.request)
    if when and when.readings:
        return f"a day that {when_words(when, facts.zone.key)}"
    said = time_said(after.since, (after.request,), facts)
    return f"or {said}" if said.startswith("about") else said


def _maybe(after: AfterStop) -> str:
    return " " + phrase("after_maybe", items=item_list(after.maybe)) if after.maybe else ""


def patterns(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about contact."""
    facts = known(findings)
    yield heading("Pattern of contact")
    yield paragraph(phrase("occasions"))
    yield paragraph(phrase("items"))
    if facts.lists:
        yield paragraph(phrase("lists"))
        yield list_table(facts.lists)
    for pattern in findings.patterns:
        blocks = _pattern(pattern, findings, facts)
        yield from (block for block in blocks if block.kind != "table" or block.rows)


def _pattern(pattern: ContactPattern, findings: Findings, facts: Known) -> Iterator[Block]:
    person = person_of(findings, pattern.person)
    name = clipped(visible(person.names[0]))
    yield heading(f"Shown as {name}", 2)
    yield paragraph(person_sentence(pattern, person, facts))
    if pattern.after_stop is None:
        yield paragraph(phrase("no_stop", name=name))
    seen = [each.because for each in findings.signals if each.person == pattern.person]
    yield bullets(dict.fromkeys(seen))
    yield from charts(pattern, findings)
    yield from _stop(pattern, findings, facts)
    for event in pattern.after_events:
        yield from _event(event, facts)
    yield from _bearings(pattern, facts)
    yield heading("Counts", 3)
    yield tables.times(pattern, facts)
    yield from tables.numbers(pattern.counts, facts)
    yield tables.ways(pattern.ways, facts)
    yield tables.bursts(pattern, facts)
    yield tables.silences(pattern, facts)
    yield tables.occasions(pattern, facts)


def _bearings(pattern: ContactPattern, facts: Known) -> Iterator[Block]:
    """Yield the lists of what bears on what; nothing for ordinary contact."""
    if not pattern.bearings:
        return
    for title, parts in _LISTS:
        every = [each for each in pattern.bearings if each.part in parts]
        asked = BearingPart.QUESTIONS in parts  # each stands there to be answered
        lines = [each for each in every if each.messages or each.events or asked]
        yield heading(phrase(f"{title}_title"), 3)
        yield paragraph(phrase(title))
        yield Block(
            kind="table",
            header=("Line", "Items") if len(parts) == 1 else ("Sign", "What bears on it", "Items"),
            widths=(5, 3) if len(parts) == 1 else (1.3, 4.2, 3),
            rows=tuple(
                (*([] if len(parts) == 1 else [each.part.value]), each.text, _items(each, facts))
                for each in lines
            ),
        )
        if rest := [each.text for each in every if each not in lines]:
            yield paragraph(phrase("none_found", what="; ".join(rest)))


def _items(line: Bearing, facts: Known) -> str:
    found = (*line.events, items(line.messages, facts.lists))
    return "; ".join(filter(None, found)) or phrase(
        "not_found" if line.looked_for else "not_looked_for"
    )


def _stop(pattern: ContactPattern, findings: Findings, facts: Known) -> Iterator[Block]:
    """Yield the requests in their own words and what came after the first clear one."""
    if pattern.stop_requests:
        yield heading("Requests to stop", 3)
    for stop in pattern.stop_requests:
        yield from _quoted(findings, stop.message, f"A request to stop ({stop.strength.value}).")
    if after := pattern.after_stop:
        yield heading(phrase("after_title", item=after.request), 3)
        yield from _after(after, facts)


def _event(after: AfterStop, facts: Known) -> Iterator[Block]:
    if after.event is not None:
        yield heading(_event_title(after, facts), 3)
        yield from _after(after, facts)


def _after(after: AfterStop, facts: Known) -> Iterator[Block]:
    ids = after.message_ids
    if not ids:
        yield paragraph(_nothing(after) + _maybe(after))
    else:
        first = time_said(after.first, ids, facts, after.first_readings)
        last = time_said(after.last, ids, facts, after.last_readings)
        key = "after_span_open" if after.first_readings else "after_span"
        yield paragraph(phrase(key, item=ids[0], first=first, last=last))
    if after.comparison:
        yield paragraph(after.comparison.says)
    yield from tables.numbers(after.counts, facts)
    yield tables.ways(after.ways, facts)


def _quoted(findings: Findings, id_: str, tail: str) -> Iterator[Block]:
    there = (*findings.messages, *findings.begun)
    message = next((each for each in there if each.id == id_), None)
    if message is not None:
        tail += " " + phrase("outside_part") if message in findings.begun else ""
        yield message_block(message, findings, (tail,))
