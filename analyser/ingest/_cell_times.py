"""Read the cells of a table that show a day and a time, as people and workbooks write them."""

import re
from datetime import datetime, time, timedelta

from analyser.ingest._row_checks import Cell
from analyser.ingest._wall import wall_of
from analyser.times import Clock, plain, read_clock, read_numeric_date
from analyser.written_days import read_day

_LONGEST_DATE = 200
"""Characters of a cell with a date; damage can make one of a whole file."""
_SPLIT = re.compile(r"[T,]?\s+|T")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
"""A day as a workbook counts them: 10000 is 1927, 99999 is 2173."""
_FOUR_DIGITS = re.compile(r"([01]\d|2[0-3])[:.h]?([0-5]\d)(?: ?h(?:ou)?rs?)?")
"""A time in a column of times, as people write it: 2105, 21.05 hrs, 21h05."""
_PART_OF_DAY = re.compile(r"0?\.\d+")
_DAY_SECONDS = 86_400


def written(cell: Cell) -> str:
    """Return a cell as it is shown."""
    if isinstance(cell, str):
        return cell
    clock = f"{cell:%H:%M:%S}" if cell.second else f"{cell:%H:%M}"
    if isinstance(cell, time):
        return clock
    return f"{cell:%Y-%m-%d}" if _is_midnight(cell) else f"{cell:%Y-%m-%d} {clock}"


def _is_midnight(cell: datetime) -> bool:
    return (cell.hour, cell.minute, cell.second) == (0, 0, 0)


def moment_of(
    date: Cell, clock_cell: Cell, epoch: datetime | None
) -> tuple[tuple[int, int, int] | None, Clock | None]:
    """Return the numbers of the date as written and the clock, None for what is not there."""
    clock = _clock(clock_cell, epoch)
    if isinstance(date, str) and epoch is not None and _SERIAL.fullmatch(date):
        days = float(date)
        date = epoch + timedelta(seconds=round(days * _DAY_SECONDS))
    if isinstance(date, datetime):
        if clock is None and not _is_midnight(date):
            clock = _clock(date, epoch)
        return (date.year, date.month, date.day), clock
    text = plain(written(date)).strip()
    found: tuple[int, int, int] | None = None
    for day, rest in _splits(text):
        numbers = day_of(day)
        if numbers is None:
            continue
        late = _written_clock(rest.rstrip("Z")) if rest else None
        if not rest or late is not None:
            return numbers, clock or late
        # "03/03/2025, evening": the day is sure, the words stay beside it as shown.
        found = found or numbers
    # "23rd September 2024 at 9.05pm" and "23-Sep-24 21:05", which do not part at a space.
    numbers, late = wall_of(text)
    if numbers is not None and (found is None or (clock is None and late is not None)):
        return numbers, clock or late
    return found, clock


def _clock(cell: Cell, epoch: datetime | None) -> Clock | None:
    if not isinstance(cell, str):
        # Workbooks keep seconds nobody wrote: 21:05 is 21:05:00 there.
        return Clock(cell.hour, cell.minute, cell.second or None)
    if epoch is not None and _PART_OF_DAY.fullmatch(cell):
        seconds = round(float(cell) * _DAY_SECONDS)
        return Clock(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60 or None)
    return _written_clock(cell)


def _written_clock(text: str) -> Clock | None:
    if match := _FOUR_DIGITS.fullmatch(plain(text).strip().lower()):
        return Clock(int(match[1]), int(match[2]), None)
    return read_clock(text)


def day_of(text: str) -> tuple[int, int, int] | None:
    if numbers := read_numeric_date(text):
        return numbers
    named = read_day(text, captured=None)
    return (named.date.year, named.date.month, named.date.day) if named else None


def _splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to part a cell into a day and a clock time, whole first."""
    if len(text) > _LONGEST_DATE:
        return []
    return [(text, "")] + [
        (text[: match.start()].strip(" ,"), text[match.end() :].strip())
        for match in _SPLIT.finditer(text)
    ]
