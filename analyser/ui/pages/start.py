"""Start: the question about the device first, then three more, one at a time, then what to do."""

from dataclasses import replace

import streamlit as st

from analyser.ui import _drafts, _files, _parts, _safety, _state
from analyser.ui._case_card import case_file
from analyser.ui._device import device, is_answered
from analyser.ui._literal import literal
from analyser.ui._nation import ask_nation, keep_nation, nation_words
from analyser.ui._progress import read_with_progress, wait_for_reading
from analyser.ui._words import words
from analyser.wording import say


def _nation() -> None:
    answer = ask_nation()
    if _buttons("name"):
        keep_nation(answer)
        _go("name")


def _name() -> None:
    here = _state.case()
    known = here.facts.me[0] if here.facts.me else ""
    written = st.text_input(words("start", "me"), key=_drafts.field("me", known), width=420)
    _parts.text(words("start", "me_help"), "notes-muted")
    if _buttons("who"):
        name = written.strip()
        if name != known:
            here.facts = replace(here.facts, me=(name,) if name else ())
            if here.reading is not None:
                read_with_progress()
        _go("who")


def _who() -> None:
    here = _state.case()
    answers = ["For myself", "I am helping someone"]
    helping = st.radio(words("start", "who"), answers, index=int(here.helping), key="who")
    if _buttons("ready"):
        here.helping = helping == answers[1]
        _go("ready")


def _ready() -> None:
    here = _state.case()
    me = ", ".join(here.facts.me) or "not given"
    nation = here.facts.jurisdiction
    rows = (
        ("nation", "Where you live", nation_words(nation) if nation else "not given", "the nation"),
        ("name", "Your name in the chats", me, "your name"),
        ("who", "This is", "to help someone" if here.helping else "for yourself", "who it is for"),
    )
    for step, label, value, what in rows:
        with st.container(key=f"answer_{step}", horizontal=True, vertical_alignment="center"):
            _parts.fragment(f"{label}: <strong><bdi>{literal(value)}</bdi></strong>")
            if st.button(f"Change {what}", key=f"change_{step}", type="tertiary"):
                _go(step)
    if here.helping:
        _parts.note(words("start", "helping"))
    _parts.onward("Add your files", "add", key="go_add")


def _sample() -> None:
    """Draw the way to look around first; it asks nothing, since nothing in it is the person's."""
    if st.button("Try it with the sample case", key="sample"):
        _files.use_sample()
        read_with_progress()
        st.switch_page("analyser/ui/pages/review.py")
    _parts.text(words("start", "sample"), "notes-muted")


def _buttons(then: str) -> bool:
    """Draw the two ways on from a question; return whether the answer is to be kept."""
    with st.container(horizontal=True, gap="small"):
        kept = st.button("Continue", type="primary", key=f"to_{then}")
        if st.button("Skip this question", key=f"skip_to_{then}"):
            _go(then)
    return kept


def _go(step: str) -> None:
    _drafts.drop("me")
    _state.case().step = step
    st.rerun()


_parts.head("start")
_safety.what_happened()
progress = st.empty()
if _state.case().kept.file is None:
    _parts.text(say("standing.memory_only"), "notes-muted")
saving = bool(st.session_state.get(_state.SAVING))
if saving:
    case_file()
with st.container(border=True, key="question"):
    {"device": device, "nation": _nation, "name": _name, "who": _who, "ready": _ready}[
        _state.case().step
    ]()
has_file = _state.case().kept.file is not None
# It would take the place of what is there.
if not has_file and not _state.case().files:
    _sample()
if not saving and (has_file or is_answered() or st.session_state.get(_state.CLOSED)):
    case_file()
_safety.delete_for_good()
_safety.safety()
if _state.case().job is not None:
    # All that can be done meanwhile is drawn already.
    wait_for_reading(progress)
    st.rerun()
