"""Contact by name or number and app; what was written in chats with several people stands apart."""

from dataclasses import replace

import pandas as pd

from analyser.contact import Way
from analyser.handles import handle_key
from analyser.patterns._frame import NOT_MESSAGES
from analyser.patterns._occasions import local
from analyser.patterns._readings import (
    days_range,
    each_way,
    first_readings,
    last_readings,
    span_of,
)
from analyser.records import Kind


def ways(rows: pd.DataFrame, timezone: str) -> tuple[Way, ...]:
    """Return the ways in which `rows` came, in the order of their first."""
    keys = rows["sender"].map(lambda name: handle_key(name) if name else "")
    parts = rows.groupby([keys, rows["channel"], rows["group"]], sort=False)
    return tuple(_way(part, timezone) for _, part in parts)


def marked_new(after: tuple[Way, ...], before: pd.DataFrame) -> tuple[Way, ...]:
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


def _way(rows: pd.DataFrame, timezone: str) -> Way:
    first, last = span_of(rows)
    read = each_way(rows, timezone)
    days = days_range(read)
    return Way(
        sender=str(rows["sender"].iloc[0]),
        app=str(rows["channel"].iloc[0]),
        group=bool(rows["group"].iloc[0]),
        messages=messages_of(rows),
        calls=count_of(rows, Kind.CALL),
        missed_calls=count_of(rows, Kind.MISSED_CALL),
        reactions=count_of(rows, Kind.REACTION),
        days=days.least,
        days_at_most=days.most,
        first=local(first, timezone),
        last=local(last, timezone),
        rows=tuple(rows["id"]),
        first_readings=first_readings(read, timezone),
        last_readings=last_readings(read, timezone),
    )
