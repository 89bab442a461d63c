"""Start: the question about the device first, then three questions, then what to do."""

from dataclasses import replace

import streamlit as st

from analyser.records import Jurisdiction
from analyser.ui import _parts, _state
from analyser.ui._progress import read_with_progress
from analyser.ui._words import words
from analyser.wording import say

_NATIONS = {
    "I would rather not say": None,
    "England or Wales": Jurisdiction.ENGLAND_AND_WALES,
    "Scotland": Jurisdiction.SCOTLAND,
    "Northern Ireland": Jurisdiction.NORTHERN_IRELAND,
}

here = _state.case()
st.title("Start")
_parts.text(words("start", "purpose"))
_parts.text(say("standing.memory_only"), "notes-muted")

st.subheader("Before you begin")
_parts.text(say("standing.shared_device"))
here.safe_device = st.checkbox(words("start", "device"), value=here.safe_device, key="device")
if not here.safe_device:
    st.stop()

nation = st.radio(
    words("start", "where"),
    list(_NATIONS),
    key="nation",
    index=list(_NATIONS.values()).index(here.facts.jurisdiction),
)
name = st.text_input(
    words("start", "me"),
    value=here.facts.me[0] if here.facts.me else "",
    help=words("start", "me_help"),
    key="me",
)
st.radio("Are you doing this for yourself?", ["For myself", "I am helping someone"], key="who")
changed = replace(
    here.facts, jurisdiction=_NATIONS[nation], me=(name.strip(),) if name.strip() else ()
)
if changed != here.facts:
    here.facts = changed
    if here.reading is not None:
        read_with_progress()

with st.container(horizontal=True):
    if st.button("Add your files", type="primary", key="go_add"):
        st.switch_page("analyser/ui/pages/add.py")
    if st.button("Try it with the sample case", key="sample"):
        _state.use_sample()
        read_with_progress()
        st.switch_page("analyser/ui/pages/review.py")
_parts.text(words("start", "sample"), "notes-muted")
