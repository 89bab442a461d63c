"""Date the drafts of one file: the order of its dates with the proof, then each moment."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from analyser.calendars import calendar_of, thai_year
from analyser.day_order import Decision, decide_order
from analyser.ingest._format import Draft
from analyser.not_yet import not_yet
from analyser.quick import quickly
from analyser.records import Certainty, DayOrder, Moment
from analyser.repeated_hour import settle_repeated_hour
from analyser.times import (
    date_from,
    fixed_offset,
    four_digits,
    offset_of_whole_day,
    plain,
    resolve_parts,
)

_made = quickly(Moment)
_DATED_NAME = re.compile(r"(?:^|\D)(20\d{2})-?(\d{2})-?(\d{2})(?:\D|$)")
_CLOCK = re.compile(r"(?<![\d.])\d{1,2}[:.]\d{2}(?!\d)")
_WITH_SECONDS = re.compile(r"\d[:.]\d{2}[:.]\d{2}(?!\d)")
_WORD = re.compile(r"[^\W\d_]{3}")
_FULL_STOPS = re.compile(r"(?<!\d)(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})(?!\d)")
_SHORT_STOPS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{2})(?!\d)")
"""Without spaces: in Korea "25. 3. 4." leads with the year."""
_ISO = re.compile(r"(?<!\d)\d{4}[-/.]\d")
_OLDEST_YEAR = 2004
"""No app whose dates are read here is older."""
_TWO_DIGITS = 100
_THAI_CENTURY = 2500
_NO_MESSAGE_BEFORE = 1990
"""An instant of 1970 or 1980 is a field that was never set."""
IN_WORDS = "The month is written in words."
_BEFORE_THE_APP = "There was no such service on that date."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """The order of the dates of one shape.

    Attributes:
        order: What is used: the decision, else the person's answer, else None.
        answer: What the person says of files that leave it open.
        proof: Position of the draft that proves it; None where no single one does.
        first: Index among all drafts of the first with a date; None where there is none.
    """

    decision: Decision
    order: DayOrder | None
    answer: DayOrder | None
    proof: int | None
    first: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The moments of the drafts, in their order, and how the dates were read, by shape.

    `calendars` says which others than ours they are written in.
    """

    moments: tuple[Moment, ...]
    ordered: tuple[Ordered, ...]
    calendars: tuple[str, ...] = ()


def date_them(
    drafts: Sequence[Draft],
    answer: DayOrder | None,
    zone: ZoneInfo,
    *,
    not_after: date | None = None,
    oldest_year: int = 0,
    today: date | None = None,
) -> Dates:
    """Return the moments of `drafts`; several exports in one file are decided each by itself.

    A date before `oldest_year` or after `today` cannot be right: what is shown is kept, and no
    instant is given.
    """
    shapes = sorted({each.shape for each in drafts}) or [0]
    if today is not None:
        for shape in shapes:
            dated = [each for each in drafts if each.parts and each.shape == shape]
            _write_out_thai_years(dated, max(oldest_year, _OLDEST_YEAR), today.year)
    ordered = {shape: _order(drafts, shape, answer, not_after, today) for shape in shapes}
    moments = [
        not_yet(_moment(each, ordered[each.shape].order, zone, oldest_year), today)
        for each in drafts
    ]
    return Dates(
        moments=settle_repeated_hour(moments),
        ordered=tuple(ordered.values()),
        calendars=tuple(_calendars(drafts, moments)),
    )


def _calendars(drafts: Sequence[Draft], moments: Sequence[Moment]) -> Iterator[str]:
    """Yield for each calendar that is not ours that dates were turned, with the first of them."""
    years = {number for parts in {each.parts for each in drafts if each.parts} for number in parts}
    for named in sorted({name for year in years if (name := calendar_of(year))}):
        first = next(
            when
            for each, when in zip(drafts, moments, strict=True)
            if any(calendar_of(number) == named for number in each.parts or ())
        )
        if first.instant:
            day = f"{first.instant.day} {first.instant:%B %Y}"
            yield f"Dates of the {named} calendar were turned into ours: {first.shown_as} is {day}."


