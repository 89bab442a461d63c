"""The panel of the Review page: one message at its source, what was suggested and the decisions."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analyser import steps
from analyser.corrections import BY_USER
from analyser.detect import is_assessed
from analyser.entered import Field
from analyser.findings import COUNTED_READINGS, Findings, Flag, Status
from analyser.records import Kind, Message, Side
from analyser.ui import _messages, _parts, _state
from analyser.ui._addressed import to_you
from analyser.ui._around import around
from analyser.ui._doing import WHY, flag_key, reason, remove_own, tools, undone, ways_back
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
    # In one row, so that the message and its first flag are in view.
    with st.container(key="panel_head", horizontal=True, gap="xsmall", vertical_alignment="center"):
        _parts.subhead(f"Item {message.id}", focus="open", item=message.id)
        _steps(message, chosen)
        ways_back()
        # Only a phone shows it: there the panel lies over the list.
        if st.button("Close", key="panel_close", type="tertiary"):
            _state.case().asked = False
            st.rerun()
    # Here it is in sight wherever the list is scrolled to.
    pause()
    undone()
    own = flags.get(message.id, [])
    _messages.message(message, own, findings.facts.timezone, covered_as="covered_open")
    _corrections(message, findings, covered=_messages.is_covered(message, own))
    _key_says(message)
    suggested = [flag for flag in own if flag.rule != BY_USER]
    waiting = next((flag for flag in suggested if flag.status is Status.SUGGESTED), None)
    kept = next((flag for flag in suggested if flag.status is Status.CONFIRMED), None)
    for number, flag in enumerate(own):
        held = flag.reading not in COUNTED_READINGS and not steps.is_marked(own, flag.signal)
        _card(
            flag,
            number,
            message.side,
            covered=_messages.is_covered(message, own),
            keys=("keep", "not")
            if flag is waiting
            else ("not",)
            if flag is (waiting or kept)
            else (),
            meant_in=message if held else None,
        )
    if not own and message.id not in _state.index(findings).own:
        read = message.kind is Kind.SYSTEM or is_assessed(message)
        _parts.text(words("review", "no_flags" if read else "not_assessed"), "notes-muted")
    _own_words(message, findings, after=len(own))
    show_source(message, findings)
    tools(message, findings, own)
    around(message, findings, flags)


_DECISIONS = (
    ("Keep this", "keep", Status.CONFIRMED),
    ("Not this", "not", Status.DISMISSED),
)


def _key_says(message: Message) -> None:
    """Draw the place where `frame.js` says why a key did nothing; empty for each message."""
    said = {name: literal(words("review", f"key_{name}")) for name in ("decided", "cannot")}
    named = " ".join(f'data-{name}="{each}"' for name, each in said.items())
    st.html(
        f'<p class="notes-muted notes-key-says" role="status" {named} data-of="{message.id}"></p>'
    )


def _own_words(message: Message, findings: Findings, *, after: int) -> None:
    """Draw the harsh words of the user in the message; they are decided on like any flag."""
    found = _state.index(findings).own.get(message.id, [])
    if found:
        _parts.minor(words("pattern", "own"))
        _parts.text(words("review", "own"), "notes-muted")
    for number, flag in enumerate(found, start=after):
        _card(flag, number, message.side, covered=False)


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
    keys: Sequence[str] = (),
    meant_in: Message | None = None,
) -> None:
    """Draw one flag with what can be decided.

    Args:
        flag: The flag.
        number: Its place among the cards.
        side: Of its message.
        covered: Its words are covered now.
        keys: The keys that act on it: on the first that waits, and where none does, the one that
            dismisses on the first that was kept.
        meant_in: Its message, where it can be said that the words were meant.
    """
    with st.container(border=True):
        st.html(_said(flag, side, covered=covered))
        if flag.rule == BY_USER:
            st.html(_decided(flag, covered=covered))
            remove_own(flag, number)
            return
        with st.container(horizontal=True, gap="small"):
            for label, name, status in _DECISIONS:
                _decision(label, name, flag, status, number, first=name in keys)
            if meant_in is not None:
                _meant(flag, meant_in)
        st.html(_decided(flag, covered=covered))
        if flag.status is Status.DISMISSED:
            reason(flag, number)


def _said(flag: Flag, side: Side, *, covered: bool) -> str:
    """Return what is said of one flag as HTML, in one piece: parts are each drawn by themselves."""
    because = words("review", "because_covered") if covered else to_you(flag.because)
    lines = [
        f"<p>{_messages.chip(flag, side)}</p>",
        _parts.paragraph(literal(because)),
        _parts.paragraph(literal(_messages.reading_words(flag)), "notes-muted"),
    ]
    return f'<div class="notes-flag">{"".join(lines)}</div>'


def _decided(flag: Flag, *, covered: bool) -> str:
    """Return what was decided and what is counted; under the buttons, which are in view then."""
    lines = [_parts.paragraph(literal(_messages.counted_words(flag)), "notes-muted")]
    if flag.reason and not covered:
        lines.append(_parts.paragraph(f"Your reason: <bdi>{literal(flag.reason)}</bdi>"))
    return f'<div class="notes-flag">{"".join(lines)}</div>'


def _decision(
    label: str, name: str, flag: Flag, status: Status, number: int, *, first: bool
) -> None:
    key = flag_key(flag)
    with st.container(key=f"key_{name}" if first else f"{name}_{number}", width="content"):
        if st.button(label, key=f"{name}{key}", disabled=flag.status is status):
            _state.take(steps.decide(_state.read(), [flag], status))
            st.session_state[WHY] = key
            st.rerun()


def _meant(flag: Flag, message: Message) -> None:
    """Draw the button that says that words read as quoted, denied or joking were meant.

    A flag of the user's own on the same words counts beside the program's, which keeps its reading.
    """
    if st.button("They were meant", key=f"meant{flag_key(flag)}"):
        read, start, end = _state.read(), flag.spans[0][0], flag.spans[-1][1]
        own = steps.flag(read, message.id, flag.signal, text=message.text[start:end], start=start)
        kept = steps.decide(read, [flag], Status.CONFIRMED)
        _state.take(steps.Step(changes={**own.changes, **kept.changes}, decisions=kept.decisions))
        st.rerun()
