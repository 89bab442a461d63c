"""The form for one event that the person types; nothing in it has to be filled in but the kind."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.entered import Incident, IncidentKind, Known
from analyser.errors import BadRequest
from analyser.incidents import (
    INCIDENT,
    KIND_WORDS,
    IncidentField,
    incident_fields,
    incidents_of,
    next_number,
    value_of,
)
from analyser.steps import Step
from analyser.ui import _drafts, _parts, _state
from analyser.ui._literal import literal
from analyser.ui._times import typed_clock
from analyser.ui._words import words

NEW = "new"
_KNOWN = {
    "Exactly": Known.EXACT,
    "About": Known.APPROXIMATE,
    "Not known": Known.UNKNOWN,
}
_FIRST_DAY = {
    IncidentKind.LETTER: "Day it came",
    IncidentKind.TOLD_TO_STOP: "Day the other person was told",
    IncidentKind.BLOCK: "Blocked from which day?",
    IncidentKind.POLICE_WARNING: "Day the warning was given",
    IncidentKind.ORDER: "In force from which day?",
}
"""What the day of an event is, where "day" could be taken for another."""
_LASTS = (IncidentKind.ORDER, IncidentKind.BLOCK)
_LONGEST = 20_000


def all_events() -> tuple[Incident, ...]:
    """Return the events of the case by time."""
    return incidents_of(_state.case().kept.journal.changes)


def removed(event: Incident) -> Step:
    """Return the step that takes an event away; its number is never used again."""
    return Step(changes={(INCIDENT, event.id[1:]): None})


def form(event: Incident | None) -> None:
    """Draw the form, filled in where `event` is changed."""
    _parts.subhead(literal("Change the event" if event else "Add an event"))
    _parts.text(words("events", "how"), "notes-muted")
    made = _parts.form(lambda: _made(event))
    if made is not None:
        _close()
        _state.take(Step(changes={(INCIDENT, made.id[1:]): value_of(made)}))
        st.rerun()


def _made(event: Incident | None) -> Incident | None:
    zone = ZoneInfo(_state.case().facts.timezone)
    kinds = [each.value for each in KIND_WORDS]
    picked = st.selectbox(
        "What was it?",
        kinds,
        format_func=lambda each: KIND_WORDS[IncidentKind(each)],
        key=_drafts.field("event_kind", event.kind.value if event else kinds[0]),
        width=420,
    )
    kind = IncidentKind(picked)
    day, written, known = _when(event, kind, zone)
    until = _until(event, zone) if kind in _LASTS else None
    said = _fields(event)
    with st.container(horizontal=True, gap="small"):
        save = st.button("Save the event", type="primary", key="event_save")
        if st.button("Cancel", key="event_cancel"):
            _close()
            st.rerun()
    if not save:
        return None
    # Only now: an error while drawing would take the fields away that it is about.
    clock = typed_clock(written)
    if clock and day is None:
        raise BadRequest("A time of day needs a day.", "Choose the day, or empty the time.")
    if not day and not said:
        raise BadRequest("Nothing is written yet.", "Give the day, or fill in one of the lines.")
    at = datetime.combine(day, clock or time(), zone) if day else None
    if until and at and until < at:
        raise BadRequest("The last day is before the first.", "Change one of the two days.")
    return Incident(
        id=event.id if event else f"N{_next()}",
        kind=kind,
        at=at,
        clock=at is not None and clock is not None,
        known=known if at else Known.UNKNOWN,
        until=until,
        written_at=event.written_at if event else datetime.now(UTC).replace(microsecond=0),
        fields=said,
    )


def _when(
    event: Incident | None, kind: IncidentKind, zone: ZoneInfo
) -> tuple[date | None, str, Known]:
    local = event.at.astimezone(zone) if event and event.at else None
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="event_when"):
        day = st.date_input(
            f"{_FIRST_DAY.get(kind, 'Day')} (empty: not known)",
            value=None,
            min_value=datetime(1950, 1, 1, tzinfo=zone).date(),
            format="DD/MM/YYYY",
            key=_drafts.field("event_day", local.date() if local else None),
            width=320,
        )
        shown = f"{local:%H:%M}" if local and event and event.clock else ""
        clock = st.text_input(
            "Time, like 22:14 (empty: not known)",
            key=_drafts.field("event_clock", shown),
            width=320,
        )
        if day is None:
            return None, clock, Known.UNKNOWN
        sure = st.radio(
            "How well do you know it?",
            list(_KNOWN),
            horizontal=True,
            key=_drafts.field("event_known", _known(event)),
        )
    return day, clock, _KNOWN[sure]


def _until(event: Incident | None, zone: ZoneInfo) -> datetime | None:
    local = event.until.astimezone(zone) if event and event.until else None
    day = st.date_input(
        "Until which day? (empty: not known, or it goes on)",
        value=None,
        format="DD/MM/YYYY",
        key=_drafts.field("event_until", local.date() if local else None),
        width=420,
    )
    return datetime.combine(day, time(), zone) if day else None


def _fields(event: Incident | None) -> tuple[tuple[str, str], ...]:
    before = dict(event.fields) if event else {}
    more = [each for each in incident_fields() if not each.first]
    typed = {
        each.name: _field(each, before.get(each.name, ""))
        for each in incident_fields()
        if each.first
    }
    with st.expander(words("events", "more"), expanded=any(each.name in before for each in more)):
        typed |= {each.name: _field(each, before.get(each.name, "")) for each in more}
    # In the order of the table, as the report has them.
    said = ((each.name, typed[each.name].strip()) for each in incident_fields())
    return tuple((name, words_) for name, words_ in said if words_)


def _field(each: IncidentField, before: str) -> str:
    draw = st.text_area if each.long else st.text_input
    key = _drafts.field(f"event_{each.name}", before)
    return draw(each.label, key=key, help=each.help or None, max_chars=_LONGEST) or ""


def _known(event: Incident | None) -> str:
    said = {known: label for label, known in _KNOWN.items()}
    return said[event.known if event else Known.EXACT]


def _close() -> None:
    _state.case().event = None
    _drafts.drop("event_")


def _next() -> int:
    entries = _state.case().kept.journal.entries
    return next_number(tuple(key) for e in entries for key in e.what.get("changes", ()))
