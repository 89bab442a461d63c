"""What came after a request to stop, or after an event that the user typed in."""

from calendar import month_name
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.contact import Comparison, Period, UnansweredRun
from analyser.findings import AfterStop
from analyser.patterns._counts import after_counts
from analyser.patterns._occasions import local
from analyser.patterns._readings import (
    Reading,
    days_range,
    first_readings,
    last_readings,
    occasions_range,
    span_of,
)
from analyser.patterns._runs import longest_in_each_way, talk_with
from analyser.patterns._since import Since, in_every_way, parted, utc
from analyser.patterns._ways import count_of, messages_of, ways_after
from analyser.records import Kind
from analyser.settings import Settings
from analyser.wording import least_to_most, say

_PERIOD_DAYS_AT_LEAST = 7
"""Shorter periods hang on which days of the week they hold."""


def after(
    frame: pd.DataFrame,
    theirs: pd.DataFrame,
    since: Since,
    asking: Sequence[str],
    settings: Settings,
    timezone: str,
) -> AfterStop:
    """Return what came by one person after `since`.

    Args:
        frame: Everything.
        theirs: All contact by the person.
        since: The request or event.
        asking: Ids of all requests to this person; none of them is a reply.
        settings: The gap that parts occasions.
        timezone: IANA name of the zone whose days are counted.
    """
    later, before = in_every_way(parted(frame, theirs, since, timezone), theirs)
    direct = ~theirs["group"]
    open_ = ~later & ~before
    counted, maybe = theirs[later & direct], theirs[open_ & direct]
    groups = theirs[later & ~direct], theirs[open_ & ~direct]
    replies = _replies(frame, theirs[direct], since, asking, timezone)
    in_each_way = partial(_each_way, frame, since, timezone)
    read = in_each_way(theirs[direct])
    days, parts = days_range(read), occasions_range(read, settings, timezone)
    run = _longest_run(frame, str(theirs["person"].iloc[0]), since, timezone)
    return AfterStop(
        since=since.at,
        request=since.request,
        event=since.event,
        messages=messages_of(counted),
        calls=count_of(counted, Kind.CALL),
        missed_calls=count_of(counted, Kind.MISSED_CALL),
        days_with_contact=days.least,
        occasions=parts.least,
        later_replies_by_user=messages_of(replies[0]),
        undated=len(maybe),
        group_messages=messages_of(groups[0]),
        message_ids=tuple(counted["id"]),
        first=local(span_of(counted)[0], timezone),
        last=local(span_of(counted)[1], timezone),
        unanswered=run,
        replies=tuple(replies[0]["id"]),
        maybe=tuple(maybe["id"]),
        ways=ways_after(theirs, later, before, in_each_way, timezone),
        comparison=_comparison(theirs[direct], since, timezone),
        counts=tuple(
            after_counts(counted, maybe, groups, run, days=days, occasions=parts, replies=replies)
        ),
        first_readings=first_readings(read, timezone),
        last_readings=last_readings(read, timezone),
    )


def _longest_run(frame: pd.DataFrame, person: str, since: Since, timezone: str) -> UnansweredRun:
    least, most = [], []
    for talk, later, before in parted(frame, talk_with(frame, person), since, timezone):
        least.append(talk[later | (talk["mine"] & ~before)])
        most.append(talk[later | (~talk["mine"] & ~before)])
    return longest_in_each_way(least, most, timezone)


def _each_way(
    frame: pd.DataFrame, since: Since, timezone: str, theirs: pd.DataFrame
) -> list[Reading]:
    """Return what came after it, and what may have, in each way that the files can be read."""
    return [
        Reading(rows=rows[later], maybe=rows[~later & ~before])
        for rows, later, before in parted(frame, theirs, since, timezone)
    ]


def _replies(
    frame: pd.DataFrame,
    direct: pd.DataFrame,
    since: Since,
    asking: Sequence[str],
    timezone: str,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what the user sent after it, further requests apart, and what may have been after.

    What was sent within the same minute belongs to the request.
    """
    mine = frame["mine"] & frame["source"].isin(set(direct["source"]))
    rows = frame[mine & ~frame["id"].isin({since.request, *asking})]
    later, before = in_every_way(parted(frame, rows, since, timezone, own=True), rows)
    return rows[later], rows[~later & ~before]


def _comparison(rows: pd.DataFrame, since: Since, timezone: str) -> Comparison | None:
    """Return two periods of the same whole days; None where one side is too short to say much.

    Nor is there one where the day of the request is not settled.
    """
    rows = rows[rows["kind"] != Kind.REACTION.value]
    first, last = span_of(rows)
    zone = ZoneInfo(timezone)
    asked_on = {each.tz_convert(zone).date() for each in (since.earliest, since.latest)}
    if pd.isna(first) or pd.isna(last) or len(asked_on) > 1:
        return None
    cut = datetime.combine(since.at.astimezone(zone).date(), time(), zone)
    # The day itself belongs to neither period: where on it the request stands is not always known.
    days = min((cut - local_day(first, zone)).days, (local_day(last, zone) - cut).days)
    if days < _PERIOD_DAYS_AT_LEAST:
        return None
    start = cut + timedelta(days=1)
    before = _period(rows, cut - timedelta(days=days), cut, zone)
    after = _period(rows, start, start + timedelta(days=days), zone)
    says = say(
        "counts.compared",
        days=days,
        before=least_to_most(before.count, before.at_most),
        before_period=f"{_day(before.start)} to {_day(before.end)}",
        after=least_to_most(after.count, after.at_most),
        after_period=f"{_day(after.start)} to {_day(after.end)}",
    )
    if after.count > before.at_most:
        says += " " + say("counts.more_often")
    return Comparison(days=days, before=before, after=after, says=says)


def _day(local: datetime) -> str:
    return f"{local.day} {month_name[local.month]} {local.year}"


def local_day(at: pd.Timestamp, zone: ZoneInfo) -> datetime:
    """Return the start of the local day of an instant."""
    return datetime.combine(at.tz_convert(zone).date(), time(), zone)


def _period(rows: pd.DataFrame, start: datetime, end: datetime, zone: ZoneInfo) -> Period:
    low, high = utc(start), utc(end)
    inside = (rows["earliest"] >= low) & (rows["latest"] < high)
    outside = (rows["latest"] < low) | (rows["earliest"] >= high)
    return Period(
        start=start,
        end=(end - timedelta(days=1)),
        count=int(inside.sum()),
        at_most=int((~outside).sum()),
        messages=tuple(rows.loc[inside, "id"]),
    )