def _write_out_thai_years(dated: Sequence[Draft], oldest: int, newest: int) -> None:
    """Write out years of two digits that can only be of the Thai calendar: "68" is 2568."""
    years = {each.parts[2] for each in dated if each.parts}
    sensible = range(oldest, newest + 1)
    if years and all(
        year < _TWO_DIGITS
        and four_digits(year) not in sensible
        and thai_year(year + _THAI_CENTURY) in sensible
        for year in years
    ):
        for each in dated:
            first, second, year = each.parts or (0, 0, 0)
            each.parts = (first, second, year + _THAI_CENTURY)


def _precision(shown: str) -> Certainty:
    """Return how precise an instant is shown: a count or a clock with seconds, or minutes only."""
    only_minutes = _CLOCK.search(shown) and not _WITH_SECONDS.search(shown)
    return Certainty.MINUTE if only_minutes else Certainty.SECOND


def _order(
    drafts: Sequence[Draft],
    shape: int,
    answer: DayOrder | None,
    not_after: date | None,
    today: date | None,
) -> Ordered:
    dated = [n for n, each in enumerate(drafts) if each.parts and each.shape == shape]
    anchors = []
    for index, place in enumerate(dated):
        if match := _DATED_NAME.search(drafts[place].attachment or ""):
            try:
                anchors.append((index, date(*(int(part) for part in match.groups()))))
            except ValueError:
                continue
    parts = [numbers for place in dated if (numbers := drafts[place].parts)]
    one_each = {drafts[place].parts: drafts[place] for place in dated}
    decision = decide_order(
        parts,
        anchors=anchors,
        not_after=not_after,
        today=today,
        full_stops=all(_has_full_stops(each) for each in one_each.values()),
    )
    if decision.order is DayOrder.YEAR_FIRST and all(_in_words(drafts[n]) for n in dated):
        decision = replace(decision, reason=IN_WORDS, proof=None)
    proof = None if decision.proof is None else drafts[dated[decision.proof]].position
    return Ordered(
        decision=decision,
        order=decision.order or answer,
        answer=answer,
        proof=proof,
        first=dated[0] if dated else None,
    )


def _in_words(draft: Draft) -> bool:
    return bool(_WORD.search(draft.shown_as or "")) and not _ISO.search(draft.shown_as or "")


def _has_full_stops(draft: Draft) -> bool:
    """Tell whether the date is written as apps write it only where the day leads: 23.09.2024."""
    shown = plain(draft.shown_as or "")
    found = _FULL_STOPS.search(shown) or _SHORT_STOPS.search(shown)
    return found is not None and tuple(int(part) for part in found.groups()) == draft.parts


@lru_cache(maxsize=4096)  # a long export has hundreds of messages a day
def _whole_day(
    parts: tuple[int, int, int], order: DayOrder, zone: ZoneInfo
) -> tuple[date, timezone] | None:
    """Return the day and the offset that holds all of it; None where either is not so plain."""
    offset = offset_of_whole_day(day, zone) if (day := date_from(parts, order)) else None
    return (day, offset) if day and offset else None


def _moment(draft: Draft, order: DayOrder | None, zone: ZoneInfo, oldest_year: int) -> Moment:
    if draft.instant is not None:
        # Parts of a second tell which came first; no message is shown with them.
        local = fixed_offset(draft.instant.replace(microsecond=0).astimezone(zone))
        if local.year < _NO_MESSAGE_BEFORE:
            return Moment(shown_as=draft.shown_as, note=_BEFORE_THE_APP)
        precise = Certainty.INFERRED if draft.remark else _precision(draft.shown_as or "")
        return Moment(shown_as=draft.shown_as, instant=local, certainty=precise, note=draft.remark)
    if draft.parts is None:
        return Moment(shown_as=draft.shown_as, note=draft.remark)
    clock = draft.clock
    if order is not None and clock and (known := _whole_day(draft.parts, order, zone)):
        precise = Certainty.MINUTE if clock.second is None else Certainty.SECOND
        moment = _made(shown_as=draft.shown_as, instant=clock.on(*known), certainty=precise)
    else:
        moment = resolve_parts(draft.parts, order, clock, zone, shown_as=draft.shown_as)
    first = min(moment.readings) if moment.readings else moment.instant
    if oldest_year and first is not None and first.year < oldest_year:
        return Moment(shown_as=draft.shown_as, note=_BEFORE_THE_APP)
    if draft.remark is not None and moment.note is None:
        moment = replace(moment, note=draft.remark)
    if draft.inferred and moment.instant is not None:
        return replace(moment, certainty=Certainty.INFERRED, shown_as=None)
    return moment
