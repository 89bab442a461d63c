"""Count contact over all messages: who, when, how often, and after being asked to stop.

It counts what the material shows and draws no conclusion; pandas is used here and nowhere else.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from analyser.entered import Incident
from analyser.findings import ContactPattern, Flag, PatternSignal, Person
from analyser.patterns._bearings import bearings
from analyser.patterns._contact import contact_pattern, stop_requests
from analyser.patterns._edited import each_contact_once
from analyser.patterns._finder import Contact, PatternFinder, counting, unwanted
from analyser.patterns._frame import frame_of
from analyser.patterns._remembered import Bases
from analyser.patterns._remembered import patterns as remembered
from analyser.patterns._since import events_about, may_be_about
from analyser.records import Message
from analyser.registry import collect
from analyser.settings import Settings
from analyser.signals import is_threat

__all__ = ["PatternFinder", "find_patterns", "pattern_signals"]


def find_patterns(
    messages: Sequence[Message],
    *,
    people: Sequence[Person],
    flags: Sequence[Flag],
    settings: Settings,
    timezone: str,
    incidents: Sequence[Incident] = (),
) -> tuple[ContactPattern, ...]:
    """Return one pattern for each person who is not the user, in the order of `people`.

    Args:
        messages: In timeline order; system notices are passed over.
        people: Every person, the user included.
        flags: All flags; of these only requests to stop are used here.
        settings: The gap that parts occasions and the night hours.
        timezone: IANA name of the zone whose days and nights are counted.
        incidents: What the user typed, by time; only what came after some of it is counted.
    """
    frame = frame_of(each_contact_once(messages, flags), people, timezone)
    asked = stop_requests(frame, flags, timezone)
    others = [person for person in people if not person.is_me]
    bases = Bases(frame, settings, timezone)
    patterns = []
    for person in others:
        events = tuple(events_about(incidents, person, others))
        count = partial(contact_pattern, frame, person, asked, events, settings, timezone)
        plain = not events and all(each.person != person.id for each in asked)
        patterns.append(remembered.of(person.id, bases.of(person.id), count) if plain else count())
    telling = counting(flags)
    placed = {message.id: (place, message) for place, message in enumerate(messages)}
    return tuple(
        replace(
            contact.pattern,
            threats=_threats(contact, telling),
            bearings=tuple(
                bearings(
                    contact.pattern,
                    _signals(contact),
                    telling,
                    contact.unwanted,
                    placed,
                    tuple(may_be_about(incidents, contact.person)),
                )
            ),
        )
        for contact in _contacts(messages, patterns, flags, people)
    )


def _threats(contact: Contact, telling: Sequence[Flag]) -> tuple[str, ...]:
    found = {flag.message for flag in telling if is_threat(flag.signal)}
    return tuple(message.id for message in contact.messages if message.id in found)


def pattern_signals(
    messages: Sequence[Message],
    *,
    patterns: Sequence[ContactPattern],
    flags: Sequence[Flag],
    people: Sequence[Person],
) -> tuple[PatternSignal, ...]:
    """Return the signals that are seen only across messages, by person and then by name.

    Args:
        messages: As given to `find_patterns`.
        patterns: What `find_patterns` returned.
        flags: All flags; those that do not count are passed over.
        people: Every person, the user included.
    """
    contacts = _contacts(messages, patterns, flags, people)
    return tuple(signal for contact in contacts for signal in _signals(contact))


def _contacts(
    messages: Sequence[Message],
    patterns: Sequence[ContactPattern],
    flags: Sequence[Flag],
    people: Sequence[Person],
) -> Iterator[Contact]:
    names = {person.id: person for person in people}
    by_sender: dict[str, list[Message]] = {}
    for message in messages:
        if message.sender is not None:
            by_sender.setdefault(message.sender, []).append(message)
    for pattern in patterns:
        person = names[pattern.person]
        theirs = [m for name in person.names for m in by_sender.get(name, ())]
        yield Contact(
            person=person,
            pattern=pattern,
            messages=tuple(theirs),
            unwanted=unwanted(theirs, flags, pattern),
        )


def _signals(contact: Contact) -> list[PatternSignal]:
    finders = collect(sys.modules[__name__], PatternFinder)
    found = (finder.find(contact) for finder in finders.values())
    return [signal for signal in found if signal is not None]
