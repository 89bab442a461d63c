"""Contact by the person who had been asked, in clear words, to stop."""

from analyser.findings import PatternSignal
from analyser.patterns._finder import Contact, PatternFinder


def _find(contact: Contact) -> PatternSignal | None:
    after = contact.pattern.after_stop
    if after is None or not after.message_ids:
        return None
    return PatternSignal(
        signal="sustained_contact_after_stop",
        person=contact.person.id,
        messages=after.message_ids,
        occasions=after.occasions,
        because=(
            f"After the request to stop in item {after.request}, the account shown as "
            f"{contact.person.names[0]} made contact {len(after.message_ids)} more times "
            f"on {after.days_with_contact} different days."
        ),
    )


FINDER = PatternFinder(id="sustained_contact_after_stop", find=_find)
