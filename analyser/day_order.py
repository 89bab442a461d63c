"""Decide over a whole file whether the day or the month stands first in its dates.

It gives the evidence with the answer, and says "undecided" rather than fall back on a habit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from analyser.records import DayOrder
from analyser.times import date_from


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
) -> Decision:
    """Decide whether day, month or year comes first in a file's dates, over the whole file.

    Args:
        dates: Number triples as written, in file order.
        anchors: Index into `dates` and the day that an attachment's name gives for it.
        not_after: No message can be later than this.

    Returns:
        The order and the evidence, strongest first: a number that can only be a year or a day,
        names of attachments, and time running forwards. Order None when all fit two readings.
    """
    for index, (first, _, third) in enumerate(dates):
        if first > 31 and third <= 31:
            return Decision(DayOrder.YEAR_FIRST, index, "The year stands first.")
    for index, (first, second, _) in enumerate(dates):
        if first > 12 or second > 12:
            order = DayOrder.DAY_FIRST if first > 12 else DayOrder.MONTH_FIRST
            other = "month" if first > 12 else "day"
            shown = f"{first}/{second}"
            return Decision(order, index, f"{shown} cannot be read with the {other} first.")
    return _by_names(dates, anchors) or _by_time(dates, not_after)


def _by_names(
    dates: Sequence[tuple[int, int, int]], anchors: Sequence[tuple[int, date]]
) -> Decision | None:
    votes: dict[DayOrder, list[int]] = {
        DayOrder.DAY_FIRST: [],
        DayOrder.MONTH_FIRST: [],
    }
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
    steps: dict[DayOrder, list[int]] = {}
    for order in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST):
        days = [date_from(parts, order) for parts in dates]
        steps[order] = [
            index
            for index, day in enumerate(days)
            if day is None
            or (not_after is not None and day > not_after)
            or (index and (before := days[index - 1]) is not None and day < before)
        ]
    (winner, few), (_, many) = sorted(steps.items(), key=lambda step: len(step[1]))
    # A real file may hold a few steps back; clearly better is three times better.
    if len(many) > 3 * len(few):
        return Decision(winner, many[0], "Read the other way, time would run backwards.")
    return Decision(None, None, "Every date in the file can be read with day or month first.")
