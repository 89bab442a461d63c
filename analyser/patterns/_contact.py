"""The counts for one person: contact, occasions, unanswered runs, nights, contact after a stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from analyser.findings import (
    COUNTED_READINGS,
    AfterStop,
    ContactPattern,
    Flag,
    Occasion,
    Status,
    StopRequest,
    Strength,
    UnansweredRun,
)
from analyser.patterns._frame import CALLS, NOT_MESSAGES
from analyser.records import Kind
from analyser.settings import Settings
from analyser.times import fixed_offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to stop, the person it was sent to, and its row in the frame."""

    row: int
    person: str
    request: StopRequest
    confirmed: bool


def stop_requests(frame: pd.DataFrame, flags: Sequence[Flag], timezone: str) -> tuple[Asked, ...]:
    """Return the user's requests to stop, each with the one person it was sent to.

    A chat with one other person shows whom a request was sent to. In a group nobody can tell, so
    a request there is left out; the pipeline says so.
    """
    others = frame.loc[~frame["mine"] & frame["person"].notna()].groupby("source")["person"]
    members = {source: set(people) for source, people in others}
    rows = {id_: row for row, id_ in enumerate(frame["id"])}
    found = []
    for flag in flags:
        counts = flag.reading in COUNTED_READINGS and flag.status is not Status.DISMISSED
        if flag.signal != "stop_request" or not counts or flag.message not in rows:
            continue
        row = rows[flag.message]
        them = members.get(str(frame["source"].iloc[row]), set())
        if len(them) == 1:
            request = StopRequest(
                message=flag.message,
                at=_local(frame["at"].iloc[row], timezone),
                strength=flag.strength,
            )
            confirmed = flag.status is Status.CONFIRMED
            found.append(
                Asked(row=row, person=next(iter(them)), request=request, confirmed=confirmed)
            )
    return tuple(sorted(found, key=lambda asked: asked.row))


def contact_pattern(
    frame: pd.DataFrame, person: str, asked: Sequence[Asked], settings: Settings, timezone: str
) -> ContactPattern:
    """Return the counts for `person` over the whole frame."""
    theirs = frame[(frame["person"] == person) & ~frame["mine"]]
    timed = theirs[theirs["at"].notna()]
    requests = [each for each in asked if each.person == person]
    counted = theirs[~theirs["kind"].isin(NOT_MESSAGES)]
    return ContactPattern(
        person=person,
        first=_local(timed["at"].min(), timezone),
        last=_local(timed["at"].max(), timezone),
        messages=len(counted),
        calls=_count(theirs, Kind.CALL),
        missed_calls=_count(theirs, Kind.MISSED_CALL),
        days_with_contact=int(theirs["day"].nunique()),
        undated=int(theirs["day"].isna().sum()),
        occasions=tuple(_occasions(theirs, settings, timezone)),
        longest_unanswered=_longest_unanswered(frame, person, timezone),
        night_messages=_nights(counted, settings),
        channels=tuple(sorted(channel for channel in theirs["channel"].unique() if channel)),
        stop_requests=tuple(each.request for each in requests),
        after_stop=_after_stop(frame, theirs, requests, settings, timezone),
    )


def _count(rows: pd.DataFrame, kind: Kind) -> int:
    return int((rows["kind"] == kind.value).sum())


def _nights(rows: pd.DataFrame, settings: Settings) -> int:
    hours = rows["hour"]
    late, early = hours >= settings.night_from_hour, hours < settings.night_until_hour
    return int(((late | early) & (hours >= 0)).sum())


def _occasions(rows: pd.DataFrame, settings: Settings, timezone: str) -> Iterator[Occasion]:
    """Yield stretches of contact parted by a gap; a day without a clock time is not placed."""
    timed = rows[rows["at"].notna() & (rows["exact"] | (rows["hour"] >= 0))].sort_values(
        "at", kind="stable"
    )
    gap = pd.Timedelta(hours=settings.occasion_gap_hours)
    numbers = (timed["at"].diff() > gap).cumsum()
    for _, stretch in timed.groupby(numbers):
        start, end = (_local(each, timezone) for each in stretch["at"].iloc[[0, -1]])
        if start is not None and end is not None:
            yield Occasion(start=start, end=end, messages=tuple(stretch["id"]))


def _longest_unanswered(frame: pd.DataFrame, person: str, timezone: str) -> UnansweredRun:
    """Return the longest run of contact with nothing sent by the user in the same chats."""
    theirs = (frame["person"] == person) & ~frame["mine"]
    chats = set(frame.loc[theirs, "source"])
    talk = frame[theirs | (frame["mine"] & frame["source"].isin(chats))]
    runs = talk["mine"].cumsum()[~talk["mine"]]
    if runs.empty:
        return UnansweredRun(count=0, start=None, end=None)
    longest = talk.loc[runs.index[runs == runs.value_counts(sort=False).idxmax()]]
    times = longest["at"].dropna()
    return UnansweredRun(
        count=len(longest),
        start=_local(times.min(), timezone),
        end=_local(times.max(), timezone),
        messages=tuple(longest["id"]),
    )


def _after_stop(
    frame: pd.DataFrame,
    theirs: pd.DataFrame,
    requests: Sequence[Asked],
    settings: Settings,
    timezone: str,
) -> AfterStop | None:
    explicit = [
        (each.request.at, each.row, each.request.message)
        for each in requests
        if each.request.at is not None
        and (each.request.strength is Strength.EXPLICIT or each.confirmed)
    ]
    if not explicit:
        return None
    since, row, request = min(explicit)
    later = theirs[(theirs["at"] > since) | ((theirs["at"] == since) & (theirs.index > row))]
    # A day without a clock says "after" only when it is a later day.
    day = since.astimezone(ZoneInfo(timezone)).date()
    later = later[later["exact"] | (later["day"] != day)]
    chats = set(theirs["source"])
    mine = frame[frame["mine"] & frame["source"].isin(chats) & (frame["at"] > since)]
    asked = {each.request.message for each in requests}
    replies = mine[~mine["id"].isin(asked)]
    return AfterStop(
        since=since,
        request=request,
        messages=int((~later["kind"].isin(NOT_MESSAGES)).sum()),
        calls=_count(later, Kind.CALL),
        missed_calls=_count(later, Kind.MISSED_CALL),
        days_with_contact=int(later["day"].nunique()),
        occasions=len(tuple(_occasions(later, settings, timezone))),
        later_replies_by_user=int((~replies["kind"].isin(CALLS)).sum()),
        undated=int(theirs["at"].isna().sum()),
        message_ids=tuple(later["id"]),
    )


def _local(value: pd.Timestamp | float, timezone: str) -> datetime | None:
    """Return the instant with the plain offset that its zone had then, None for NaT."""
    if pd.isna(value):
        return None
    return fixed_offset(pd.Timestamp(value).tz_convert(ZoneInfo(timezone)).to_pydatetime())
