"""What pages have in common: heads, text, tables, the error box, empty pages, the way on.

Pages hand over plain text; it is made literal here, once. What is HTML already says so.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from analyser.errors import AnalyserError
from analyser.findings import Findings
from analyser.ui import _state
from analyser.ui._case import Picked
from analyser.ui._literal import literal
from analyser.ui._words import words

_Made = TypeVar("_Made")
_ITEM = re.compile(r"\bS\d+-\d+\b")
_NUMBER = re.compile(r"[\d,]+( to [\d,]+)?")


def run(draw: Callable[[], _Made]) -> _Made | None:
    """Draw a page or a form; what went wrong is shown where it ends, and nothing comes of it."""
    try:
        return draw()
    except AnalyserError as error:
        problem(error.problem, error.remedy, role="alert")
    return None


def form(draw: Callable[[], _Made]) -> _Made | None:
    """Draw a form; what went wrong in it is said at its top, where `frame.js` brings the focus."""
    place = st.container()
    try:
        return draw()
    except AnalyserError as error:
        with place:
            problem(error.problem, error.remedy, role="alert")
    return None


def head(page: str) -> None:
    """Draw the page's title and the one sentence that says what it is for."""
    st.title(page.title(), anchor=False)
    text(words(page, "purpose"), "notes-lead")


def text(body: str, style: str = "notes-text") -> None:
    """Draw plain text; nothing in it is taken for markup."""
    fragment(literal(body), style)


def fragment(body: str, style: str = "notes-text") -> None:
    """Draw a paragraph of HTML made by `literal` and `name`."""
    st.html(paragraph(body, style))


def paragraph(body: str, style: str = "notes-text") -> str:
    """Return the same paragraph, for a piece of several."""
    return f'<p class="{style}">{whole_ids(body)}</p>'


def whole_ids(body: str) -> str:
    """Return HTML in which no item number is broken at its hyphen; it is copied as it stands."""
    return _ITEM.sub(r'<span class="notes-item">\g<0></span>', body)


def subhead(body: str, *, focus: str = "", item: str = "") -> None:
    """Draw a second-level heading of HTML made by `literal` and `name`.

    The keyboard goes on from it after the button of the key `focus` was pressed (`frame.js`).
    `item` is the message that it is of.
    """
    where = f' tabindex="-1" data-focus="{focus}"' if focus else ""
    where += f' data-item="{item}"' if item else ""
    st.html(f'<h2 class="notes-h2"{where}>{body}</h2>')


def minor(body: str) -> None:
    """Draw a third-level heading of HTML made by `literal` and `name`."""
    st.html(f'<h3 class="notes-h3">{body}</h3>')


def problem(what: str, do: str, *, role: str = "note") -> None:
    """Draw one thing that went wrong, and what the person can do about it."""
    st.html(problem_html(what, do, role=role))


def problem_html(what: str, do: str, *, role: str = "note") -> str:
    """Return the box of one problem."""
    return (
        f'<div class="notes-problem" role="{role}" tabindex="-1">'
        f'<p class="notes-strong">{literal(what)}</p>'
        f"<p>{literal(do)}</p></div>"
    )


def folded_list(title: str, lines: Iterable[str]) -> None:
    """Draw sentences that open when they are asked for."""
    items = "".join(f"<li>{whole_ids(literal(line))}</li>" for line in lines)
    listed = f'<ul class="notes-list">{items}</ul>'
    st.html(f"<details><summary>{literal(title)}</summary>{listed}</details>")


@contextmanager
def folded(label: str, key: str, *, expanded: bool = False) -> Iterator[bool]:
    """Draw a part that opens when it is asked for, and say whether it is open.

    What may be long is only drawn then: a thousand rows that nobody sees would be sent each time.
    """
    box = st.expander(label, expanded=expanded, key=key, on_change="rerun")
    with box:
        yield bool(box.open)


def note(body: str) -> None:
    """Draw something that has to be read before the rest."""
    said = "".join(f"<p>{literal(line)}</p>" for line in body.strip().splitlines())
    st.html(f'<div class="notes-note" role="note">{said}</div>')


def nothing(page: str) -> None:
    """Draw a page that has nothing yet: what to do, and the one button that does it."""
    st.html(f'<div class="notes-card"><p>{literal(words(page, "nothing"))}</p></div>')
    onward("Add your files", "add")


def of_findings(page: str, draw: Callable[[Findings], None]) -> None:
    """Draw a page of what was found; pages hold none of it in names of their own.

    The library keeps the names of a page for as long as a button of it may be pressed, and so
    beyond leaving.
    """
    head(page)
    found = _state.case().findings
    if found is None:
        nothing(page)
    else:
        draw(found)


def onward(label: str, page: str, *, key: str = "onward", main: bool = True) -> None:
    """Draw the button that leads to the next page; the one main action where `main`."""
    if st.button(label, type="primary" if main else "secondary", key=key):
        st.switch_page(f"analyser/ui/pages/{page}.py")


def onward_from_top(label: str, page: str) -> None:
    """Draw the main action of a long page under its head too."""
    onward(label, page, key="onward_top")


def show_in_review(label: str, ids: Iterable[str], key: str, *, of: str = "") -> None:
    """Draw a quiet button that opens just these messages on the Review page.

    `label` is in words of our own: Streamlit reads labels as Markdown. `of` says there what the
    messages are, where that is more than the label.
    """
    if st.button(f"Show {label}", key=key, type="tertiary"):
        here = _state.case()
        here.picked, here.at_hand = Picked(of or label, frozenset(ids)), None
        st.session_state.pop("page", None)
        st.switch_page("analyser/ui/pages/review.py")


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Draw a small table of plain values; numbers stand right, with their headings."""
    st.html(table_html(header, list(rows)))


def table_html(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return the table; a column is one of numbers where every value in it is a number."""
    numbers = [bool(rows) and all(_is_number(row[n]) for row in rows) for n in _places(header)]
    style = [' class="number"' if each else "" for each in numbers]
    head_ = "".join(
        f'<th scope="col"{style[n]}>{literal(cell)}</th>' for n, cell in enumerate(header)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{style[n]}>{_cell(row[n])}</td>" for n in _places(header)) + "</tr>"
        for row in rows
    )
    return (
        '<div class="notes-scroll" tabindex="0"><table class="notes-table">'
        f"<thead><tr>{head_}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) or _NUMBER.fullmatch(str(value)) is not None


def _places(header: Sequence[str]) -> range:
    return range(len(header))


def _cell(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else literal(str(value))
