"""Unwanted contact by one person on two or more occasions."""

from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder, accounts
from analyser.wording import say

_OCCASIONS_AT_LEAST = 2
"""The least number that any law about a course of conduct asks for."""


def _find(contact: Contact) -> PatternSignal | None:
    occasions = [o for o in contact.pattern.occasions if contact.unwanted & set(o.messages)]
    if len(occasions) < _OCCASIONS_AT_LEAST:
        return None
    shown = [id_ for o in occasions for id_ in o.messages if id_ in contact.unwanted]
    shown_from = accounts(contact, shown)
    return PatternSignal(
        signal="repeated_contact",
        person=contact.person.id,
        messages=tuple(shown),
        occasions=len(occasions),
        because=say("signals.repeated", occasions=len(occasions), accounts=shown_from),
    )


FINDER = PatternFinder(id="repeated_contact", find=_find)
