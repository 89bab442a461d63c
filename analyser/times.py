"""The one grammar of written times: what a source shows -> an instant, and how sure that is.

It never guesses: a numeric date that could be read two ways keeps both readings, and text that
is no time gives None. The order of day and month over a whole file is decided in `day_order`;
days in words ("Yesterday", "Mon 3 Mar") are read in `written_days`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from analyser.calendars import in_our_calendar
from analyser.quick import quickly
from analyser.records import Certainty, DayOrder, Moment

_moment = quickly(Moment)

# Written by apps around and inside times: direction marks, zero-width characters, BOM.
_INVISIBLE = {c: None for c in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF)}
_INVISIBLE |= {c: None for c in range(0x2066, 0x206A)}
# Before "pm" since 2023 (U+202F), in numbers (U+00A0), thin space.
_SPACES = {0x00A0: " ", 0x202F: " ", 0x2009: " "}
_PLAIN = _INVISIBLE | _SPACES
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")

_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?)?"
    r"\s?(?P<half>[ap]\.?\s?m\.?)?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"(\d{1,4})\s?([/.\-])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?")
_FIRST_OF_1900S = 70
"""Two-digit years below it are of the 2000s, the others of the 1900s, as in chat-formats 4.3."""
_LAST_DAY_OF_MONTH = 31
_YEARS = range(1900, 2200)
"""No message or diary entry stands outside; a date that does is a slip or damage."""
_NO_SUCH_DATE = "There is no such date."
NO_SUCH_TIME = "This clock time did not exist, because the clocks went forward."


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall-clock time; `second` is None where it is not shown."""

    hour: int
    minute: int
    second: int | None = None

    def on(self, day: date, offset: timezone) -> datetime:
        """Return it on a day of the calendar, seconds 0 where not shown."""
        seconds = self.second or 0
        return datetime(day.year, day.month, day.day, self.hour, self.minute, seconds, 0, offset)

    def time(self) -> time:
        """Return it as a time of day, seconds 0 where not shown."""
        return time(self.hour, self.minute, self.second or 0)


def plain(text: str) -> str:
    """Return `text` for matching only: no invisible marks, plain spaces, ASCII digits.

    Each kept character stays one character, so a match can be mapped back by counting.
    """
    if text.isascii():
        return text
    text = text.translate(_PLAIN)
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def read_clock(text: str) -> Clock | None:
    """Return the clock time that `text` is, 12 or 24 hours, or None.

    "13:05 PM" and "00:08 am" occur in edited files and are read as 24-hour times. A bare number
    is a time only with am or pm.
    """
    match = _CLOCK.fullmatch(plain(text).strip())
    if match is None or (match["minute"] is None and match["half"] is None):
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    second = int(match["second"]) if match["second"] else None
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59 or (second or 0) > 59:
        return None
    return Clock(hour, minute, second)


def read_numeric_date(text: str) -> tuple[int, int, int] | None:
    """Return the three numbers of a date such as 03/04/2025 or 2025-04-03 as written, or None.

    Two-digit years stay two digits here; `date_from` reads them.
    """
    match = _NUMERIC.fullmatch(plain(text).strip())
    if match is None:
        return None
    first, third = match[1], match[4]
    if len(first) == 3 or len(third) == 3 or (len(first) > 2 and len(third) > 2):
        return None
    if any(len(part) == 4 and part.startswith("0") for part in (first, third)):
        return None  # 0001 stands for a year that was never set
    return int(first), int(match[3]), int(third)


@lru_cache(maxsize=8192)  # a long export names each day hundreds of times
def date_from(parts: tuple[int, int, int], order: DayOrder) -> date | None:
    """Return the day that `parts` name when read in `order`, or None where there is none.

    A first number above 31 is a year whatever the order of the other dates: an ISO date is never
    read any other way.
    """
    if order is DayOrder.YEAR_FIRST or year_leads(parts):
        year, month, day = parts
    elif order is DayOrder.DAY_FIRST:
        day, month, year = parts
    else:
        month, day, year = parts
    return real_date(four_digits(year), month, day)


_NAMES_A_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)


def unknown_part(shown_as: str) -> str:
    """Return which part of a date is not known where a source shows no whole one."""
    return "year" if _NAMES_A_DAY.search(shown_as) else "day"


def real_date(year: int, month: int, day: int) -> date | None:
    """Return the day, or None where there is none or its year cannot be meant."""
    try:
        day_of_ours = in_our_calendar(year, month, day)
    except ValueError:
        return None
    return day_of_ours if day_of_ours.year in _YEARS else None


