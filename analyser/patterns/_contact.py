"""The counts for one person: contact, unanswered runs, nights, contact after a request to stop."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analyser.contact import Run
from analyser.entered import Incident
from analyser.findings import (
    AfterStop,
    ContactPattern,
    Flag,
    Person,
    Status,
    StopRequest,
    Strength,
)
from analyser.patterns._after import after
from analyser.patterns._counts import counts
from analyser.patterns._finder import counting
from analyser.patterns._occasions import local, occasions
from analyser.patterns._readings import (
    Range,
    each_way,
    first_readings,
    in_each_order,
    last_readings,
    read_parts,
    span_of,
)
from analyser.patterns._runs import bursts, longest_in_each_way, silences, talk_with
from analyser.patterns._since import Since, since_event
from analyser.patterns._ways import ways
from analyser.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request to stop, the person it was sent to, and its row in the frame."""

    row: int
    person: str
    request: StopRequest


def stop_requests(frame: pd.DataFrame, flags: Sequence[Flag], timezone: str) -> tuple[Asked, ...]:
    """Return the user's requests to stop, each with the one person it was sent to.

    A chat with one other person shows whom a request was sent to. In a group nobody can tell, so
    a request there is left out; the pipeline says so.
    """
    others = frame.loc[~frame["mine"] & frame["person"].notna()].groupby("source")["person"]
    members = {source: set(people) for source, people in others}
    rows = {id_: row for row, id_ in enumerate(frame["id"])}
    found = []
    for flag in counting(flags):
        if flag.signal != "stop_request" or flag.message not in rows:
            continue
        row = rows[flag.message]
        them = members.get(str(frame["source"].iloc[row]), set())
        if len(them) == 1:
            request = StopRequest(
                message=flag.message,
                at=local(_placed_at(frame, row), timezone),
                strength=flag.strength,
                plain=flag.strength is Strength.EXPLICIT or flag.status is Status.CONFIRMED,
            )
            found.append(Asked(row=row, person=next(iter(them)), request=request))
    return tuple(sorted(found, key=lambda asked: asked.row))


def _placed_at(frame: pd.DataFrame, row: int) -> pd.Timestamp | float:
    """Return when a request was made: the later reading in the hour that October has twice."""
    twice = pd.isna(frame["at"].iloc[row]) and not pd.isna(frame["day"].iloc[row])
    found: pd.Timestamp | float = frame["latest" if twice else "at"].iloc[row]
    return found


def contact_pattern(
    frame: pd.DataFrame,
    person: Person,
    asked: Sequence[Asked],
    events: Sequence[Incident],
    settings: Settings,
    timezone: str,
) -> ContactPattern:
    """Return the counts for `person` over the whole frame."""
    theirs = frame[(frame["person"] == person.id) & ~frame["mine"]]
    first, last = (local(each, timezone) for each in span_of(theirs))
    requests = [each for each in asked if each.person == person.id]
    read = each_way(theirs, timezone)
    talks = in_each_order(talk := talk_with(frame, person.id), timezone)
    unanswered = longest_in_each_way(talks, talks, timezone)
    in_bursts = tuple(bursts(talk, settings, timezone))
    silent = tuple(silences(talk, settings, timezone))
    numbers = tuple(
        counts(
            theirs,
            settings,
            timezone,
            unanswered=unanswered,
            bursts=in_bursts,
            bursts_at_most=max(_number_of(bursts(each, settings, timezone)) for each in talks),
            silences=silent,
            silences_number=_silences_range(talks, settings, timezone),
            read=read,
        )
    )
    number = {each.id: each for each in numbers}
    return ContactPattern(
        person=person.id,
        first=first,
        last=last,
        messages=number["messages"].count,
        calls=number["calls"].count,
        missed_calls=number["missed_calls"].count,
        days_with_contact=number["days"].count,
        days_with_contact_at_most=number["days"].at_most,
        undated=number["undated"].count,
        without_clock=number["without_clock"].count,
        occasions=tuple(occasions(theirs, settings, timezone)),
        longest_unanswered=unanswered,
        night_messages=number["night_messages"].count,
        night_calls=number["night_calls"].count,
        group_messages=number["group_messages"].count,
        channels=tuple(sorted(channel for channel in theirs["channel"].unique() if channel)),
        stop_requests=tuple(each.request for each in requests),
        after_stop=_after_stop(frame, theirs, requests, settings, timezone),
        counts=numbers,
        ways=ways(theirs, timezone),
        first_readings=first_readings(read, timezone),
        last_readings=last_readings(read, timezone),
        occasion_readings=read_parts(read, settings, timezone),
        bursts=in_bursts,
        silences=silent,
        after_events=_after_events(frame, theirs, requests, events, settings, timezone),
    )


def _number_of(found: Iterator[Run]) -> int:
    return sum(1 for _ in found)


def _silences_range(talks: Sequence[pd.DataFrame], settings: Settings, timezone: str) -> Range:
    """Return how many silences there are at the least and at the most, over all ways to read."""
    least = [_number_of(silences(each, settings, timezone)) for each in talks]
    most = [max(n, _silences_at_most(each, settings)) for n, each in zip(least, talks, strict=True)]
    return Range(least=min(least), most=max(most))


def _silences_at_most(talk: pd.DataFrame, settings: Settings) -> int:
    """Return for how many there is room where days are open; 0 where `silences` finds them all."""
    theirs = talk[~talk["mine"]]
    if theirs["day"].notna().all():
        return 0
    span = theirs["latest"].max() - theirs["earliest"].min()
    room = 0 if pd.isna(span) else span.days // max(settings.silence_days, 1)
    outside = int(theirs["earliest"].isna().sum())
    return min(len(theirs) - 1, room + outside)


def _after_stop(
    frame: pd.DataFrame,
    theirs: pd.DataFrame,
    requests: Sequence[Asked],
    settings: Settings,
    timezone: str,
) -> AfterStop | None:
    # By the latest time at which each can have been: from the first of these on, it was asked for.
    plain = [
        (frame["latest"].iloc[each.row], each.row, each.request)
        for each in requests
        if each.request.plain and not pd.isna(frame["latest"].iloc[each.row])
    ]
    if not plain:
        return None
    latest, row, request = min(plain, key=lambda each: each[:2])
    at = request.at or local(latest, timezone)
    assert at is not None  # noqa: S101  # `plain` holds none without a time
    earliest = frame["earliest"].iloc[row]
    since = Since(at=at, earliest=earliest, latest=latest, row=row, request=request.message)
    asking = [each.request.message for each in requests]
    return after(frame, theirs, since, asking, settings, timezone)


def _after_events(
    frame: pd.DataFrame,
    theirs: pd.DataFrame,
    requests: Sequence[Asked],
    events: Sequence[Incident],
    settings: Settings,
    timezone: str,
) -> tuple[AfterStop, ...]:
    asking = [each.request.message for each in requests]
    return tuple(
        after(frame, theirs, since_event(event, timezone), asking, settings, timezone)
        for event in events
    )
