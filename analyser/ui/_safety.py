"""On the Start page: the cover of an idle page, what leaving does, and deleting a case for good."""

import streamlit as st

from analyser import casefile
from analyser.ui import _parts, _state
from analyser.ui._words import words
from analyser.wording import counted, say

_IDLE_MINUTES = (2, 5, 10, 20, 30, 60)
_WIPED = "wiped"


def what_happened() -> None:
    """Say that the case file was closed, and why; say once that it was deleted."""
    why = st.session_state.get(_state.CLOSED)
    if why and _state.case().kept.file is None:
        _parts.note(words("safety", why))
    if st.session_state.pop(_WIPED, False):
        _parts.note(f"{words('safety', 'wiped')} {words('safety', 'wipe_disk')}")


def safety() -> None:
    """Draw what the person can set, and what leaving does and cannot do."""
    here = _state.case()
    with st.expander(words("safety", "title"), key="safety"):
        here.idle_minutes = st.selectbox(
            words("safety", "idle"),
            _IDLE_MINUTES,
            index=_IDLE_MINUTES.index(here.idle_minutes),
            format_func=lambda minutes: counted(minutes, "minute"),
            key="idle_minutes",
            width=260,
        )
        _parts.text(words("safety", "idle_help"), "notes-muted")
        _parts.text(words("safety", "leaving"))
        _parts.text(say("standing.cannot_clear"))
        _parts.text(words("safety", "back"))


def delete_for_good() -> None:
    """Draw the two steps that delete the case file, where one is open."""
    file = _state.case().kept.file
    if file is None or file.reading is not None:
        return
    with st.expander(words("safety", "wipe_title"), key="wipe"):
        _parts.text(words("safety", "wipe_what"))
        _parts.text(words("safety", "wipe_disk"), "notes-muted")
        sure = st.checkbox(words("safety", "wipe_sure"), key="wipe_sure")
        if st.button("Delete the case file", key="wipe_file", disabled=not sure):
            casefile.wipe(file)
            _state.leave()
            st.session_state[_WIPED] = True
            st.rerun()
