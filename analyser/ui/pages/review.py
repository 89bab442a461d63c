"""Review: the messages in time order, each beside its source, with what was suggested and why."""

from collections.abc import Mapping
from datetime import datetime
from itertools import chain, groupby

import streamlit as st

from analyser import steps
from analyser.counting import counts
from analyser.entered import Incident
from analyser.findings import Findings, Flag, Status
from analyser.records import Message
from analyser.timeline import with_incidents
from analyser.ui import _first, _messages, _parts, _state, _times
from analyser.ui._events import between, event
from analyser.ui._filters import accept_all, chosen
from analyser.ui._index import Found
from analyser.ui._keys import keys
from analyser.ui._panel import panel
from analyser.ui._words import words
from analyser.wording import counted

_PAGE = 40
"""Messages on one page: more is slow to draw and tiring to read."""
_OPEN = "open"


def _on_page(found: Found, findings: Findings) -> list[Message]:
    """Draw which page this is and return the messages on it; open one that is there."""
    here = _state.case()
    pages = max(1, -(-len(found.messages) // _PAGE))
    # A step to the next message may lead to another page, a filter to fewer pages.
    place = found.places.get(here.at_hand or "")
    if st.session_state.get("followed") != here.at_hand and place is not None:
        st.session_state["page"] = place // _PAGE + 1
    number = min(max(1, st.session_state.get("page", 1)), pages)
    shown = list(found.messages[(number - 1) * _PAGE : number * _PAGE])
    if here.at_hand not in {message.id for message in shown}:
        flagged = _state.index(findings).flags
        # What counts comes before what is unsure.
        sure = (m.id for m in shown if any(counts(flag) for flag in flagged.get(m.id, ())))
        some = (m.id for m in shown if m.id in flagged)
        here.at_hand = next(chain(sure, some, (m.id for m in shown)), None)
    st.session_state["followed"], st.session_state["page"] = here.at_hand, number
    return shown


def _pages(found: Found) -> None:
    """Draw the buttons to the pages before and after."""
    number, pages = st.session_state["page"], -(-len(found.messages) // _PAGE)
    if pages <= 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        first, last = number <= 1, number >= pages
        st.button(
            "Earlier messages",
            key="page_before",
            disabled=first,
            on_click=_to_page,
            args=(number - 1,),
        )
        _parts.text(f"Page {number} of {pages}", "notes-muted")
        st.button(
            "Later messages",
            key="page_after",
            disabled=last,
            on_click=_to_page,
            args=(number + 1,),
        )


def _to_page(number: int) -> None:
    st.session_state["page"] = number


def _list(shown: list[Message], findings: Findings, flags: Mapping[str, list[Flag]]) -> None:
    here, zone = _state.case(), findings.facts.timezone
    ids = [message.id for message in shown]
    line = with_incidents(shown, between(shown, findings))
    rows = []
    for day, group in groupby(line, key=lambda each: _times.day(_instant(each), zone)):
        rows.append(f'<h2 class="notes-day">{"Day not known" if day == "not known" else day}</h2>')
        for each in group:
            if isinstance(each, Incident):
                rows.append(event(each, zone))
                continue
            is_open = each.id == here.at_hand
            body = _messages.message_html(each, flags.get(each.id, []), zone, is_open=is_open)
            rows.append(
                f'<div class="notes-row">{body}<button type="button" class="notes-open" '
                f'data-place="{ids.index(each.id)}">Open {each.id}</button></div>'
            )
    if not rows:
        _parts.text(words("review", "none_match" if findings.messages else "none_read"))
        return
    # One piece of the page: forty rows of parts would each be sent and drawn by itself.
    st.html("".join(rows))
    # The buttons in it press the entry of their place here (`frame.js`); none stays chosen.
    st.session_state[_OPEN] = None
    st.radio("Open", ids, index=None, key=_OPEN, on_change=_open)


def _open() -> None:
    here = _state.case()
    here.at_hand, here.asked = st.session_state[_OPEN], True


def _instant(entry: Message | Incident) -> datetime | None:
    return entry.at if isinstance(entry, Incident) else entry.when.instant


def _looked_at(findings: Findings) -> str:
    """Return how many flags were looked at, or why there are none."""
    flags = len(findings.flags)
    looked = f"{flags - len(_state.index(findings).waiting):,}"
    if _state.case().job is not None:
        so_far = counted(flags, "flag found so far", "flags found so far")
        return f"{looked} of {so_far} looked at" if flags else words("review", "flags_come")
    return (
        f"{looked} of {counted(flags, 'flag')} looked at" if flags else words("review", "no_flag")
    )


def _page(findings: Findings) -> None:
    flags = _state.index(findings).flags
    _parts.onward_from_top("Go on to the pattern", "pattern")
    _first.read_first(findings)
    _first.content_note(findings)
    if findings.held:
        _parts.note(words("review", "held").format(count=findings.held))
    found = chosen(findings)
    shown = _on_page(found, findings)
    count = f"{len(found.messages):,} of {counted(len(findings.messages), 'message')} shown"
    with st.container(horizontal=True, vertical_alignment="center", key="shown"):
        _parts.text(f"{count} · {_looked_at(findings)}", "notes-muted")
        to_keep = accept_all(found, findings)
    if to_keep:
        _state.take(steps.decide(_state.read(), to_keep, Status.CONFIRMED))
        st.rerun()
    with (
        st.container(key="keys_on" if _state.case().single_keys else "keys_off"),
        st.container(key="review", horizontal=True, gap="medium"),
    ):
        with st.container(key="list"):
            _list(shown, findings, flags)
            _pages(found)
        state = "panel_opened" if _state.case().asked else "panel_offered"
        with st.container(key="panel"), st.container(key=state):
            panel(findings, found, flags)
    keys()
    _parts.onward("Go on to the pattern", "pattern")


_parts.of_findings("review", _page)
