"""Carry out what the user said otherwise: words, side, time, sender, replies, flags of their own.

A pure function over a reading. Nothing read is altered: the first reading stays beside what the
user says, and a change that no longer fits what is read is held back and named, never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from analyser.anchors import Anchors
from analyser.entered import Correction, Field
from analyser.findings import Flag, FlagReading, Status, Strength
from analyser.records import Certainty, Message, Moment, Reading, Side
from analyser.signals import signals
from analyser.wording import say

ChangeKey = tuple[str, ...]
"""What is changed: for a message the topic, the hash of its file, its number in it, for a flag the
signal, and last the mark of the message. So it stays that message's, whatever its number is."""

Changes = Mapping[ChangeKey, Any]
"""What holds for each key, as JSON can hold it. For a message `{"of": mark, "to": value}`: the
mark of the words that were read when it was made, and what the user says."""

DecisionKey = tuple[str, str, str, str, str]
"""Hash of the file, number of the message in it, signal, rule, and mark of the message; the mark is
empty in case files that knew none."""

FLAG, REASON, SEEN = "flag", "reason", "seen"
PERSONS: ChangeKey = ("persons",)
"""The key of which names are one person; it changes what the person said about the case."""
APART = "apart"
BY_USER = "user"
"""The rule of a flag that the user set."""
_IN_ORDER = (Field.TEXT, Field.SIDE, Field.SENDER, Field.TIME, Field.REPLY)
_OF_MESSAGES = frozenset({*_IN_ORDER, FLAG, SEEN})
_MARKED = {REASON: 6, FLAG: 5} | dict.fromkeys(_OF_MESSAGES - {FLAG}, 4)
"""Parts of a key with the mark; case files once had keys without it."""
_T = TypeVar("_T")
_Key = TypeVar("_Key", DecisionKey, ChangeKey)


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


def is_of_message(key: ChangeKey) -> bool:
    """Tell whether what is changed is part of a message."""
    return key[0] in _MARKED


def marked_key(key: ChangeKey, value: Any) -> ChangeKey:  # noqa: ANN401  # as JSON has it
    """Return a key with the mark of its message, which `value` holds where an older key does not.

    The mark is empty where neither holds it.
    """
    if len(key) >= _MARKED.get(key[0], 0):
        return key
    return (*key, value["of"] if isinstance(value, Mapping) else "")


def decision_keys(flags: Iterable[Flag], reading: Reading) -> list[DecisionKey]:
    """Return what a decision on each flag is kept under."""
    anchors, flags = Anchors(reading), tuple(flags)
    messages = {flag.message: anchors.first[flag.message] for flag in flags}
    marks = {id_: (*anchors.of(each), anchors.mark(each)) for id_, each in messages.items()}
    keys = ((*marks[flag.message], flag) for flag in flags)
    return [(of_file, number, flag.signal, flag.rule, mark) for of_file, number, mark, flag in keys]


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
    reading: Reading,
    decisions: Mapping[DecisionKey, Status],
    changes: Changes,
) -> tuple[tuple[Flag, ...], int]:
    """Return the flags with what the user decided about each, and why.

    The number says how many decisions fit no message of this reading.
    """
    anchors = Anchors(reading)
    status, lost = _placed(anchors, decisions)
    reasons, _ = _placed(anchors, {key[1:]: to for key, to in changes.items() if key[0] == REASON})
    done = []
    for flag in flags:
        about = (flag.message, flag.signal, flag.rule)
        if about in status or about in reasons:
            reason = reasons.get(about)
            flag = replace(flag, status=status.get(about, flag.status), reason=reason)
        done.append(flag)
    return tuple(done), lost


def _placed(
    anchors: Anchors, said: Mapping[_Key, _T]
) -> tuple[dict[tuple[str, str, str], _T], int]:
    """Return what was said by message, signal and rule, and how much of it fits no message."""
    placed: dict[tuple[str, str, str], _T] = {}
    lost = 0
    # Those with a mark come last: they are newer.
    for key in sorted(said, key=lambda key: any(key[4:])):
        of_file, number, signal, rule, *mark = key
        id_ = anchors.find(of_file, number, "".join(mark))
        if id_ is None:
            lost += 1
        else:
            placed[id_, signal, rule] = said[key]
    return placed, lost


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
    placed = _each_once(wanted, work.anchors)
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
        held=tuple(key for key in wanted if key not in placed),
    )


def _each_once(wanted: Iterable[ChangeKey], anchors: Anchors) -> Mapping[ChangeKey, str]:
    """Return the message of each change, by id; of two changes to one part of it, one.

    Only another reading brings two together; then the one that was made at its number counts.
    """
    ids = {key: anchors.find(key[1], key[2], key[-1]) for key in wanted}
    by_number = sorted(ids, key=lambda key: (ids[key] or "").endswith(f"-{key[2]}"))
    last = {(key[0], ids[key], *key[3:-1]): key for key in by_number}
    chosen = set(last.values())
    return {key: id_ for key, id_ in ids.items() if id_ is not None and key in chosen}


@dataclass(slots=True)
class _Work:
    """The messages while they are corrected, by id."""

    reading: Reading
    now: dict[str, Message] = field(init=False)
    anchors: Anchors = field(init=False)
    corrections: list[Correction] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.anchors = Anchors(self.reading)
        self.now = dict(self.anchors.first)

    def correct(self, topic: Field, id_: str, to: Any) -> None:  # noqa: ANN401  # as JSON has it
        """Change one part of a message, and keep what was read."""
        message, was = self.now[id_], self.anchors.first[id_]
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
        id_ = self.anchors.find(of_file, number, mark)
        return self.now[id_] if id_ else None


def is_called_wrong(when: Moment) -> bool:
    """Tell whether the user said that the time shown is wrong, and knows no other."""
    return when.instant is None and when.note == say("corrections.no_time")


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
