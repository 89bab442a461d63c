"""Ask which names and numbers are one person; nothing is joined unless the person says so."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from analyser.findings import Findings
from analyser.proposals import Proposal, propose
from analyser.records import CaseFacts
from analyser.ui import _parts, _state
from analyser.ui._literal import literal, name
from analyser.ui._words import words

_PROPOSED_AT_MOST = 6


def who_is_who(findings: Findings) -> None:
    """Draw the proposals with their reasons, what was joined, and a way to join others."""
    others = [person for person in findings.people if not person.is_me]
    joined = findings.facts.persons
    if len(others) < 2 and not joined:  # noqa: PLR2004  # two that could be one
        return
    refused = _state.case().apart
    waiting = [
        each
        for each in propose(findings.messages, findings.people, findings.sources)
        if frozenset(each.names) not in refused
    ]
    with st.container(border=True, key="question_who"):
        _parts.subhead(literal(words("add", "who")))
        _parts.text(words("add", "who_why"), "notes-muted")
        for number, each in enumerate(waiting[:_PROPOSED_AT_MOST]):
            _proposal(each, number)
        for number, (known, handles) in enumerate(joined.items()):
            _joined(known, handles, number)
        _by_hand([person.names[0] for person in others])


def _proposal(each: Proposal, number: int) -> None:
    one, two = each.names
    _parts.fragment(f"<strong>{name(one)}</strong> and <strong>{name(two)}</strong>")
    _parts.text(each.why, "notes-muted")
    with st.container(horizontal=True, gap="small"):
        if st.button("One person", key=f"join{number}"):
            _join(each.names)
        if st.button("Not the same", key=f"apart{number}"):
            _state.case().apart.add(frozenset(each.names))
            st.rerun()


def _joined(known: str, handles: tuple[str, ...], number: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        rest = ", ".join(name(each) for each in handles if each != known)
        _parts.fragment(f"<strong>{name(known)}</strong>: also {rest}. Counted as one person.")
        if st.button("Count them apart again", key=f"part{number}", type="tertiary"):
            facts = _state.case().facts
            others = {key: value for key, value in facts.persons.items() if key != known}
            _count(replace(facts, persons=others))


def _by_hand(names: list[str]) -> None:
    with st.expander("Join names or numbers yourself"):
        picked = st.multiselect(words("add", "who_pick"), names, key="same")
        if st.button("These are one person", key="join", disabled=len(picked) < 2):  # noqa: PLR2004  # as above
            _join(picked)


def _join(names: Sequence[str]) -> None:
    """Join the names; those that were joined to others before bring them along."""
    facts = _state.case().facts
    before = {known: handles for known, handles in facts.persons.items() if known in names}
    known = next(iter(before), names[0])
    handles = dict.fromkeys((known, *names, *(h for each in before.values() for h in each)))
    kept = {key: value for key, value in facts.persons.items() if key not in before}
    _count(replace(facts, persons={**kept, known: tuple(handles)}))


def _count(facts: CaseFacts) -> None:
    _state.case().facts = facts
    _state.work_out()
    st.rerun()
