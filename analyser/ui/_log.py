"""The log of the case as a table: when, who, and in plain words what was done."""

from collections.abc import Callable, Mapping
from datetime import datetime

import streamlit as st

from analyser.casefile.journal import Action, Entry, Values
from analyser.findings import Status
from analyser.signals import signals
from analyser.ui import _parts
from analyser.ui._kept import Kept
from analyser.ui._times import written
from analyser.ui._words import words
from analyser.wording import counted

_STEP = 50
"""Entries shown at first, and how many more at each press."""
_NAMED = 5
_ASKED = {
    "me": "your name in the chats",
    "jurisdiction": "where you live",
    "timezone": "time zone",
    "day_order": "day or month first",
    "captured_at": "when the screenshots were taken",
    "persons": "which names are one person",
    "columns": "which column is which",
    "formats": "how a file is read",
    "left_out": "chats left out",
    "helping": "helping somebody",
}
_DECIDED = {None: "not looked at", Status.CONFIRMED: "kept", Status.DISMISSED: "not this"}


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
    names = {each["sha256"]: each["name"] for each in kept.journal.files.values()}
    _parts.table(
        ("No.", "When", "Who", "What was done"),
        [(str(e.number), _when(e), e.who or "–", said(e, names)) for e in shown],
    )
    if len(entries) > number and st.button("Show older entries", key="log_more"):
        st.session_state["log_shown"] = number + _STEP
        st.rerun()
    _parts.text(f"{words('log', 'fingerprint')}: {kept.journal.fingerprint}", "notes-muted")
    made = "; ".join(str(value) for value in entries[-1].made.values())
    _parts.text(f"Made with: {made}", "notes-muted")


def said(entry: Entry, names: Mapping[str, str]) -> str:
    """Return what was done in words; `names` are those of the files by their hash."""
    return _SAID[entry.action](entry, names)


def _when(entry: Entry) -> str:
    local, utc = (datetime.fromisoformat(each) for each in (entry.at_local, entry.at_utc))
    return f"{written(local)}, {local:%H:%M:%S} (UTC {utc:%H:%M:%S})"


def _files(entry: Entry) -> str:
    names = [str(each["name"]) for each in entry.what["files"]]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'file')}: {', '.join(names[:_NAMED])}{more}"


def _answers(entry: Entry) -> str:
    parts = [
        f"{_ASKED.get(name, name)}: {_value(entry.before.get(name))} → {_value(value)}"
        for name, value in entry.after.items()
    ]
    return f"Answered: {'; '.join(parts)}"


def _value(value: object) -> str:
    if value in (None, "", [], {}, False):
        return "not given"
    if isinstance(value, list | tuple):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(each)}" for key, each in value.items())
    return "yes" if value is True else str(value)


def _decisions(entry: Entry, names: Mapping[str, str]) -> str:
    keys, old, new = entry.what["decisions"], entry.before["status"], entry.after["status"]
    parts = [
        f"“{_label(signal)}” in message {number} of {names.get(digest, digest[:12])}: "
        f"{_DECIDED.get(before)} → {_DECIDED.get(after)}"
        for (digest, number, signal, _), before, after in zip(keys, old, new, strict=True)
    ]
    more = f"; and {len(parts) - _NAMED:,} more" if len(parts) > _NAMED else ""
    return "; ".join(parts[:_NAMED]) + more


def _label(signal: str) -> str:
    known = signals().get(signal)
    return known.plain_label if known else signal


def _exported(what: Values) -> str:
    return "; ".join(f"{each['name']} (SHA-256 {each['sha256']})" for each in what["files"])


_SAID: Mapping[Action, Callable[[Entry, Mapping[str, str]], str]] = {
    Action.MADE: lambda entry, names: "Made the case file",
    Action.OPENED: lambda entry, names: "Opened the case file",
    Action.ADDED: lambda entry, names: f"Added {_files(entry)}",
    Action.REMOVED: lambda entry, names: f"Removed {_files(entry)}",
    Action.SAID: lambda entry, names: _answers(entry),
    Action.DECIDED: lambda entry, names: f"Decided: {_decisions(entry, names)}",
    Action.UNDONE: lambda entry, names: (
        f"Took back entry {entry.what['of']}: {_decisions(entry, names)}"
    ),
    Action.REDONE: lambda entry, names: (
        f"Did entry {entry.what['of']} again: {_decisions(entry, names)}"
    ),
    Action.EXPORTED: lambda entry, names: f"Made the report: {_exported(entry.what)}",
}
