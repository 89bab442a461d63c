"""The panel of the Review page: one message at its source, what was suggested and the decisions."""

from collections.abc import Mapping

import streamlit as st

from analyser import steps
from analyser.corrections import BY_USER
from analyser.detect import is_assessed
from analyser.entered import Field
from analyser.findings import COUNTED_READINGS, Findings, Flag, Status
from analyser.records import Kind, Message, Side
from analyser.ui import _messages, _parts, _state
from analyser.ui._around import around
from analyser.ui._doing import reason, remove_own, tools, undo_and_redo
from analyser.ui._first import pause
from analyser.ui._index import Found
from analyser.ui._literal import literal
from analyser.ui._source_view import show_source
from analyser.ui._words import words


def panel(findings: Findings, chosen: Found, flags: Mapping[str, list[Flag]]) -> None:
    """Draw the message at hand; `chosen` are those that the steps go through."""
    message = _state.index(findings).message(_state.case().at_hand)
    if message is None:
        _parts.text(words("review", "none_open"), "notes-muted")
        return
    with st.container(key="panel_head", horizontal=True, vertical_alignment="center"):
        _parts.subhead(f"Item {message.id}", focus="open")
        # Only a phone shows it: there the panel lies over the list.
        if st.button("Close", key="panel_close", type="tertiary"):
            _state.case().asked = False
            st.rerun()
    # Here it is in sight wherever the list is scrolled to.
    pause()
    _steps(message, chosen)
    undo_and_redo()
    own = flags.get(message.id, [])
    _messages.message(message, own, findings.facts.timezone, covered_as="covered_open")
    _corrections(message, findings, covered=_messages.is_covered(message, own))
    show_source(message, findings)
    waiting = next((flag for flag in own if flag.status is Status.SUGGESTED), None)
    for number, flag in enumerate(own):
        held = flag.reading not in COUNTED_READINGS and not steps.is_marked(own, flag.signal)
        _card(
            flag,
            number,
            message.side,
            covered=_messages.is_covered(message, own),
            first=flag is waiting,
            meant_in=message if held else None,
        )
    if not own and message.id not in _state.index(findings).own:
        read = message.kind is Kind.SYSTEM or is_assessed(message)
        _parts.text(words("review", "no_flags" if read else "not_assessed"), "notes-muted")
    _own_words(message, findings, after=len(own))
    tools(message, findings, own)
    around(message, findings, flags)


def _own_words(message: Message, findings: Findings, *, after: int) -> None:
    """Draw the harsh words of the user in the message; they are decided on like any flag."""
    found = _state.index(findings).own.get(message.id, [])
    if found:
        _parts.minor(words("pattern", "own"))
        _parts.text(words("review", "own"), "notes-muted")
    for number, flag in enumerate(found, start=after):
        _card(flag, number, message.side, covered=False, first=False)


_FIELDS = {
    Field.TEXT: "Words",
    Field.SIDE: "Side",
    Field.SENDER: "Sender",
    Field.TIME: "Time",
    Field.REPLY: "Answers",
}


def _corrections(message: Message, findings: Findings, *, covered: bool) -> None:
    """Draw what the person corrected, each with the first reading."""
    said = [each for each in findings.corrections if each.message == message.id]
    rows = [
        f"<li><strong>{_FIELDS[each.field]}</strong> corrected by you. First read: "
        + (
            literal(words("review", "covered_short"))
            if covered and each.field is Field.TEXT
            else f"<bdi>{literal(each.first) or 'nothing'}</bdi>"
        )
        + "</li>"
        for each in said
    ]
    if rows:
        st.html(f'<ul class="notes-list notes-corrected">{"".join(rows)}</ul>')


def _steps(message: Message, chosen: Found) -> None:
    """Draw the buttons to the messages before and after, among those chosen."""
    among, place = chosen.messages, chosen.places.get(message.id, -1)
    with st.container(horizontal=True, gap="small"):
        with st.container(key="key_earlier", width="content"):
            before = among[place - 1].id if place > 0 else ""
            st.button("Previous", key="previous", disabled=not before, on_click=_go, args=(before,))
        with st.container(key="key_later", width="content"):
            after = among[place + 1].id if place + 1 < len(among) else ""
            st.button("Next", key="next", disabled=not after, on_click=_go, args=(after,))


def _go(id_: str) -> None:
    _state.case().at_hand, _state.case().asked = id_, True


def _card(
    flag: Flag,
    number: int,
    side: Side,
    *,
    covered: bool,
    first: bool,
    meant_in: Message | None = None,
) -> None:
    """Draw one flag with what can be decided; `meant_in` where it can be said to be meant."""
    with st.container(border=True):
        st.html(_said(flag, side, covered=covered))
        if flag.rule == BY_USER:
            remove_own(flag, number)
            return
        with st.container(horizontal=True, gap="small"):
            # The keys for keeping and dismissing act on the first card that waits.
            _decision("Keep this", "keep", flag, Status.CONFIRMED, number, first=first)
            _decision("Not this", "not", flag, Status.DISMISSED, number, first=first)
            if meant_in is not None:
                _meant(flag, meant_in)
        if flag.status is Status.DISMISSED:
            reason(flag, number)


def _said(flag: Flag, side: Side, *, covered: bool) -> str:
    """Return what is said of one flag as HTML, in one piece: parts are each drawn by themselves."""
    because = words("review", "because_covered") if covered else flag.because
    lines = [
        f"<p>{_messages.chip(flag, side)}</p>",
        _parts.paragraph(literal(because)),
        _parts.paragraph(literal(_messages.reading_words(flag)), "notes-muted"),
        _parts.paragraph(literal(_messages.counted_words(flag))),
    ]
    if flag.reason and not covered:
        lines.append(_parts.paragraph(f"Your reason: <bdi>{literal(flag.reason)}</bdi>"))
    return f'<div class="notes-flag">{"".join(lines)}</div>'


def _decision(
    label: str, name: str, flag: Flag, status: Status, number: int, *, first: bool
) -> None:
    key = f"{flag.message}{flag.signal}{flag.rule}"
    with st.container(key=f"key_{name}" if first else f"{name}_{number}", width="content"):
        if st.button(label, key=f"{name}{key}", disabled=flag.status is status):
            _state.take(steps.decide(_state.read(), [flag], status))
            st.rerun()


def _meant(flag: Flag, message: Message) -> None:
    """Draw the button that says that words read as quoted, denied or joking were meant.

    A flag of the user's own on the same words counts beside the program's, which keeps its reading.
    """
    if st.button("They were meant", key=f"meant{flag.message}{flag.signal}{flag.rule}"):
        read, start, end = _state.read(), flag.spans[0][0], flag.spans[-1][1]
        own = steps.flag(read, message.id, flag.signal, text=message.text[start:end], start=start)
        kept = steps.decide(read, [flag], Status.CONFIRMED)
        _state.take(steps.Step(changes={**own.changes, **kept.changes}, decisions=kept.decisions))
        st.rerun()
