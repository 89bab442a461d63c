"""Ask which column of a table holds what, with the first rows of the person's own file."""

from dataclasses import replace

import streamlit as st

from analyser import ingest
from analyser.records import Columns
from analyser.ui import _parts, _state
from analyser.ui._progress import read_with_progress

_NONE = "not in this table"


def column_question() -> None:
    """Draw one card for each table whose columns the program could not tell by their headings."""
    here = _state.case()
    answered = {choice.header for choice in here.facts.columns}
    for key, given in here.files.items():
        with given.open() as stream:
            preview = ingest.preview(stream.read())
        if preview is None or preview.guess is not None or preview.header in answered:
            continue
        with st.form(f"columns{key}", border=True):
            _parts.text(f"Which column is which in {given.name}?")
            _parts.table(preview.header, preview.rows)
            named = [_NONE, *(f"{n + 1}. {cell}" for n, cell in enumerate(preview.header))]
            date, time, sender, text = (
                st.selectbox(label, named, key=f"{key}{label}")
                for label in ("Date", "Time, if apart", "Who sent it", "What was said")
            )
            if st.form_submit_button("Use these columns") and text != _NONE:
                places = [named.index(each) - 1 for each in (date, time, sender)]
                first = [None if place < 0 else place for place in places]
                choice = Columns(
                    header=preview.header,
                    date=first[0],
                    time=first[1],
                    sender=first[2],
                    text=named.index(text) - 1,
                )
                here.facts = replace(here.facts, columns=(*here.facts.columns, choice))
                read_with_progress()
                st.rerun()
