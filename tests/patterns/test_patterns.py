"""Golden cases: a chat in few rows, hand-made flags, and the counts that must come of them.

A message row is [id, source, app, sender, side, kind, certainty, instant], a date that
can be read in two ways with two instants, that of the day first before the other; a flag row is
[message, signal, strength, reading, status], of all of its text; an event row is
[kind, when, person], perhaps with the order in force. `texts` are those of messages where they
matter, `tables` are the sources that are tables. What is expected of a list is its length, or its
values where a list is
given; of a number of `counts` its least and most, and its rows where they are given.
"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyser import patterns as patterns_room
from analyser.contact import Bearing, Count, Occasion, Period, Run, Way
from analyser.entered import Incident, IncidentKind, Known
from analyser.findings import Flag, FlagReading, Status, Strength
from analyser.patterns import find_patterns, pattern_signals
from analyser.patterns._bearings import _rows
from analyser.people import find_people
from analyser.records import CaseFacts, Certainty, Kind, Message, Moment, Side, Where
from analyser.settings import Settings
from analyser.signals import signals

ROOM = Path(patterns_room.__file__).parent
CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))


def _message(row: list[str], tables: list[str], text: str = "x") -> Message:
    id_, source, app, sender, side, kind, certainty, *times = row
    number = int(id_.rpartition("-")[2])
    instants = [datetime.fromisoformat(each) for each in times]
    two = certainty == "ambiguous"
    when = Moment(
        shown_as=f"{instants[0]:%d/%m/%Y}" if two else "as shown" if times else None,
        instant=instants[0] if instants and not two else None,
        readings=tuple(sorted(instants)) if two else (),
        certainty=Certainty(certainty),
    )
    return Message(
        id=id_,
        source=source,
        where=Where(record=number) if source in tables else Where(line=number),
        app=app,
        when=when,
        sender=sender or None,
        side=Side(side),
        kind=Kind(kind),
        text=text,
    )


def _flag(row: list[str]) -> Flag:
    message, signal, strength, reading, status = row
    return Flag(
        message=message,
        signal=signal,
        group="g",
        strength=Strength(strength),
        reading=FlagReading(reading),
        score=0.9,
        spans=((0, 99),),
        rule="r",
        because="b",
        status=Status(status),
    )


def _incident(number: int, kind: str, when: str, who: str, order: str = "") -> Incident:
    at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    return Incident(
        id=f"N{number}",
        kind=IncidentKind(kind),
        at=at,
        clock="T" in when,
        known=Known.EXACT,
        written_at=at,
        fields=tuple(each for each in (("shown_as", who), ("order_in_force", order)) if each[1]),
    )


def _value(found: object, name: str, like: object) -> object:
    for part in name.split("."):
        if part.isdigit():
            found = found[int(part)]
        elif isinstance(found, tuple) and found and isinstance(found[0], Count):
            found = next(each for each in found if each.id == part)
        else:
            found = getattr(found, part)
    if isinstance(found, tuple):
        return [_shown(each) for each in found] if isinstance(like, list) else len(found)
    return _shown(found)


def _shown(value: object) -> object:
    if isinstance(value, Occasion):
        return [value.start.isoformat(), value.end.isoformat(), *value.messages]
    if isinstance(value, Bearing):
        return [value.part.value, value.text, *value.messages]
    if isinstance(value, Count):
        return [value.count, value.at_most]
    if isinstance(value, Run):
        return [value.start.isoformat(), value.end.isoformat(), value.own, *value.messages]
    if isinstance(value, Period):
        return [value.start.date(), value.end.date(), value.count, value.at_most]
    if isinstance(value, Way):
        apart = ["group"] if value.group else []
        new = ["new"] if value.new else []
        return [value.sender, value.app, value.days, *apart, *new, *value.rows]
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_counts_are_those_of_the_case(path):
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    tables, texts = case.get("tables", []), case.get("texts", {})
    messages = [_message(row, tables, texts.get(row[0], "x")) for row in case["messages"]]
    facts = CaseFacts(persons={k: tuple(v) for k, v in case.get("persons", {}).items()})
    people = find_people(messages, facts)
    flags = [_flag(row) for row in case.get("flags", [])]
    patterns = find_patterns(
        messages,
        people=people,
        flags=flags,
        settings=Settings(**case.get("settings", {})),
        timezone="Europe/London",
        incidents=[_incident(n, *row) for n, row in enumerate(case.get("events", []), start=1)],
    )
    found_signals = pattern_signals(messages, patterns=patterns, flags=flags, people=people)
    names = {person.id: person.names[0] for person in people}
    by_name = {names[pattern.person]: pattern for pattern in patterns}
    assert set(by_name) == set(case["expect"])
    for name, counts in case["expect"].items():
        counts = dict(counts)
        found = sorted(each.signal for each in found_signals if names[each.person] == name)
        assert found == counts.pop("signals", [])
        said = {each.because for each in found_signals if names[each.person] == name}
        assert set(counts.pop("reasons", said)) == said
        if not counts.pop("has_after_stop", True):
            assert by_name[name].after_stop is None
        assert {key: _value(by_name[name], key, counts[key]) for key in counts} == counts


def test_night_hours_that_do_not_cross_midnight_are_counted_as_set():
    rows = [
        [
            f"S1-{n}",
            "S1",
            "",
            "Alex",
            "received",
            "text",
            "minute",
            f"2025-02-01T{hour:02}:00+00:00",
        ]
        for n, hour in enumerate((0, 1, 5, 6, 23), start=1)
    ]
    messages = [_message(row, []) for row in rows]
    settings = Settings(night_from_hour=1, night_until_hour=6)
    (pattern,) = find_patterns(
        messages,
        people=find_people(messages, CaseFacts()),
        flags=[],
        settings=settings,
        timezone="Europe/London",
    )
    assert pattern.night_messages == 2


def test_every_line_of_the_lists_names_signals_and_numbers_that_exist():
    known = tomllib.loads((ROOM.parent / "wording.toml").read_text(encoding="utf-8"))["counts"]
    for row in _rows():
        assert set(row.signals + row.found) <= set(signals()), row.text
        assert set(row.counts) <= set(known), row.text
