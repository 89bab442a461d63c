"""Carry out what the user said otherwise: words, side, time, sender, replies, flags of their own.

A pure function over a reading. Nothing read is altered: the first reading stays beside what the
user says, and a change that no longer fits what is read is held back and named, never guessed.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from analyser.choices import digest
from analyser.entered import Correction, Field
from analyser.findings import Flag, FlagReading, Status, Strength
from analyser.records import Certainty, Message, Moment, Reading, Side, Source
from analyser.signals import signals
from analyser.wording import say

ChangeKey = tuple[str, ...]
"""What is changed: for a message the topic, the hash of its file and its number in it, and for a
flag the signal as well. Ids of messages are not the same on every reading; these are."""

Changes = Mapping[ChangeKey, Any]
"""What holds for each key, as JSON can hold it. For a message `{"of": mark, "to": value}`: the
mark of the words that were read when it was made, and what the user says."""

DecisionKey = tuple[str, str, str, str]
"""Hash of the file, number of the message in it, signal, rule."""

FLAG, REASON, SEEN = "flag", "reason", "seen"
PERSONS: ChangeKey = ("persons",)
"""The key of which names are one person; it changes what the person said about the case."""
APART = "apart"
BY_USER = "user"
"""The rule of a flag that the user set."""
_IN_ORDER = (Field.TEXT, Field.SIDE, Field.SENDER, Field.TIME, Field.REPLY)
_OF_MESSAGES = frozenset({*_IN_ORDER, FLAG, SEEN})
_MARK_DIGITS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A reading with what the user said otherwise.

    Attributes:
        corrections: One for each part that differs from what was read.
        flags: Those that the user set.
        seen: Ids of the messages that the user marked as looked at.
        held: Keys of the changes that fit no message of this reading.
    """

    reading: Reading
    corrections: tuple[Correction, ...] = ()
    flags: tuple[Flag, ...] = ()
    seen: frozenset[str] = frozenset()
    held: tuple[ChangeKey, ...] = ()


def mark_of(text: str) -> str:
    """Return what a change keeps of the words that it was made to."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK_DIGITS]


def anchor(message: Message, sources: Iterable[Source]) -> tuple[str, str]:
    """Return the hash of the file of a message and its number there."""
    source = next(each for each in sources if each.id == message.source)
    return digest(source), message.id.rpartition("-")[2]


def decision_keys(flags: Iterable[Flag], sources: Iterable[Source]) -> list[DecisionKey]:
    """Return what a decision on each flag is kept under."""
    digests = {source.id: digest(source) for source in sources}
    parts = ((*flag.message.rpartition("-")[::2], flag) for flag in flags)
    return [(digests[id_], number, flag.signal, flag.rule) for id_, number, flag in parts]


def can_correct_words(message: Message) -> bool:
    """Tell whether the words were read from a picture; those of an export are as they are."""
    return message.confidence is not None


def can_change_side(message: Message) -> bool:
    """Tell whether the side was read from a picture, or nobody is named: else the name decides.

    Where an export names the sender, the person says instead which names are theirs.
    """
    return message.where.box is not None or message.sender is None


def decided(
    flags: Sequence[Flag],
    sources: Sequence[Source],
    decisions: Mapping[DecisionKey, Status],
    changes: Changes,
) -> tuple[Flag, ...]:
    """Return the flags with what the user decided about each, and why."""
    done = []
    for flag, key in zip(flags, decision_keys(flags, sources), strict=True):
        status, reason = decisions.get(key), changes.get((REASON, *key))
        if status is not None or reason is not None:
            flag = replace(flag, status=status or flag.status, reason=reason)
        done.append(flag)
    return tuple(done)


def with_own(found: Iterable[Flag], own: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return the flags found and those the user set, which come after those of their message."""
    if not own:
        return tuple(found)
    waiting: dict[str, list[Flag]] = {}
    for flag in own:
        waiting.setdefault(flag.message, []).append(flag)
    done: list[Flag] = []
    for flag in found:
        if done and flag.message != done[-1].message:
            done += waiting.pop(done[-1].message, [])
        done.append(flag)
    return (*done, *(flag for flags in waiting.values() for flag in flags))


