"""Read wall clocks that exports write in one cell: a date in numbers or words, and a time."""

import re

from analyser.ingest._other_languages import in_english
from analyser.times import Clock, plain, read_clock, read_numeric_date
from analyser.written_days import read_day

Wall = tuple[tuple[int, int, int] | None, Clock | None]

_LONGEST = 200
"""Characters of a cell with a time; damage can make one of a whole file."""
_GAP = re.compile(r"\s*,?\s+(?:at\s+|@\s*|[-–]\s+)?|T")
_OFFSET = re.compile(
    r"(?<!\s)\s*\(?(?:UTC|GMT|BST)(?:[+-]\d{1,2}(?::?\d\d)?)?\)?$"
    # Behind a clock only: "23-09-2024" ends like an offset.
    r"|(?P<clock>:\d\d[\d.,]*\s*)(?:[+-]\d\d:?\d\d|Z)$"
)
_FRACTION = re.compile(r"(:\d\d)[.,]\d+")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(.*)")
_HYPHENS = re.compile(
    # "26 Oct 25", and not the time of "26 Oct 21:05" or "26 Oct 9 pm".
    r"^(\d{1,2})[- ]([A-Za-z]{3,9})[- ]'?(\d{2}|\d{4})(?![\d:.h]| ?[ap]\.?m)",
    re.IGNORECASE,
)
_YEAR_MARK = re.compile(r"(?<=\d{4}) ?г\.?")
"""What stands behind the year in Bulgarian."""
_CLOCK_FIRST = re.compile(
    r"(\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?),? (?:on )?(\D{0,20}\d.*)", re.IGNORECASE
)
"""The time stands first in Vietnamese, and where people write it down."""
_HOURS = re.compile(r"(?<=[ T]\d\d)h(?=\d\d(?!\d))|(?<=[ T]\d)h(?=\d\d(?!\d))")
_HALF_BEFORE = re.compile(r"(上午|下午|오전|오후) ?(\d{1,2}:\d{2}(?::\d{2})?)")
_LATE = ("下午", "오후")
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? ", re.I)


def wall_of(shown: str) -> Wall:
    """Return the numbers of the date and the clock of a time without a zone, None where absent.

    An offset behind it is not used: what this reads are clocks of the exporting device.
    """
    if not 0 < len(shown) <= _LONGEST:
        return None, None
    text = _FRACTION.sub(r"\1", _OFFSET.sub(lambda m: m["clock"] or "", plain(shown).strip()))
    text = _YEAR_MARK.sub("", _WEEKDAY.sub("", text, count=1))
    text = _HALF_BEFORE.sub(lambda m: f"{m[2]} {'pm' if m[1] in _LATE else 'am'}", text)
    text = _HOURS.sub(":", text)
    text = _HYPHENS.sub(lambda m: f"{m[1]} {m[2]} {'20' if len(m[3]) == 2 else ''}{m[3]}", text)  # noqa: PLR2004  # two digits
    if match := _MONTH_FIRST.fullmatch(text):
        text = f"{match[2]} {match[1]} {match[3]}{match[4]}"
    if (day := _day(text)) is not None:
        return day, None
    for gap in _GAP.finditer(text):
        clock = read_clock(text[gap.end() :].strip())
        day = _day(text[: gap.start()].strip(" ,"))
        if clock is not None and day is not None:
            return day, clock
    said = in_english(text)
    if said is None and (match := _CLOCK_FIRST.fullmatch(text)):
        said = f"{match[2]} {match[1]}"
    return wall_of(said) if said is not None and said != text else (None, None)


def _day(text: str) -> tuple[int, int, int] | None:
    if numbers := read_numeric_date(text):
        return numbers
    named = read_day(text, captured=None)
    return (named.date.year, named.date.month, named.date.day) if named else None
