"""Review: the messages in time order, each beside its source, with what was suggested and why."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import streamlit as st

from analyser.findings import Findings, Flag, Status
from analyser.records import Message
from analyser.ui import _messages, _parts, _state, _times
from analyser.ui._panel import panel
from analyser.ui._words import words
from analyser.wording import counted, say

_PAGE = 40
"""Messages on one page: more is slow to draw and tiring to read."""
_ALL, _FLAGGED, _WAITING = "All messages", "Only flagged", "Not looked at yet"
_EVERYONE = "Everyone"


def _chosen(findings: Findings, flags: Mapping[str, list[Flag]]) -> list[Message]:
    """Draw the filters and return the messages that they let through."""
    here = _state.case()
    if here.picked:
        return _picked(findings, here.picked)
    names = sorted({m.sender for m in findings.messages if m.sender})
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        show = st.radio("Show", [_ALL, _FLAGGED, _WAITING], horizontal=True, key="only")
        who = st.selectbox("Person", [_EVERYONE, *names], key="sender", width=260)
        here.cover_harsh = st.toggle("Cover harsh words", value=here.cover_harsh, key="cover")
    waiting = {flag.message for flag in findings.flags if flag.status is Status.SUGGESTED}
    wanted = {_ALL: None, _FLAGGED: set(flags), _WAITING: waiting}[show]
    return [
        message
        for message in findings.messages
        if (wanted is None or message.id in wanted) and who in (_EVERYONE, message.sender)
    ]


def _picked(findings: Findings, picked: _state.Picked) -> list[Message]:
    with st.container(horizontal=True, vertical_alignment="center"):
        _parts.text(f"Only these: {picked.label}.", "notes-strong")
        if st.button("Show all messages", key="unpick"):
            _state.case().picked = None
            st.rerun()
    return [message for message in findings.messages if message.id in picked.ids]


def _on_page(chosen: Sequence[Message]) -> list[Message]:
    """Draw which page this is and return the messages on it; open one that is there."""
    here = _state.case()
    pages = max(1, -(-len(chosen) // _PAGE))
    ids = [message.id for message in chosen]
    # A step to the next message may lead to another page, a filter to fewer pages.
    if st.session_state.get("followed") != here.at_hand and here.at_hand in ids:
        st.session_state["page"] = ids.index(here.at_hand) // _PAGE + 1
    number = min(max(1, st.session_state.get("page", 1)), pages)
    shown = list(chosen[(number - 1) * _PAGE : number * _PAGE])
    if here.at_hand not in {message.id for message in shown}:
        flagged = {flag.message for flag in here.findings.flags} if here.findings else ()
        here.at_hand = next((m.id for m in shown if m.id in flagged), None) or next(
            (m.id for m in shown), None
        )
    st.session_state["followed"], st.session_state["page"] = here.at_hand, number
    return shown


def _pages(chosen: Sequence[Message]) -> None:
    """Draw the buttons to the pages before and after."""
    number, pages = st.session_state["page"], -(-len(chosen) // _PAGE)
    if pages <= 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Earlier messages", key="page_before", disabled=number <= 1):
            st.session_state["page"] = number - 1
            st.rerun()
        _parts.text(f"Page {number} of {pages}", "notes-muted")
        if st.button("Later messages", key="page_after", disabled=number >= pages):
            st.session_state["page"] = number + 1
            st.rerun()


def _list(shown: list[Message], findings: Findings, flags: Mapping[str, list[Flag]]) -> None:
    here, zone = _state.case(), findings.facts.timezone
    for day, group in groupby(shown, key=lambda m: _times.day(m.when.instant, zone)):
        st.html(f'<h2 class="notes-day">{"Day not known" if day == "not known" else day}</h2>')
        for message in group:
            is_open = message.id == here.at_hand
            with st.container(key=f"row_{message.id}", horizontal=True, gap="small"):
                _messages.message(message, flags.get(message.id, []), zone, is_open=is_open)
                if st.button(f"Open {message.id}", key=f"open{message.id}", type="tertiary"):
                    here.at_hand, here.asked = message.id, True
                    st.rerun()


def _page(findings: Findings) -> None:
    flags = _messages.by_message(findings.flags)
    if any(f.group in ("threat_kill", "threat_violence") for f in findings.flags):
        _parts.note(say("standing.threat"))
    chosen = _chosen(findings, flags)
    shown = _on_page(chosen)
    looked = sum(flag.status is not Status.SUGGESTED for flag in findings.flags)
    _parts.text(
        f"{len(chosen):,} of {counted(len(findings.messages), 'message')} shown · "
        f"{looked} of {counted(len(findings.flags), 'flag')} looked at",
        "notes-muted",
    )
    keys = "keys_on" if st.session_state.get("single_keys", True) else "keys_off"
    with st.container(key=keys), st.container(key="review", horizontal=True, gap="medium"):
        with st.container(key="list"):
            if not chosen:
                _parts.text(words("review", "none_match"))
            _list(shown, findings, flags)
            _pages(chosen)
        state = "panel_opened" if _state.case().asked else "panel_offered"
        with st.container(key="panel"), st.container(key=state):
            panel(findings, chosen, flags)
    with st.expander("Keys"):
        _parts.text(words("review", "keys"))
        st.toggle("Use these keys", value=True, key="single_keys")
    _parts.onward("Go on to the pattern", "pattern")


_parts.head("review")
if (case := _state.case().findings) is None:
    _parts.nothing("review")
else:
    _page(case)
