"""Count contact over all messages: who, when, how often, and after being asked to stop.

It counts what the material shows and draws no conclusion; pandas is used here and nowhere else.
"""

import sys
from collections.abc import Sequence

from analyser.entered import Incident
from analyser.findings import ContactPattern, Flag, PatternSignal, Person
from analyser.patterns._after import events_about
from analyser.patterns._contact import contact_pattern, stop_requests
from analyser.patterns._finder import Contact, PatternFinder, unwanted
from analyser.patterns._frame import frame_of
from analyser.records import Message
from analyser.registry import collect
from analyser.settings import Settings

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
    frame = frame_of(messages, people, timezone)
    asked = stop_requests(frame, flags, timezone)
    others = [person for person in people if not person.is_me]
    return tuple(
        contact_pattern(
            frame, person, asked, tuple(events_about(incidents, person, others)), settings, timezone
        )
        for person in others
    )


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
    finders = collect(sys.modules[__name__], PatternFinder)
    names = {person.id: person for person in people}
    by_sender: dict[str, list[Message]] = {}
    for message in messages:
        if message.sender is not None:
            by_sender.setdefault(message.sender, []).append(message)
    signals: list[PatternSignal] = []
    for pattern in patterns:
        theirs = [m for name in names[pattern.person].names for m in by_sender.get(name, ())]
        contact = Contact(
            person=names[pattern.person],
            pattern=pattern,
            messages=tuple(theirs),
            unwanted=unwanted(theirs, flags, pattern),
        )
        found = (finder.find(contact) for finder in finders.values())
        signals.extend(signal for signal in found if signal is not None)
    return tuple(signals)
