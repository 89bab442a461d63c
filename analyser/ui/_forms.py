"""The forms of the Review page's tools; each returns the step once it is complete."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from analyser import steps
from analyser.entered import Field
from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.records import Message, Side
from analyser.signals import signals
from analyser.ui import _drafts, _messages, _parts, _state
from analyser.ui._literal import plain
from analyser.ui._times import moment, shown_time, typed_clock
from analyser.ui._words import words

_SIDES = {
    "Sent by you": Side.SENT,
    "Received": Side.RECEIVED,
    "Not known": Side.UNKNOWN,
}
_EARLIER = 30
"""Messages offered as the one that is answered."""
_SHORT = 40


def of(message: Message) -> str:
    """Return how the names of the drafts of a message's forms begin."""
    return f"form_{message.id}_"


def words_form(message: Message, findings: Findings) -> steps.Step | None:
    """Draw the words to correct."""
    _parts.text(words("review", "edit_why"), "notes-muted")
    key = _drafts.field(f"{of(message)}words", message.text)
    written = st.text_area("The words as you read them", key=key)
    if st.button("Save the words", key="form_save"):
        return steps.words(_state.read(), message.id, written)
    return None


def flag_form(message: Message, findings: Findings) -> steps.Step | None:
    """Draw the choice of a flag and of the words it rests on."""
    offered = {
        row.plain_label: name
        for name, row in signals().items()
        if name not in (steps.STOP, steps.UNWANTED) and row.found_in != ("pattern",)
    }
    draft = of(message)
    signal = _drafts.field(f"{draft}signal", None)
    label = st.selectbox("What it says", sorted(offered), index=None, key=signal)
    part = st.text_input(words("review", "flag_words"), key=_drafts.field(f"{draft}part", ""))
    key = _drafts.field(f"{draft}why", "")
    why = st.text_input(words("review", "flag_why"), key=key, max_chars=500)
    if not st.button("Add the flag", key="form_save"):
        return None
    if label is None:
        raise BadRequest("No kind was chosen.", "Choose what it says from the list.")
    place = message.text.find(part)
    if place < 0:
        raise BadRequest(words("review", "not_there"), "Copy them from the message as they stand.")
    return steps.flag(
        _state.read(), message.id, offered[label], text=part, start=place, why=why.strip()
    )


def side_form(message: Message, findings: Findings) -> steps.Step | None:
    """Draw the side and how many messages it is changed for."""
    other = 0 if message.side is Side.RECEIVED else 1
    label = st.radio("It was", list(_SIDES), index=other, key="form_side", horizontal=True)
    run = steps.run_from(findings.messages, message.id)
    count = st.number_input(
        f"For how many messages, from this one on? (up to {len(run):,} on the same side)",
        min_value=1,
        max_value=len(run),
        value=1,
        key="form_run",
        width=260,
    )
    if st.button("Change the side", key="form_save"):
        return steps.side(_state.read(), run[:count], _SIDES[label], findings.facts)
    return None


def time_form(message: Message, findings: Findings) -> steps.Step | None:
    """Draw the day and the clock time, the readings there are, and the ways back."""
    zone = ZoneInfo(findings.facts.timezone)
    read, when = _state.read(), message.when
    _parts.text(words("review", "time_why"), "notes-muted")
    for number, each in enumerate(when.readings):
        label = f"It was {moment(each, findings.facts.timezone)}"
        if st.button(label, key=f"form_reading{number}"):
            return steps.time(read, message.id, each, clock=True)
    local = when.instant.astimezone(zone) if when.instant else None
    day = st.date_input(
        "Day",
        value=None,
        min_value=datetime(1990, 1, 1, tzinfo=zone).date(),
        max_value="today",
        format="DD/MM/YYYY",
        key=_drafts.field(f"{of(message)}day", local.date() if local else None),
        width=260,
    )
    known = f"{local:%H:%M}" if local and (local.hour or local.minute) else ""
    key = _drafts.field(f"{of(message)}clock", known)
    clock = st.text_input(words("review", "clock"), key=key, width=260)
    with st.container(horizontal=True, gap="small"):
        save = st.button("Save the time", key="form_save")
        wrong = st.button("The time shown is wrong, and I do not know it", key="form_no_time")
        back = _is_set(message, findings) and st.button("Back to what was read", key="form_back")
    if wrong:
        return steps.time(read, message.id, None, clock=False)
    if back:
        return steps.time_as_read(read, message.id)
    if not save:
        return None
    if not day:
        raise BadRequest("No day was given.", "Choose the day.")
    at = typed_clock(clock)
    instant = datetime.combine(day, at or time(), zone)
    return steps.time(read, message.id, instant, clock=at is not None)


def reply_form(message: Message, findings: Findings) -> steps.Step | None:
    """Draw the earlier messages of the chat, to say which one this answers."""
    chat = [each for each in findings.messages if each.source == message.source]
    place = next(number for number, each in enumerate(chat) if each.id == message.id)
    earlier = chat[max(0, place - _EARLIER) : place][::-1]
    flags = _state.index(findings).flags
    offered = {
        f"{each.id} · {shown_time(each, findings.facts.timezone)} · "
        + (
            words("review", "covered_short")
            if _messages.is_covered(each, flags.get(each.id, []))
            else plain(each.text[:_SHORT])
        ): each.id
        for each in earlier
    }
    label = st.selectbox("It answers", list(offered), index=None, key="form_answered")
    with st.container(horizontal=True, gap="small"):
        save = st.button("Link them", key="form_save", disabled=not offered)
        linked = any(
            each.message == message.id and each.field is Field.REPLY
            for each in findings.corrections
        )
        off = linked and st.button("Take the link away", key="form_unlink")
    if off:
        return steps.reply(_state.read(), message.id, None)
    if not save:
        return None
    if label is None:
        raise BadRequest("No message was chosen.", "Choose the message that this one answers.")
    return steps.reply(_state.read(), message.id, offered[label])


def _is_set(message: Message, findings: Findings) -> bool:
    return any(
        each.message == message.id and each.field is Field.TIME for each in findings.corrections
    )
