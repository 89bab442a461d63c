"""The contact of the small invented case of the report, with one of everything."""

from dataclasses import replace
from datetime import UTC, datetime

from analyser.contact import (
    Bearing,
    BearingPart,
    Comparison,
    Count,
    Occasion,
    Period,
    Run,
    UnansweredRun,
    Way,
)
from analyser.entered import Incident, IncidentKind, Known
from analyser.findings import AfterStop, ContactPattern, StopRequest, Strength


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def count(id_: str, least: int, most: int, *messages: str) -> Count:
    return Count(id=id_, label=f"Counted: {id_}", count=least, at_most=most, messages=messages)


RUN = Run(
    count=5, start=at("2025-07-03T21:33:00"), end=at("2025-07-03T21:40:00"), messages=("S1-3",)
)
PERIOD = Period(
    start=at("2025-07-03T21:33:00"), end=at("2025-07-03T21:40:00"), count=0, at_most=0, messages=()
)
WAY = Way(
    sender="Sam Hill",
    app="whatsapp",
    group=False,
    messages=4,
    calls=0,
    missed_calls=1,
    reactions=0,
    days=3,
    first=at("2025-07-03T21:33:00"),
    last=None,
    rows=("S1-3", "S1-4"),
)

PATTERN = ContactPattern(
    person="P2",
    first=at("2025-07-03T21:33:00"),
    last=at("2025-07-06T21:36:00"),
    messages=4,
    calls=0,
    missed_calls=1,
    days_with_contact=3,
    undated=2,
    occasions=(
        Occasion(
            start=at("2025-07-03T21:33:00"),
            end=at("2025-07-04T21:34:00"),
            messages=("S1-3", "S1-4"),
        ),
        Occasion(
            start=at("2025-07-05T21:33:00"),
            end=at("2025-07-06T21:36:00"),
            messages=("S1-3", "S1-4", "S1-5", "S1-6", "S2-1"),
        ),
    ),
    longest_unanswered=UnansweredRun(
        count=4,
        at_most=4,
        start=at("2025-07-03T21:33:00"),
        end=at("2025-07-06T21:36:00"),
        messages=("S1-3", "S1-4", "S1-5", "S1-6"),
    ),
    night_messages=1,
    channels=("whatsapp",),
    stop_requests=(
        StopRequest(message="S1-2", at=at("2025-07-02T21:32:00"), strength=Strength.EXPLICIT),
    ),
    after_stop=AfterStop(
        since=at("2025-07-02T21:32:00"),
        request="S1-2",
        messages=1,
        calls=0,
        missed_calls=1,
        days_with_contact=2,
        occasions=2,
        later_replies_by_user=1,
        undated=2,
        message_ids=("S1-3", "S1-4"),
        first=at("2025-07-03T21:33:00"),
        last=at("2025-07-04T21:34:00"),
        maybe=("S1-5", "S2-1"),
        replies=("S1-2",),
        counts=(count("after_messages", 1, 3, "S1-3"), count("after_groups", 0, 0)),
        ways=(replace(WAY, new=True, rows=("S1-3",)),),
        comparison=Comparison(
            days=7, before=PERIOD, after=PERIOD, says="In 7 days before it: 0. After it: 1."
        ),
    ),
    threats=("S1-3",),
    bearings=(
        Bearing(part=BearingPart.FIXATED, text="Watching", messages=("S1-3",)),
        Bearing(part=BearingPart.REPEATED, text="Occasions", messages=()),
        Bearing(part=BearingPart.ACTS, text="Following", messages=()),
        Bearing(part=BearingPart.QUESTIONS, text="Is there a question?", messages=("S1-4",)),
    ),
    counts=(count("messages", 4, 4, "S1-3", "S1-5", "S1-6"), count("days", 3, 5, "S1-3")),
    ways=(WAY, replace(WAY, app="", sender="", group=True)),
    bursts=(RUN,),
    silences=(replace(RUN, count=14, own=1),),
    after_events=(
        AfterStop(
            since=at("2025-07-01T23:00:00"),
            request="",
            event=Incident(
                id="N1",
                kind=IncidentKind.BLOCK,
                at=at("2025-07-01T23:00:00"),
                clock=False,
                known=Known.EXACT,
                written_at=at("2025-07-09T10:00:00"),
            ),
            messages=0,
            calls=0,
            missed_calls=0,
            days_with_contact=0,
            occasions=0,
            later_replies_by_user=0,
            undated=0,
        ),
    ),
)
