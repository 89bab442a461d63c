"""Read the case's files while saying how far it is and how long it may still take."""

import time

import streamlit as st

from analyser.ui import _state


def read_with_progress() -> None:
    """Read all files of the case; a bar shows files done and the time left."""
    bar = st.progress(0.0, text="Opening the files")
    start = time.monotonic()

    def say_so(done: int, total: int, name: str) -> None:
        left = ""
        if done:
            seconds = (time.monotonic() - start) / done * (total - done)
            left = f", about {max(1, round(seconds))} seconds left" if total > done else ""
        bar.progress(done / max(total, 1), text=f"{done} of {total} files read{left}")

    _state.read_all(say_so)
    bar.empty()
