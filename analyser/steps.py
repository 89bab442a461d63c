"""What one step of a person changes: the values that the log records and `corrections` carries out.

Each function takes the case as it was first read and gives one step; a change back to what was
read takes the correction away. Nothing is carried out here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from analyser.anchors import Anchors
from analyser.corrections import (
    APART,
    BY_USER,
    FLAG,
    PERSONS,
    REASON,
    SEEN,
    ChangeKey,
    Changes,
    DecisionKey,
    can_change_side,
    decision_keys,
    is_of_message,
)
from analyser.entered import Field
from analyser.findings import COUNTED_READINGS, Flag, Status
from analyser.handles import handle_key
from analyser.records import CaseFacts, Message, Reading, Side

STOP, UNWANTED = "stop_request", "marked_unwanted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Changes and decisions that are made, and taken back, together; None takes away."""

    changes: Mapping[ChangeKey, Any] = field(default_factory=dict)
    decisions: Mapping[DecisionKey, Status | None] = field(default_factory=dict)


def in_place_of(step: Step, reading: Reading, changes: Changes) -> Step:
    """Return the step with what it takes the place of taken away.

    That is what was said of the same part of a message while it had another number or mark.
    """
    new = [key for key in step.changes if is_of_message(key)]
    like = {(_part(key), _words(key)) for key in new}
    older = [
        key
        for key in changes
        if is_of_message(key)
        and key not in step.changes
        and (not key[-1] or (_part(key), _words(key)) in like)
    ]
    if not older:
        return step
    anchors = Anchors(reading)

    def place(key: ChangeKey) -> tuple[ChangeKey, str | None]:
        return _part(key), anchors.find(key[1], key[2], key[-1])

    taken = {place(key) for key in new}
    gone = {key: None for key in older if place(key) in taken}
    return replace(step, changes={**gone, **step.changes})


def _part(key: ChangeKey) -> ChangeKey:
    """Return what a change is about, without number and mark of the message."""
    return (*key[:2], *key[3:-1])


def _words(key: ChangeKey) -> str:
    return key[-1].partition(":")[0]


def words(reading: Reading, id_: str, text: str) -> Step:
    """Return the step that corrects the words of a message read from a picture."""
    read = _Read(reading)
    same = text == read.first[id_].text
    return Step(changes=read.one(id_, Field.TEXT, None if same else text))


def side(reading: Reading, ids: Sequence[str], to: Side, facts: CaseFacts) -> Step:
    """Return the step that puts a run of messages on a side.

    Where a picture shows the sides by place alone, the sender goes with the side; messages whose
    sender an export names are passed over.
    """
    read = _Read(reading)
    changes: dict[ChangeKey, Any] = {}
    for id_ in ids:
        first = read.first[id_]
        if not can_change_side(first):
            continue
        changes |= read.one(id_, Field.SIDE, None if first.side is to else to.value)
        if first.where.box is None:
            continue
        # A side goes with a name: on a picture the place of a bubble shows both.
        if first.side is to:
            changes |= read.one(id_, Field.SENDER, None)
        else:
            sender = _sender_on(reading, first, to, facts)
            changes |= read.one(id_, Field.SENDER, sender, empty=True)
    return Step(changes=changes)


def run_from(messages: Sequence[Message], id_: str) -> list[str]:
    """Return the ids of a message and of those after it in its file that are on the same side."""
    place = next(number for number, each in enumerate(messages) if each.id == id_)
    start = messages[place]
    run = []
    for message in messages[place:]:
        if message.source != start.source:
            continue
        if message.side is not start.side:
            break
        run.append(message.id)
    return run


def sender(reading: Reading, ids: Iterable[str], name: str) -> Step:
    """Return the step that says who sent messages that show no sender."""
    read = _Read(reading)
    changes: dict[ChangeKey, Any] = {}
    for id_ in ids:
        to = None if name in ("", read.first[id_].sender) else name
        changes |= read.one(id_, Field.SENDER, to)
    return Step(changes=changes)


def time(reading: Reading, id_: str, at: datetime | None, *, clock: bool) -> Step:
    """Return the step that sets the time of a message; None says that the one read is wrong."""
    value = {"at": at.isoformat(timespec="seconds"), "clock": clock} if at else None
    return Step(changes=_Read(reading).one(id_, Field.TIME, value, empty=True))


def time_as_read(reading: Reading, id_: str) -> Step:
    """Return the step that takes the time back that the user set."""
    return Step(changes=_Read(reading).one(id_, Field.TIME, None))


def reply(reading: Reading, id_: str, answered: str | None) -> Step:
    """Return the step that says which message this one answers; None takes it back."""
    read, where = _Read(reading), None
    if answered is not None:
        to = read.first[answered]
        where = [*read.anchors.of(to), read.anchors.mark(to)]
    return Step(changes=read.one(id_, Field.REPLY, where))


def flag(
    reading: Reading, id_: str, signal: str, *, text: str = "", start: int = 0, why: str = ""
) -> Step:
    """Return the step that sets a flag; `text` are the words from `start` on, empty for all."""
    to = {"words": text, "start": start, "why": why}
    return Step(changes=_Read(reading).one(id_, FLAG, to, signal))


