"""Find the times that a message names ("tonight at 9", "by Friday"), and reckon their days.

A spaCy pipeline with a span ruler finds them; they are reckoned from when the message was sent, in
British use. Where the words allow two days both are given, and nothing is reckoned for a message
whose own day is not known.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from analyser.records import Certainty, Moment
from analyser.tables import read_toml
from analyser.times import plain, read_clock
from analyser.written_days import read_day

_SPANS = "times"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SATURDAY = 5
_NUMBERS: Mapping[str, int] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
}  # fmt: skip
_SMALL_HOURS = 4
"""Who writes "tonight" or "tomorrow" before this hour may mean the day that has just ended."""
_EVENING = re.compile(r"night|nite|nyt|evening|\beve\b", re.IGNORECASE)
_MORNING = re.compile(r"morning|\bmorn\b", re.IGNORECASE)
_LEADS = re.compile(r"^(?:at|by|before|til+|until|after|on|the|half|past)\s+", re.IGNORECASE)
_KNOWN = frozenset({Certainty.SECOND, Certainty.MINUTE, Certainty.DAY, Certainty.INFERRED})
_TO_THE_MINUTE = frozenset({Certainty.SECOND, Certainty.MINUTE})
_Days = tuple[date, ...]


@dataclass(frozen=True, slots=True)
class SaidTime:
    """A time that a message names.

    Attributes:
        start: Where its words begin in the text; half-open with `end`.
        end: Where they end.
        means: What it comes to, in words; None where that cannot be told.
    """

    start: int
    end: int
    means: str | None


def times_said(text: str, sent: Moment, timezone: str) -> Sequence[SaidTime]:
    """Return the times still to come that `text` names, in order.

    Args:
        text: A message as written.
        sent: When it was sent.
        timezone: IANA name of the zone that its days and clocks are meant in.
    """
    doc = _pipeline()(plain(text))
    spans = [span for span in filter_spans(doc.spans[_SPANS]) if span.label_ != "past"]
    days = [span for span in spans if span.label_ != "clock"]
    clocks = [span for span in spans if span.label_ == "clock" and _is_clock(span, bool(days))]
    at = _sent_at(sent, timezone)
    found = []
    for day in days:
        clock = next((each for each in clocks if _beside(day, each)), None)
        clocks = [each for each in clocks if each is not clock]
        both = [day, clock] if clock else [day]
        means = _means_or_none(day, clock, at, sent.certainty) if at else None
        found.append(
            SaidTime(
                min(span.start_char for span in both), max(span.end_char for span in both), means
            )
        )
    found += [SaidTime(each.start_char, each.end_char, None) for each in clocks]
    return sorted(found, key=lambda each: each.start)


@cache
def _pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.max_length = sys.maxsize  # the limit is for parsers
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": _SPANS, "spans_filter": None})
    rows = read_toml(files("analyser.detect") / "times_said.toml")["row"]
    ruler.add_patterns(  # type: ignore[attr-defined]  # a SpanRuler
        [{"label": row["kind"], "pattern": row["pattern"]} for row in rows]
    )
    return nlp


def _sent_at(sent: Moment, timezone: str) -> datetime | None:
    if sent.instant is None or sent.certainty not in _KNOWN:
        return None
    whole_day = sent.certainty is Certainty.DAY
    return sent.instant if whole_day else sent.instant.astimezone(ZoneInfo(timezone))


def _is_clock(span: Span, beside_a_day: bool) -> bool:
    """Tell whether a number is a clock time: "at 9" may be a house, so it needs a day beside it."""
    return beside_a_day or re.search(r"[:.]\d\d|[ap]\.?m|clock|half", span.text.lower()) is not None


def _beside(day: Span, clock: Span) -> bool:
    return 0 <= clock.start - day.end <= 1 or 0 <= day.start - clock.end <= 1


def _means_or_none(day: Span, clock: Span | None, at: datetime, certainty: Certainty) -> str | None:
    try:
        return _means(day, clock, at, certainty)
    except OverflowError:  # a message from the end of the calendar
        return None


def _means(day: Span, clock: Span | None, at: datetime, certainty: Certainty) -> str | None:
    words = f"{day.text} {clock.text if clock else ''}"
    kind = day.label_
    if kind in ("in_minutes", "in_hours"):
        if certainty not in _TO_THE_MINUTE:
            return None
        step = timedelta(minutes=1 if kind == "in_minutes" else 60)
        # Reckoned in UTC: two hours later stays two hours later when the clocks change.
        then = (at.astimezone(UTC) + step * _number(day.text)).astimezone(at.tzinfo)
        return f"{_named(then.date())}, about {then:%H:%M}"
    days = _DAYS_OF[kind](day.text, at)
    if not days:
        return None
    if kind == "next_week":
        return f"the week from {_named(days[0])}"
    named = (" and " if kind == "weekend" else " or ").join(map(_named, days))
    hour = _clock(clock.text, words) if clock else None
    return f"{named}, {hour:%H:%M}" if hour else named


def _number(words: str) -> int:
    for word in reversed(words.lower().split()):
        if word.isdigit() or word in _NUMBERS:
            return int(word) if word.isdigit() else _NUMBERS[word]
    return 1


def _clock(written: str, words: str) -> time | None:
    """Return the time of day, or None where morning and evening are both possible."""
    half = "half" in written.lower()
    bare = written
    while _LEADS.match(bare):
        bare = _LEADS.sub("", bare)
    bare = re.sub(r"\s*o['’]?clock$", "", bare, flags=re.IGNORECASE).strip()
    bare = str(_NUMBERS.get(bare.lower(), bare)).replace(".m.", "m").replace(" ", "")
    minutes = 30 if half else 0
    if re.search(r"[ap]m$", bare, re.IGNORECASE):
        read = read_clock(bare)
        return read.time() if read else None
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", bare)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or minutes)
    if hour > 23 or minute > 59:
        return None
    if 1 <= hour <= 12 and _EVENING.search(words):
        return time(hour % 12 + 12, minute) if hour != 12 else None
    if 1 <= hour < 12 and _MORNING.search(words):
        return time(hour, minute)
    return time(hour, minute) if hour > 12 or hour == 0 else None


def _today(_words: str, at: datetime) -> _Days:
    today = at.date()
    late = at.hour < _SMALL_HOURS and (at.hour, at.minute, at.second) != (0, 0, 0)
    return (today - timedelta(days=1), today) if late else (today,)


def _tomorrow(words: str, at: datetime) -> _Days:
    return tuple(day + timedelta(days=1) for day in _today(words, at))


def _weekday(words: str, at: datetime) -> _Days:
    names = re.findall(r"(mon|tue|wed|thu|fri|sat|sun)\w*day", words.lower())
    ahead = (_WEEKDAYS.index(names[-1]) - at.weekday()) % 7
    first = at.date() + timedelta(days=ahead)
    return (first,) if ahead else (first, first + timedelta(days=7))


def _next_weekday(words: str, at: datetime) -> _Days:
    first = _weekday(words, at)[-1]
    return (
        (first,) if first - at.date() == timedelta(days=7) else (first, first + timedelta(days=7))
    )


def _weekend(_words: str, at: datetime) -> _Days:
    first = at.date() + timedelta(days=(_SATURDAY - at.weekday()) % 7)
    if at.weekday() > _SATURDAY:
        first = at.date() - timedelta(days=1)
    return first, first + timedelta(days=1)


def _next_week(_words: str, at: datetime) -> _Days:
    return (at.date() + timedelta(days=7 - at.weekday()),)


def _in_days(words: str, at: datetime) -> _Days:
    return (at.date() + timedelta(days=_number(words)),)


def _in_weeks(words: str, at: datetime) -> _Days:
    return (at.date() + timedelta(weeks=_number(words)),)


def _date(words: str, at: datetime) -> _Days:
    bare = re.sub(r"\bof\b|\bthe\b", "", _LEADS.sub("", words.lower()))
    for year in (at.year, at.year + 1):
        day = read_day(f"{' '.join(bare.split())} {year}", captured=None)
        if day and day.date >= at.date():
            return (day.date,)
    return ()


_DAYS_OF: Mapping[str, Callable[[str, datetime], _Days]] = {
    "today": _today,
    "tomorrow": _tomorrow,
    "weekday": _weekday,
    "next_weekday": _next_weekday,
    "weekend": _weekend,
    "next_week": _next_week,
    "in_days": _in_days,
    "in_weeks": _in_weeks,
    "date": _date,
}


def _named(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
