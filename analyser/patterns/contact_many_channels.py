"""Unwanted contact by one person through several apps or from several handles."""

from analyser.findings import PatternSignal
from analyser.handles import handle_key
from analyser.patterns._finder import Contact, PatternFinder, occasions_with
from analyser.wording import app_name, say

_WAYS_AT_LEAST = 2


def _find(contact: Contact) -> PatternSignal | None:
    shown = [message for message in contact.messages if message.id in contact.unwanted]
    # An app that was not recognised is no channel of its own, nor is one handle spelt in two ways.
    ways = {
        (message.app, handle_key(message.sender)): message.sender
        for message in shown
        if message.app and message.sender
    }
    if len(ways) < _WAYS_AT_LEAST:
        return None
    least, most = occasions_with(contact, {message.id for message in shown})
    named = sorted(
        say("signals.way", app=app_name(app), sender=sender) for (app, _), sender in ways.items()
    )
    known = {key for _, key in ways}
    others = {handle_key(m.sender): m.sender for m in shown if m.sender}
    named += sorted(
        say("signals.way_of_unknown_app", sender=sender)
        for key, sender in others.items()
        if key not in known
    )
    return PatternSignal(
        signal="contact_many_channels",
        person=contact.person.id,
        messages=tuple(message.id for message in shown),
        occasions=least,
        occasions_at_most=most,
        because=say("signals.many_channels", ways="; ".join(named)),
    )


FINDER = PatternFinder(id="contact_many_channels", find=_find)
