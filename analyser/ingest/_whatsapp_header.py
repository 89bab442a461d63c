"""Read the header of a WhatsApp line: marks, bracket, date, joiner, time, dash or bracket, rest.

One tolerant tokeniser serves all locales; which shape a file has is settled by its majority.
"""

import re
from dataclasses import dataclass

from analyser.times import Clock, plain, read_clock

_HEADER = re.compile(
    r"(?P<bracket>\[)?\s?"
    r"(?P<date>\d{1,4}\s?(?P<sep>[/.\-])\s?\d{1,2}\s?(?P=sep)\s?\d{1,4}\.?)"
    r"(?P<joiner>\s?[,\u060c]\s?|\s(?:à|um|klo|at|a las)\s|:\s|\s)"
    r"(?P<before>(?:上午|下午|凌晨|早上|中午|晚上|오전|오후)\s?)?"
    r"(?P<time>\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)"
    r"(?P<half>[ _]?[ap]\.?\s?m\.?(?![a-z]))?"
    r"(?P<end>\s?\]\s?|\s[-\u2013\u2014]\s|:\s)",
    re.IGNORECASE,
)
_AFTERNOON = ("下午", "晚上", "오후", "中午")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one line.

    Attributes:
        signature: What all true headers of one file have in common: bracket, separator, place
            and length of the year, joiner, seconds, 12 hours, what ends it.
        rest: What follows, as written.
    """

    parts: tuple[int, int, int]
    clock: Clock
    shown_as: str
    rest: str
    signature: tuple[object, ...]
    marked: bool


def read_header(line: str) -> Header | None:
    """Return the header that `line` starts with, or None."""
    # Matching runs on a copy of the same visible characters; `kept` maps its places back.
    head = line[:80]
    kept = [index for index, char in enumerate(head) if plain(char)]
    match = _HEADER.match(plain(head).replace("\t", " "))
    if match is None:
        return None
    numbers = [int(part) for part in re.split(r"\s?[/.\-]\s?", match["date"].rstrip(".")) if part]
    half = match["half"] or ""
    clock = read_clock(match["time"].replace("h", ":") + " " + half.strip(" _"))
    if clock is None or len(numbers) != 3:  # noqa: PLR2004
        return None
    if match["before"] and match["before"].strip() in _AFTERNOON and clock.hour < 12:  # noqa: PLR2004
        clock = Clock(clock.hour + 12, clock.minute, clock.second)
    start, end = kept[match.start("date")], kept[match.end("half") - 1] if half else None
    end = end if end is not None else kept[match.end("time") - 1]
    first_end = kept[match.end() - 1] + 1
    marked = bool(re.match(r"[\s\u202a-\u202c]*[\u200e\u200f]", line[first_end:]))
    year_first = numbers[0] > 31  # noqa: PLR2004
    year = numbers[0] if year_first else numbers[2]
    signature = (
        bool(match["bracket"]),
        match["sep"],
        year_first,
        year > 99,  # noqa: PLR2004
        match["joiner"].strip(),
        clock.second is not None,
        bool(half) or bool(match["before"]),
        match["end"].strip()[:1],
    )
    return Header(
        parts=(numbers[0], numbers[1], numbers[2]),
        clock=clock,
        shown_as=line[start : end + 1],
        rest=line[first_end:],
        signature=signature,
        marked=marked,
    )
