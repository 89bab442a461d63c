"""Set out the points of a provision: shown by items, not in the material, for others to decide."""

from calendar import month_name
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from analyser.elements import Element, Standing
from analyser.law._because import all_settled, date_sentences, joins, shown_as
from analyser.law._conditions import Match, asked
from analyser.law._evidence import Contact, Evidence, Sign, certain_days
from analyser.law._tables import Provision, signal_words, words
from analyser.records import Message


def elements(
    row: Provision,
    matches: Sequence[Match],
    basics: Sequence[str],
    unsettled: Iterable[str],
    evidence: Evidence,
) -> Iterator[Element]:
    """Yield the points: first what items show, person by person, then what they cannot.

    Args:
        row: The provision.
        matches: What leads to it, person by person.
        basics: Titles of the provisions it adds to; empty where it stands alone.
        unsettled: Sentences on law that may have changed again.
        evidence: Gives the order and the days of messages.
    """
    for found in matches:
        yield from _words_shown(found, evidence)
        yield from _contact_shown(found, evidence)
        if found.course:
            yield _course(found, evidence)
    unseen, to_decide = asked(row, matches, evidence)
    for text in unseen:
        yield Element(text=text, standing=Standing.NOT_HERE)
    open_ = (*date_sentences(row, matches, evidence), *joins(basics))
    # That it is for others to say whether a law fits stands once, above them all.
    decide = (*open_, *to_decide, *unsettled) or (words("whether_it_fits"),)
    for text in decide:
        yield Element(text=text, standing=Standing.TO_DECIDE)


def _words_shown(found: Match, evidence: Evidence) -> Iterator[Element]:
    by_signal: dict[str, list[Message]] = {}
    for sign in (*found.signs, *(each for each in found.beside if isinstance(each, Sign))):
        by_signal.setdefault(sign.signal, []).append(sign.message)
    for signal in sorted(by_signal):
        yield _shown(signal_words()[signal], by_signal[signal], evidence)


def _contact_shown(found: Match, evidence: Evidence) -> Iterator[Element]:
    beside = (each for each in found.beside if isinstance(each, Contact))
    for contact in dict.fromkeys((*found.contacts, *beside)):
        yield _shown(signal_words()[contact.signal], contact.messages, evidence)


def _course(found: Match, evidence: Evidence) -> Element:
    """Return that it came again, by one person as shown, over which time."""
    messages = evidence.in_order(found.messages())
    signs = [*found.signs, *(each for each in found.beside if isinstance(each, Sign))]
    contacts = [*found.contacts, *(each for each in found.beside if isinstance(each, Contact))]
    count = max([certain_days(signs), *(contact.occasions for contact in contacts)])
    days = sorted(
        day for m in messages if len(evidence.days[m.id]) == 1 for day in evidence.days[m.id]
    )
    settled = all_settled(evidence.days[m.id] for m in messages)
    key = "period" if settled else "period_open"
    period = words(key, first=written(days[0]), last=written(days[-1])) if days else ""
    exact = settled and all(contact.settled for contact in contacts)
    number = str(count) if exact else words("at_least", number=count)
    text = words("course", count=number, shown=shown_as(messages), period=period)
    return _shown(text, messages, evidence)


def _shown(text: str, messages: Iterable[Message], evidence: Evidence) -> Element:
    ids = tuple(message.id for message in evidence.in_order(messages))
    return Element(text=text, standing=Standing.SHOWN, messages=ids)


def written(day: date) -> str:
    """Return "3 March 2025"."""
    return f"{day.day} {month_name[day.month]} {day.year}"
