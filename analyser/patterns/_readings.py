"""What is counted where files do not show whether the day or the month stands first.

One file has one order, so its dates are read one way or the other together. Each way is counted,
and the least and the most of them are a range.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from math import ceil

import pandas as pd

from analyser.contact import Occasion
from analyser.patterns._occasions import local, most_occasions, occasions
from analyser.settings import Settings

_FILES_AT_MOST = 4
"""With more files than these the ways are too many: each message then is as free as any other."""
_ORDERS = ("day_first", "month_first")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A number at the least and at the most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Rows in one way in which their files can be read, and what may belong to them too."""

    rows: pd.DataFrame
    maybe: pd.DataFrame


def each_way(rows: pd.DataFrame, timezone: str) -> list[Reading]:
    """Return all of `rows` in each way that their files can be read."""
    return [Reading(rows=each, maybe=each[:0]) for each in in_each_order(rows, timezone)]


def in_each_order(rows: pd.DataFrame, timezone: str) -> list[pd.DataFrame]:
    """Return `rows` in each way that their files can be read; themselves where there is one."""
    open_ = rows[rows["day_first"].notna()]
    files = list(open_["source"].unique())
    if not files or len(files) > _FILES_AT_MOST:
        return [rows]
    return [
        _read(rows, dict(zip(files, orders, strict=True)), timezone)
        for orders in product(_ORDERS, repeat=len(files))
    ]


def _read(rows: pd.DataFrame, orders: dict[str, str], timezone: str) -> pd.DataFrame:
    made = rows.copy()
    for file, order in orders.items():
        here = (rows["source"] == file) & rows[order].notna()
        at = rows.loc[here, order]
        days = at.dt.tz_convert(timezone).dt.normalize()
        ends = (days + pd.DateOffset(days=1)).dt.tz_convert("UTC") - pd.Timedelta(microseconds=1)
        made.loc[here, ["at", "earliest"]] = at
        made.loc[here, "latest"] = at.where(rows.loc[here, "hour"] >= 0, ends)
        made.loc[here, "day"] = days.dt.date
        made.loc[here, "exact"] = rows.loc[here, "hour"] >= 0
    return _in_order(made)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `rows` by time; what shows none stays behind what it stood behind."""
    at = rows["at"].fillna(rows["earliest"]).ffill()
    return rows.loc[at.sort_values(kind="stable", na_position="first").index]


def occasions_range(ways: Iterable[Reading], settings: Settings, timezone: str) -> Range:
    """Return on how many occasions, over all ways to read the rows."""
    counted = [_occasions_of(way, settings, timezone) for way in ways]
    return Range(least=min(c.least for c in counted), most=max(c.most for c in counted))


def read_parts(
    ways: Sequence[Reading], settings: Settings, timezone: str
) -> tuple[tuple[Occasion, ...], ...]:
    """Return the occasions in each way to read the rows; nothing where there is one way."""
    several = ways if len(ways) > 1 else ()
    return tuple(tuple(occasions(way.rows, settings, timezone)) for way in several)


def _occasions_of(way: Reading, settings: Settings, timezone: str) -> Range:
    """Return a range for one way; what may stand anywhere may part occasions or join them."""
    parts = list(occasions(way.rows, settings, timezone))
    loose = way.rows["day"].isna()
    free = int(loose.sum()) + int((way.maybe["earliest"] < way.maybe["latest"]).sum())
    most = most_occasions(way.rows, settings) + int(loose.sum()) + len(way.maybe)
    least = len(parts) - (_joined_by(parts, free, settings) if free else 0)
    return Range(least=least, most=max(least, most))


def _joined_by(parts: Sequence[Occasion], free: int, settings: Settings) -> int:
    """Return how many gaps so many messages can close at the most, wherever they stand."""
    hours = [
        (after.start - before.end).total_seconds() / 3600
        for before, after in zip(parts, parts[1:], strict=False)
    ]
    closed = 0
    for needed in sorted(max(ceil(each / settings.occasion_gap_hours) - 1, 1) for each in hours):
        free -= needed
        if free < 0:
            break
        closed += 1
    return closed


def days_range(ways: Iterable[Reading]) -> Range:
    """Return on how many different days, over all ways to read the rows."""
    counted = list(ways)
    least = min(days_of(way.rows) for way in counted)
    return Range(least=least, most=max(least, *(_most_days(way) for way in counted)))


def _most_days(way: Reading) -> int:
    every = pd.concat([way.rows["day"], way.maybe["day"]])
    return int(every.nunique()) + int(every.isna().sum())


def first_readings(ways: Iterable[Reading], timezone: str) -> tuple[datetime, ...]:
    """Return the times of which one is that of the first; none where it is settled."""
    return _ends(ways, timezone, last=False)


def last_readings(ways: Iterable[Reading], timezone: str) -> tuple[datetime, ...]:
    """Return the times of which one is that of the last; none where it is settled."""
    return _ends(ways, timezone, last=True)


def _ends(ways: Iterable[Reading], timezone: str, *, last: bool) -> tuple[datetime, ...]:
    found: set[pd.Timestamp] = set()
    for way in ways:
        end = span_of(way.rows)[1 if last else 0]
        both = pd.concat([way.rows, way.maybe])
        free = both[both["day"].isna()]
        either = pd.concat([free["earliest"], free["latest"]]).dropna()
        beyond = either if pd.isna(end) else either[(either > end) if last else (either < end)]
        found |= {*beyond, *([] if pd.isna(end) else [end])}
    times = [at for each in sorted(found) if (at := local(each, timezone)) is not None]
    return tuple(times) if len(times) > 1 else ()


def days_of(rows: pd.DataFrame) -> int:
    """Return on how many days at the least; contact without any date was on some day."""
    return max(int(rows["day"].nunique()), 1) if len(rows) else 0


def span_of(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last time; NaT where no row has one.

    In the hour that October has twice the day is known: the earlier reading may be the first, the
    later one the last.
    """
    dated = rows[rows["day"].notna()]
    return (
        dated["at"].fillna(dated["earliest"]).min(),
        dated["at"].fillna(dated["latest"]).max(),
    )
