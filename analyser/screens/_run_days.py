"""Carry a day that one screenshot shows on into those that join it, as in one long picture."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.records import Certainty, Message, Moment
from analyser.times import read_clock, resolve


def with_days(
    messages: Sequence[Message], chains: Sequence[Sequence[str]], zone: ZoneInfo
) -> tuple[Message, ...]:
    """Return the messages, those without a day with the day last shown above them, inferred.

    Args:
        messages: With each once.
        chains: For each run of joined screenshots the ids of its messages, from top to bottom.
        zone: In which the screenshots show their clocks.
    """
    by_id = {message.id: message for message in messages}
    for chain in chains:
        last: datetime | None = None
        for message in (by_id[id_] for id_ in chain if id_ in by_id):
            if message.when.instant is not None:
                last = message.when.instant
            elif message.when.readings:
                last = None
            elif last is not None and message.where.box and message.when.note is None:
                moment = _later(last, message.when.shown_as, zone)
                if moment is not None:
                    by_id[message.id] = replace(message, when=moment)
                    last = moment.instant
    return tuple(by_id[message.id] for message in messages)


def _later(last: datetime, shown_as: str | None, zone: ZoneInfo) -> Moment | None:
    """Return the moment of what stands below `last`, at the clock shown; None where it is earlier.

    A new day would be shown between them.
    """
    if shown_as is None:
        return Moment(instant=last, certainty=Certainty.INFERRED)
    clock = read_clock(shown_as)
    if clock is None:
        return None
    moment = resolve(last.astimezone(zone).date(), clock, zone, shown_as=shown_as, inferred=True)
    # A clock shows the minute in which it was.
    floor = last.replace(second=0, microsecond=0)
    return moment if moment.instant is not None and moment.instant >= floor else None