def no_flag(reading: Reading, id_: str, signal: str) -> Step:
    """Return the step that takes a flag away that the user set."""
    return Step(changes=_Read(reading).one(id_, FLAG, None, signal))


def seen(reading: Reading, ids: Iterable[str], *, yes: bool = True) -> Step:
    """Return the step that marks messages as looked at."""
    read = _Read(reading)
    changes: dict[ChangeKey, Any] = {}
    for id_ in ids:
        changes |= read.one(id_, SEEN, yes or None)
    return Step(changes=changes)


def decide(
    reading: Reading, flags: Sequence[Flag], status: Status, reason: str | None = None
) -> Step:
    """Return the step that decides about suggestions, with the reason where one is given."""
    keys = decision_keys(flags, reading)
    reasons: dict[ChangeKey, Any] = {(REASON, *key): reason or None for key in keys}
    return Step(changes=reasons, decisions=dict.fromkeys(keys, status))


def mark(reading: Reading, message: Message, flags: Sequence[Flag], signal: str) -> Step:
    """Return the step that marks a message with a signal, or unmarks it where it has the mark.

    What the program suggested is kept or dismissed; what it did not suggest is set by the user.
    """
    there = [each for each in flags if each.signal == signal]
    found = [each for each in there if each.rule != BY_USER]
    if is_marked(flags, signal):
        off = no_flag(reading, message.id, signal).changes if len(found) < len(there) else {}
        dismissed = decide(reading, found, Status.DISMISSED)
        return Step(changes={**off, **dismissed.changes}, decisions=dismissed.decisions)
    counted = [each for each in found if each.reading in COUNTED_READINGS]
    if counted:
        return decide(reading, counted, Status.CONFIRMED)
    return flag(reading, message.id, signal)


def is_marked(flags: Iterable[Flag], signal: str) -> bool:
    """Tell whether a message counts as one with this signal, as far as the user decided."""
    return any(
        each.signal == signal
        and each.reading in COUNTED_READINGS
        and (each.status is Status.CONFIRMED or each.rule == BY_USER)
        for each in flags
    )


def join(facts: CaseFacts, names: Sequence[str]) -> Step:
    """Return the step that makes names one person; what was joined to them before comes along."""
    before = {known: handles for known, handles in facts.persons.items() if known in names}
    known = next(iter(before), names[0])
    handles = dict.fromkeys((known, *names, *(h for each in before.values() for h in each)))
    kept = {key: value for key, value in facts.persons.items() if key not in before}
    return _persons({**kept, known: tuple(handles)})


def part(facts: CaseFacts, name: str) -> Step:
    """Return the step that counts one name apart from the person it was joined to."""
    key, persons = handle_key(name), {}
    for known, handles in facts.persons.items():
        left = tuple(each for each in (known, *handles) if handle_key(each) != key)
        distinct = tuple(dict.fromkeys(left))
        if len({handle_key(each) for each in distinct}) > 1:
            persons[distinct[0]] = distinct
    return _persons(persons)


def part_all(facts: CaseFacts, known: str) -> Step:
    """Return the step that counts all names of a person apart again."""
    return _persons({key: value for key, value in facts.persons.items() if key != known})


def apart(names: Sequence[str]) -> Step:
    """Return the step that says that two names are not one person."""
    return Step(changes={(APART, *sorted(names)): True})


def apart_names(changes: Changes) -> set[frozenset[str]]:
    """Return the names that the user said are not one person, two by two."""
    return {frozenset(key[1:]) for key in changes if key[0] == APART}


def _persons(persons: Mapping[str, Sequence[str]]) -> Step:
    return Step(changes={PERSONS: {name: list(handles) for name, handles in persons.items()}})


@dataclass(slots=True)
class _Read:
    """The messages as they were first read, by id."""

    reading: Reading
    anchors: Anchors = field(init=False)
    first: Mapping[str, Message] = field(init=False)

    def __post_init__(self) -> None:
        self.anchors = Anchors(self.reading)
        self.first = self.anchors.first

    def one(
        self,
        id_: str,
        topic: str,
        to: Any,  # noqa: ANN401  # as JSON has it
        *more: str,
        empty: bool = False,
    ) -> dict[ChangeKey, Any]:
        """Return one change; `empty` says that None is a value and takes nothing away."""
        first = self.first[id_]
        mark = self.anchors.mark(first)
        key = (str(topic), *self.anchors.of(first), *more, mark)
        return {key: None if to is None and not empty else {"of": mark, "to": to}}


def _sender_on(reading: Reading, first: Message, to: Side, facts: CaseFacts) -> str | None:
    """Return who a picture shows on a side; None where it does not show one person there."""
    if to is Side.SENT:
        return facts.me[0] if facts.me else None
    if to is Side.UNKNOWN:
        return None
    me = {handle_key(name) for name in facts.me}
    others = {
        each.sender
        for each in reading.messages
        if each.source == first.source and each.side is Side.RECEIVED and each.sender
    }
    shown = [each for each in others if handle_key(each) not in me]
    return shown[0] if len(shown) == 1 else None
