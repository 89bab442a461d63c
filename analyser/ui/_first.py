"""What has to be read before messages, laws or a report: help now, and where to stop."""

import streamlit as st

from analyser.findings import Findings
from analyser.ui import _messages, _parts, _state
from analyser.ui._words import words
from analyser.wording import say

_BREAK_AFTER = 20
"""Messages opened before a break is proposed."""


def read_first(findings: Findings, *, messages: bool = False) -> None:
    """Draw the help lines and warnings that what was found calls for, the most urgent first.

    Where `messages` come next, what is covered and what is counted in them is said beside these.
    """
    with st.container(key="read_first"):
        for name in _state.index(findings).first_help:
            _parts.note(say(f"standing.{name}"))
        if messages and findings.flags:
            with st.container(key="ahead", gap="xsmall"):
                _ahead(findings)


def _ahead(findings: Findings) -> None:
    """Say that harsh words are ahead and covered, where there are any, and what is counted."""
    if _messages.is_harsh(findings.flags):
        _parts.text(words("review", "content"), "notes-muted")
    lines = words("review", "counting").strip().splitlines()
    _parts.folded_list(words("review", "counting_title"), lines)


def pause() -> None:
    """Propose a break after many messages, and say what becomes of the work."""
    here = _state.case()
    if here.asked and here.at_hand:
        here.looked_at.add(here.at_hand)
    if len(here.looked_at) < _BREAK_AFTER:
        return
    kept = here.kept.file is not None and here.kept.problem is None
    said = words("review", "pause").format(count=len(here.looked_at))
    _parts.note(f"{said} {words('review', 'pause_kept' if kept else 'pause_memory')}")
    if st.button("Go on reading", key="pause_over"):
        here.looked_at.clear()
        st.rerun()
