"""The frame of every page: leaving, the danger line, the way through the pages, the last line."""

from collections.abc import Sequence
from importlib.resources import files

import streamlit as st
from PIL import Image, ImageDraw
from streamlit.navigation.page import StreamlitPage

from analyser import law
from analyser.findings import Findings
from analyser.ui import _drafts, _parts, _reading, _state
from analyser.ui._literal import literal
from analyser.ui._news import compare
from analyser.ui._progress import still_reading
from analyser.ui._words import words
from analyser.wording import counted, say

_ON = "on"
"""The page that was drawn last."""
_WAIT = ("", "2")
"""Addresses of Start and Add, which show how far the reading is by themselves."""


def frame(pages: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    """Draw the parts that stand on every page, and the page between them."""
    _drafts.hold()
    _begin_page(page)
    if _state.case().paused:
        _close_for_now()
    _state.keep()
    st.html(f"<style>{_file('style.css')}</style>")
    for script in ("frame.js", "uploads.js"):
        st.html(f"<script>{_file(script)}</script>", unsafe_allow_javascript=True)
    with st.container(key="topbar", horizontal=True, vertical_alignment="center"):
        st.html(
            '<p class="notes-brand"><strong>Notes</strong> '
            f'<span class="notes-muted notes-wide">{literal(words("frame", _saved()))}</span>'
            f'<span class="notes-muted notes-small">{literal(words("frame", _short()))}</span></p>'
        )
        if _state.case().kept.file is None and st.button("Save…", key="save"):
            st.session_state[_state.SAVING] = True
            st.switch_page("analyser/ui/pages/start.py")
        if st.button("Leave now", key="leave"):
            _leave()
    _idle()
    st.html(
        f'<details class="notes-danger"><summary>{literal(words("frame", "danger"))}</summary>'
        f"<p>{literal(say('standing.danger'))}</p></details>"
    )
    _menu(pages, page)
    if (problem := _state.case().kept.problem) is not None:
        _parts.problem(problem.problem, problem.remedy, role="alert")
    with st.container(key="page"), st.container(key=f"on_{page.title.lower()}"):
        _parts.run(lambda: _page(page))
    checked = law.checked_on()
    footer = say("standing.footer", checked=f"{checked.day} {checked:%B %Y}")
    st.html(
        f'<p class="notes-footer">{literal(footer)} {literal(words("frame", "leave_keys"))}</p>'
    )


def _begin_page(page: StreamlitPage) -> None:
    """Let go of what belongs to the page before."""
    if st.session_state.get(_ON) != page.title:
        st.session_state[_ON] = page.title
        _state.case().told = None


def _page(page: StreamlitPage) -> None:
    """Draw one page; while files are being read, with what was read so far."""
    if _reading.finish():
        compare()
        st.rerun()
    if _state.case().job is not None and page.url_path not in _WAIT:
        still_reading()
        _reading.take_so_far()
        if _state.case().findings is None:
            st.rerun()  # it ended meanwhile
    _reading.catch_up()
    if page.title != "Review":
        _state.case().asked = False  # nothing lies over its list when the person comes back
    page.run()


def plain_icon() -> Image.Image:
    """Return the tab's icon, a plain page; a named icon would be fetched from the internet."""
    icon = Image.new("RGB", (32, 32), "#ffffff")
    draw = ImageDraw.Draw(icon)
    draw.rectangle((5, 2, 26, 29), outline="#55606f", width=2)
    for line in (9, 15, 21):
        draw.line((10, line, 21, line), fill="#55606f", width=2)
    return icon


def where_we_are(findings: Findings) -> str:
    """Return how many messages there are, and how many flags are not looked at yet."""
    known = _state.index(findings)
    waiting = counted(len(known.waiting), "flag")
    done = f"{waiting} not looked at yet" if findings.flags else ""
    count = counted(known.said, "message or call", "messages and calls")
    return " · ".join(filter(None, [count, done]))


def _is_saved() -> bool:
    kept = _state.case().kept
    return kept.file is not None and kept.problem is None


def _saved() -> str:
    if _state.case().kept.file is None:
        return "in_memory"
    return "saved" if _is_saved() else "unsaved"


def _short() -> str:
    """Return what the bar says where it is narrow; all of it stands on Start."""
    return "saved_short" if _is_saved() else "unsaved_short"


def _menu(pages: Sequence[StreamlitPage], page: StreamlitPage) -> None:
    with st.container(key="menu", horizontal=True, gap="small"):
        for each in pages:
            st.page_link(each, label=each.title, icon=each.icon)
    place = f"{list(pages).index(page) + 1} of {len(pages)} · {page.title}"
    found = _state.case().findings
    _parts.text(f"{place} · {where_we_are(found)}" if found else place, "notes-muted notes-where")


def _file(name: str) -> str:
    return (files("analyser.ui") / name).read_text(encoding="utf-8")


def _leave() -> None:
    _state.leave()
    st.html(f"<p>{literal(say('standing.cannot_clear'))}</p>")
    st.stop()


def _idle() -> None:
    """Say to `frame.js` when to cover the page, and what the cover says; close a case file then."""
    here = _state.case()
    # What could not be saved stays open under the cover: closing would lose it.
    kept = here.kept.file is not None and not here.kept.is_unsaved
    said = {
        "window": _state.window(),
        "minutes": str(here.idle_minutes),
        "lock": "yes" if kept else "",
        "unsaved": "yes" if here.kept.journal.entries and not _is_saved() else "",
        "title": words("frame", "idle_title"),
        "text": words("frame", _covered_as()),
        "show": words("frame", "idle_show"),
        "leave": words("frame", "idle_leave"),
        "stopped": words("frame", "stopped"),
    }
    named = " ".join(f'data-{name}="{literal(value)}"' for name, value in said.items())
    st.html(f'<p class="notes-idle" hidden {named}></p>')
    if st.button("Close the case file now", key="lock"):
        _state.keep()
        here.pause()
        if here.paused:
            _close_for_now()


def _covered_as() -> str:
    """Return what the cover of an idle page says of the case."""
    kept = _state.case().kept
    if kept.file is None:
        return "idle_memory"
    return "idle_unsaved" if kept.is_unsaved else "idle_kept"


def _close_for_now() -> None:
    """Begin anew where the case file was closed without a press of the person; say so on Start."""
    why = _state.case().paused
    _state.leave()
    st.session_state[_state.CLOSED] = why
    st.switch_page("analyser/ui/pages/start.py")
