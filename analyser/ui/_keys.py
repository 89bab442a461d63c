"""The keys of the Review page, and the box that lists them."""

import streamlit as st

from analyser.ui import _parts, _state
from analyser.ui._words import words

_SHOWN = "keys_shown"
_KEYS = (
    ("J, K", "Next message, previous message"),
    ("Enter", "Keep the first flag that waits"),
    ("X", "Not this: dismiss it; or, where none waits, one that you kept"),
    ("A", "Mark as looked at"),
    ("F", "Add a flag"),
    ("E", "Correct the words read from a picture"),
    ("W", "Change the side, for one message or a run"),
    ("T", "Set the time"),
    ("U", "Mark as unwanted, or take the mark away"),
    ("S", "Mark as asking to stop, or take the mark away"),
    ("R", "Link as a reply"),
    ("Space", "Show or cover the picture or the words"),
    ("B", "Keep all flags shown, in two steps"),
    ("Z, Y", "Undo, redo: as often as you like"),
    ("?", "Show these keys"),
    ("Esc three times", "Leave now, on every page"),
)


def keys() -> None:
    """Draw the button that shows the keys, and the switch that turns them off."""
    here = _state.case()
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        with st.container(key="key_help", width="content"):
            if st.button("Keys", key="keys_help", type="tertiary"):
                _turn()
        on = st.toggle("Use these keys", value=here.single_keys, key="single_keys")
        if on != here.single_keys:
            here.single_keys = on
            st.rerun()
    if st.session_state.get(_SHOWN):
        _box()


def _turn() -> None:
    st.session_state[_SHOWN] = not st.session_state.get(_SHOWN)


def _box() -> None:
    """Draw the keys beside the page: a sheet over it would lie between a person and Leave now."""
    with st.container(key="keys_box"):
        with st.container(horizontal=True, vertical_alignment="center", key="keys_head"):
            _parts.subhead("Keys", focus="key_help")
            st.button("Close the keys", key="keys_close", type="tertiary", on_click=_turn)
        _parts.table(("Key", "What it does"), _KEYS)
        _parts.text(words("review", "keys"), "notes-muted")
