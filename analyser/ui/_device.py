"""The question whether somebody else could see this: it comes before the first file, anywhere."""

import streamlit as st

from analyser.ui import _parts, _state
from analyser.ui._literal import literal
from analyser.ui._words import words
from analyser.wording import say

_SAFE, _SEEN, _UNSURE = "No, or this is a safer device", "Yes", "I am not sure"
_STEP = "device"


def is_answered() -> bool:
    """Tell whether the question was answered on this visit, or with the case file."""
    return _state.case().step != _STEP


def device() -> None:
    """Draw the question, what can be done about a yes at once, and the way on with any answer."""
    _parts.subhead(literal(words("start", "device_title")))
    question = say("standing.shared_device")
    answer = st.radio(question, [_SAFE, _SEEN, _UNSURE], index=None, key="device")
    seen = answer in (_SEEN, _UNSURE)
    if seen:
        _parts.note(words("start", "device_seen"))
    label = "Go on with this device" if seen else "Continue"
    if st.button(label, type="primary", key="device_done"):
        if answer is not None:
            _state.case().step = "nation"
            st.rerun()
        _parts.problem(
            words("start", "device_open"), words("start", "device_open_do"), role="alert"
        )
