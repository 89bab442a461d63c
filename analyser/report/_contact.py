"""The part of the report about contact: each person in a sentence, then the counts and rows."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.findings import AfterStop, ContactPattern, Findings, Person
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._message import message_block
from analyser.report._text import clipped, day, item_list, local, stamp, visible
from analyser.wording import app_name, counted


def person_of(findings: Findings, id_: str) -> Person:
    """Return a person by id."""
    return next(each for each in findings.people if each.id == id_)


def _name(person: Person) -> str:
    first, *others = (clipped(visible(name)) for name in person.names)
    return f"{first} (also shown as {' and '.join(others)})" if others else first


def person_sentence(pattern: ContactPattern, person: Person, zone: ZoneInfo) -> str:
    """Return what a person would say of the contact, with its counts."""
    after = pattern.after_stop
    if after is None and pattern.first is None:
        days = _days_words(pattern)
        return phrase("person_undated", name=_name(person), counts=_count_words(pattern), days=days)
    if after is None:
        return phrase(
            "person",
            name=_name(person),
            counts=_count_words(pattern),
            days=_days_words(pattern),
            first=_day(pattern.first, zone),
            last=_day(pattern.last, zone),
        )
    return phrase(
        "after",
        name=_name(person),
        when=stamp(local(after.since, zone)),
        item=after.request,
        counts=_count_words(after),
        days=counted(after.days_with_contact, "day", "different days"),
        last=_day(pattern.last, zone),
        replies=counted(after.later_replies_by_user, "time"),
    )


def _count_words(counts: ContactPattern | AfterStop) -> str:
    calls = [(counts.missed_calls, "missed call"), (counts.calls, "other call")]
    parts = [counted(counts.messages, "message"), *(counted(n, what) for n, what in calls if n)]
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _days_words(pattern: ContactPattern) -> str:
    least, most = pattern.days_with_contact, pattern.days_with_contact_at_most
    return (
        f"{least:,} to {most:,} days" if most > least else counted(least, "day", "different days")
    )


def _day(instant: datetime | None, zone: ZoneInfo) -> str:
    return day(local(instant, zone)) if instant else "a day not shown"


def patterns(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section about contact."""
    zone = ZoneInfo(findings.facts.timezone)
    yield heading("Pattern of contact")
    yield paragraph(phrase("occasions"))
    yield paragraph(phrase("items"))
    for pattern in findings.patterns:
        yield from _pattern(pattern, findings, zone)


def _pattern(pattern: ContactPattern, findings: Findings, zone: ZoneInfo) -> Iterator[Block]:
    person = person_of(findings, pattern.person)
    yield heading(f"Shown as {clipped(visible(person.names[0]))}", 2)
    yield paragraph(person_sentence(pattern, person, zone))
    if pattern.after_stop is None:
        yield paragraph(phrase("no_stop", name=clipped(visible(person.names[0]))))
    seen = [each.because for each in findings.signals if each.person == pattern.person]
    yield bullets(dict.fromkeys(seen))
    yield Block(
        kind="table",
        header=("What was counted", "Count"),
        widths=(4, 4),
        rows=tuple(_counts(pattern, zone)),
    )
    for stop in pattern.stop_requests:
        yield from _quoted(findings, stop.message, f"A request to stop ({stop.strength.value}).")
    yield Block(
        kind="table",
        header=("Occasion from", "to", "Count", "Items"),
        widths=(3.1, 3.1, 0.8, 3),
        rows=tuple(
            (
                stamp(local(occasion.start, zone)),
                stamp(local(occasion.end, zone)),
                str(len(occasion.messages)),
                item_list(occasion.messages),
            )
            for occasion in pattern.occasions
        ),
    )


def _counts(pattern: ContactPattern, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    run = pattern.longest_unanswered
    yield "First with a certain time", _day(pattern.first, zone)
    yield "Last with a certain time", _day(pattern.last, zone)
    yield "Messages", str(pattern.messages)
    yield "Missed calls", str(pattern.missed_calls)
    yield "Other calls", str(pattern.calls)
    days, at_most = pattern.days_with_contact, pattern.days_with_contact_at_most
    yield "Different days with contact", f"{days} to {at_most}" if at_most > days else str(days)
    yield "Occasions", str(len(pattern.occasions))
    yield (
        "Longest run without an answer",
        f"{run.count} ({item_list(run.messages)})" if run.messages else str(run.count),
    )
    yield "Messages at night", str(pattern.night_messages)
    yield "Calls at night", str(pattern.night_calls)
    yield "Without a certain day (not counted by day)", str(pattern.undated)
    yield "Without a clock time (not counted by night)", str(pattern.without_clock)
    yield "Messages in chats with several people", str(pattern.group_messages)
    yield "Channels", ", ".join(visible(app_name(channel)) for channel in pattern.channels)


def _quoted(findings: Findings, id_: str, tail: str) -> Iterator[Block]:
    message = next((m for m in findings.messages if m.id == id_), None)
    if message is not None:
        yield message_block(message, findings, (tail,))
