"""People: who is shown, under which names and numbers, and who the person says is one."""

from collections.abc import Sequence

import streamlit as st

from analyser import steps
from analyser.findings import Findings, Person
from analyser.people import unknown_accounts
from analyser.proposals import propose
from analyser.ui import _parts, _state, _who
from analyser.ui._doing import undo_and_redo
from analyser.ui._literal import literal, plain
from analyser.ui._named import chosen_name, shown_name
from analyser.ui._words import words
from analyser.wording import counted

_SHOWN = 40
"""People drawn at first: a group chat can have hundreds."""


def _person(person: Person, findings: Findings, counts: dict[str, int]) -> None:
    with st.container(border=True, key=f"person_{person.id}"):
        you = " (you)" if person.is_me else ""
        _parts.subhead(f"{shown_name(person.names[0])}{literal(you)}")
        for each in person.names:
            number = counted(counts.get(each, 0), "message or call", "messages and calls")
            _parts.fragment(f"{shown_name(each)} · {literal(number)}")
        if len(person.names) > 1 and not person.is_me:
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                out = st.selectbox(
                    "If one of these names is somebody else",
                    person.names[1:],
                    format_func=chosen_name,
                    key=f"split_name_{person.id}",
                    width=320,
                )
                if st.button("Count this name apart", key=f"split_{person.id}"):
                    _state.take(steps.part(findings.facts, out))
                    st.rerun()


def _unknown(findings: Findings) -> None:
    """Draw the messages that show no sender; each chat's stay apart until the person says who."""
    accounts = unknown_accounts(findings.messages)
    if not accounts:
        return
    _parts.subhead(literal("Messages that show no name"))
    _parts.text(words("people", "unknown"), "notes-muted")
    names = [each.names[0] for each in findings.people if not each.is_me]
    for number, (label, ids) in enumerate(accounts.items()):
        with st.container(border=True, key=f"unknown_{number}"):
            _parts.text(f"{label}: {counted(len(ids), 'message or call', 'messages and calls')}")
            _parts.show_in_review("these messages", ids, f"unknown_show_{number}", of=label)
            with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
                who = st.selectbox(
                    "This is",
                    [label, *names],
                    format_func=plain,
                    key=f"unknown_who_{number}",
                    accept_new_options=True,
                    width=320,
                )
                if st.button("Count them so", key=f"unknown_set_{number}"):
                    _state.take(steps.sender(_state.read(), ids, (who or "").strip()))
                    st.rerun()


def _proposals(findings: Findings) -> None:
    refused = _who.refused()
    waiting = [
        each
        for each in propose(findings.messages, findings.people, findings.sources)
        if frozenset(each.names) not in refused
    ]
    if waiting:
        _parts.subhead(literal("These may be one person"))
        _parts.text(words("people", "proposals"), "notes-muted")
    for number, each in enumerate(waiting):
        _who.proposal(each, number)


def _page(findings: Findings) -> None:
    undo_and_redo()
    _proposals(findings)
    people: Sequence[Person] = findings.people
    counts: dict[str, int] = {}
    for message in findings.messages:
        if message.sender is not None:
            counts[message.sender] = counts.get(message.sender, 0) + 1
    shown = people[: st.session_state.get("people_shown", _SHOWN)]
    _parts.subhead(literal(f"{len(shown):,} of {counted(len(people), 'person', 'people')} shown"))
    for person in shown:
        _person(person, findings, counts)
    if len(shown) < len(people) and st.button("Show more people", key="people_more"):
        st.session_state["people_shown"] = len(shown) + _SHOWN
        st.rerun()
    _who.by_hand([person.names[0] for person in people if not person.is_me])
    _unknown(findings)
    _parts.onward("Go on to review", "review")


_parts.of_findings("people", _page)
