"""A small invented case with one of everything a report can show, and a way to change its words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from analyser.elements import Chapter, Element, Service, Standing
from analyser.findings import (
    Findings,
    Flag,
    FlagReading,
    Made,
    PatternSignal,
    Person,
    Pointer,
    Status,
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
from tests.report.contact import PATTERN, at


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
    elements=(
        Element(
            text="Words that read as an example",
            standing=Standing.SHOWN,
            messages=("S1-3", "S1-4", "S1-5", "S2-1"),
        ),
        Element(text="Whether it came to harm.", standing=Standing.NOT_HERE),
        Element(text="Whether it was meant.", standing=Standing.TO_DECIDE),
        Element(
            text="The date shown with items S1-3, S1-4 and S1-5 can be read in two ways.",
            standing=Standing.TO_DECIDE,
        ),
    ),
    summary_only=True,
    last=date(2025, 7, 6),
)

NATION = Jurisdiction.ENGLAND_AND_WALES

SIGNAL = PatternSignal(
    signal="repeated_contact",
    person="P2",
    messages=("S1-3", "S1-4"),
    occasions=2,
    occasions_at_most=2,
    because="Contact came again on 2 occasions.",
)

GUIDE = (
    Chapter(title="What counts?", text=("At least two occasions.",), nations=(NATION,)),
    Chapter(title="Maximums", text=("Up to",), nations=(NATION,), on_demand=True),
)


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
        own=(flag("S1-2", "insult", "insult_degrading", because="The words: «Please stop»."),),
        patterns=(PATTERN,),
        guide=GUIDE,
        signals=(SIGNAL,),
        pointers=(POINTER,),
        notices=("Flags are suggestions.",),
        time_prompt="Some of these have short time limits.",
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