def corrected(reading: Reading, changes: Changes) -> Corrected:
    """Return `reading` as the user says it is, with what was read beside it."""
    # Sorted, so that what comes out does not hang on the order of undoing and redoing.
    wanted = sorted(key for key in changes if key[0] in _OF_MESSAGES)
    if not wanted:
        return Corrected(reading=reading)
    work = _Work(reading)
    placed: dict[ChangeKey, str] = {}
    held = []
    for key in wanted:
        id_ = work.find(key[1], key[2], changes[key]["of"])
        if id_ is None:
            held.append(key)
        else:
            placed[key] = id_
    for topic in _IN_ORDER:
        for key, id_ in placed.items():
            if key[0] == topic:
                work.correct(topic, id_, changes[key]["to"])
    return Corrected(
        reading=replace(reading, messages=tuple(work.now.values())),
        corrections=tuple(work.corrections),
        flags=tuple(
            _own_flag(work.now[id_], key[3], changes[key]["to"])
            for key, id_ in placed.items()
            if key[0] == FLAG and key[3] in signals()
        ),
        seen=frozenset(id_ for key, id_ in placed.items() if key[0] == SEEN),
        held=tuple(held),
    )


@dataclass(slots=True)
class _Work:
    """The messages while they are corrected, by id."""

    reading: Reading
    now: dict[str, Message] = field(init=False)
    corrections: list[Correction] = field(default_factory=list)
    _first: dict[str, Message] = field(init=False)
    _sources: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._first = {message.id: message for message in self.reading.messages}
        self.now = dict(self._first)
        for source in self.reading.sources:
            self._sources.setdefault(digest(source), []).append(source.id)

    def find(self, of_file: str, number: str, mark: str) -> str | None:
        """Return the id of the message that a change was made to; None where none is surely it."""
        sources = self._sources.get(of_file, [])
        for source in sources:
            there = self._first.get(f"{source}-{number}")
            if there is not None and mark_of(there.text) == mark:
                return there.id
        # Read anew, a message may have another number, or be kept under another picture of it.
        alike = [
            message.id
            for message in self._first.values()
            if not _sources_of(message).isdisjoint(sources) and mark_of(message.text) == mark
        ]
        return alike[0] if len(alike) == 1 else None

    def correct(self, topic: Field, id_: str, to: Any) -> None:  # noqa: ANN401  # as JSON has it
        """Change one part of a message, and keep what was read."""
        message, was = self.now[id_], self._first[id_]
        match topic:
            case Field.TEXT:
                if not can_correct_words(was):
                    return
                done, first, now = replace(message, text=to), was.text, to
            case Field.SIDE:
                if not can_change_side(was):
                    return
                done, first, now = replace(message, side=Side(to)), was.side.value, to
            case Field.SENDER:
                done, first, now = replace(message, sender=to), was.sender or "", to or ""
            case Field.TIME:
                when = _moment(was.when, to)
                done, first = replace(message, when=when), _time_words(was.when)
                now = to["at"] if to else ""
            case Field.REPLY:
                answered = self._answered(to)
                if answered is None:
                    return
                done = replace(message, quoted=answered.text)
                first, now = was.quoted or "", answered.id
        self.now[id_] = done
        if now != first:
            self.corrections.append(Correction(message=id_, field=topic, first=first, now=now))

    def _answered(self, to: Sequence[str]) -> Message | None:
        of_file, number, mark = to
        id_ = self.find(of_file, number, mark)
        return self.now[id_] if id_ else None


def _sources_of(message: Message) -> set[str]:
    return {message.source, *(place.source for place in message.seen_in)}


def _moment(was: Moment, to: Mapping[str, Any] | None) -> Moment:
    if to is None:
        return Moment(shown_as=was.shown_as, note=say("corrections.no_time"))
    return Moment(
        shown_as=was.shown_as,
        instant=datetime.fromisoformat(to["at"]),
        certainty=Certainty.MINUTE if to["clock"] else Certainty.DAY,
        note=say("corrections.time"),
    )


def _time_words(when: Moment) -> str:
    if when.shown_as or when.instant is None:
        return when.shown_as or ""
    return when.instant.isoformat(timespec="seconds")


def _own_flag(message: Message, signal: str, to: Mapping[str, Any]) -> Flag:
    words, place = to["words"], to["start"]
    if message.text[place : place + len(words)] != words:
        # The words were corrected after they were marked.
        place = message.text.find(words)
    span = (place, place + len(words)) if words and place >= 0 else (0, len(message.text))
    return Flag(
        message=message.id,
        signal=signal,
        group=signals()[signal].group,
        strength=Strength.EXPLICIT,
        reading=FlagReading.STATED,
        score=1.0,
        spans=(span,) if span[0] < span[1] else (),
        rule=BY_USER,
        because=say("corrections.flag", why=f" {to['why']}" if to.get("why") else ""),
        status=Status.CONFIRMED,
    )
