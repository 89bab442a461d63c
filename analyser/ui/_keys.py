"""The keys of the Review page, and the overlay that lists them."""

import streamlit as st

from analyser.ui import _parts, _state
from analyser.ui._words import words

_KEYS = (
    ("J, K", "Next message, previous message"),
    ("Enter", "Keep the first flag that waits"),
    ("X", "Not this: dismiss it"),
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
                _overlay()
        on = st.toggle("Use these keys", value=here.single_keys, key="single_keys")
        if on != here.single_keys:
            here.single_keys = on
            st.rerun()


@st.dialog("Keys")
def _overlay() -> None:
    _parts.table(("Key", "What it does"), _KEYS)
    _parts.text(words("review", "keys"), "notes-muted")
