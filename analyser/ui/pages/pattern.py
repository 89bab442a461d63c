"""Pattern: the sentence a person would say, then the counts, each with its rows."""

import streamlit as st

from analyser.findings import ContactPattern, Findings
from analyser.ui import _parts, _state
from analyser.ui._times import day, shown_time
from analyser.ui._words import words


def _sentence(pattern: ContactPattern, name: str, zone: str) -> str:
    if pattern.after_stop is None:
        return (
            f"{name}: {pattern.messages} messages on {pattern.days_with_contact} different days, "
            f"from {day(pattern.first, zone)} to {day(pattern.last, zone)}."
        )
    after = pattern.after_stop
    return (
        f"You asked {name} to stop on {day(after.since, zone)}, in item {after.request}. After "
        f"that: {after.messages} messages and {after.missed_calls} missed calls on "
        f"{after.days_with_contact} different days, the last on {day(pattern.last, zone)}. You "
        f"wrote {after.later_replies_by_user} times after asking."
    )


def _rows(findings: Findings, ids: tuple[str, ...], label: str) -> None:
    wanted = set(ids)
    zone = findings.facts.timezone
    with st.expander(f"{label} ({len(ids)} items)"):
        _parts.table(
            ("Item", "When", "Kind", "Words"),
            (
                (m.id, shown_time(m, zone), m.kind.value.replace("_", " "), m.text)
                for m in findings.messages
                if m.id in wanted
            ),
        )


def _person(pattern: ContactPattern, findings: Findings) -> None:
    person = next(each for each in findings.people if each.id == pattern.person)
    zone, gap = findings.facts.timezone, _state.case().settings.occasion_gap_hours
    st.subheader(f"Shown as {', '.join(person.names)}".replace("*", "").replace("[", "("))
    _parts.text(_sentence(pattern, person.names[0], zone))
    run = pattern.longest_unanswered
    _parts.table(
        ("What was counted", "Count"),
        (
            ("Messages", pattern.messages),
            ("Calls answered or not known", pattern.calls),
            ("Missed calls", pattern.missed_calls),
            ("Different days with contact", pattern.days_with_contact),
            (f"Occasions (a gap of {gap} hours parts two)", len(pattern.occasions)),
            ("Longest run without an answer in this material", run.count),
            ("Messages at night (23:00 to 06:00)", pattern.night_messages),
            ("Messages without a certain day, not counted by day", pattern.undated),
        ),
    )
    _parts.text("Channels: " + ", ".join(pattern.channels), "notes-muted")
    stops = tuple(stop.message for stop in pattern.stop_requests)
    if stops:
        _rows(findings, stops, "Requests to stop, as suggested")
    if pattern.after_stop:
        _rows(findings, pattern.after_stop.message_ids, "After the first clear request to stop")
    _rows(findings, run.messages, "The longest run without an answer")
    with st.expander(f"Occasions ({len(pattern.occasions)})"):
        _parts.table(
            ("From", "To", "Messages and calls"),
            (
                (f"{o.start:%d %b %Y %H:%M}", f"{o.end:%d %b %Y %H:%M}", len(o.messages))
                for o in pattern.occasions
            ),
        )


st.title("Pattern")
_parts.text(words("pattern", "purpose"))
found = _state.case().findings
if found is None:
    _parts.text(words("pattern", "nothing"))
elif not found.patterns:
    _parts.text(words("pattern", "no_person"))
else:
    for signal in found.signals:
        _parts.text(signal.because)
    for each in found.patterns:
        _person(each, found)
