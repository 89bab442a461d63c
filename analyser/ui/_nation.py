"""The question of where the person lives, asked on the Start and the Law page alike."""

from dataclasses import replace

import streamlit as st

from analyser.records import Jurisdiction
from analyser.ui import _state
from analyser.ui._words import words

NATIONS = {
    "England or Wales": Jurisdiction.ENGLAND_AND_WALES,
    "Scotland": Jurisdiction.SCOTLAND,
    "Northern Ireland": Jurisdiction.NORTHERN_IRELAND,
    "I would rather not say": None,
}


def ask_nation() -> Jurisdiction | None:
    """Draw the question and return the answer at hand; `keep_nation` makes it count."""
    known = _state.case().facts.jurisdiction
    place = list(NATIONS.values()).index(known) if known else None
    answer = st.radio(words("start", "where"), list(NATIONS), index=place, key="nation")
    return NATIONS[answer] if answer else None


def keep_nation(nation: Jurisdiction | None) -> None:
    """Make the answer count; nothing has to be read again for it."""
    here = _state.case()
    here.facts = replace(here.facts, jurisdiction=nation)
    _state.work_out()


def nation_words(nation: Jurisdiction | None) -> str:
    """Return the nation as the question names it."""
    return next(label for label, each in NATIONS.items() if each is nation)
