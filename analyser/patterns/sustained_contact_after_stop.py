"""Contact by the person who had been asked, in clear words, to stop."""

from analyser.counts_said import contact_said, days_said
from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder, accounts
from analyser.wording import say


def _find(contact: Contact) -> PatternSignal | None:
    after = contact.pattern.after_stop
    if after is None or not after.message_ids:
        return None
    return PatternSignal(
        signal="sustained_contact_after_stop",
        person=contact.person.id,
        messages=after.message_ids,
        occasions=after.occasions,
        occasions_at_most=next(c.at_most for c in after.counts if c.id == "after_occasions"),
        because=say(
            "signals.after_stop",
            item=after.request,
            accounts=accounts(contact, after.message_ids),
            counts=contact_said(after),
            days=days_said(after),
        ),
    )


FINDER = PatternFinder(id="sustained_contact_after_stop", find=_find)
