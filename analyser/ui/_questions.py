"""The questions that only the person can answer, one card each, with an example of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.findings import Findings, Flag
from analyser.records import CaseFacts, Certainty, DayOrder, Kind, Message, Side
from analyser.ui import _messages, _parts, _state, _times
from analyser.ui._literal import literal, name
from analyser.ui._progress import read_with_progress
from analyser.ui._who import who_is_who
from analyser.ui._words import words
from analyser.wording import counted

_EXAMPLES = 6
_LONGEST_EXAMPLE = 80


def questions(findings: Findings) -> None:
    """Draw the cards that this material needs; an answer reads the files anew."""
    _which_is_you(findings)
    _day_or_month(findings)
    _when_taken(findings)
    who_is_who(findings)


def _which_is_you(findings: Findings) -> None:
    unknown = [m for m in findings.messages if m.side is Side.UNKNOWN and m.sender]
    first: dict[str, Message] = {}
    for each in unknown:
        first.setdefault(str(each.sender), each)
    if not first:
        return
    with st.container(border=True, key="question_me"):
        _parts.subhead(literal(words("add", "which_is_you")))
        _parts.text(words("add", "which_is_you_why"), "notes-muted")
        _examples(list(first.values())[:_EXAMPLES], _state.index(findings).flags)
        mine = st.multiselect(words("add", "which_is_you_pick"), list(first), key="mine")
        with st.container(horizontal=True, gap="small"):
            if st.button("This is me", key="set_me", disabled=not mine):
                facts = _state.case().facts
                _answer(replace(facts, me=(*facts.me, *mine)))


def _examples(messages: Sequence[Message], flags: Mapping[str, list[Flag]]) -> None:
    rows = []
    for each in messages:
        covered = _messages.is_covered(each, flags.get(each.id, []))
        text = words("add", "covered") if covered else each.text.replace("\n", " ")
        short = text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"
        rows.append(
            f"<li><strong>{name(str(each.sender))}</strong>, first seen in {each.id}: "
            f'<q dir="auto">{literal(short)}</q></li>'
        )
    st.html(f'<ul class="notes-list">{"".join(rows)}</ul>')


def _day_or_month(findings: Findings) -> None:
    unclear = [m for m in findings.messages if _has_two_days(m)]
    chosen = findings.facts.day_order
    if not unclear and chosen is None:
        return
    zone = findings.facts.timezone
    with st.container(border=True, key="question_order"):
        _parts.subhead(literal(words("add", "order")))
        if unclear:
            written = name(unclear[0].when.shown_as or "")
            readings = " or ".join(_times.day(each, zone) for each in unclear[0].when.readings)
            more = counted(len(unclear), "message has", "messages have")
            _parts.fragment(
                f"Item {unclear[0].id} shows <strong>{written}</strong>. That is {readings}. "
                f"{more} a date like this. Until you answer, both are shown."
            )
        orders = {
            "I do not know": None,
            "The day comes first": DayOrder.DAY_FIRST,
            "The month comes first": DayOrder.MONTH_FIRST,
        }
        place = list(orders.values()).index(chosen)
        label = words("add", "order_pick")
        order = orders[str(st.radio(label, list(orders), index=place, key="order"))]
        if order is not chosen:
            _answer(replace(findings.facts, day_order=order))


def _has_two_days(message: Message) -> bool:
    """Tell whether the readings are of different days, as they are not in October's hour."""
    return len({reading.date() for reading in message.when.readings}) > 1


def _when_taken(findings: Findings) -> None:
    pictures = {each.source for each in findings.messages if each.where.box}
    if not pictures:
        return
    open_dates = sum(
        each.when.certainty is Certainty.UNKNOWN and each.kind is not Kind.SYSTEM
        for each in findings.messages
        if each.source in pictures
    )
    facts = findings.facts
    with st.container(border=True, key="question_captured"):
        _parts.subhead(literal(words("add", "captured")))
        _parts.text(words("add", "captured_why"), "notes-muted")
        if open_dates:
            known = words("add", "captured_left") if facts.captured_at else "no day known yet."
            _parts.text(f"{counted(open_dates, 'message')} from screenshots: {known}")
        label = words("add", "captured_pick")
        day = st.date_input(
            label, value=facts.captured_at, format="DD/MM/YYYY", key="captured", width=240
        )
    before = facts.captured_at
    if day == (before.date() if before else None):
        return
    # The end of the day: a screenshot taken that day may show any of its hours.
    when = datetime.combine(day, time(23, 59), ZoneInfo(facts.timezone)) if day else None
    _answer(replace(facts, captured_at=when))


def _answer(facts: CaseFacts) -> None:
    _state.case().facts = facts
    read_with_progress()
    st.rerun()
