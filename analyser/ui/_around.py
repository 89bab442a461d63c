"""The messages around the one that is open: three before and three after in the same chat."""

from collections.abc import Mapping

import streamlit as st

from analyser.findings import Findings, Flag
from analyser.records import Message
from analyser.ui import _messages, _parts, _state
from analyser.ui._literal import literal
from analyser.ui._named import shown_name
from analyser.ui._times import shown_time
from analyser.ui._words import words

_EACH_WAY = 3
_LONGEST = 240


def around(message: Message, findings: Findings, flags: Mapping[str, list[Flag]]) -> None:
    """Draw the neighbours of `message`, itself between them; harsh words stay covered."""
    _parts.minor("Around it")
    rows = []
    for each in _state.index(findings).neighbours(message, _EACH_WAY):
        here = each.id == message.id
        covered = _messages.is_covered(each, flags.get(each.id, ()))
        body = words("review", "covered_short") if covered else _short(each.text)
        who = shown_name(each.sender) if each.sender else literal(_messages.no_sender(each))
        when = literal(shown_time(each, findings.facts.timezone))
        rows.append(
            f'<li class="{"here" if here else ""}"{" aria-current=true" if here else ""}>'
            f'<span class="notes-muted">{each.id} · {who} · {when}</span><br>'
            f'<span dir="auto">{literal(body) or "–"}</span></li>'
        )
    st.html(f'<ol class="notes-around">{"".join(rows)}</ol>')


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
