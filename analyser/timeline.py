"""Put messages of all sources on one timeline, and say what each message's place rests on."""

from collections.abc import Sequence
from datetime import UTC, datetime

from analyser.records import Message

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def in_time_order(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return `messages` in time order; equal times keep the order of the sources and files.

    A message without a certain time stands after the last message before it in its own source
    that has one; one that can be read two ways stands at its earlier reading.
    """
    last: dict[str, datetime] = {}
    keys: list[datetime] = []
    for message in messages:
        instant = message.when.instant or next(iter(message.when.readings), None)
        if instant is None:
            instant = last.get(message.source, _BEFORE_ALL)
        last[message.source] = instant
        # A joined message is kept under one source and still is the neighbour in the others.
        last |= {place.source: instant for place in message.seen_in}
        keys.append(instant)
    places = sorted(range(len(messages)), key=keys.__getitem__)
    return tuple(messages[place] for place in places)
