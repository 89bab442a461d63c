"""The log of the case as a table: when, who, and in plain words what was done."""

import streamlit as st

from analyser.casefile.plain import file_names, line
from analyser.ui import _parts
from analyser.ui._kept import Kept
from analyser.ui._words import words
from analyser.wording import counted

_STEP = 50
"""Entries shown at first, and how many more at each press."""


def log(kept: Kept) -> None:
    """Draw the log, the newest entry first, and what it proves."""
    entries = kept.journal.entries
    if not entries:
        _parts.text(words("log", "none"))
        return
    if kept.file is None:
        _parts.text(words("log", "memory"), "notes-muted")
    for part in ("proves", "not_proves"):
        _parts.text(words("log", part))
    number = st.session_state.get("log_shown", _STEP)
    shown = entries[::-1][:number]
    _parts.text(f"{len(shown):,} of {counted(len(entries), 'entry', 'entries')} shown")
    names = file_names(kept.journal)
    rows = (line(entry, names, "") for entry in shown)
    _parts.table(
        ("No.", "When", "Who", "What was done"),
        [(str(each.number), each.when, each.who or "–", each.what) for each in rows],
    )
    if len(entries) > number and st.button("Show older entries", key="log_more"):
        st.session_state["log_shown"] = number + _STEP
        st.rerun()
    _parts.text(f"{words('log', 'fingerprint')}: {kept.journal.fingerprint}", "notes-muted")
    made = "; ".join(str(value) for value in entries[-1].made.values())
    _parts.text(f"Made with: {made}", "notes-muted")
