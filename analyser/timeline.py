"""Put messages of all sources on one timeline, and say what each message's place rests on."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from analyser.entered import Incident
from analyser.records import Message
from analyser.times import NO_SUCH_TIME

_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def in_time_order(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return `messages` in time order; equal times keep the order of the sources and files.

    A message without a certain time stands after the last message before it in its own source
    that has one, or before the first where none is before it; one that can be read two ways
    stands at the earliest reading that keeps the order of its source.
    """
    first = _first_times(messages)
    last: dict[str, datetime] = {}
    keys: list[datetime] = []
    for message in messages:
        before = last.get(message.source, first.get(message.source, _BEFORE_ALL))
        instant = _instant(message)
        if instant is None:
            fits = (each for each in sorted(message.when.readings) if each >= before)
            instant = next(fits, before)
        last[message.source] = instant
        # A joined message is kept under one source and still is the neighbour in the others.
        last |= {place.source: instant for place in message.seen_in}
        keys.append(instant)
    places = sorted(range(len(messages)), key=keys.__getitem__)
    return tuple(messages[place] for place in places)


def with_incidents(
    messages: Sequence[Message], incidents: Sequence[Incident]
) -> Iterator[Message | Incident]:
    """Yield what was read and what the user typed on one timeline.

    An event stands before the first message that is certainly later; one without a time stands at
    the end.

    Args:
        messages: In time order.
        incidents: By time, those without a time last.
    """
    waiting = [each for each in incidents if each.at is not None][::-1]
    for message in messages:
        instant = _instant(message)
        while waiting and instant is not None and _at(waiting[-1]) <= instant:
            yield waiting.pop()
        yield message
    yield from waiting[::-1]
    yield from (each for each in incidents if each.at is None)


def _at(incident: Incident) -> datetime:
    return incident.at or _BEFORE_ALL


def _first_times(messages: Sequence[Message]) -> dict[str, datetime]:
    """Return the first certain time of each source, in its own order."""
    first: dict[str, datetime] = {}
    for message in messages:
        instant = _instant(message)
        if instant is not None:
            for source in (message.source, *(place.source for place in message.seen_in)):
                first.setdefault(source, instant)
    return first


def _instant(message: Message) -> datetime | None:
    """Return when it was; None for a clock that cannot be right, whose place in the file can."""
    return None if message.when.note == NO_SUCH_TIME else message.when.instant
