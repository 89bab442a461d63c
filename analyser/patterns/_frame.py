"""Lay messages out as a data frame for counting, one row a message."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.findings import Person
from analyser.records import Certainty, Kind, Message, Moment, Side

CALLS = (Kind.CALL, Kind.MISSED_CALL)
NOT_MESSAGES = (*CALLS, Kind.REACTION, Kind.SYSTEM)
"""A reaction is contact but no message; a notice is the app's own and neither."""


def frame_of(messages: Sequence[Message], people: Sequence[Person], timezone: str) -> pd.DataFrame:
    """Return one row for each message that is not a notice, in the order given.

    Columns:
        id, source: As in the record.
        person: Id of the sender; None where the sender is not known.
        mine: Whether the user sent it.
        kind, channel: Plain strings; the channel is the app, empty where it is not known.
        at: Instant in UTC (`datetime64`), NaT where unknown or ambiguous.
        exact: Whether the clock time is known, and not only the day.
        day: Local date; None where not known.
        hour: Local hour, 0 to 23; -1 where the clock time is not known.
    """
    zone = ZoneInfo(timezone)
    owner = {name: person for person in people for name in person.names}
    rows = []
    for message in messages:
        if message.kind is Kind.SYSTEM:
            continue
        person = owner.get(message.sender or "")
        local = message.when.instant.astimezone(zone) if message.when.instant else None
        exact = _is_exact(message.when)
        rows.append(
            {
                "id": message.id,
                "source": message.source,
                "person": person.id if person else None,
                "mine": message.side is Side.SENT or bool(person and person.is_me),
                "kind": message.kind.value,
                "channel": message.app or "",
                "at": local,
                "exact": exact,
                "day": _local_day(message.when, zone),
                "hour": local.hour if local and exact else -1,
            }
        )
    columns = ["id", "source", "person", "mine", "kind", "channel", "at", "exact", "day", "hour"]
    frame = pd.DataFrame(rows, columns=columns)
    frame["at"] = pd.to_datetime(frame["at"], utc=True)
    return frame


def _is_exact(when: Moment) -> bool:
    if when.instant is None:
        return False
    # An inferred time counts by the clock only where the source shows a clock of its own;
    # otherwise the clock was taken from a neighbour.
    return when.certainty in (Certainty.SECOND, Certainty.MINUTE) or (
        when.certainty is Certainty.INFERRED and when.shown_as is not None
    )


def _local_day(when: Moment, zone: ZoneInfo) -> date | None:
    instants = (when.instant,) if when.instant else when.readings
    days = {instant.astimezone(zone).date() for instant in instants}
    return days.pop() if len(days) == 1 else None
