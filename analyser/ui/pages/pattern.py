"""Pattern: the sentence a person would say, then days, hours and counts, each with its messages."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.findings import ContactPattern, Findings, Person
from analyser.settings import Settings
from analyser.ui import _calendar, _parts, _state
from analyser.ui._literal import literal, name
from analyser.ui._times import day, days_words, moment
from analyser.ui._words import words
from analyser.wording import app_name, counted

_Row = tuple[str, str, Sequence[str]]
"""What was counted, the count in words, and the ids of its messages where they are known."""


def _sentence(pattern: ContactPattern, who: str, zone: str) -> str:
    messages = counted(pattern.messages, "message")
    after = pattern.after_stop
    if after is None:
        days = days_words(pattern)
        if pattern.first is None:
            return f"{who}: {messages} on {days}. Which days they were is not settled."
        span = f"from {day(pattern.first, zone)} to {day(pattern.last, zone)}"
        return f"{who}: {messages} on {days}, {span}."
    days = counted(after.days_with_contact, "day", "different days")
    replies = counted(after.later_replies_by_user, "time")
    return (
        f"You asked {who} to stop on {moment(after.since, zone)}, in item {after.request}. "
        f"After that: {counted(after.messages, 'message')} and "
        f"{counted(after.missed_calls, 'missed call')} on {days}, the last on "
        f"{day(pattern.last, zone)}. You wrote {replies} after asking, further requests to stop "
        "apart."
    )


def _rows(pattern: ContactPattern, settings: Settings, everything: Sequence[str]) -> list[_Row]:
    """Return the counts in the order of the page."""
    after, run = pattern.after_stop, pattern.longest_unanswered
    stops = tuple(stop.message for stop in pattern.stop_requests)
    days = f"{pattern.days_with_contact:,}"
    if pattern.days_with_contact_at_most > pattern.days_with_contact:
        days += f" to {pattern.days_with_contact_at_most:,}"
    night = f"{settings.night_from_hour}:00 to {settings.night_until_hour:02}:00"
    gap = counted(settings.occasion_gap_hours, "hour")
    rows: list[_Row] = [
        ("Requests to stop, as suggested", f"{len(stops):,}", stops),
        ("After the first clear request to stop", "", after.message_ids if after else ()),
        ("Longest run without an answer in this material", f"{run.count:,}", run.messages),
        (f"Occasions (a gap of {gap} parts two)", f"{len(pattern.occasions):,}", everything),
        ("Messages", f"{pattern.messages:,}", ()),
        ("Missed calls", f"{pattern.missed_calls:,}", ()),
        ("Calls answered or not known", f"{pattern.calls:,}", ()),
        ("Different days with contact", days, ()),
        (f"Messages at night ({night})", f"{pattern.night_messages:,}", ()),
        ("Calls at night", f"{pattern.night_calls:,}", ()),
        ("Without a certain day, so not in the days", f"{pattern.undated:,}", ()),
        ("Without a clock time, so not in the nights", f"{pattern.without_clock:,}", ()),
        ("Messages in chats with several people", f"{pattern.group_messages:,}", ()),
    ]
    return [(label, count or f"{len(ids):,}", ids) for label, count, ids in rows if count or ids]


def _counts(pattern: ContactPattern, everything: Sequence[str]) -> None:
    for number, (label, count, ids) in enumerate(
        _rows(pattern, _state.case().settings, everything)
    ):
        key = f"count_{pattern.person}_{number}"
        with st.container(key=key, horizontal=True, vertical_alignment="center", gap="small"):
            st.html(
                f'<p class="notes-count"><span>{literal(label)}</span><strong>{count}</strong></p>'
            )
            if ids:
                _parts.show_in_review(
                    "these items", ids, f"show_{pattern.person}_{number}", of=label
                )


def _occasions(pattern: ContactPattern, zone: str) -> None:
    with st.expander(f"List of occasions ({len(pattern.occasions):,})"):
        _parts.table(
            ("From", "To", "Messages and calls"),
            [
                (moment(each.start, zone), moment(each.end, zone), len(each.messages))
                for each in pattern.occasions
            ],
        )


def _person(pattern: ContactPattern, findings: Findings) -> None:
    person = next(each for each in findings.people if each.id == pattern.person)
    zone = findings.facts.timezone
    _parts.subhead(f"Shown as {', '.join(name(each) for each in person.names)}")
    _parts.fragment(_sentence(pattern, name(person.names[0]), zone), "notes-big")
    _because(person, findings)
    contact = _calendar.contact_of(pattern, findings)
    asked = {s.at.astimezone(ZoneInfo(zone)).date() for s in pattern.stop_requests if s.at}
    _parts.minor(literal("Counts"))
    _counts(pattern, [message.id for message in contact])
    if pattern.channels:
        _parts.text(
            "Ways of contact: " + ", ".join(app_name(each) for each in pattern.channels) + ".",
            "notes-muted",
        )
    _parts.minor(literal("Days with contact"))
    _parts.text(words("pattern", "days"), "notes-muted")
    st.html(_calendar.days_html(contact, asked, ZoneInfo(zone)))
    _parts.minor(literal("Hours by weekday"))
    _parts.text(words("pattern", "hours"), "notes-muted")
    st.html(_calendar.hours_html(contact, ZoneInfo(zone)))
    _occasions(pattern, zone)


def _because(person: Person, findings: Findings) -> None:
    told = [signal.because for signal in findings.signals if signal.person == person.id]
    if told:
        st.html(f'<ul class="notes-list">{"".join(f"<li>{literal(t)}</li>" for t in told)}</ul>')


_parts.head("pattern")
found = _state.case().findings
if found is None:
    _parts.nothing("pattern")
elif not found.patterns:
    _parts.text(words("pattern", "no_person"))
    _parts.onward("Say which sender is you", "add")
else:
    for each in found.patterns:
        _person(each, found)
    _parts.onward("Go on to the law", "law")
