"""What is typed and not saved yet: it outlasts a look at another page, and a closed case file.

The library forgets a field as soon as a page is drawn without it.
"""

from datetime import date
from typing import Any

import streamlit as st

from analyser.casefile.journal import Values

_PREFIX = "draft_"
_BEFORE = "before_drafts"
"""What the fields held at first, by key."""
_DAY = "day"


def field(name: str, first: Any) -> str:  # noqa: ANN401  # as the library takes it
    """Return the key of a field that keeps what is typed; it holds `first` where nothing was."""
    key, state = f"{_PREFIX}{name}", st.session_state
    before = state.setdefault(_BEFORE, {})
    if key not in state or (key in before and state[key] == before[key] != first):
        state[key] = first
    before[key] = first
    return key


def hold() -> None:
    """Keep every draft, whatever page is drawn; to be called before any field is."""
    for key in _keys(""):
        st.session_state[key] = st.session_state[key]


def drop(start: str) -> None:
    """Forget the drafts whose names begin so: they were saved or given up."""
    for key in _keys(start):
        del st.session_state[key]


def typed() -> Values:
    """Return the drafts as JSON has them."""
    return {key: _plain(st.session_state[key]) for key in _keys("")}


def put_back(kept: Values) -> None:
    """Take up drafts that were kept, where nothing is typed now."""
    for key, value in kept.items():
        day = value.get(_DAY) if isinstance(value, dict) else None
        st.session_state.setdefault(key, date.fromisoformat(day) if day else value)


def _keys(start: str) -> list[str]:
    return [str(key) for key in st.session_state if str(key).startswith(f"{_PREFIX}{start}")]


def _plain(value: Any) -> Any:  # noqa: ANN401  # as the library gives it
    return {_DAY: value.isoformat()} if isinstance(value, date) else value
