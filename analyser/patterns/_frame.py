"""Lay messages out as a data frame for counting, one row a message."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.findings import Person
from analyser.people import counted_for
from analyser.records import Certainty, Kind, Message, Moment, Side

CALLS = (Kind.CALL, Kind.MISSED_CALL)
NOT_MESSAGES = (*CALLS, Kind.REACTION, Kind.SYSTEM, Kind.UNKNOWN)
"""A reaction, and what the source has no words for, is contact but no message; a notice is the
app's own and neither."""

_ORDERS = 2
_COLUMNS = [
    *("id", "source", "person", "mine", "known", "kind", "channel", "sender"),
    *("at", "earliest", "latest", "day_first", "month_first"),
    *("exact", "day", "hour", "group"),
]


def frame_of(messages: Sequence[Message], people: Sequence[Person], timezone: str) -> pd.DataFrame:
    """Return one row for each message that is not a notice, in the order given.

    Columns:
        id: As in the record.
        source: The chat: the source, and within it the chat where it holds several.
        person: Id of whom it is counted for; None where that is not known.
        mine: Whether the user sent it.
        known: Whether its source shows who is who.
        kind, channel: Plain strings; the channel is the app, empty where it is not known.
        sender: The name as written; empty where none is shown.
        at: Instant in UTC (`datetime64`), NaT where unknown or ambiguous; of a day alone its start.
        earliest, latest: Between which instants it can have been; NaT where nothing is shown.
        day_first, month_first: What each order makes of a date that does not show which it has.
        exact: Whether the clock time is known, and not only the day.
        day: Local date; None where not known.
        hour: Local hour, 0 to 23; -1 where the clock time is not known.
        group: Whether its chat is with several people.
    """
    zone = ZoneInfo(timezone)
    counted = counted_for(messages, people)
    shown = [message for message in messages if message.kind is not Kind.SYSTEM]
    known = {message.source for message in shown if message.side is not Side.UNKNOWN}
    rows = []
    for message in shown:
        person = counted.get(message.id)
        when = message.when
        earliest, latest = _bounds(when, zone)
        rows.append(
            (
                message.id,
                _chat_of(message),
                person.id if person else None,
                message.side is Side.SENT or bool(person and person.is_me),
                message.source in known,
                message.kind.value,
                message.app or "",
                message.sender or "",
                when.instant,
                earliest,
                latest,
                *_orders(when, zone),
                _is_exact(when),
                _local_day(when, zone),
                _local_hour(when, zone),
                False,
            )
        )
    cells = [tuple(_storable(cell) for cell in row) for row in rows]
    frame = pd.DataFrame(cells, columns=_COLUMNS)
    for column in ("at", "earliest", "latest", "day_first", "month_first"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    frame["group"] = frame["source"].isin(_groups(frame, messages))
    return frame


def _storable(cell: object) -> object:
    """Return a cell without half characters (surrogates), which pandas cannot hold."""
    return cell.encode("utf-8", "backslashreplace").decode() if isinstance(cell, str) else cell


def _chat_of(message: Message) -> str:
    return f"{message.source} {message.chat}" if message.chat else message.source


def _groups(frame: pd.DataFrame, messages: Sequence[Message]) -> set[str]:
    """Return the sources that are chats with several people; a table of several is no chat."""
    others = frame.loc[~frame["mine"] & frame["person"].notna()]
    people = others.groupby("source")["person"].nunique()
    tables = {m.source for m in messages if m.where.record is not None and m.chat is None}
    return {str(source) for source in people.index[people > 1]} - tables


def _is_exact(when: Moment) -> bool:
    if when.instant is None:
        return False
    # An inferred time counts by the clock only where the source shows a clock of its own;
    # otherwise the clock was taken from a neighbour.
    return when.certainty in (Certainty.SECOND, Certainty.MINUTE) or (
        when.certainty is Certainty.INFERRED and when.shown_as is not None
    )


def _bounds(when: Moment, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    if when.readings:
        return min(when.readings), max(when.readings)
    if when.instant is None or _is_exact(when):
        return when.instant, when.instant
    day = when.instant.astimezone(zone).date()
    return datetime.combine(day, time(), zone), datetime.combine(day, time.max, zone)


def _orders(when: Moment, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """Return the reading of a date with the day first and with the month first, where it has both.

    Only where the date as shown tells for certain which reading is which.
    """
    if len(when.readings) != _ORDERS:
        return None, None
    first = [each for each in when.readings if _has_day_first(when.shown_as or "", each, zone)]
    if len(first) != 1:
        return None, None
    return first[0], next(each for each in when.readings if each != first[0])


def _has_day_first(shown_as: str, reading: datetime, zone: ZoneInfo) -> bool:
    on = reading.astimezone(zone)
    return bool(re.search(rf"(?<!\d)0?{on.day}\D{{1,2}}0?{on.month}(?!\d)", shown_as))


def _local_day(when: Moment, zone: ZoneInfo) -> date | None:
    instants = (when.instant,) if when.instant else when.readings
    days = {instant.astimezone(zone).date() for instant in instants}
    return days.pop() if len(days) == 1 else None


def _local_hour(when: Moment, zone: ZoneInfo) -> int:
    """Return the hour on the wall; in October's repeated hour both readings show the same."""
    if when.instant is not None:
        return when.instant.astimezone(zone).hour if _is_exact(when) else -1
    # Two readings of the day, day first or month first, show one clock time as well, unless
    # they stand for a day alone.
    hours = {reading.astimezone(zone).hour for reading in when.readings}
    midnight = all(reading.astimezone(zone).time() == time() for reading in when.readings)
    return hours.pop() if len(hours) == 1 and not midnight else -1
