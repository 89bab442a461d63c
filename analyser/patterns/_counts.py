"""Every number of the page and the report, each with the rule in words and the rows behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analyser.contact import Count, Run, UnansweredRun
from analyser.handles import handle_key
from analyser.patterns._frame import NOT_MESSAGES
from analyser.patterns._readings import Range, Reading, days_range, occasions_range
from analyser.records import Kind
from analyser.settings import Settings
from analyser.wording import say

_WAYS_AT_LEAST = 2


def at_night(hours: pd.Series, settings: Settings) -> pd.Series:
    """Tell which local hours lie in the night; an hour that is not known does not."""
    late, early = hours >= settings.night_from_hour, hours < settings.night_until_hour
    across_midnight = settings.night_from_hour > settings.night_until_hour
    return ((late | early) if across_midnight else (late & early)) & (hours >= 0)


def counts(
    theirs: pd.DataFrame,
    settings: Settings,
    timezone: str,
    *,
    unanswered: UnansweredRun,
    bursts: Sequence[Run],
    bursts_at_most: int,
    silences: Sequence[Run],
    silences_number: Range,
    read: Sequence[Reading],
) -> Iterator[Count]:
    """Yield the numbers in the order in which they are shown."""
    kinds, group = theirs["kind"], theirs["group"]
    messages = ~kinds.isin(NOT_MESSAGES)
    night = at_night(theirs["hour"], settings)
    calls = kinds.isin((Kind.CALL.value, Kind.MISSED_CALL.value))
    yield _rows("messages", theirs[messages])
    yield _rows("missed_calls", theirs[kinds == Kind.MISSED_CALL.value])
    yield _rows("calls", theirs[kinds == Kind.CALL.value])
    yield _rows("reactions", theirs[kinds == Kind.REACTION.value])
    yield _rows("group_messages", theirs[messages & group])
    gap = {"count": settings.occasion_gap_hours}
    every = tuple(theirs["id"])
    yield _ranged("days", days_range(read), every)
    yield _ranged("occasions", occasions_range(read, settings, timezone), every, **gap)
    direct = [Reading(rows=each.rows[~each.rows["group"]], maybe=each.maybe) for each in read]
    if group.any():
        alone = tuple(theirs.loc[~group, "id"])
        yield _ranged("direct_days", days_range(direct), alone)
        yield _ranged("direct_occasions", occasions_range(direct, settings, timezone), alone)
    yield _direct(_run("unanswered", unanswered), group)
    in_bursts = tuple(id_ for run in bursts for id_ in run.messages)
    many, minutes = settings.burst_messages, settings.burst_minutes
    number = Range(least=len(bursts), most=max(len(bursts), bursts_at_most))
    found = _ranged("bursts", number, in_bursts, messages=many, minutes=minutes)
    yield _direct(found, group)
    hours = {"start": f"{settings.night_from_hour:02}", "end": f"{settings.night_until_hour:02}"}
    maybe = (theirs["hour"] < 0) & messages
    yield _rows("night_messages", theirs[messages & night], int(maybe.sum()), **hours)
    maybe = (theirs["hour"] < 0) & calls
    yield _rows("night_calls", theirs[calls & night], int(maybe.sum()), **hours)
    ends = tuple(dict.fromkeys(id_ for run in silences for id_ in run.messages))
    found = _ranged("silences", silences_number, ends, count=settings.silence_days)
    yield _direct(found, group)
    yield _days_in_several_ways([way.rows for way in direct])
    yield _rows("undated", theirs[theirs["day"].isna()])
    yield _rows("without_clock", theirs[theirs["hour"] < 0])


def after_counts(
    counted: pd.DataFrame,
    maybe: pd.DataFrame,
    in_groups: tuple[pd.DataFrame, pd.DataFrame],
    unanswered: UnansweredRun,
    *,
    days: Range,
    occasions: Range,
    replies: tuple[pd.DataFrame, pd.DataFrame],
) -> Iterator[Count]:
    """Yield the numbers of what came after a request or an event, in the order shown.

    Args:
        counted: What came after it in direct chats.
        maybe: What may have been before it or after it.
        in_groups: What came after it in chats with several people, and what may have.
        unanswered: The longest run of `counted`.
        days: On how many different days, at the least and at the most.
        occasions: The same of occasions.
        replies: What the user sent after it, further requests apart, and what may have been.
    """
    yield _rows("after_messages", _messages(counted), len(_messages(maybe)))
    for kind in (Kind.MISSED_CALL, Kind.CALL):
        of_kind = counted[counted["kind"] == kind.value]
        yield _rows(f"after_{kind.value}s", of_kind, int((maybe["kind"] == kind.value).sum()))
    every = tuple(counted["id"])
    yield replace(_ranged("days", days, every), id="after_days")
    yield _ranged("after_occasions", occasions, every)
    yield _run("after_unanswered", unanswered)
    yield _rows("replies", _messages(replies[0]), len(_messages(replies[1])))
    yield _rows("maybe", maybe)
    yield _rows("after_groups", _messages(in_groups[0]), len(_messages(in_groups[1])))


def _direct(count: Count, group: pd.Series) -> Count:
    """Return a count of direct chats, which says so where there is contact in others too."""
    outside = f", {say('counts.outside_groups')}" if group.any() else ""
    return replace(count, label=count.label + outside)


def _messages(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[~rows["kind"].isin(NOT_MESSAGES)]


def _run(id_: str, run: UnansweredRun) -> Count:
    return _ranged(id_, Range(least=run.count, most=run.at_most), run.messages)


def _rows(id_: str, rows: pd.DataFrame, maybe: int = 0, **values: object) -> Count:
    return Count(
        id=id_,
        label=say(f"counts.{id_}", **values),
        count=len(rows),
        at_most=len(rows) + maybe,
        messages=tuple(rows["id"]),
    )


def _ranged(id_: str, number: Range, messages: tuple[str, ...], /, **values: object) -> Count:
    label = say(f"counts.{id_}", **values)
    return Count(id=id_, label=label, count=number.least, at_most=number.most, messages=messages)


def _days_in_several_ways(read: Sequence[pd.DataFrame]) -> Count:
    """Count the days with contact under more than one name or number, or in more than one app.

    The rows are those of days that are so in every way to read the dates.
    """
    found = [_days_of_several_ways(direct) for direct in read]
    numbers = [rows["day"].nunique() for rows in found]
    always = set.intersection(*(set(rows["id"]) for rows in found))
    least, most = min(numbers), max(numbers)
    rows = tuple(id_ for id_ in found[numbers.index(least)]["id"] if id_ in always)
    return _ranged("several_ways", Range(least=least, most=most), rows)


def _days_of_several_ways(direct: pd.DataFrame) -> pd.DataFrame:
    shown = direct[direct["day"].notna() & (direct["channel"] != "") & (direct["sender"] != "")]
    way = shown["channel"] + " " + shown["sender"].map(handle_key)
    several = way.groupby(shown["day"]).nunique() >= _WAYS_AT_LEAST
    return shown[shown["day"].isin(set(several.index[several]))]
