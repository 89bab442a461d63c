"""Read the case's files while saying which one is read, how far it is and how long it may take."""

import time

import streamlit as st

from analyser.ui import _opening, _state
from analyser.ui._literal import literal, name
from analyser.wording import counted

_SHOWN = 5
"""Files just read that are still listed; more would push the page about."""
_MINUTE_S = 60


def read_with_progress() -> None:
    """Read all files of the case; a bar shows files done, the one at hand and the time left."""
    place = st.empty()
    start = time.monotonic()
    names: list[str] = []

    def say_so(done: int, total: int, at_hand: str) -> None:
        left = ""
        if 0 < done < total:
            left = time_left((time.monotonic() - start) / done * (total - done))
        if done < total:
            names.append(at_hand)
        place.html(progress_html(done, total, names, left))

    _state.read_all(say_so)
    _opening.compare()
    place.empty()


def time_left(seconds: float) -> str:
    """Return about how long it still takes, in words."""
    if seconds < _MINUTE_S:
        return f"about {counted(max(1, round(seconds)), 'second')} left"
    return f"about {counted(round(seconds / _MINUTE_S), 'minute')} left"


def progress_html(done: int, total: int, names: list[str], left: str) -> str:
    """Return the bar, the name of the file at hand, and the files just read."""
    if done < total:
        line = f"Reading {name(names[-1])}" if names and names[-1] else "Reading"
        count = f"{done} of {counted(total, 'file')} read"
        count += f", {left}" if left else ""
        read = names[:-1][-_SHOWN:]
    else:
        line, count, read = "Looking through the messages", f"{counted(total, 'file')} read", []
    listed = "".join(f"<li>{name(each)}: read</li>" for each in read if each)
    return (
        f'<div class="notes-card" role="status"><p class="notes-strong">{line}</p>'
        f'<progress max="{max(total, 1)}" value="{done}" aria-label="Files read"></progress>'
        f'<p class="notes-muted">{literal(count)}. You can leave at any time.</p>'
        f'<ul class="notes-list notes-muted">{listed}</ul></div>'
    )
