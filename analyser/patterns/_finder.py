"""What a pattern finder is given and offers, and which messages count as unwanted contact."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from analyser.counting import counts
from analyser.findings import (
    ContactPattern,
    Flag,
    PatternSignal,
    Person,
    Status,
    Strength,
)
from analyser.handles import handle_key
from analyser.records import Message
from analyser.wording import in_words, say

_NOT_UNWANTED_ALONE = frozenset({"stop_request", "insult"})
"""Insults point to no law alone, and a request to stop is the user's own."""

_WEAK_FLAGS_AT_LEAST = 3
"""Words that mean something only in context ("pick up") say nothing once; from the third such
message on they are counted as a run of pressing for contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One person's contact: their messages in timeline order, the counts, what was unwanted.

    Attributes:
        unwanted: Ids of messages after an explicit request to stop or a typed event that contact is
            counted from, or with flags that count.
    """

    person: Person
    pattern: ContactPattern
    messages: tuple[Message, ...]
    unwanted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternFinder:
    """Something that can be seen only across messages; one module of `finders` offers one.

    Attributes:
        id: The signal it finds, and the module's name.
        find: Returns the signal with its messages and reason, or None.
    """

    id: str
    find: Callable[[Contact], PatternSignal | None]


def accounts(contact: Contact, ids: Collection[str]) -> str:
    """Return what the messages `ids` are shown as sent from: one account, or all of several."""
    shown = (m.sender for m in contact.messages if m.id in ids and m.sender)
    names = list({handle_key(name): name for name in shown}.values()) or contact.person.names[:1]
    return say("signals.accounts", count=len(names), names=in_words(names))


def occasions_with(contact: Contact, ids: Collection[str]) -> tuple[int, int]:
    """Return on how many occasions `ids` came, at the least and at the most.

    What shows no certain time can join two occasions of all contact or make one of its own; as
    many can be joined, or added, here.
    """
    pattern, wanted = contact.pattern, set(ids)
    readings = pattern.occasion_readings or (pattern.occasions,)
    numbers = [sum(1 for each in read if wanted.intersection(each.messages)) for read in readings]
    every = next(each for each in pattern.counts if each.id == "occasions")
    joined = min(map(len, readings)) - every.count
    added = every.at_most - max(map(len, readings))
    return max(min(numbers) - joined, 0), min(max(numbers) + added, len(wanted))


def counting(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """Return the flags that count: not dismissed, unsure, nor read as quoted, denied or joking."""
    return tuple(flag for flag in flags if counts(flag))


def unwanted(
    messages: Sequence[Message], flags: Sequence[Flag], pattern: ContactPattern
) -> frozenset[str]:
    """Return the ids of `messages` that were unwanted as far as the material shows.

    Ordinary talk is never unwanted by number alone: a message counts when it came after an
    explicit request to stop, after a typed event that contact is counted from, or when it carries
    a flag that counts. In a chat with several people nobody can tell to whom words were said, so
    those that need their context count nothing there.
    """
    theirs = {message.id for message in messages}
    in_groups = {id_ for way in pattern.ways if way.group for id_ in way.rows}
    strong: set[str] = set()
    weak: set[str] = set()
    for flag in counting(flags):
        if flag.message in theirs and flag.signal not in _NOT_UNWANTED_ALONE:
            if flag.strength is not Strength.NEEDS_CONTEXT or flag.status is Status.CONFIRMED:
                strong.add(flag.message)
            elif flag.message not in in_groups:
                weak.add(flag.message)
    asked = [*pattern.after_events, *([pattern.after_stop] if pattern.after_stop else [])]
    after = {id_ for each in asked for id_ in each.message_ids}
    if strong or after or len(weak) >= _WEAK_FLAGS_AT_LEAST:
        strong |= weak
    return frozenset(strong | after)
