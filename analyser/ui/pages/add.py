"""Add: files in, one row a source, and the questions that only the person can answer."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import streamlit as st

from analyser.records import DayOrder, Source
from analyser.ui import _parts, _state
from analyser.ui._columns import column_question
from analyser.ui._progress import read_with_progress
from analyser.ui._words import words
from analyser.wording import say

_ORDERS = {
    "I do not know": None,
    "The day (3/4 is 3 April)": DayOrder.DAY_FIRST,
    "The month (3/4 is 4 March)": DayOrder.MONTH_FIRST,
}


def _row(source: Source) -> None:
    """Draw one source: what it is, what came out of it, and what to do about problems."""
    counts = source.accounted
    shown = f"{source.name} › {source.member}" if source.member else source.name
    with st.container(border=True):
        _parts.text(f"{source.id} · {shown}")
        seen = f"Recognised as {source.kind.replace('_', ' ')}"
        seen += f" ({source.app})" if source.app else ""
        line = f"{seen} · {counts.messages} messages · {counts.system} notices of the app"
        line += f" · {counts.unread} not read" if counts.unread else ""
        _parts.text(line, "notes-muted")
        for problem in source.problems:
            _parts.text(f"{problem.what} {problem.do}")
        for fact in source.facts:
            _parts.text(fact, "notes-muted")


def _questions() -> None:
    """Ask for the capture date and the order of day and month; answers read the files anew."""
    here = _state.case()
    zone = ZoneInfo(here.facts.timezone)
    captured = st.date_input(
        words("add", "captured"), value=here.facts.captured_at, format="DD/MM/YYYY", key="captured"
    )
    order = st.radio(
        words("add", "order"),
        list(_ORDERS),
        index=list(_ORDERS.values()).index(here.facts.day_order),
        key="order",
    )
    # The end of the day: a screenshot taken that day may show any of its hours.
    when = datetime.combine(captured, time(23, 59), zone) if captured else None
    before = here.facts.captured_at
    if before and when and before.date() == when.date():
        when = before
    changed = replace(here.facts, captured_at=when, day_order=_ORDERS[order])
    if changed != here.facts:
        here.facts = changed
        if here.files:
            read_with_progress()
            st.rerun()


def _uploads() -> None:
    """Take new files and read everything anew once."""
    here = _state.case()
    files = st.file_uploader(
        words("add", "drop"), accept_multiple_files=True, key=f"upload{len(here.files)}"
    )
    if files and st.button(f"Read {len(files)} files", type="primary", key="read"):
        _state.add_files([(file.name, file.getvalue()) for file in files])
        read_with_progress()
        st.rerun()


st.title("Add")
_parts.text(words("add", "purpose"))
_parts.text(say("standing.memory_only"), "notes-muted")
_uploads()
with st.expander("How do I get these from my phone?"):
    _parts.text(words("add", "how"))
    _parts.text(say("standing.originals"))
_questions()
reading = _state.case().reading
if reading is None:
    _parts.text(words("add", "nothing"))
else:
    sources = reading.sources
    st.subheader(f"{len(sources)} files · {len(reading.messages)} messages")
    column_question()
    for source in sources:
        _row(source)
    if st.button("Review the messages", type="primary", key="go_review"):
        st.switch_page("analyser/ui/pages/review.py")
