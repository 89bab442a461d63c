"""Ask which names and numbers are one person; nothing is joined unless the person says so."""

from collections.abc import Sequence

import streamlit as st

from analyser import steps
from analyser.findings import Findings
from analyser.proposals import Proposal, propose
from analyser.ui import _parts, _state
from analyser.ui._literal import literal, name
from analyser.ui._named import chosen_name
from analyser.ui._words import words

_PROPOSED_AT_MOST = 6


def who_is_who(findings: Findings) -> None:
    """Draw the proposals with their reasons, what was joined, and a way to join others."""
    others = [person for person in findings.people if not person.is_me]
    joined = findings.facts.persons
    if len(others) < 2 and not joined:  # noqa: PLR2004  # two that could be one
        return
    gone = refused()
    waiting = [
        each
        for each in propose(findings.messages, findings.people, findings.sources)
        if frozenset(each.names) not in gone
    ]
    with st.container(border=True, key="question_who"):
        _parts.subhead(literal(words("add", "who")))
        _parts.text(words("add", "who_why"), "notes-muted")
        for number, each in enumerate(waiting[:_PROPOSED_AT_MOST]):
            proposal(each, number)
        for number, (known, handles) in enumerate(joined.items()):
            _joined(known, handles, number)
        by_hand([person.names[0] for person in others])


def refused() -> set[frozenset[str]]:
    """Return the names that the person said are not one person, two by two."""
    return steps.apart_names(_state.case().kept.journal.changes)


def proposal(each: Proposal, number: int) -> None:
    """Draw one proposal with its reason, and the two answers."""
    one, two = each.names
    _parts.fragment(f"<strong>{name(one)}</strong> and <strong>{name(two)}</strong>")
    _parts.text(each.why, "notes-muted")
    with st.container(horizontal=True, gap="small"):
        if st.button("One person", key=f"join{number}"):
            _take(steps.join(_state.case().facts, each.names))
        if st.button("Not the same", key=f"apart{number}"):
            _take(steps.apart(each.names))


def by_hand(names: Sequence[str]) -> None:
    """Draw the way to join names that nothing proposes."""
    with st.expander("Join names or numbers yourself"):
        picked = st.multiselect(
            words("add", "who_pick"), names, key="same", format_func=chosen_name
        )
        if st.button("These are one person", key="join", disabled=len(picked) < 2):  # noqa: PLR2004  # as above
            _take(steps.join(_state.case().facts, picked))


def _joined(known: str, handles: tuple[str, ...], number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        rest = ", ".join(name(each) for each in handles if each != known)
        _parts.fragment(f"<strong>{name(known)}</strong>: also {rest}. Counted as one person.")
        if st.button("Count them apart again", key=f"part{number}", type="tertiary"):
            _take(steps.part_all(_state.case().facts, known))


def _take(step: steps.Step) -> None:
    _state.take(step)
    st.rerun()
