"""A small invented case with one of everything a report can show, and a way to change its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analyser.contact import Comparison, Count, Occasion, Period, Run, UnansweredRun, Way
from analyser.entered import Incident, IncidentKind, Known
from analyser.findings import (
    AfterStop,
    ContactPattern,
    Findings,
    Flag,
    FlagReading,
    Made,
    PatternSignal,
    Person,
    Pointer,
    Service,
    Status,
    StopRequest,
    Strength,
)
from analyser.records import (
    Accounted,
    Attachment,
    Box,
    CaseFacts,
    Certainty,
    Jurisdiction,
    Kind,
    Message,
    Moment,
    Problem,
    Side,
    Sighting,
    Source,
    Unread,
    Where,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def moment(text: str, certainty: Certainty = Certainty.MINUTE) -> Moment:
    return Moment(shown_as=text, instant=at(text), certainty=certainty)


def message(number: int, text: str, **values) -> Message:
    defaults = {
        "id": f"S1-{number}",
        "source": "S1",
        "where": Where(line=number),
        "app": "whatsapp",
        "when": moment(f"2025-07-0{number}T21:3{number}:00"),
        "sender": "Sam Hill",
        "side": Side.RECEIVED,
        "text": text,
    }
    return Message(**(defaults | values))


def flag(message_id: str, signal: str, group: str, **values) -> Flag:
    defaults = {
        "strength": Strength.EXPLICIT,
        "reading": FlagReading.STATED,
        "score": 0.9,
        "spans": ((0, 4),),
        "rule": "a-rule",
        "because": "The words: «come round».",
    }
    return Flag(message=message_id, signal=signal, group=group, **(defaults | values))


MESSAGES = (
    message(1, "Messages are encrypted.", kind=Kind.SYSTEM, sender=None, side=Side.UNKNOWN),
    message(2, "Please stop contacting me.", sender="Alex Reed", side=Side.SENT),
    message(3, "I will come round\nand burn it down", quoted="Please stop"),
    message(4, "", kind=Kind.MISSED_CALL),
    message(
        5,
        "see you",
        when=Moment(
            shown_as="07/08/2025, 21:35",
            certainty=Certainty.AMBIGUOUS,
            readings=(at("2025-07-08T20:35:00"), at("2025-08-07T20:35:00")),
        ),
    ),
    message(
        6,
        "<attached: IMG-1.jpg>",
        kind=Kind.MEDIA,
        attachment=Attachment(name="IMG-1.jpg", present=False),
    ),
    message(
        7,
        "half of a wor",
        id="S2-1",
        source="S2",
        where=Where(box=Box(left=10, top=20, width=300, height=40)),
        when=Moment(shown_as="21:40"),
        confidence=0.914,
        partial=True,
        seen_in=(
            Sighting(source="S2", where=Where(box=Box(left=10, top=20, width=300, height=40))),
            Sighting(source="S3", where=Where(box=Box(left=11, top=90, width=300, height=40))),
        ),
    ),
)

SOURCES = (
    Source(
        id="S1",
        name="chats.zip",
        member="chat.txt",
        sha256="a" * 64,
        member_sha256="b" * 64,
        size_bytes=12345,
        kind="whatsapp_txt",
        app="whatsapp",
        accounted=Accounted(units=8, messages=5, continuation=1, system=1, unread=1),
        facts=("Dates are read day first.",),
    ),
    Source(
        id="S2",
        name="one.png",
        sha256="c" * 64,
        size_bytes=77,
        kind="screenshot",
        accounted=Accounted(units=1, messages=1),
    ),
    Source(
        id="S3",
        name="two.png",
        sha256="d" * 64,
        size_bytes=78,
        kind="unknown",
        problems=(Problem(what="This file is damaged.", do="Add another copy."),),
    ),
)


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

POINTER = Pointer(
    provision="EW-EXAMPLE",
    title="Example Act 2000, s.1",
    label="a neutral heading",
    summary="About an example.",
    because=("Words that read as an example, in items S1-3, S1-4 and S1-5.",),
    signals=("threat_property",),
    messages=("S1-3", "S1-4", "S1-5", "S2-1"),
    not_in_this_material=("Whether it was meant.",),
    maximum="a fine",
    time_limit="6 months",
    source_url="https://www.legislation.gov.uk/example",
    confidence="probable",
)

NATION = Jurisdiction.ENGLAND_AND_WALES


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def findings() -> Findings:
    return Findings(
        made=Made(
            program="analyser 0",
            rules="rules 0",
            model="no model",
            law_checked_on="2026-11-22",
            ocr="no reader",
        ),
        facts=CaseFacts(
            me=("Alex Reed",), jurisdiction=NATION, captured_at=at("2025-07-07T20:00:00")
        ),
        sources=SOURCES,
        messages=MESSAGES,
        unread=(Unread(source="S1", where=Where(line=9), reason="No date.", text="what is this"),),
        people=(
            Person(id="P1", names=("Alex Reed",), is_me=True),
            Person(id="P2", names=("Sam Hill", "+44 7700 900123"), is_me=False),
        ),
        flags=(
            flag("S1-3", "threat_damage_property", "threat_property"),
            flag("S1-3", "stalking_loiter", "stalking", status=Status.CONFIRMED),
            flag("S1-5", "stalking_loiter", "stalking", reading=FlagReading.JOKING),
            flag("S1-6", "stalking_loiter", "stalking", status=Status.DISMISSED),
        ),
        patterns=(PATTERN,),
        signals=(
            PatternSignal(
                signal="repeated_contact",
                person="P2",
                messages=("S1-3", "S1-4"),
                occasions=2,
                because="Contact came again on 2 occasions.",
            ),
        ),
        pointers=(POINTER,),
        notices=("Flags are suggestions.",),
        next_steps=("Speak to the police soon: some offences have short time limits.",),
        services=(
            Service(
                name="Samaritans",
                contact="116 123",
                usually="day and night",
                for_whom="anyone in distress",
                nations=(NATION,),
                confidence="certain",
                checked=date(2026, 11, 22),
            ),
            Service(
                name="A line",
                contact="020 7946 0000",
                for_whom="an example",
                nations=(NATION,),
                confidence="probable",
                checked=date(2026, 11, 21),
            ),
        ),
    )


@pytest.fixture
def with_texts(findings):
    """Return a function that gives a case in which every string from a file is one of `texts`."""

    def case(*texts: str, name: str = "Sam Hill", file_name: str = "chat.txt") -> Findings:
        source = replace(SOURCES[0], name=file_name, member=name, facts=(name,))
        messages = tuple(
            message(1, text, id=f"S1-{n}", sender=name, quoted=text, when=Moment(shown_as=text))
            for n, text in enumerate(texts, start=1)
        )
        return replace(
            findings,
            sources=(source,),
            messages=messages,
            unread=(Unread(source="S1", where=Where(line=1), reason="No date.", text=texts[0]),),
            people=(Person(id="P2", names=(name,), is_me=False),),
            flags=(flag("S1-1", "stalking_loiter", "stalking", because=texts[0]),),
            patterns=(replace(PATTERN, stop_requests=(), channels=(name,)),),
            pointers=(),
            notices=(texts[0],),
        )

    return case
