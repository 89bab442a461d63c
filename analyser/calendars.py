"""Turn years and days of the Thai and the Persian calendar, as phones write them, into ours."""

from datetime import date, timedelta

_THAI = range(2443, 2743)
_THAI_AHEAD = 543
"""So many years the Thai calendar counts more than ours; its months and days are the same."""
_PERSIAN = range(1300, 1500)
_CYCLE_YEARS, _LEAP_YEARS = 33, 8
"""Of the Persian calendar: so many leap years in so many years."""
_LONG_MONTHS = 6
"""Months of 31 days at its beginning; the others have 30, the last one less."""
_YEAR_1400, _ITS_FIRST_DAY = 1400, date(2021, 3, 21)


def calendar_of(year: int) -> str | None:
    """Return the name of the calendar that only a year of `year` can be of, if not ours."""
    return "Thai" if year in _THAI else "Persian" if year in _PERSIAN else None


def thai_year(year: int) -> int:
    """Return the year of ours that a year of the Thai calendar is."""
    return year - _THAI_AHEAD


def in_our_calendar(year: int, month: int, day: int) -> date:
    """Return the day.

    Raises:
        ValueError: There is no such day.
    """
    if year in _THAI:
        return date(thai_year(year), month, day)
    return _from_persian(year, month, day) if year in _PERSIAN else date(year, month, day)


def _from_persian(year: int, month: int, day: int) -> date:
    months_before = month - 1
    in_year = 31 * min(months_before, _LONG_MONTHS) + 30 * max(months_before - _LONG_MONTHS, 0)
    longest = 31 if month <= _LONG_MONTHS else 30
    number, in_all = in_year + day - 1, _days_to(year + 1) - _days_to(year)
    if month not in range(1, 13) or day not in range(1, longest + 1) or number >= in_all:
        raise ValueError
    return _ITS_FIRST_DAY + timedelta(days=_days_to(year) - _days_to(_YEAR_1400) + number)


def _days_to(year: int) -> int:
    """Return the days before the first of a Persian year, counted from a fixed day."""
    return 365 * year + (_LEAP_YEARS * year + 21) // _CYCLE_YEARS
