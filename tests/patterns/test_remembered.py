"""What is remembered of a person's counts is what would be counted anew, whatever changed."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from analyser import scratch
from analyser.entered import Incident, IncidentKind, Known
from analyser.findings import Flag, FlagReading, Strength
from analyser.patterns import find_patterns
from analyser.patterns._remembered import patterns as remembered
from analyser.people import find_people
from analyser.records import CaseFacts, Certainty, Kind, Message, Moment, Side, Where
from analyser.settings import Settings

PEOPLE = ("Jo Ash", "Kit Marlow", "Lee Dane", "Pat Orchard")
START = datetime(2025, 2, 1, 8, tzinfo=UTC)
ASKED = Flag(
    message="S1-4",
    signal="stop_request",
    group="stop_request",
    strength=Strength.EXPLICIT,
    reading=FlagReading.STATED,
    score=1.0,
    spans=((0, 1),),
    rule="r",
    because="b",
)


def moment(chance, number):
    at = START + timedelta(hours=number * chance.choice((1, 3, 9)))
    sort = chance.randrange(8)
    if sort == 0:
        return Moment()
    if sort == 1:
        day = at.replace(hour=0)
        return Moment(shown_as="a day", instant=day, certainty=Certainty.DAY)
    if sort == 2:
        two = (at, at + timedelta(days=59))
        return Moment(shown_as="03/04/2025", readings=two, certainty=Certainty.AMBIGUOUS)
    return Moment(shown_as="a time", instant=at, certainty=Certainty.MINUTE)


def chats(chance):
    """Private chats with each person, and one with all of them."""
    found = []
    for number in range(40):
        source = chance.randrange(1, 6)
        mine = chance.random() < 0.3
        other = chance.choice(PEOPLE) if source == 5 else PEOPLE[source - 1]
        found.append(
            Message(
                id=f"S{source}-{number}",
                source=f"S{source}",
                where=Where(line=number + 1),
                app="whatsapp",
                when=moment(chance, number),
                sender="Sam Orme" if mine else other,
                side=Side.SENT if mine else Side.RECEIVED,
                kind=chance.choice((Kind.TEXT, Kind.TEXT, Kind.CALL, Kind.MISSED_CALL)),
                text="x",
            )
        )
    return found


def changed(chance, messages):
    place = chance.randrange(len(messages))
    other = [
        replace(messages[place], when=moment(chance, place)),
        replace(messages[place], kind=Kind.REACTION),
        replace(messages[place], sender=chance.choice(PEOPLE), side=Side.RECEIVED),
        replace(messages[place], sender="Sam Orme", side=Side.SENT),
    ]
    return [*messages[:place], chance.choice(other), *messages[place + 1 :]]


def test_after_each_change_the_counts_are_those_made_anew():
    chance = random.Random(4)  # noqa: S311  # no secret
    messages = chats(chance)
    block = Incident(
        id="N1",
        kind=IncidentKind.BLOCK,
        at=START,
        clock=True,
        known=Known.EXACT,
        written_at=START,
        fields=(("shown_as", "Kit Marlow"),),
    )
    for step in range(12):
        settings = Settings(occasion_gap_hours=6 if step % 4 else 12)
        persons = {"Jo Ash": ("Jo Ash", "Lee Dane")} if step in (5, 6) else {}
        facts = CaseFacts(me=("Sam Orme",), persons=persons)
        given = {
            "people": find_people(messages, facts),
            "flags": (replace(ASKED, message=messages[3].id),) if step % 3 == 0 else (),
            "settings": settings,
            "timezone": "Europe/London" if step % 5 else "Asia/Tokyo",
            "incidents": (block,) if step in (7, 8) else (),
        }
        found = find_patterns(messages, **given)
        remembered.cache_clear()
        assert find_patterns(messages, **given) == found
        find_patterns(changed(chance, messages), **given)
        assert find_patterns(messages, **given) == found
        messages = changed(chance, messages)


def test_a_person_of_whom_nothing_changed_is_not_counted_again():
    messages = chats(random.Random(1))  # noqa: S311
    given = {
        "people": find_people(messages, CaseFacts(me=("Sam Orme",))),
        "settings": Settings(),
        "timezone": "Europe/London",
    }
    before = find_patterns(messages, flags=(), **given)
    place = next(n for n, m in enumerate(messages) if m.sender == "Jo Ash" and m.source == "S1")
    other = [*messages]
    other[place] = replace(messages[place], kind=Kind.REACTION)
    after = find_patterns(other, flags=(), **given)
    same = [one.counts is two.counts for one, two in zip(before, after, strict=True)]
    assert same.count(False) == 1


def test_it_goes_with_all_else_that_was_read():
    messages = chats(random.Random(2))  # noqa: S311
    given = {"people": find_people(messages, CaseFacts(me=("Sam Orme",))), "flags": ()}
    find_patterns(messages, settings=Settings(), timezone="Europe/London", **given)
    assert remembered.cache_parameters()["maxsize"]
    scratch.forget_what_was_read()
    assert not remembered.cache_parameters()["maxsize"]
