"""Decide over a whole file whether the day or the month stands first in its dates.

It gives the evidence with the answer, and says "undecided" rather than fall back on a habit.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analyser.records import DayOrder
from analyser.times import date_from, year_leads
from analyser.wording import counted

_BETWEEN = (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)
_CLEARLY = 3
"""A real file may hold a few steps back; one reading must have this many times fewer."""
_OLDEST_YEAR = 2004
"""No service whose dates are read here is older."""
_TWO_DIGITS = 100
_YEARS_IN_DOUBT = 3
_DAYS_TELL, _MESSAGES_A_DAY_TELL, _SPREAD = 5, 3, 10
"""From how many dates, messages on each, and times the days, the closer reading is the likelier."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether day or month comes first in a file.

    Attributes:
        order: None when nothing decides it.
        proof: Index into the dates of the one that proves it; None where no single one does.
        reason: Sentence for a person; holds the written date, never message text.
    """

    order: DayOrder | None
    proof: int | None
    reason: str


def decide_order(
    dates: Sequence[tuple[int, int, int]],
    *,
    anchors: Sequence[tuple[int, date]] = (),
    not_after: date | None = None,
    today: date | None = None,
    full_stops: bool = False,
) -> Decision:
    """Decide whether day, month or year comes first in a file's dates, over the whole file.

    Args:
        dates: Number triples as written, in file order.
        anchors: Index into `dates` and the day that an attachment's name gives for it.
        not_after: No message can be later than this.
        today: Nor than this; it only helps to tell whether two-digit years stand first.
        full_stops: They are written as in 23.09.2024, which no app does with the month first.

    Returns:
        The order and the evidence, strongest first: a number that can only be a year or a day,
        names of attachments, and time running forwards. Order None when all fit two readings.
        Where a file mixes dates that lead with the year with others, the others are decided.
    """
    if dates and all(year_leads(parts) for parts in dates):
        return Decision(DayOrder.YEAR_FIRST, 0, "The year stands first.")
    if _short_year_leads(dates, not_after or today):
        reason = "Only with the year first does time run forwards."
        return Decision(DayOrder.YEAR_FIRST, None, reason)
    days_a_year = _days_as_years(dates)
    if days_a_year >= _DAYS_TELL:
        reason = f"With the day first, these dates would lie in {days_a_year} different years."
        return Decision(DayOrder.YEAR_FIRST, None, reason)
    if proved := _by_number(dates):
        return _with_doubt(proved, dates) if days_a_year else proved
    decision = _by_names(dates, anchors) or _by_time(dates, not_after)
    if full_stops and decision.order is None:
        return Decision(DayOrder.DAY_FIRST, None, "Dates with full stops have the day first.")
    return decision


def _by_number(dates: Sequence[tuple[int, int, int]]) -> Decision | None:
    """Decide by numbers above 12; where they contradict each other, only if nearly all agree."""
    proofs: dict[DayOrder, list[tuple[int, int, int]]] = {order: [] for order in _BETWEEN}
    # A long export has hundreds of messages a day.
    for parts, often in Counter(dates).items():
        first, second, _ = parts
        if not year_leads(parts) and (first > 12) != (second > 12):
            order = DayOrder.DAY_FIRST if first > 12 else DayOrder.MONTH_FIRST
            proofs[order] += [parts] * often
    (winner, won), (_, lost) = sorted(proofs.items(), key=lambda proof: -len(proof[1]))
    if not won:
        return None
    # One pasted line of another country must not turn all others round.
    if len(won) <= _CLEARLY * len(lost):
        reason = "Some dates can only be read day first, and others only month first."
        return Decision(None, None, reason)
    first, second, _ = won[0]
    other = "month" if winner is DayOrder.DAY_FIRST else "day"
    shown = f"{first}/{second} cannot be read with the {other} first."
    if lost:
        shown = f"{shown} {counted(len(lost), 'date')} could only be read the other way."
    return Decision(winner, dates.index(won[0]), shown)


def _by_names(
    dates: Sequence[tuple[int, int, int]], anchors: Sequence[tuple[int, date]]
) -> Decision | None:
    votes: dict[DayOrder, list[int]] = {order: [] for order in _BETWEEN}
    for index, day in anchors:
        fits = [order for order in votes if date_from(dates[index], order) == day]
        if len(fits) == 1:
            votes[fits[0]].append(index)
    (winner, won), (_, lost) = sorted(votes.items(), key=lambda vote: -len(vote[1]))
    # Forwarded media may keep an older date, so most must agree, not all.
    if len(won) > 2 * len(lost):
        return Decision(winner, won[0], "The date in the name of an attachment agrees.")
    return None


def _by_time(dates: Sequence[tuple[int, int, int]], not_after: date | None) -> Decision:
    faults = {order: _faults(dates, order, not_after) for order in _BETWEEN}
    (winner, few), (_, many) = sorted(faults.items(), key=lambda fault: len(fault[1]))
    if len(many) > _CLEARLY * len(few):
        return Decision(winner, many[0], "Read the other way, time would run backwards.")
    if closer := _by_span(dates, {order for order in faults if len(faults[order]) == len(few)}):
        return closer
    return Decision(None, None, "Every date in the file can be read with day or month first.")


def _by_span(
    dates: Sequence[tuple[int, int, int]], fitting: Collection[DayOrder]
) -> Decision | None:
    """Decide for neighbouring days against one and the same day of many months.

    Only a chat with much on each of many days tells: a reminder may well come once a month.
    """
    distinct = set(dates)
    if len(distinct) < _DAYS_TELL or len(dates) < _MESSAGES_A_DAY_TELL * len(distinct):
        return None
    spans: dict[DayOrder, int] = {}
    for order in _BETWEEN:
        days = [day for parts in distinct if (day := date_from(parts, order)) is not None]
        spans[order] = (max(days) - min(days)).days if len(days) == len(distinct) else 0
    (winner, short), (_, long) = sorted(spans.items(), key=lambda span: span[1])
    if winner not in fitting or not short or long < _SPREAD * short:
        return None
    reason = f"Read the other way, these dates would lie over {long} days and not over {short}."
    return Decision(winner, None, reason)


def _faults(
    dates: Sequence[tuple[int, int, int]], order: DayOrder, not_after: date | None
) -> list[int]:
    """Return the indexes of dates that cannot be, or step back, when read in `order`."""
    days = [date_from(parts, order) for parts in dates]
    return [
        index
        for index, day in enumerate(days)
        if day is None
        or (not_after is not None and day > not_after)
        or (index and (before := days[index - 1]) is not None and day < before)
    ]


def _short_year_leads(dates: Sequence[tuple[int, int, int]], not_after: date | None) -> bool:
    """Tell whether two-digit years stand first: "25/03/13" to "25/04/02".

    The day-first reading of such dates jumps between decades, so it must be clearly worse.
    """
    if any(each[0] >= _TWO_DIGITS or each[2] > 31 for each in dates):
        return False

    def wrong(order: DayOrder) -> int:
        days = (date_from(parts, order) for parts in dates)
        old = sum(day is not None and day.year < _OLDEST_YEAR for day in days)
        return old + len(_faults(dates, order, not_after))

    others = min(wrong(order) for order in _BETWEEN)
    return others > _CLEARLY * (1 + wrong(DayOrder.YEAR_FIRST))


def _days_as_years(dates: Sequence[tuple[int, int, int]]) -> int:
    """Return how many years dates of two-digit years lie in, which are few days if years lead.

    0 where the numbers do not look like that: a real chat has fewer years than days of the month.
    """
    firsts, thirds = {parts[0] for parts in dates}, {parts[2] for parts in dates}
    if len(thirds) < _YEARS_IN_DOUBT or len(firsts) * 2 > len(thirds):
        return 0
    days = [date_from(parts, DayOrder.YEAR_FIRST) for parts in dates if parts[0] < _TWO_DIGITS]
    real = [day for day in days if day is not None and day.year >= _OLDEST_YEAR]
    return len(thirds) if len(real) == len(dates) else 0


def _with_doubt(proved: Decision, dates: Sequence[tuple[int, int, int]]) -> Decision:
    """Return a decision that also says what the first date would be with the year first."""
    other = date_from(dates[0], DayOrder.YEAR_FIRST)
    shown = f"{other.day} {other:%B %Y}" if other else "another day"
    doubt = f"If the year stands first, the first date is {shown}: check it."
    return replace(proved, reason=f"{proved.reason} {doubt}")
