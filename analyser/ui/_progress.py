"""Read the case's files while saying which one is read, how far it is and how long it may take."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analyser.ui import _news, _reading, _state
from analyser.ui._job import Job
from analyser.ui._literal import literal, name
from analyser.ui._words import words
from analyser.wording import counted, time_left

_SHOWN = 5
"""Files just read that are still listed; more would push the page about."""
_LOOK_EVERY_S = 0.2
_TELL_EVERY_S = 2


def read_with_progress() -> None:
    """Read all files of the case, and wait for it; another page may be opened all the same."""
    _reading.begin()
    wait_for_reading()


def wait_for_reading(place: DeltaGenerator | None = None) -> None:
    """Show in `place` how far the reading is until it has ended; on another page it goes on."""
    place = place or st.empty()
    while (job := _state.case().job) is not None and not job.ended.wait(_LOOK_EVERY_S):
        place.html(progress_html(job))
    if job is not None and _reading.finish():
        _news.compare()
    place.empty()


@st.fragment(run_every=_TELL_EVERY_S)
def still_reading() -> None:
    """Say what is still being read, and show everything once it is."""
    job = _state.case().job
    if job is None or job.ended.is_set():
        st.rerun()
    st.html(
        f'<div class="notes-note" role="status"><p>{_how_far(job)}</p>'
        f"<p>{literal(words('review', 'so_far'))}</p></div>"
    )
    if st.button("Show what was read since", key="so_far"):
        st.rerun()


def _how_far(job: Job) -> str:
    """Return the line of a page that shows what was read so far, as HTML."""
    if job.counting:
        return f"<strong>Your messages are still being counted.</strong> {words('add', 'last')}"
    line = "Your messages are still being looked through" if job.looking else "Still being read"
    unit = "message" if job.looking else "file"
    done = f"{job.done:,} of {counted(job.total, unit)}" if job.total else ""
    at_hand = "" if job.looking or not job.names else f" · now {name(job.names[-1])}"
    return f"<strong>{line}:</strong> {literal(done)}{at_hand}"


def progress_html(job: Job) -> str:
    """Return the bar, the name of the file at hand, and the files just read."""
    done, total, names = job.done, job.total, list(job.names)
    read: list[str] = []
    seconds = job.pace.left()
    left = f", {time_left(seconds)}" if seconds is not None else ""
    if job.counting:
        line, count = "Counting the messages", words("add", "last").rstrip(".")
    elif job.looking:
        line = "Looking through the messages"
        count = f"step {done:,} of {total:,}"
    else:
        line = f"Reading {name(names[-1])}" if names and names[-1] else "Reading"
        count, read = f"{done} of {counted(total, 'file')} read", names[:-1][-_SHOWN:]
        left = left and f"{left} for the others"
    if not total and not job.counting:
        count = "The program is getting ready"
    listed = "".join(f"<li>{name(each)}: read</li>" for each in read if each)
    return (
        f'<div class="notes-card" role="status"><p class="notes-strong">{line}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="Done"></progress>'
        f'<p class="notes-muted">{literal(count + left)}. {literal(words("add", "meanwhile"))}</p>'
        f'<ul class="notes-list notes-muted">{listed}</ul></div>'
    )