def year_leads(parts: tuple[int, int, int]) -> bool:
    """Tell whether the first number can only be a year."""
    return parts[0] > _LAST_DAY_OF_MONTH


def four_digits(year: int) -> int:
    """Return the year that one of two digits is taken for."""
    if year > 99:
        return year
    return year + (2000 if year < _FIRST_OF_1900S else 1900)


def resolve(
    day: date,
    clock: Clock | None,
    zone: ZoneInfo,
    *,
    shown_as: str | None,
    inferred: bool = False,
) -> Moment:
    """Return the moment of a wall-clock reading in `zone`.

    The hour that happens twice in October gives both instants; the hour that March leaves out
    keeps its wall clock, with a note. Without a clock the certainty is `DAY` and the instant
    the start of that day.
    """
    if clock is None:
        wall = datetime.combine(day, time(), tzinfo=zone)
        certainty = Certainty.DAY
    else:
        certainty = Certainty.MINUTE if clock.second is None else Certainty.SECOND
        if plain_offset := offset_of_whole_day(day, zone):
            return _moment(
                shown_as=shown_as,
                instant=clock.on(day, plain_offset),
                certainty=Certainty.INFERRED if inferred else certainty,
            )
        wall = datetime.combine(day, clock.time(), tzinfo=zone)
        early, late = fixed_offset(wall.replace(fold=0)), fixed_offset(wall.replace(fold=1))
        if early != late:
            if early.astimezone(zone).time() == wall.time():
                note = "This hour happened twice, because the clocks went back."
                return Moment(
                    shown_as=shown_as,
                    certainty=Certainty.AMBIGUOUS,
                    readings=(early, late),
                    note=note,
                )
            note = NO_SUCH_TIME
            return Moment(
                shown_as=shown_as,
                instant=early,
                certainty=Certainty.INFERRED,
                note=note,
            )
    return Moment(
        shown_as=shown_as,
        instant=fixed_offset(wall),
        certainty=Certainty.INFERRED if inferred else certainty,
    )


@lru_cache(maxsize=4096)
def offset_of_whole_day(day: date, zone: ZoneInfo) -> timezone | None:
    """Return the offset that holds all day, or None on days when the clocks change."""
    # A long export has hundreds of messages a day, and asking the zone is slow.
    walls = (datetime.combine(day, each, tzinfo=zone) for each in (time(), time(12), time.max))
    offsets = {wall.replace(fold=fold).utcoffset() for wall in walls for fold in (0, 1)}
    return timezone(offsets.pop() or timedelta()) if len(offsets) == 1 else None


def fixed_offset(wall: datetime) -> datetime:
    """Return an aware time with the plain offset that its zone has at that time."""
    # Two times of one ZoneInfo compare by wall clock, wrongly across October's change; two
    # with plain offsets compare as instants.
    return wall.replace(tzinfo=timezone(wall.utcoffset() or timedelta()), fold=0)


def on_the_clock(when: Moment, zone: ZoneInfo) -> datetime | None:
    """Return the instant of `when` as the clocks of `zone` showed it, or None where it has none.

    A time of the hour that March leaves out stands as its source shows it, as no clock can.
    """
    if when.instant is None or when.note == NO_SUCH_TIME:
        return when.instant
    try:
        return when.instant.astimezone(zone)
    except OverflowError:  # the years 1 and 9999 have no room to move
        return when.instant


def resolve_parts(
    parts: tuple[int, int, int],
    order: DayOrder | None,
    clock: Clock | None,
    zone: ZoneInfo,
    *,
    shown_as: str | None,
) -> Moment:
    """Return the moment of a numeric date; with `order` None both readings where they differ."""
    if order is not None:
        day = date_from(parts, order)
    else:
        fit = [date_from(parts, each) for each in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)]
        days = sorted({each for each in fit if each is not None})
        if len(days) > 1:
            return _either(days, clock, zone, shown_as)
        day = days[0] if days else None
    if day is None:
        return Moment(shown_as=shown_as, note=_NO_SUCH_DATE)
    return resolve(day, clock, zone, shown_as=shown_as)


def _either(
    days: Sequence[date], clock: Clock | None, zone: ZoneInfo, shown_as: str | None
) -> Moment:
    moments = [resolve(day, clock, zone, shown_as=shown_as) for day in days]
    readings = tuple(m.instant or m.readings[0] for m in moments)
    note = "The file does not show whether the day or the month stands first."
    return Moment(shown_as=shown_as, certainty=Certainty.AMBIGUOUS, readings=readings, note=note)
