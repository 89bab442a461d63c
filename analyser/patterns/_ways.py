"""Contact by name or number and app; what was written in chats with several people stands apart."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analyser.contact import Way
from analyser.handles import handle_key
from analyser.patterns._frame import NOT_MESSAGES
from analyser.patterns._occasions import local
from analyser.patterns._readings import (
    Reading,
    days_range,
    each_way,
    first_readings,
    last_readings,
    span_of,
)
from analyser.records import Kind


def ways(rows: pd.DataFrame, timezone: str) -> tuple[Way, ...]:
    """Return the ways in which `rows` came, in the order of their first."""
    return tuple(_way(part, part[:0], each_way(part, timezone), timezone) for part in _parts(rows))


def ways_after(
    rows: pd.DataFrame,
    later: pd.Series,
    before: pd.Series,
    read: Callable[[pd.DataFrame], Sequence[Reading]],
    timezone: str,
) -> tuple[Way, ...]:
    """Return the ways of what came after a request or an event, and of what may have.

    Args:
        rows: All contact by the person.
        later: Which of them came after it however the files are read.
        before: Which came before it.
        read: Gives what came after it of some rows in each way that their files can be read.
        timezone: IANA name of the zone whose days are counted.
    """
    firsts = {}
    for part in _parts(rows):
        here = later[part.index]
        counted, maybe = part[here], part[~here & ~before[part.index]]
        if len(counted) or len(maybe):
            first = min([*counted.index, *maybe.index])
            firsts[first] = _way(counted, maybe, read(part), timezone)
    return _marked_new(tuple(firsts[first] for first in sorted(firsts)), rows[~later])


def _marked_new(after: tuple[Way, ...], before: pd.DataFrame) -> tuple[Way, ...]:
    """Return `after` with those ways marked of which nothing stands in `before`.

    A missed call that shows no name is no way of its own, nor is a way new where nothing at all
    was there before.
    """
    if before.empty:
        return after
    known = {
        (handle_key(sender), app)
        for sender, app in zip(before["sender"], before["channel"], strict=True)
        if sender
    }
    return tuple(
        replace(way, new=bool(way.sender) and (handle_key(way.sender), way.app) not in known)
        for way in after
    )


def count_of(rows: pd.DataFrame, kind: Kind) -> int:
    """Return how many of `rows` are of this kind."""
    return int((rows["kind"] == kind.value).sum())


def messages_of(rows: pd.DataFrame) -> int:
    """Return how many of `rows` are messages: neither calls nor reactions."""
    return int((~rows["kind"].isin(NOT_MESSAGES)).sum())


def _parts(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    keys = rows["sender"].map(lambda name: handle_key(name) if name else "")
    for _, part in rows.groupby([keys, rows["channel"], rows["group"]], sort=False):
        yield part


def _way(rows: pd.DataFrame, maybe: pd.DataFrame, read: Sequence[Reading], timezone: str) -> Way:
    every = pd.concat([rows, maybe]).sort_index()
    first, last = span_of(rows)
    days = days_range(read)
    return Way(
        sender=str(every["sender"].iloc[0]),
        app=str(every["channel"].iloc[0]),
        group=bool(every["group"].iloc[0]),
        messages=messages_of(rows),
        messages_at_most=messages_of(every),
        calls=count_of(rows, Kind.CALL),
        missed_calls=count_of(rows, Kind.MISSED_CALL),
        calls_at_most=count_of(every, Kind.CALL) + count_of(every, Kind.MISSED_CALL),
        reactions=count_of(rows, Kind.REACTION),
        days=days.least,
        days_at_most=days.most,
        first=local(first, timezone),
        last=local(last, timezone),
        rows=tuple(rows["id"]),
        first_readings=first_readings(read, timezone),
        last_readings=last_readings(read, timezone),
    )
