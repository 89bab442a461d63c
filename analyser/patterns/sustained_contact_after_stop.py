"""Contact by the person who had been asked to stop: in clear words, or as the user typed."""

from analyser.counts_said import contact_said, days_said
from analyser.entered import IncidentKind
from analyser.findings import AfterStop, PatternSignal
from analyser.patterns._finder import Contact, PatternFinder, accounts
from analyser.wording import say


def _asked(contact: Contact) -> AfterStop | None:
    """Return what came after the first request in a message, else after one that was typed."""
    if contact.pattern.after_stop is not None:
        return contact.pattern.after_stop
    events = contact.pattern.after_events
    told = (e for e in events if e.event and e.event.kind is IncidentKind.TOLD_TO_STOP)
    return next(told, None)


def _find(contact: Contact) -> PatternSignal | None:
    after = _asked(contact)
    if after is None or not after.message_ids:
        return None
    return PatternSignal(
        signal="sustained_contact_after_stop",
        person=contact.person.id,
        messages=after.message_ids,
        occasions=after.occasions,
        occasions_at_most=next(c.at_most for c in after.counts if c.id == "after_occasions"),
        because=say(
            "signals.after_typed" if after.event else "signals.after_stop",
            item=after.event.id if after.event else after.request,
            accounts=accounts(contact, after.message_ids),
            counts=contact_said(after),
            days=days_said(after),
        ),
    )


FINDER = PatternFinder(id="sustained_contact_after_stop", find=_find)
