"""Add: files in, one row a file, and the questions that only the person can answer."""

import json
from collections import Counter

import streamlit as st
from streamlit import config

from analyser import guard, ingest
from analyser.choices import chats_of
from analyser.records import Kind, Reading, Source
from analyser.ui import _files, _opening, _parts, _state
from analyser.ui._choices import change
from analyser.ui._columns import column_question
from analyser.ui._device import device, is_answered
from analyser.ui._literal import literal, name
from analyser.ui._parcels import unpacked
from analyser.ui._progress import read_with_progress, wait_for_reading
from analyser.ui._questions import questions
from analyser.ui._words import words
from analyser.wording import app_name, counted, notice_words, say

_KINDS = {
    "unknown": "not recognised",
    "screenshot": "screenshot",
    "duplicate": "the same file again",
    "media": "sent in a chat",
    "companion": "no messages in it",
}


_SHOWN = 25
"""Files shown at first, and how many more at each press."""
_LIMITS = {
    "file": config.get_option("server.maxUploadSize") * 1024**2,
    "together": guard.LARGEST_TOGETHER_BYTES,
    "says": {
        "going": words("add", "going"),
        "large": (words("add", "too_large"), words("add", "smaller")),
        "closed": (words("add", "closed"), words("add", "closed_do")),
        "together": (words("add", "together"), words("add", "fewer")),
    },
}
"""What `uploads.js` says of files on their way, and of those that are not handed over."""


def _uploads() -> None:
    """Take new files and read everything anew once."""
    here = _state.case()
    with st.container(key="drop"):
        files = st.file_uploader(
            words("add", "drop"), accept_multiple_files=True, key=f"upload{here.uploads}"
        )
    with st.container(key="drop_folder"):
        files += st.file_uploader(
            words("add", "folder"), accept_multiple_files="directory", key=f"folder{here.uploads}"
        )
    _parts.text(words("add", "room"), "notes-muted")
    st.html(
        f'<div class="notes-uploads" data-limits="{literal(json.dumps(_LIMITS))}">'
        '<div role="status"></div><div role="alert"></div></div>'
    )
    if files:
        _files.add_files(list(unpacked(files)))
        read_with_progress()
        st.rerun()
    if _state.case().job is not None:
        wait_for_reading()
        st.rerun()
    with st.expander(words("add", "how_title")):
        for step in ("how_android", "how_iphone", "how_screenshot", "how_table"):
            _parts.text(words("add", step))
        _parts.text(say("standing.originals"), "notes-muted")
        _parts.text(say("standing.child"), "notes-muted")


def _kind(source: Source) -> str:
    known = ingest.formats().get(source.kind)
    kind = known.label if known else _KINDS.get(source.kind, source.kind.replace("_", " "))
    return f"{kind} ({app_name(source.app)})" if source.app and not known else kind


def _said(source: Source, elsewhere: int) -> str:
    """Return what came out of one source, its problems first, as HTML.

    `elsewhere` of its messages are in another source too: of all messages they are counted once.
    """
    counts = source.accounted
    parts = [literal(_kind(source))]
    if counts.units:
        also = f", {elsewhere:,} of them also in another file" if elsewhere else ""
        parts.append(counted(counts.messages, "message") + also)
    if counts.system:
        words_ = notice_words(in_a_picture=source.kind == "screenshot")
        parts.append(counted(counts.system, *words_))
    if counts.unread:
        parts.append(counted(counts.unread, "part not read", "parts not read"))
    inside = f"{name(source.member)} · " if source.member else ""
    problems = "".join(_parts.problem_html(each.what, each.do) for each in source.problems)
    facts = "".join(f"<li>{literal(fact)}</li>" for fact in source.facts)
    about = (
        f"<details><summary>About {source.id}</summary>"
        f'<ul class="notes-list">{facts}</ul></details>'
        if facts
        else ""
    )
    line = f'<p class="notes-muted">{source.id} · {inside}{" · ".join(parts)}</p>'
    return f"{line}{problems}{about}"


def _by_file(reading: Reading) -> dict[str, list[Source]]:
    """Return the sources of each file; copies of the same bytes take their turns."""
    here = _state.case()
    found: dict[str, list[Source]] = {key: [] for key in here.files}
    copies: dict[str, list[str]] = {}
    for key, digest in here.hashes.items():
        copies.setdefault(digest, []).append(key)
    for source in reading.sources:
        keys = copies.get(source.sha256, [])
        free = [key for key in keys if not found[key] or source.member is not None]
        if keys:
            found[(free or keys)[0]].append(source)
    return found


def _elsewhere(reading: Reading) -> Counter[str]:
    """Return how many messages of each source are in another one too."""
    found: Counter[str] = Counter()
    for message in reading.messages:
        sources = {place.source for place in message.seen_in}
        if len(sources) > 1:
            found.update(sources)
    return found


def _rows(reading: Reading) -> None:
    """Draw one row a file: what it is, what came out of it, and what to do about problems.

    Of very many a part is drawn at a time, those with problems first: thousands hold the page up.
    """
    here = _state.case()
    elsewhere, chats = _elsewhere(reading), chats_of(reading)
    rows = list(_by_file(reading).items())
    number = st.session_state.get("files_shown", _SHOWN)
    if len(rows) > _SHOWN:
        rows.sort(key=lambda row: not any(source.problems for source in row[1]))
        shown = f"{min(number, len(rows)):,} of {counted(len(rows), 'file')} shown"
        _parts.text(f"{shown}. {words('add', 'problems_first')}")
    for key, sources in rows[:number]:
        with st.container(border=True):
            with st.container(horizontal=True, key=f"file_{key}"):
                title = f'<p class="notes-strong">{name(here.files[key].name)}</p>'
                st.html(title + "".join(_said(s, elsewhere[s.id]) for s in sources))
                label = f"Remove {sources[0].id if sources else 'this file'}"
                if st.button(label, key=f"remove{key}", type="tertiary"):
                    _files.remove_file(key)
                    read_with_progress()
                    st.rerun()
            change(chats, sources, key)
    if len(rows) > number and st.button("Show more files", key="files_more"):
        st.session_state["files_shown"] = number + _SHOWN
        st.rerun()


def _sample() -> None:
    """Draw the way from the sample to files of one's own: invented messages are no evidence."""
    _parts.note(words("add", "sample"))
    if st.button("Put the sample away", key="sample_away"):
        _opening.close()
        st.rerun()


def _page() -> None:
    here = _state.case()
    if here.sample:
        _sample()
    elif is_answered():
        _uploads()
    else:
        with st.container(border=True, key="question"):
            device()
    if here.reading is None or here.findings is None:
        if is_answered():
            with st.container(key="nothing_added"):
                _parts.text(words("add", "nothing"), "notes-muted")
        return
    messages = sum(message.kind is not Kind.SYSTEM for message in here.reading.messages)
    said = counted(messages, "message or call", "messages and calls")
    _parts.subhead(f"{counted(len(here.files), 'file')} · {said}")
    if messages:
        _parts.onward("Review the messages", "review", key="go_review")
    column_question()
    questions(here.findings)
    _rows(here.reading)


_parts.head("add")
_page()
