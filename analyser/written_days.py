"""Read days as apps write them in words: "Today", "Monday", "Mon 3 Mar", "3 March 2025".

Nothing relative is placed without the day of capture, and what was worked out says so.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from analyser.records import DayOrder
from analyser.times import date_from, plain, read_numeric_date, real_date

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAY = r"(?P<weekday>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s*(?P<year>\d{4}))?"
_DAY_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?:{_WEEKDAY}\s*)?{_DAY}\s+(?:of\s+)?{_MONTH}{_YEAR}",
        rf"(?:{_WEEKDAY}\s*)?{_MONTH}\s+{_DAY}{_YEAR}",
        _WEEKDAY,
    )
)
_YEARS_BACK = 12
"""How far back the 29th of February is looked for."""
_OCCURRENCES = 2
"""Apps leave the year out for a year at most. Where the weekday fits neither of the last two, the
capture date is more likely wrong than the message old: the day is left open."""


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, and whether the year or the whole day was worked out, not shown."""

    date: date
    inferred: bool


def read_day(text: str, *, captured: date | None, order: DayOrder | None = None) -> Day | None:
    """Return the day that a date separator names, or None where `text` is no day we can place.

    Args:
        text: "Today", "Yesterday", "Monday", "Mon 3 Mar", "3 March 2025", "03/03/2025".
        captured: Day the screenshot was taken; without it nothing relative is placed.
        order: For numeric dates that could be read two ways; None leaves them unread.
    """
    text = " ".join(plain(text).split()).strip(" ,.")
    lower = text.lower()
    if lower in ("today", "yesterday"):
        back = timedelta(days=1 if lower == "yesterday" else 0)
        return Day(captured - back, inferred=True) if captured else None
    if (parts := read_numeric_date(text)) is not None:
        days = {date_from(parts, each) for each in ((order,) if order else DayOrder)} - {None}
        day = days.pop() if len(days) == 1 else None
        return Day(day, inferred=False) if day else None
    for form in _DAY_FORMS:
        if match := form.fullmatch(text):
            return _named_day(match.groupdict(), captured)
    return None


def _named_day(found: dict[str, str | None], captured: date | None) -> Day | None:
    named = found.get("weekday")
    weekday = _WEEKDAYS.index(named[:3].lower()) if named else None
    if "month" not in found:
        if captured is None or weekday is None:
            return None
        # Apps show a bare weekday for the last week only, and "Today" for today itself.
        return Day(captured - timedelta(days=(captured.weekday() - weekday - 1) % 7 + 1), True)
    month = _MONTHS.index((found["month"] or "")[:3].lower()) + 1
    number = int(found["day"] or 0)
    if found["year"]:
        day = real_date(int(found["year"]), month, number)
        return Day(day, inferred=False) if day else None
    if captured is None:
        return None
    years = range(captured.year, captured.year - _YEARS_BACK, -1)
    days = (day for year in years if (day := real_date(year, month, number)) and day <= captured)
    for day in islice(days, _OCCURRENCES):
        if weekday in (None, day.weekday()):
            return Day(day, inferred=True)
    return None
