"""The counts for one person: contact, unanswered runs, nights, contact after a request to stop."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analyser.findings import (
    COUNTED_READINGS,
    AfterStop,
    ContactPattern,
    Flag,
    Status,
    StopRequest,
    Strength,
    UnansweredRun,
)
from analyser.patterns._frame import NOT_MESSAGES
from analyser.patterns._occasions import local, occasions
from analyser.records import Kind
from analyser.settings import Settings


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
                at=local(_placed_at(frame, row), timezone),
                strength=flag.strength,
            )
            confirmed = flag.status is Status.CONFIRMED
            found.append(
                Asked(row=row, person=next(iter(them)), request=request, confirmed=confirmed)
            )
    return tuple(sorted(found, key=lambda asked: asked.row))


def _placed_at(frame: pd.DataFrame, row: int) -> pd.Timestamp | float:
    """Return when a request was made: the later reading in the hour that October has twice."""
    twice = pd.isna(frame["at"].iloc[row]) and not pd.isna(frame["day"].iloc[row])
    found: pd.Timestamp | float = frame["latest" if twice else "at"].iloc[row]
    return found


def contact_pattern(
    frame: pd.DataFrame, person: str, asked: Sequence[Asked], settings: Settings, timezone: str
) -> ContactPattern:
    """Return the counts for `person` over the whole frame."""
    theirs = frame[(frame["person"] == person) & ~frame["mine"]]
    first, last = _span(theirs)
    requests = [each for each in asked if each.person == person]
    counted = theirs[~theirs["kind"].isin(NOT_MESSAGES)]
    nights = theirs[_at_night(theirs["hour"], settings)]
    undated = int(theirs["day"].isna().sum())
    days = _days(theirs)
    return ContactPattern(
        person=person,
        first=local(first, timezone),
        last=local(last, timezone),
        messages=len(counted),
        calls=_count(theirs, Kind.CALL),
        missed_calls=_count(theirs, Kind.MISSED_CALL),
        days_with_contact=days,
        days_with_contact_at_most=max(int(theirs["day"].nunique()) + undated, days),
        undated=undated,
        without_clock=int((theirs["hour"] < 0).sum()),
        occasions=tuple(occasions(theirs, settings, timezone)),
        longest_unanswered=_longest_unanswered(frame, person, timezone),
        night_messages=int((~nights["kind"].isin(NOT_MESSAGES)).sum()),
        night_calls=_count(nights, Kind.CALL) + _count(nights, Kind.MISSED_CALL),
        group_messages=int(counted["group"].sum()),
        channels=tuple(sorted(channel for channel in theirs["channel"].unique() if channel)),
        stop_requests=tuple(each.request for each in requests),
        after_stop=_after_stop(frame, theirs, requests, settings, timezone),
    )


def _span(rows: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and the last time; NaT where no row has one.

    In the hour that October has twice the day is known: the earlier reading may be the first, the
    later one the last.
    """
    dated = rows[rows["day"].notna()]
    return (
        dated["at"].fillna(dated["earliest"]).min(),
        dated["at"].fillna(dated["latest"]).max(),
    )


def _count(rows: pd.DataFrame, kind: Kind) -> int:
    return int((rows["kind"] == kind.value).sum())


def _days(rows: pd.DataFrame) -> int:
    """Return on how many days at the least; contact without any date was on some day."""
    return max(int(rows["day"].nunique()), 1) if len(rows) else 0


def _at_night(hours: pd.Series, settings: Settings) -> pd.Series:
    late, early = hours >= settings.night_from_hour, hours < settings.night_until_hour
    across_midnight = settings.night_from_hour > settings.night_until_hour
    return ((late | early) if across_midnight else (late & early)) & (hours >= 0)


def _longest_unanswered(frame: pd.DataFrame, person: str, timezone: str) -> UnansweredRun:
    """Return the longest run of contact with nothing sent by the user in the same chats.

    Only chats that show who is who; in a group nobody can tell what is an answer to whom.
    """
    direct = frame[frame["known"] & ~frame["group"]]
    theirs = (direct["person"] == person) & ~direct["mine"]
    chats = set(direct.loc[theirs, "source"])
    talk = direct[theirs | (direct["mine"] & direct["source"].isin(chats))]
    runs = talk["mine"].cumsum()[~talk["mine"]]
    if runs.empty:
        return UnansweredRun(count=0, start=None, end=None)
    longest = talk.loc[runs.index[runs == runs.value_counts(sort=False).idxmax()]]
    times = longest["at"].dropna()
    return UnansweredRun(
        count=len(longest),
        start=local(times.min(), timezone),
        end=local(times.max(), timezone),
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
    stop = frame.iloc[row]
    same = theirs["earliest"] == stop["latest"]
    after = (theirs["earliest"] > stop["latest"]) | (same & (theirs.index > row))
    # Days without a clock, two readings and no date at all: it may have been before or after.
    before = theirs["latest"] < stop["earliest"]
    before |= (theirs["latest"] == stop["earliest"]) & (theirs.index < row)
    direct, later = ~theirs["group"], theirs[after & ~theirs["group"]]
    chats = set(theirs.loc[direct, "source"])
    mine = frame[frame["mine"] & frame["source"].isin(chats) & (frame["earliest"] > stop["latest"])]
    replies = mine[~mine["id"].isin({each.request.message for each in requests})]
    in_groups = theirs[after & theirs["group"]]
    return AfterStop(
        since=since,
        request=request,
        messages=int((~later["kind"].isin(NOT_MESSAGES)).sum()),
        calls=_count(later, Kind.CALL),
        missed_calls=_count(later, Kind.MISSED_CALL),
        days_with_contact=_days(later),
        occasions=len(tuple(occasions(later, settings, timezone))),
        later_replies_by_user=int((~replies["kind"].isin(NOT_MESSAGES)).sum()),
        undated=int((~after & ~before & direct).sum()),
        group_messages=int((~in_groups["kind"].isin(NOT_MESSAGES)).sum()),
        message_ids=tuple(later["id"]),
    )
