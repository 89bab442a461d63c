"""What every section of a report needs at hand: the findings, looked up by id, and plain names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from analyser.findings import COUNTED_READINGS, Findings, Flag, Person, Status
from analyser.records import Kind, Message, Side, Source, Where
from analyser.report._blocks import Block
from analyser.report._say import count, listed, phrase
from analyser.settings import Settings
from analyser.signals import signals

_NAME_CHARACTERS = 60
"""A name in a sentence; the table of people has it whole."""
_ITEM_STRETCHES = 8
"""Item numbers or stretches of them in a sentence, before "and 30 more"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What stands in a report beside the findings.

    Attributes:
        settings: The numbers that the counting used; printed beside the counts.
        next_steps: Blocks for a section of their own: services, what to take along.
    """

    settings: Settings = field(default_factory=Settings)
    next_steps: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The findings with their look-ups.

    Attributes:
        now: When the report is made, aware.
        section: Number of each section by its name.
        place: Place of each message in the timeline, from 0, by its id.
        by_source: Ids of each source's messages in timeline order; a message seen in several
            sources stands in each of them.
        own: Sources in which at least one side is known.
        drawing: What the writer had to change so that all can be seen, as sentences.
    """

    findings: Findings
    now: datetime
    extras: Extras
    zone: ZoneInfo
    section: Mapping[str, int]
    messages: Mapping[str, Message]
    sources: Mapping[str, Source]
    people: Mapping[str, Person]
    place: Mapping[str, int]
    by_source: Mapping[str, tuple[str, ...]]
    own: frozenset[str]
    drawing: tuple[str, ...]


def open_case(
    findings: Findings,
    *,
    now: datetime,
    extras: Extras,
    section: Mapping[str, int],
    drawing: tuple[str, ...],
) -> Case:
    """Return `findings` with everything looked up once."""
    return Case(
        findings=findings,
        now=now,
        extras=extras,
        zone=ZoneInfo(findings.facts.timezone),
        section=section,
        messages={message.id: message for message in findings.messages},
        sources={source.id: source for source in findings.sources},
        people={person.id: person for person in findings.people},
        place={message.id: index for index, message in enumerate(findings.messages)},
        by_source=_by_source(findings.messages),
        own=frozenset(m.source for m in findings.messages if m.side is not Side.UNKNOWN),
        drawing=drawing,
    )


def _by_source(messages: Iterable[Message]) -> Mapping[str, tuple[str, ...]]:
    ids: dict[str, list[str]] = {}
    for message in messages:
        sightings = {message.source, *(seen.source for seen in message.seen_in)}
        for source in sightings:
            ids.setdefault(source, []).append(message.id)
    return {source: tuple(each) for source, each in ids.items()}


def inline(name: str) -> str:
    """Return `name` fit for a sentence: on one line, and cut with "…" where it is very long."""
    name = " ".join(name.split())
    return name if len(name) <= _NAME_CHARACTERS else name[: _NAME_CHARACTERS - 1] + "…"


def person_name(case: Case, person: str) -> str:
    """Return what a person is called in sentences: their first name as shown."""
    known = case.people.get(person)
    return inline(known.names[0]) if known and known.names else phrase("people.unnamed", id=person)


def item_words(case: Case, ids: Iterable[str], *, limit: int | None = _ITEM_STRETCHES) -> str:
    """Return "item S1-4" or "items S1-4, S1-9 to S1-12 and 3 more", in timeline order.

    Neighbours in the timeline are joined only where their numbers follow each other too.
    """
    ordered = sorted(set(ids), key=lambda each: case.place.get(each, len(case.place)))
    stretches = _stretches(ordered)
    shown = stretches if limit is None else stretches[:limit]
    words = [_stretch_words(stretch) for stretch in shown]
    left = len(ordered) - sum(len(stretch) for stretch in shown)
    if left:
        words.append(phrase("list.more", n=f"{left:,}"))
    key = "list.item" if len(ordered) == 1 else "list.items"
    return phrase(key, items=listed(words))


def _stretches(ids: Sequence[str]) -> list[list[str]]:
    def offset(pair: tuple[int, str]) -> tuple[str, int]:
        source, _, number = pair[1].rpartition("-")
        return source, int(number) - pair[0] if number.isdecimal() else -pair[0]

    runs = [[each for _, each in run] for _, run in groupby(enumerate(ids), key=offset)]
    # Two neighbours read better as two numbers.
    return [part for run in runs for part in ([run] if len(run) > 2 else [[each] for each in run])]


def _stretch_words(stretch: list[str]) -> str:
    if len(stretch) == 1:
        return stretch[0]
    return phrase("list.stretch", first=stretch[0], last=stretch[-1])


def place_words(where: Where) -> str:
    """Return where in its source something stands: "line 212", "page 3", or a part of a picture."""
    parts = [
        phrase(f"place.{name}", n=f"{number:,}")
        for name, number in (("page", where.page), ("line", where.line), ("record", where.record))
        if number is not None
    ]
    if box := where.box:
        parts.append(phrase("place.box", left=box.left, top=box.top, w=box.width, h=box.height))
    return ", ".join(parts) or phrase("place.whole")


def source_name(source: Source) -> str:
    """Return the file's name, with the name inside the archive where it came out of one."""
    if source.member is None:
        return source.name
    return phrase("place.member", member=source.member, name=source.name)


def is_contact(message: Message) -> bool:
    """Return whether a message is something said or done by a person, not a notice by the app."""
    return message.kind is not Kind.SYSTEM


def counts(flag: Flag) -> bool:
    """Return whether a flag counts: stated or conditional, and not set aside by a person."""
    return flag.reading in COUNTED_READINGS and flag.status is not Status.DISMISSED


def label_of(signal: str) -> str:
    """Return a signal's plain label; an unknown name stands for itself."""
    known = signals().get(signal)
    return known.plain_label if known else signal


def contact_words(messages: int, calls: int, missed: int) -> str:
    """Return "34 messages, 2 calls and 6 missed calls", zeros left out."""
    parts = [
        count(thing, number)
        for thing, number in (("message", messages), ("call", calls), ("missed_call", missed))
        if number
    ]
    return listed(parts) or count("message", 0)
