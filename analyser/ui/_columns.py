"""Ask which column of a table holds what, with the first rows of the person's own file."""

from dataclasses import replace

import streamlit as st

from analyser import ingest
from analyser.ingest import TablePreview
from analyser.records import Columns
from analyser.ui import _parts, _state
from analyser.ui._literal import name
from analyser.ui._progress import read_with_progress
from analyser.ui._words import words

_NONE = "not in this table"


def column_question() -> None:
    """Draw one card for each table whose columns the program could not tell by their headings."""
    here = _state.case()
    answered = {choice.header for choice in here.facts.columns}
    for key, given in here.files.items():
        # Thousands of files are not looked into at each press.
        if (digest := here.hashes[key]) not in here.previews:
            with given.open() as stream:
                here.previews[digest] = ingest.preview(stream.read())
        preview = here.previews[digest]
        if preview is None or preview.guess is not None or preview.header in answered:
            continue
        _card(key, given.name, preview)


def _card(key: str, file_name: str, preview: TablePreview) -> None:
    with st.form(f"columns{key}", border=True):
        _parts.subhead(f"Which column is which in {name(file_name)}?")
        _parts.text(words("add", "columns_why"), "notes-muted")
        _parts.table(preview.header, preview.rows)
        named = [_NONE, *(f"{n + 1}. {cell}" for n, cell in enumerate(preview.header))]
        places = [
            named.index(st.selectbox(label, named, key=f"{key}{label}")) - 1
            for label in ("Date", "Time, if apart", "Who sent it", "What was said")
        ]
        if not st.form_submit_button("Use these columns"):
            return
        date, time, sender = (None if place < 0 else place for place in places[:3])
        if places[3] < 0:
            _parts.problem(words("add", "columns_no_text"), words("add", "columns_pick_text"))
            return
        choice = Columns(header=preview.header, date=date, time=time, sender=sender, text=places[3])
        facts = _state.case().facts
        _state.case().facts = replace(facts, columns=(*facts.columns, choice))
    read_with_progress()
    st.rerun()
