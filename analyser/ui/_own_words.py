"""Harsh words in the user's own messages, folded at the foot of the Pattern page."""

import streamlit as st

from analyser.findings import Findings, Flag, Status
from analyser.ui import _parts
from analyser.ui._addressed import label_of
from analyser.ui._literal import literal
from analyser.ui._words import words
from analyser.wording import counted


def own_words(findings: Findings) -> None:
    """Draw what was found, one line a message, with what opens the messages; nothing for none."""
    if not findings.own:
        return
    found: dict[str, list[Flag]] = {}
    for flag in findings.own:
        found.setdefault(flag.message, []).append(flag)
    title = f"{words('pattern', 'own')} ({counted(len(found), 'message')})"
    with st.expander(title):
        _parts.text(words("pattern", "own_words"))
        lines = "".join(f"<li>{literal(_line(id_, flags))}</li>" for id_, flags in found.items())
        st.html(f'<ul class="notes-list">{lines}</ul>')
        _parts.show_in_review("these items", tuple(found), "show_own", of=words("pattern", "own"))


def _line(id_: str, flags: list[Flag]) -> str:
    labels = dict.fromkeys(label_of(flag.signal) for flag in flags)
    gone = all(flag.status is Status.DISMISSED for flag in flags)
    return f"{id_}: {'; '.join(labels)}{' (you said: not this)' if gone else ''}"
