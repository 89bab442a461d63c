"""Part contact into occasions: stretches without a long silence.

What shows a clock time is placed by it. What shows only a day makes an occasion of its own where
no clock time of that day could join it to another; so the number is never too high.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.contact import Occasion
from analyser.settings import Settings
from analyser.times import fixed_offset


@dataclass(slots=True, kw_only=True)
class _Stretch:
    """An occasion in the making.

    Attributes:
        reach: The latest time at which its contact can have been.
        by_day: All of it shows a day and no clock time.
        rows: Places in the frame.
    """

    start: pd.Timestamp
    end: pd.Timestamp
    reach: pd.Timestamp
    by_day: bool
    rows: list[int] = field(default_factory=list)


def occasions(rows: pd.DataFrame, settings: Settings, timezone: str) -> Iterator[Occasion]:
    """Yield the occasions of `rows` in order of time."""
    gap = pd.Timedelta(hours=settings.occasion_gap_hours)
    placed = rows[rows["day"].notna()]
    clocked = placed["hour"] >= 0
    timed = list(_timed(placed[clocked], gap))
    parts = [*timed, *_days(placed[~clocked], timed)]
    ids = dict(zip(placed.index, placed["id"], strict=True))
    for stretch in _joined(sorted(parts, key=lambda part: part.start), gap):
        start, end = (local(each, timezone) for each in (stretch.start, stretch.end))
        if start is not None and end is not None:
            messages = tuple(ids[row] for row in sorted(stretch.rows))
            yield Occasion(start=start, end=end, messages=messages)


def most_occasions(rows: pd.DataFrame, settings: Settings) -> int:
    """Return on how many occasions what shows a day can have been at the most.

    What shows no clock time may stand anywhere in its day, and a day has room for so many only.
    """
    gap = pd.Timedelta(hours=settings.occasion_gap_hours)
    placed = rows[rows["day"].notna()]
    clocked = placed["hour"] >= 0
    most = sum(1 for _ in _timed(placed[clocked], gap))
    for _, part in placed[~clocked].groupby("day"):
        room = int((part["latest"].max() - part["earliest"].min()) // gap) + 1
        most += min(len(part), room)
    return most


def _timed(rows: pd.DataFrame, gap: pd.Timedelta) -> Iterator[_Stretch]:
    rows = rows.sort_values("earliest", kind="stable")
    # Plain values: a group of pandas for each occasion takes a hundred times as long.
    stretch, before = None, None
    for row, start, end in zip(rows.index, rows["earliest"], rows["latest"], strict=True):
        if stretch is None or start - before > gap:
            if stretch is not None:
                yield stretch
            stretch = _Stretch(start=start, end=end, reach=end, by_day=False, rows=[row])
        else:
            stretch.end = stretch.reach = max(stretch.end, end)
            stretch.rows.append(row)
        before = start
    if stretch is not None:
        yield stretch


def _days(rows: pd.DataFrame, timed: list[_Stretch]) -> Iterator[_Stretch]:
    """Yield days that no timed stretch touches; what is of the others is added to the stretch."""
    for _, part in rows.groupby("day"):
        start, end = part["earliest"].min(), part["latest"].max()
        touched = [each for each in timed if each.start <= end and each.end >= start]
        if touched:
            for row, at in zip(part.index, part["at"], strict=True):
                _nearest(touched, at).rows.append(int(row))
        else:
            yield _Stretch(start=start, end=end, reach=end, by_day=True, rows=list(part.index))


def _nearest(stretches: list[_Stretch], at: pd.Timestamp) -> _Stretch:
    """Return the stretch that a time taken from a neighbour lies in or nearest to."""
    if pd.isna(at):
        return stretches[-1]

    def away(each: _Stretch) -> pd.Timedelta:
        return max(each.start - at, at - each.end, pd.Timedelta(0))

    return min(stretches, key=away)


def _joined(parts: list[_Stretch], gap: pd.Timedelta) -> list[_Stretch]:
    """Join days without a clock time to what they can be part of; never two timed stretches."""
    made: list[_Stretch] = []
    for part in parts:
        last = made[-1] if made else None
        if last is None or part.start > last.reach + gap or not (last.by_day or part.by_day):
            made.append(part)
        elif part.by_day:
            last.reach = max(last.reach, min(part.reach, last.reach + gap))
            last.end = max(last.end, part.end) if last.by_day else last.end
            last.rows += part.rows
        else:
            made[-1] = part
            part.rows += last.rows
    return made


def local(value: pd.Timestamp | float, timezone: str) -> datetime | None:
    """Return the instant with the plain offset that its zone had then, None for NaT."""
    if pd.isna(value):
        return None
    return fixed_offset(pd.Timestamp(value).tz_convert(ZoneInfo(timezone)).to_pydatetime())
