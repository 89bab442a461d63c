"""Events: what no file shows, typed by the person, with the fields of an incident log."""

import streamlit as st

from analyser.entered import Incident
from analyser.incidents import KIND_WORDS, incident_fields, shareable
from analyser.ui import _event_form, _parts, _state
from analyser.ui._doing import undo_and_redo
from analyser.ui._events import marked, when
from analyser.ui._literal import literal
from analyser.wording import counted


def _event(event: Incident, timezone: str) -> None:
    with st.container(border=True, key=f"event_{event.id}"):
        head = f"{event.id} · {KIND_WORDS[event.kind]} · {when(event, timezone)}"
        _parts.subhead(literal(head))
        _parts.text(marked(event, timezone), "notes-muted")
        for label, said in shareable(event):
            _parts.fragment(f"{literal(label)}: <strong dir=auto>{literal(said)}</strong>")
        typed = dict(event.fields)
        for each in incident_fields():
            if each.private and each.name in typed:
                label = literal(f"{each.label} (kept private)")
                said = literal(typed[each.name])
                _parts.fragment(f"{label}: <strong dir=auto>{said}</strong>")
        with st.container(horizontal=True, gap="small"):
            if st.button("Change it", key=f"event_change_{event.id}"):
                _state.case().event = event.id
                st.rerun()
            if st.button("Take it away", key=f"event_remove_{event.id}", type="tertiary"):
                _state.take(_event_form.removed(event))
                st.rerun()


def _page() -> None:
    here = _state.case()
    events = _event_form.all_events()
    open_ = next((each for each in events if each.id == here.event), None)
    if here.event == _event_form.NEW or open_ is not None:
        _event_form.form(open_)
        return
    main = not events
    if st.button("Add an event", type="primary" if main else "secondary", key="event_add"):
        here.event = _event_form.NEW
        st.rerun()
    undo_and_redo()
    _parts.text(f"{counted(len(events), 'event')} typed", "notes-muted")
    for event in events:
        _event(event, here.facts.timezone)
    if events or here.findings is not None:
        _parts.onward("Go on to the pattern", "pattern", main=bool(events))


_parts.head("events")
_page()
