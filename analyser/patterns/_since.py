"""From when contact is counted, and what is later than that in each way to read the dates."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.entered import COUNTED_FROM, Incident, Known
from analyser.findings import Person
from analyser.handles import handle_key
from analyser.patterns._readings import in_each_order

Parted = tuple[pd.DataFrame, pd.Series, pd.Series]
"""Rows in one way to read them, which of them are later, and which are before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From when contact is counted.

    Attributes:
        at: What is said of it.
        earliest, latest: Between which instants it was.
        row: Its place in the frame; -1 for an event, which stands in none.
        request: Id of the message; empty for an event.
    """

    at: datetime
    earliest: pd.Timestamp
    latest: pd.Timestamp
    row: int = -1
    request: str = ""
    event: Incident | None = None


def events_about(
    incidents: Iterable[Incident], person: Person, others: Collection[Person]
) -> Iterator[Incident]:
    """Yield what the user typed after which contact by `person` was not wanted.

    An event is about whom it names; where it names nobody, about the only person there is.
    """
    for incident in may_be_about(incidents, person):
        about = _shown_as(incident) or len(others) == 1
        if incident.kind in COUNTED_FROM and incident.at is not None and about:
            yield incident


def may_be_about(incidents: Iterable[Incident], person: Person) -> Iterator[Incident]:
    """Yield what names the person, or nobody."""
    names = {handle_key(name) for name in person.names}
    for incident in incidents:
        shown_as = _shown_as(incident)
        if not shown_as or handle_key(shown_as) in names:
            yield incident


def _shown_as(incident: Incident) -> str:
    return dict(incident.fields).get("shown_as", "").strip()


def since_event(event: Incident, timezone: str) -> Since:
    """Return from when contact after an event is counted.

    Where its clock time is not known for certain, all of its day may be before it.
    """
    assert event.at is not None  # noqa: S101  # `events_about` gives no others
    if event.clock and event.known is Known.EXACT:
        return Since(at=event.at, earliest=utc(event.at), latest=utc(event.at), event=event)
    zone = ZoneInfo(timezone)
    day = event.at.astimezone(zone).date()
    start, end = datetime.combine(day, time(), zone), datetime.combine(day, time.max, zone)
    return Since(at=event.at, earliest=utc(start), latest=utc(end), event=event)


def utc(instant: datetime) -> pd.Timestamp:
    """Return the instant as the frame holds it."""
    return pd.Timestamp(instant).tz_convert("UTC")


def parted(
    frame: pd.DataFrame, rows: pd.DataFrame, since: Since, timezone: str, *, own: bool = False
) -> Iterator[Parted]:
    """Yield `rows` in each way to read them, and which of them are later and which are before.

    Args:
        frame: Everything; it holds the request.
        rows: What is parted; the request itself is left out.
        since: The request or event.
        timezone: IANA name of the zone whose days are counted.
        own: They are the user's: what was sent within the same minute belongs to the request.
    """
    asked = frame[frame.index == since.row]
    rows = rows.drop(asked.index, errors="ignore")
    for each in in_each_order(pd.concat([asked, rows]), timezone):
        read, at = each.drop(asked.index), since
        for earliest, latest in zip(
            each.loc[asked.index, "earliest"], each.loc[asked.index, "latest"], strict=True
        ):
            at = replace(since, earliest=earliest, latest=latest)
        if own:
            yield read, read["earliest"] > at.latest, read["latest"] <= at.earliest
        else:
            yield read, _later(read, at), _before(read, at)


def in_every_way(ways: Iterable[Parted], rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return which of `rows` are later, and which before, however the files are read."""
    masks = [(later, before) for _, later, before in ways]
    later, before = (pd.concat(each, axis=1).all(axis=1) for each in zip(*masks, strict=True))
    return (
        later.reindex(rows.index, fill_value=False),
        before.reindex(rows.index, fill_value=False),
    )


def _later(rows: pd.DataFrame, since: Since) -> pd.Series:
    same = (rows["earliest"] == since.latest) & (since.row >= 0)
    return (rows["earliest"] > since.latest) | (same & (rows.index > since.row))


def _before(rows: pd.DataFrame, since: Since) -> pd.Series:
    same = (rows["latest"] == since.earliest) & (since.row >= 0)
    return (rows["latest"] < since.earliest) | (same & (rows.index < since.row))
