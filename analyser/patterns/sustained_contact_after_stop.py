"""Contact by the person who had been asked, in clear words, to stop."""

from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder
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
        because=say(
            "signals.after_stop",
            item=after.request,
            name=contact.person.names[0],
            count=len(after.message_ids),
            days=after.days_with_contact,
        ),
    )


FINDER = PatternFinder(id="sustained_contact_after_stop", find=_find)
