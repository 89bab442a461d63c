"""Unwanted contact by one person on two or more occasions."""

from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder, accounts, occasions_with
from analyser.wording import least_to_most, say

_OCCASIONS_AT_LEAST = 2
"""The least number that any law about a course of conduct asks for."""


def _find(contact: Contact) -> PatternSignal | None:
    least, most = occasions_with(contact, contact.unwanted)
    if least < _OCCASIONS_AT_LEAST:
        return None
    readings = contact.pattern.occasion_readings or (contact.pattern.occasions,)
    placed = {id_ for read in readings for each in read for id_ in each.messages}
    shown = [m.id for m in contact.messages if m.id in placed & contact.unwanted]
    shown_from = accounts(contact, shown)
    return PatternSignal(
        signal="repeated_contact",
        person=contact.person.id,
        messages=tuple(shown),
        occasions=least,
        occasions_at_most=most,
        because=say("signals.repeated", occasions=least_to_most(least, most), accounts=shown_from),
    )


FINDER = PatternFinder(id="repeated_contact", find=_find)
