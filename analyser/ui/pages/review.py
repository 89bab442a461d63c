"""Review: the messages in time order, each beside its source, with what was suggested and why."""

from itertools import groupby

import streamlit as st

from analyser.findings import Findings, Flag, Status
from analyser.records import Message
from analyser.ui import _parts, _state, _times
from analyser.ui._source_view import show_source
from analyser.ui._words import words
from analyser.wording import say

_PAGE = 40
"""Messages on one page: more is slow to draw and tiring to read."""


def _chosen(findings: Findings) -> list[Message]:
    flagged = {flag.message for flag in findings.flags}
    names = sorted({m.sender for m in findings.messages if m.sender})
    left, right = st.columns(2)
    only = left.radio("Show", ["All messages", "Only flagged"], horizontal=True, key="only")
    who = right.selectbox("Sender", ["Everyone", *names], key="sender")
    return [
        message
        for message in findings.messages
        if (only == "All messages" or message.id in flagged)
        and (who == "Everyone" or message.sender == who)
    ]


def _card(flag: Flag) -> None:
    with st.container(border=True):
        st.html(_parts.chip(flag))
        _parts.text(flag.because)
        strength = flag.strength.value.replace("_", " ")
        status = {
            "suggested": "suggested, not looked at",
            "confirmed": "kept",
            "dismissed": "not this",
        }
        _parts.text(
            f"{strength} · {flag.reading.value} · {status[flag.status.value]}", "notes-muted"
        )
        with st.container(horizontal=True):
            key = f"{flag.message}{flag.signal}{flag.rule}"
            if st.button("Keep this flag", key=f"keep{key}"):
                _state.decide(flag, Status.CONFIRMED)
                st.rerun()
            if st.button("Not this", key=f"not{key}"):
                _state.decide(flag, Status.DISMISSED)
                st.rerun()


def _list(shown: list[Message], findings: Findings, flags: dict[str, list[Flag]]) -> None:
    zone = findings.facts.timezone
    for day, group in groupby(shown, key=lambda m: _times.day(m.when.instant, zone)):
        st.markdown("##### " + ("Day not known" if day == "not known" else day))
        for message in group:
            _parts.message(message, flags.get(message.id, []), zone)
            label = f"Open {message.id} at its source"
            if st.button(label, key=f"open{message.id}", type="tertiary"):
                st.session_state["open"] = message.id
                st.rerun()


def _page(findings: Findings) -> None:
    flags: dict[str, list[Flag]] = {}
    for flag in findings.flags:
        flags.setdefault(flag.message, []).append(flag)
    if any(flag.group in ("threat_kill", "threat_violence") for flag in findings.flags):
        st.info(say("standing.threat"))
    chosen = _chosen(findings)
    pages = max(1, -(-len(chosen) // _PAGE))
    number = st.number_input("Page", 1, pages, 1, key="page") if pages > 1 else 1
    shown = chosen[(number - 1) * _PAGE : number * _PAGE]
    looked = sum(flag.status is not Status.SUGGESTED for flag in findings.flags)
    st.caption(
        f"{len(chosen)} of {len(findings.messages)} shown, page {number} of {pages} · "
        f"{looked} of {len(findings.flags)} flags looked at"
    )
    if _state.case().history and st.button("Undo the last decision", key="undo"):
        _state.undo()
        st.rerun()
    left, right = st.columns([3, 2], gap="large")
    with left:
        _list(shown, findings, flags)
    with right:
        at_hand = st.session_state.get("open") or next(iter(flags), None)
        message = next((m for m in findings.messages if m.id == at_hand), None)
        if message is not None:
            st.subheader(f"Item {message.id}")
            show_source(message)
            for flag in flags.get(message.id, []):
                _card(flag)


st.title("Review")
_parts.text(words("review", "purpose"))
if (case := _state.case().findings) is None:
    _parts.text(words("review", "nothing"))
else:
    _page(case)
