"""Read the header of a WhatsApp line: marks, bracket, date, joiner, time, dash or bracket, rest.

One tolerant tokeniser serves all locales; which shape a file has is settled by its majority.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from analyser.times import Clock, plain, read_clock, year_leads

# Day parts as chat-formats 4.3 and the Unicode locale data list them, without those that are am
# and pm with dots. Of those before noon only the hour 12 is changed.
_MORNING = (
    "上午|凌晨|早上|清晨|午前|오전|morgens|vormittags|nachts|π\\.\\s?μ\\.|vorm\\.|ص|öö|f\\.?m\\.?|sa"
    "|de\\.|p\\.d\\.|e paradites|paradite|पूर्वाह्न|পূর্বাহ্ণ|পূৰ্বাহ্ন|முற்பகல்|ق\\.ظ\\.|قبل.?ازظهر|ก่อนเที่ยง"
    "|yb|r\\.n\\.|m|gh|dop\\.|dopoldne|vm\\.?|ap\\.|priešpiet|priekšp\\.|претпл\\.|дп|то"
    "|prijepodne|prije podne|пре подне|прије подне|ጥዋት|pg|ಪೂರ್ವಾಹ್ನ"
)
_AFTERNOON = (
    "下午|晚上|中午|午後|오후|mittags|nachmittags|abends|μ\\.\\s?μ\\.|nachm\\.|م|ös|e\\.?m\\.?|ch"
    "|du\\.|m\\.d\\.|e pasdites|pasdite|अपराह्न|অপরাহ্ণ|অপৰাহ্ন|பிற்பகல்|ب\\.ظ\\.|بعدازظهر|หลังเที่ยง"
    "|yh|i\\.n\\.|f|gd|odp\\.|pop\\.|popoldne|nm\\.?|ip\\.|popiet|pēcp\\.|попл\\.|пп|тк"
    "|popodne|po podne|по подне|поподне|послије подне|ከሰዓት|ptg|ಅಪರಾಹ್ನ"
)
_HEADER = re.compile(
    r"(?P<bracket>\[)?\s?"
    r"(?P<date>\d{1,4}\s?(?P<sep>[/.\-])\s?\d{1,2}\s?(?P=sep)\s?\d{1,4}\.?"
    # Korean and Chinese phones write the date in words, the first a comma in place of the dash.
    r"|(?P<words>\d{4}[년年]\s?\d{1,2}[월月]\s?\d{1,2}[일日]))"
    r"(?:\s?[гр]\.|\s(?:BE|AP|AH))?"  # "year", as some phones add, or the name of its count
    r"(?P<joiner>\s?[,\u060c]\s?(?:um\s|klo\s|kl\.?\s|at\s)?"
    r"|\s(?:à|um|klo|kl\.?|at|a las|u)\s|:\s?|_|\s)"
    rf"(?P<before>(?=[^\W\d_])(?:{_MORNING}|{_AFTERNOON})\s?)?"
    r"(?P<time>\d{1,2}(?:[:.]|\s?h\s?)\d{2}(?:[:.]\d{2})?)"
    r"(?:\s?(?:ч\.|uhr))?"  # "o'clock", as some phones add
    rf"(?P<half>[\s_]?(?:[ap]\.?\s?m\.?(?![a-z])|(?=[^\W\d_])(?:{_MORNING}|{_AFTERNOON})(?!\w)))?"
    r"(?P<end>\s?\]\s?|\s[-\u2013\u2014](?:\s|$)|:(?:\s|$)|(?(words),(?:\s|$)|(?!)))",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    r"(\d{1,2}:\d{2}(?::\d{2})?)(,?\s)(\d{1,2}([/.\-])\d{1,2}\4(?:\d{4}|\d{2}))(?=\s[-\u2013\u2014]\s)"
)
"""As Vietnamese phones write it."""
_MARKED = re.compile(r"[\s\u202a-\u202c]*[\u200e\u200f]")
_LONGEST_HEADER = 80
_WITHOUT_SECONDS = 6
"""Characters of "21 h 05", without the last: the longest time that shows no seconds."""
_SPACES = re.compile(r"\s?[/.\-년월일年月日]\s?")
_IS_AFTERNOON = re.compile(_AFTERNOON, re.IGNORECASE)
_NOON = 12
_NO_SUCH_CLOCK = "There is no such time of day; only the day is used."
_MIXED_CLOCK = "This time mixes 12 and 24 hours; it is read as 24 hours."


# Not frozen, as a draft is not: a long export has a hundred thousand.
@dataclass(slots=True)
class Header:
    """The header of one line.

    Attributes:
        clock: None where the digits are no time of day, such as 24:00.
        signature: What all true headers of one file have in common: bracket, separator, place
            and length of the year, joiner, seconds, 12 hours, what ends it.
        rest: What follows, as written.
        marked: What follows begins with U+200E, as what the app itself writes does.
        remark: What is odd about the clock time, as a sentence; else None.
        shape: 0, or the number of the export where several stand in one file.
    """

    parts: tuple[int, int, int]
    clock: Clock | None
    shown_as: str
    rest: str
    signature: tuple[object, ...]
    marked: bool
    remark: str | None = None
    shape: int = 0


def read_header(line: str) -> Header | None:
    """Return the header that `line` starts with, or None."""
    if not line or (line[0].isascii() and line[0].isalpha()):
        return None
    match = _HEADER.match(line)
    if match is not None:
        return _header(line, match, None)
    if (swapped := _TIME_FIRST.match(line)) is not None:
        time, joiner, date, _ = swapped.groups()
        header = read_header(f"{date}{joiner}{time}{line[swapped.end() :]}")
        return replace(header, shown_as=swapped[0]) if header else None
    head = line[:_LONGEST_HEADER]
    if head.isascii():
        return None
    # Matching runs on a copy of the same visible characters; `kept` maps its places back.
    kept = [index for index, char in enumerate(head) if plain(char)]
    match = _HEADER.match(plain(head))
    return _header(line, match, kept) if match is not None else None


def _header(line: str, match: re.Match[str], kept: list[int] | None) -> Header | None:
    bracket, date, sep, _, joiner, before, time, half, end = match.groups()
    marks = _marks(bracket, date, sep, joiner, before, half, end, len(time) > _WITHOUT_SECONDS)
    if marks is None:
        return None
    parts, signature = marks
    clock, remark = _clock(time, half or "", before or "")
    start, after = match.start(2), match.end()
    stop = match.end(8) if half else match.end(7)
    if kept is not None:
        start, stop, after = kept[start], kept[stop - 1] + 1, kept[after - 1] + 1
    rest = line[after:]
    return Header(
        parts,
        clock,
        line[start:stop],
        rest,
        signature,
        not rest.isascii() and bool(_MARKED.match(rest)),
        remark,
    )


@lru_cache(maxsize=4096)  # what stands around the clock time is the same all day
def _marks(
    bracket: str | None,
    date: str,
    sep: str | None,
    joiner: str,
    before: str | None,
    half: str | None,
    end: str,
    seconds: bool,
) -> tuple[tuple[int, int, int], tuple[object, ...]] | None:
    """Return the numbers of the date, and the signature; None where it is no header."""
    numbers = _date(date)
    if numbers is None or bool(bracket) is not end.strip().startswith("]"):
        return None
    parts, year_first, long_year = numbers
    return parts, _signature(
        bool(bracket),
        sep or "년",
        year_first,
        long_year,
        joiner.strip(),
        seconds,
        bool(half or before),
        end.strip()[:1],
    )


@lru_cache(maxsize=256)
def _signature(*marks: object) -> tuple[object, ...]:
    """Return the one tuple that all headers of a shape share."""
    return marks


def _date(written: str) -> tuple[tuple[int, int, int], bool, bool] | None:
    """Return the numbers, whether the year leads, and whether it has four digits."""
    shown = [part for part in _SPACES.split(written.rstrip(".")) if part]
    if len(shown) != 3:  # noqa: PLR2004
        return None
    parts = (int(shown[0]), int(shown[1]), int(shown[2]))
    # Digits are counted, not values: a line dated 45/13/2025 or 01/01/0001 is a line of its own.
    year_first = year_leads(parts) and len(shown[2]) <= 2  # noqa: PLR2004
    year = shown[0] if year_first else shown[2]
    return parts, year_first, len(year) > 2  # noqa: PLR2004


@lru_cache(maxsize=4096)
def _clock(written: str, half: str, before: str) -> tuple[Clock | None, str | None]:
    """Return the time of day, and what is odd about it."""
    digits = re.sub(r"\s?[hH]\s?", ":", written)
    words = plain(half).strip(" _")
    if not re.fullmatch(r"[ap]\.?\s?m\.?", words, re.IGNORECASE):
        before, words = before or words, ""
    clock, twelve = read_clock(f"{digits} {words}"), bool(half or before)
    if clock is None:
        return None, _NO_SUCH_CLOCK
    hour = int(digits.split(":")[0].split(".")[0])
    if twelve and not 1 <= hour <= _NOON:
        return clock, _MIXED_CLOCK
    if before:
        late = bool(_IS_AFTERNOON.fullmatch(before.strip()))
        clock = Clock(hour % _NOON + (_NOON if late else 0), clock.minute, clock.second)
    return clock, None
