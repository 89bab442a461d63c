"""Law: what was found, the provisions it may bear on, what is not in the material, who can help."""

from collections.abc import Iterator, Sequence

import streamlit as st

from analyser.counting import counts
from analyser.elements import Element, Service, Standing
from analyser.findings import Findings, Pointer, Status
from analyser.law import guide
from analyser.records import Jurisdiction
from analyser.ui import _parts, _state
from analyser.ui._addressed import label_of
from analyser.ui._first import read_first
from analyser.ui._literal import literal
from analyser.ui._nation import ask_nation, keep_nation, nation_words
from analyser.ui._times import written
from analyser.ui._words import words
from analyser.wording import say

_ITEMS = 4
"""Ids written out; the button opens them all."""


def _pointer(pointer: Pointer) -> None:
    labels = "; ".join(sorted(label_of(each) for each in pointer.signals))
    sure = pointer.confidence
    short = (pointer.label or pointer.title).partition(" (")[0]
    unsure = "" if sure == "certain" else _line(say(f"standing.law_{sure}"))
    with st.container(border=True, key=f"law_{pointer.provision}"):
        st.html(
            f'<p class="notes-muted">{literal(labels)}</p>'
            f'<h3 class="notes-h3">{literal(pointer.label or pointer.title)}</h3>'
            + _line(pointer.summary)
            + unsure
            + _line("Shown by items", "notes-strong")
            + _points(pointer, Standing.SHOWN)
            + _folded("Not in this material", _points(pointer, Standing.NOT_HERE))
            + _folded("For police or a solicitor to decide", _points(pointer, Standing.TO_DECIDE))
            + _folded(
                say("standing.maximum_caution"),
                _list((pointer.maximum, f"Time limit: {pointer.time_limit}")),
            )
            + f'<p class="notes-muted">{literal(words("law", "source"))} '
            + f"{literal(pointer.source_url)}</p>"
        )
        _parts.show_in_review(
            f"the messages behind {short}",
            pointer.messages,
            f"show_{pointer.provision}",
        )


def _line(text: str, style: str = "notes-text") -> str:
    return f'<p class="{style}">{literal(text)}</p>'


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{literal(title)}</summary>{body}</details>" if body else ""


def _points(pointer: Pointer, standing: Standing) -> str:
    points = [each for each in pointer.elements if each.standing is standing]
    return _list(tuple(_lines(points))) if points else ""


def _lines(points: Sequence[Element]) -> Iterator[str]:
    """Yield a line for each point; those that the same items show share one."""
    together: dict[tuple[str, ...], list[str]] = {}
    for each in points:
        if each.messages:
            together.setdefault(each.messages, []).append(each.text)
        else:
            yield each.text
    for messages, texts in together.items():
        more = len(messages) - _ITEMS
        items = ", ".join(messages[:_ITEMS]) + (f" and {more:,} more" if more > 0 else "")
        yield f"{'; '.join(texts)}: {items}"


def _list(lines: tuple[str, ...]) -> str:
    return (
        '<ul class="notes-list">'
        + "".join(f"<li>{_parts.whole_ids(literal(x))}</li>" for x in lines)
        + "</ul>"
    )


def _services(services: tuple[Service, ...]) -> None:
    _parts.subhead("Who can help")
    _parts.text(words("law", "services"), "notes-muted")
    cards = "".join(
        f'<li><p class="notes-strong">{literal(each.name)}</p>'
        f'<p class="notes-big">{literal(each.contact)}</p>'
        f'<p class="notes-muted">For {literal(each.for_whom)}'
        + (f" · {literal(each.usually)}" if each.usually else "")
        + f" · checked {written(each.checked)}</p></li>"
        for each in services
    )
    st.html(f'<ul class="notes-services">{cards}</ul>')


def _guide(nation: Jurisdiction | None) -> None:
    """Draw the plain guide, folded; it says nothing of this case."""
    _parts.subhead("What can the police do?")
    _parts.text(words("law", "guide"), "notes-muted")
    for chapter in guide(nation):
        with st.expander(chapter.title):
            for text in chapter.text:
                _parts.text(text)


def _nation() -> None:
    """Ask for the nation here, so that nobody has to go looking for the question."""
    with st.container(border=True, key="question_nation"):
        _parts.text(words("law", "choose"), "notes-strong")
        nation = ask_nation()
        if st.button("Show the laws", type="primary", key="set_nation", disabled=nation is None):
            keep_nation(nation)
            st.rerun()


def _hostility(findings: Findings) -> None:
    found = {flag.signal for flag in findings.flags if flag.status is not Status.DISMISSED}
    if any(signal.startswith("hostility_") for signal in found):
        _parts.text(say("standing.hostility"))


def _page(findings: Findings) -> None:
    if findings.facts.jurisdiction is not None:
        _parts.onward_from_top("Go on to the report", "report")
    read_first(findings)
    _hostility(findings)
    counted = {flag.signal for flag in findings.flags if counts(flag)}
    if labels := sorted(label_of(signal) for signal in counted):
        _parts.subhead("What was found")
        st.html(_list(tuple(labels)))
    nation = findings.facts.jurisdiction
    if nation is None:
        _nation()
    else:
        _parts.subhead(f"Laws of {literal(nation_words(nation))} that might be looked at")
        _parts.text(words("law", "order"), "notes-muted")
        if findings.time_prompt:
            _parts.note(findings.time_prompt)
        if not findings.pointers:
            reading = _state.case().job is not None
            _parts.text(words("law", "not_yet" if reading else "none"))
        for pointer in findings.pointers:
            _pointer(pointer)
    _guide(nation)
    if findings.next_steps:
        _parts.subhead("What you can do next")
        st.html(_list(findings.next_steps))
    _services(findings.services)
    _parts.onward("Go on to the report", "report", main=nation is not None)


_parts.of_findings("law", _page)
