"""No word in what the law room shows says more than it knows (part 6 of the law sheet)."""

import re

import pytest

from analyser.law import guide, next_steps, services
from analyser.law._conditions import fits
from analyser.law._tables import _wording as room_wording
from analyser.law._tables import provisions, signal_words
from analyser.records import Jurisdiction

FORBIDDEN = re.compile(
    r"\b(offenders?|guilty|guilt|illegal(?:ly)?|perpetrators?|abusers?|stalkers?|harassers?"
    r"|victims? of crime|offen[cs]e committed|court-ready|admissible|risks?|risky"
    r"|too late|low risk|score|innocent|proves?|proof|broke the law|criminals?)\b",
    re.IGNORECASE,
)

# Why each may stand all the same. An entry that no longer matches anything fails.
ALLOWED = {
    "a criminal court": "the kind of court",
    "A criminal court": "the kind of court",
    "a criminal matter": "tells a civil order from what follows when it is broken",
    "a criminal case": "the kind of case",
    "Criminal Damage": "name of an Act",
    "Criminal Justice": "name of an Act",
    "Scots criminal law": "the kind of law",
}


def shown_texts():
    for row in provisions():
        texts = (row.title, row.summary or row.conduct, row.maximum, row.time_limit)
        for text in (
            *texts,
            *row.cannot_see,
            *row.to_decide,
            row.label or "",
            row.unsettled_says or "",
        ):
            yield row.id, text
    for name, text in signal_words().items():
        yield name, text
    for name, text in room_wording().items():
        yield name, text
    for service in services(None):
        yield service.name, f"{service.name} {service.contact} {service.for_whom}"
    for nation in [*Jurisdiction, None]:
        for text in next_steps(nation):
            yield str(nation), text
        for chapter in guide(nation):
            yield from ((chapter.title, text) for text in (chapter.title, *chapter.text))


def stripped(text):
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return text


def test_nothing_shown_goes_beyond_what_the_data_shows():
    wrong = [(where, text) for where, text in shown_texts() if FORBIDDEN.search(stripped(text))]
    assert wrong == []


@pytest.mark.parametrize("phrase", ALLOWED)
def test_each_allowed_phrase_still_stands_somewhere(phrase):
    assert any(phrase in text for _, text in shown_texts())


def test_what_is_shown_has_no_marks_or_ids_of_the_sheet():
    # Marks of doubt are spelt out by the room; ids and shouting would be left standing.
    odd = re.compile(r"\b(?:EW|SC|NI|UK)-[A-Z]|\b[A-Z]{6,}\b|GBH|OSA |MCA |PHA |POA ")
    shown = [row for row in provisions() if row.electronic and "hold" not in row.display.value]
    texts = [(row.id, text) for row in shown for text in (row.summary or row.conduct, row.title)]
    assert [(where, text) for where, text in texts if odd.search(text)] == []


def test_the_undated_fit_law_in_force_only():
    assert {row.id for row in provisions() if not fits(row, frozenset())} == {
        row.id for row in provisions() if row.display.value == "historic_only"
    }
