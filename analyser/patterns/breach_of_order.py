"""Contact after a court order or bail condition that the user typed; what it says is not known."""

from analyser.counts_said import contact_said, days_said
from analyser.entered import IncidentKind
from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder, accounts
from analyser.wording import say


def _find(contact: Contact) -> PatternSignal | None:
    for after in contact.pattern.after_events:
        if after.event and after.event.kind is IncidentKind.ORDER and after.message_ids:
            return PatternSignal(
                signal="breach_of_order",
                person=contact.person.id,
                messages=after.message_ids,
                occasions=after.occasions,
                occasions_at_most=next(
                    each.at_most for each in after.counts if each.id == "after_occasions"
                ),
                because=say(
                    "signals.after_order",
                    item=after.event.id,
                    accounts=accounts(contact, after.message_ids),
                    counts=contact_said(after),
                    days=days_said(after),
                ),
            )
    return None


FINDER = PatternFinder(id="breach_of_order", find=_find)
