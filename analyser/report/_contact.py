"""The part of the report about contact: each person in a sentence, then the counts and rows."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.findings import ContactPattern, Findings, Person
from analyser.records import Kind, Message
from analyser.report._blocks import Block, heading, paragraph, phrase
from analyser.report._text import (
    day,
    place_words,
    sender_words,
    side_words,
    stamp,
    visible,
    when_words,
)


def message_block(message: Message, findings: Findings, tail: str = "") -> Block:
    """Return one message with its head line."""
    kind = "" if message.kind is Kind.TEXT else f" · {message.kind.value.replace('_', ' ')}"
    head = (
        f"{when_words(message.when, findings.facts.timezone)} · {sender_words(message)} · "
        f"{side_words(message)}{kind} · {message.source}, {place_words(message.where)}"
    )
    words = visible(message.text)
    if message.quoted:
        words = f"(in reply to: {visible(message.quoted)})\n{words}"
    return Block(kind="message", item=message.id, head=head, text=words, tail=tail)


def person_of(findings: Findings, id_: str) -> Person:
    """Return a person by id."""
    return next(each for each in findings.people if each.id == id_)


def _name(person: Person) -> str:
    return visible(" / ".join(person.names))


def person_sentence(pattern: ContactPattern, person: Person, zone: ZoneInfo) -> str:
    """Return what a person would say of the contact, with its counts."""
    after = pattern.after_stop
    if after is None:
        first, last = (_day(each, zone) for each in (pattern.first, pattern.last))
        return phrase(
            "person",
            name=_name(person),
            messages=pattern.messages,
            missed=pattern.missed_calls,
            calls=pattern.calls,
            days=pattern.days_with_contact,
            first=first,
            last=last,
        )
    return phrase(
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


def patterns(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about contact."""
    zone = ZoneInfo(findings.facts.timezone)
    yield heading("Pattern of contact")
    yield paragraph(phrase("occasions"))
    for pattern in findings.patterns:
        person = person_of(findings, pattern.person)
        yield heading(f"Shown as {_name(person)}", 2)
        yield paragraph(person_sentence(pattern, person, zone))
        if pattern.after_stop is None:
            yield paragraph(phrase("no_stop", name=_name(person)))
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
        yield message_block(message, findings, tail)
