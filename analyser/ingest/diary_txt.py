"""A plain diary: entries that begin with a day, and below a day perhaps with a time.

Source: chat-formats section 23. A date in an entry's own words begins no entry; a day without a
year is shown as it stands and placed nowhere.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import wall_of
from analyser.ingest.stamped_txt import may_be_names
from analyser.records import Kind
from analyser.times import Clock, plain, read_clock

_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3})?(?:the\s)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = (
    r"(?:\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?(?:\s\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?)"
)
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d{2}){0,2}\s?[ap]\.?m\b\.?|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?hrs?\b\.?)?"
    r"|\d{4}\s?(?:hrs?|hours)\b)"
)
_BULLET = r"\s*(?:(?:\d{1,3}[.)]|[-*•·–]|date:|entry:)\s{1,3})?"
_ENTRY = re.compile(
    rf"{_BULLET}(?P<day>{_WEEKDAY}{_DAY})(?![\w/])"
    rf"(?:\s?[,;:@|–—-]?\s{{0,3}}(?:at\s|@\s?|time:\s?|approx\.?\s|about\s)?(?P<clock>{_CLOCK})(?!\w))?"
    r"(?P<gap>\s?[:;,.|–—-]?(?:\s+|$))",
    re.IGNORECASE,
)
_TIMED = re.compile(
    rf"{_BULLET}(?:at\s|time:\s?)?(?P<clock>{_CLOCK})(?!\w)(?P<gap>\s?[:;,.|–—-]?\s+)(?=\S)", re.I
)
_HRS = re.compile(r"\s?(?:hrs?|hours)\.?$", re.IGNORECASE)
_FOUR_DIGITS = re.compile(r"(\d\d)(\d\d)")
_LOOKED_AT_LINES = 400
_LONGEST_START = 90
_LONGEST_TITLE = 60
_ENTRIES_AT_LEAST = 2
_NAMED = re.compile(r"(?P<who>[^\W\d_][^:\n]{0,39}): (?=\S)")
_SPOKEN_AT_LEAST = 3
_SPOKEN = (
    "Read as a chat written out under its days: a time, a name and words. Whoever wrote it down "
    "could change it."
)
_FACTS = (
    "Read as a plain diary: an entry begins with a day, or with a time below a day. It holds what "
    "its writer put down, whenever that was.",
)
_NAMES = (
    "A short line stands above nearly every time, and may be a name or a title of what is below; "
    "it is shown with what is above.",
    "If this is a chat, copy it into a table with the headings Date, Time, From and Message.",
)


@dataclass(slots=True)
class _Entry:
    """One entry while its lines are gathered; the day as written, without its clock."""

    position: int
    day: str
    clock: str
    lines: list[str]
    units: int = 1

    @property
    def is_heading(self) -> bool:
        """Whether it is a day with nothing said so far."""
        return not self.clock and not any(line.strip() for line in self.lines)


def recognises(head: bytes) -> bool:
    """Tell whether several lines begin with a whole date, and hardly anything stands above them."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = [line for line in lines_of(head.decode(encoding, errors="replace")) if line.strip()]
    found = [n for n, line in enumerate(lines[:_LOOKED_AT_LINES]) if _is_dated(line)]
    return len(found) >= _ENTRIES_AT_LEAST and found[0] <= 10  # noqa: PLR2004  # a title, an address


def _is_dated(line: str) -> bool:
    match = _start(_ENTRY, line)
    return match is not None and wall_of(match["day"])[0] is not None


def _start(form: re.Pattern[str], line: str) -> re.Match[str] | None:
    """Match on the line with marks made plain; marks are dropped only at its start."""
    return form.match(plain(line[:_LONGEST_START]))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return one draft for each entry."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    items = tuple(_items(lines))
    if spoken := _spoken(items):
        for each, match in spoken:
            each.sender, each.text = match["who"].strip(), each.text[match.end() :]
        return Drafted(items=items, app=None, facts=(_SPOKEN,))
    problems = (_NAMES,) if may_be_names(lines) else ()
    return Drafted(items=items, app=None, facts=_FACTS, problems=problems)


def _spoken(items: Sequence[Draft | Stray]) -> list[tuple[Draft, re.Match[str]]]:
    """Return the entries of a chat written out under its days: a time, a name and words.

    Empty where it is a diary: only few names that come again are those of people who speak.
    """
    timed = [each for each in items if isinstance(each, Draft) and each.clock]
    found = [(each, match) for each in timed if (match := _NAMED.match(each.text))]
    names = {match["who"] for _, match in found}
    few = len(names) <= max(2, len(found) // 2)
    enough = len(found) >= _SPOKEN_AT_LEAST and len(found) * 5 >= len(timed) * 4
    return found if few and enough else []


def _items(lines: list[str]) -> Iterator[Draft | Stray]:
    entry: _Entry | None = None
    for number, line in enumerate(lines, start=1):
        begun = _begun(number, line, entry)
        if begun is not None:
            if entry is not None and entry.is_heading and begun.day == entry.day:
                begun.position, begun.units = entry.position, entry.units + 1
            elif entry is not None:
                yield _draft(entry)
            entry = begun
        elif entry is not None:
            entry.lines.append(line)
            entry.units += bool(line.strip())
        elif line.strip():
            yield _above(number, line)
    if entry is not None:
        yield _draft(entry)


def _above(number: int, line: str) -> Draft | Stray:
    """Return what stands above the first entry: a title is no entry, and more is not read."""
    if len(line) <= _LONGEST_TITLE:
        return Draft(position=number, units=1, sender=None, text=line, kind=Kind.SYSTEM)
    return Stray(position=number, text=line, reason="No entry begins before it.")


def _begun(number: int, line: str, entry: _Entry | None) -> _Entry | None:
    if match := _start(_ENTRY, line):
        day = match["day"]
        return _Entry(number, day, match["clock"] or "", [_rest(line, match.end())])
    if entry is not None and (match := _start(_TIMED, line)) and _clock_of(match["clock"]):
        return _Entry(number, entry.day, match["clock"], [_rest(line, match.end())])
    return None


def _rest(line: str, end: int) -> str:
    """Return the line as written behind its first `end` characters that are no marks."""
    seen = 0
    for place, char in enumerate(line):
        if seen >= end:
            return line[place:]
        seen += bool(plain(char))
    return ""


def _clock_of(written: str) -> Clock | None:
    return read_clock(_FOUR_DIGITS.sub(r"\1:\2", _HRS.sub("", written))) if written else None


def _draft(entry: _Entry) -> Draft:
    parts, _ = wall_of(entry.day)
    return Draft(
        position=entry.position,
        units=entry.units,
        parts=parts,
        clock=_clock_of(entry.clock),
        shown_as=" ".join(part for part in (entry.day, entry.clock) if part),
        sender=None,
        text="\n".join(entry.lines).strip("\n"),
    )


FORMAT = ChatFormat(id="diary_txt", label="A plain diary", recognises=recognises, draft=draft)
