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

_PAGE = 30
"""Messages on one page: more is slow to draw and tiring to read."""
_OPEN = "open"
_AT_HAND = "border-left-color: var(--accent); background: var(--accent-wash);"
"""The look of the message that is open."""


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
    line = with_incidents(shown, between(shown, findings))
    rows = []
    for day, group in groupby(line, key=lambda each: _times.day(_instant(each), zone)):
        rows.append(f'<h2 class="notes-day">{"Day not known" if day == "not known" else day}</h2>')
        for each in group:
            if isinstance(each, Incident):
                rows.append(event(each, zone))
                continue
            body = _messages.message_html(each, flags.get(each.id, []), zone)
            rows.append(
                f'<div class="notes-row" data-item="{each.id}">{body}'
                f'<button type="button" class="notes-open">Open {each.id}</button></div>'
            )
    if not rows:
        _parts.text(words("review", "none_match" if findings.messages else "none_read"))
        return
    # One piece of the page: thirty rows of parts would each be sent and drawn by itself.
    st.html("".join(rows))
    # Apart from the rows: a step to the next message leaves them as they are drawn.
    st.html(f'<style>[data-item="{here.at_hand}"] .notes-message {{{_AT_HAND}}}</style>')
    # The buttons of the rows write their item here (`frame.js`); nothing stays written.
    st.session_state[_OPEN] = ""
    st.text_input("Open", key=_OPEN, on_change=_open)


def _open() -> None:
    here, asked = _state.case(), st.session_state[_OPEN]
    if here.findings is not None and _state.index(here.findings).message(asked):
        here.at_hand, here.asked = asked, True


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
    _first.read_first(findings, messages=True)
    if findings.held:
        _parts.note(words("review", "held").format(count=findings.held))
    with (
        st.container(key="keys_on" if _state.case().single_keys else "keys_off"),
        st.container(key="review", horizontal=True, gap="medium"),
    ):
        with st.container(key="list"):
            found = _chosen(findings)
            shown = _on_page(found, findings)
            _list(shown, findings, flags)
            _pages(found)
        state = "panel_opened" if _state.case().asked else "panel_offered"
        with st.container(key="panel"), st.container(key=state):
            panel(findings, found, flags)
    keys()
    _parts.onward("Go on to the pattern", "pattern")


def _chosen(findings: Findings) -> Found:
    """Draw the filters and how much they show, and return the messages that they let through."""
    found = chosen(findings)
    count = f"{len(found.messages):,} of {counted(len(findings.messages), 'message')} shown"
    notices = len(findings.messages) - _state.index(findings).said
    if notices and len(found.messages) == len(findings.messages):
        count += f", {counted(notices, 'notice')} of an app among them"
    with st.container(horizontal=True, vertical_alignment="center", key="shown"):
        _parts.text(f"{count} · {_looked_at(findings)}", "notes-muted")
        to_keep = accept_all(found)
    if to_keep:
        _state.take(steps.decide(_state.read(), to_keep, Status.CONFIRMED))
        st.rerun()
    return found


_parts.of_findings("review", _page)
