"""Propose which people may be one person, each time with what in the files says so.

Nothing is joined here: only the person whose case it is knows who is who.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from analyser.findings import Person
from analyser.handles import handle_key, phone_number, without_direction
from analyser.lookalikes import difference, outline
from analyser.mail_names import name_in
from analyser.records import Kind, Message, Source
from analyser.times import plain
from analyser.wording import counted, say

_NAMES_AT_MOST = 4
"""More names than one person goes by."""
_LETTERS_AT_LEAST = 3
"""Shorter names, such as initials, are too often alike."""
_CHANGED = re.compile(
    r"(?P<old>[^:\n]{1,60}?) (?:has )?changed (?:(?:their|his|her|to a new) (?:phone )?number"
    r"(?: to (?P<new>\+?[\d ().-]{7,20}))?|to (?P<to>\+?[\d ().-]{7,20}))",
    re.IGNORECASE,
)


class Reason(StrEnum):
    """What makes it likely that two people shown are one."""

    SAME_HANDLE = "same_handle"
    CONTACT_CARD = "contact_card"
    SAME_MESSAGES = "same_messages"
    CUT_NUMBER = "cut_number"
    NUMBER_CHANGED = "number_changed"
    LOOKS_ALIKE = "looks_alike"
    SAME_NAME = "same_name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Two people, counted apart, who may be one.

    Attributes:
        people: Their ids, in order of first appearance.
        names: A name of each as written, in that order; what `CaseFacts.persons` would hold.
        why: What in the files says so, as a sentence.
    """

    people: tuple[str, str]
    names: tuple[str, str]
    reason: Reason
    why: str


@dataclass(frozen=True, slots=True)
class _Hint:
    """Two handles as written that may be one person's, and why."""

    first: str
    second: str
    reason: Reason
    why: str


def propose(
    messages: Sequence[Message], people: Sequence[Person], sources: Sequence[Source] = ()
) -> tuple[Proposal, ...]:
    """Return a proposal for each two people with something in common, the surest reason first.

    Args:
        messages: Of all sources.
        people: As `find_people` returned them: what is joined already is not proposed.
        sources: For the contact cards in them.
    """
    owner = {handle_key(name): person for person in people for name in person.names}
    found: dict[tuple[str, str], Proposal] = {}
    for hint in _hints(messages, people, sources):
        first, second = owner.get(handle_key(hint.first)), owner.get(handle_key(hint.second))
        if first is None or second is None or first.id == second.id:
            continue
        if people.index(first) > people.index(second):
            first, second = second, first
        pair = (first.id, second.id)
        names = (first.names[0], second.names[0])
        made = Proposal(people=pair, names=names, reason=hint.reason, why=hint.why)
        found.setdefault(pair, made)
    return tuple(found.values())


def _hints(
    messages: Sequence[Message], people: Sequence[Person], sources: Sequence[Source]
) -> Iterator[_Hint]:
    yield from _beside(messages, sources)
    yield from _cards(sources)
    yield from _renamed(messages)
    yield from _changed(messages)
    yield from _cut(people)
    yield from _look_alikes(messages, people)
    yield from _alike(messages, people)
    yield from _mail_names(messages)


def _beside(messages: Sequence[Message], sources: Sequence[Source]) -> Iterator[_Hint]:
    """Yield each name with the handle that stands beside it, and names that share one."""
    beside: dict[str, dict[str, _Hint]] = defaultdict(dict)
    for message in messages:
        name, handle = message.sender, message.handle
        if name and handle and name != handle and name not in beside[_scoped(handle, message.app)]:
            why = say("proposals.beside", source=message.source, handle=handle, name=name)
            hint = _Hint(name, handle, Reason.SAME_HANDLE, why)
            beside[_scoped(handle, message.app)][name] = hint
    for source in sources:
        for card in source.cards:
            for handle in card.handles:
                why = say("proposals.card", source=source.id, handle=handle, name=card.name)
                hint = _Hint(card.name, handle, Reason.CONTACT_CARD, why)
                beside[_scoped(handle, None)].setdefault(card.name, hint)
    for hints in beside.values():
        # A handle beside many names is a service's own, such as one that forwards e-mail.
        if len(hints) <= _NAMES_AT_MOST:
            yield from hints.values()
            for one, two in combinations(hints.values(), 2):
                why = say(
                    "proposals.both_beside", handle=one.second, name=one.first, other=two.first
                )
                yield _Hint(one.first, two.first, one.reason, why)


def _scoped(handle: str, app: str | None) -> str:
    """Return a key of a handle: a number or address is one everywhere, an id within its app."""
    anywhere = phone_number(handle) is not None or "@" in handle
    return handle_key(handle) if anywhere else f"{app} {handle_key(handle)}"


def _cards(sources: Sequence[Source]) -> Iterator[_Hint]:
    """Yield the numbers and addresses that one contact card holds."""
    for source in sources:
        for card in source.cards:
            for one, two in combinations(card.handles, 2):
                why = say("proposals.both_on_card", source=source.id, name=card.name)
                yield _Hint(one, two, Reason.CONTACT_CARD, why)


def _renamed(messages: Sequence[Message]) -> Iterator[_Hint]:
    """Yield the names that two exports of one chat show for the sender of the same messages."""
    found: dict[tuple[str, str, str, str], int] = defaultdict(int)
    for message in messages:
        for place in message.seen_in:
            if message.sender and place.sender:
                found[message.sender, place.sender, message.source, place.source] += 1
    for (name, other, source, there), count in found.items():
        told = counted(count, "message")
        why = say(
            "proposals.renamed", name=name, other=other, source=source, there=there, count=told
        )
        yield _Hint(name, other, Reason.SAME_MESSAGES, why)


def _changed(messages: Sequence[Message]) -> Iterator[_Hint]:
    """Yield what a notice says of a changed number; without the new one, the one that came next."""
    for place, message in enumerate(messages):
        if message.kind is not Kind.SYSTEM or "changed" not in message.text:
            continue
        match = _CHANGED.search(plain(message.text))
        if match is None or match["old"].strip().lower() in ("you", "you've"):
            continue
        old, new = match["old"].strip(), match["new"] or match["to"]
        if new is None:
            new = _came_next(messages, place)
            why = say("proposals.came_next", item=message.id, old=old, new=new)
        else:
            why = say("proposals.changed", item=message.id, old=old, new=new.strip())
        if new is not None:
            yield _Hint(old, new, Reason.NUMBER_CHANGED, why)


def _came_next(messages: Sequence[Message], place: int) -> str | None:
    """Return the only number that writes in the same chat after the notice and not before it."""
    notice = messages[place]

    def numbers(some: Iterable[Message]) -> dict[str, str]:
        there = (m for m in some if (m.source, m.chat) == (notice.source, notice.chat))
        return {handle_key(m.sender): m.sender for m in there if m.sender and _is_number(m.sender)}

    before, after = numbers(messages[:place]), numbers(messages[place:])
    new = [written for key, written in after.items() if key not in before]
    return new[0] if len(new) == 1 else None


def _is_number(written: str) -> bool:
    return phone_number(written) is not None


def _cut(people: Sequence[Person]) -> Iterator[_Hint]:
    """Yield numbers of which a spreadsheet has taken the first 0 or the country's code."""
    names = [name for person in people for name in person.names]
    whole = {number: name for name in names if (number := phone_number(name))}
    for name in names:
        if name.isdigit() and (full := phone_number(f"0{name}")) in whole:
            why = say("proposals.cut", name=name, other=whole[full])
            yield _Hint(name, whole[full], Reason.CUT_NUMBER, why)


def _alike(messages: Sequence[Message], people: Sequence[Person]) -> Iterator[_Hint]:
    """Yield names of the same letters that stand in different files."""
    files: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        if message.sender:
            files[message.sender].add(message.source)
    alike: dict[str, list[str]] = defaultdict(list)
    for name in (name for person in people for name in person.names):
        letters = "".join(char for char in plain(name).casefold() if char.isalnum())
        if len(letters) >= _LETTERS_AT_LEAST and not letters.isdigit():
            alike[letters].append(name)
    for names in alike.values():
        for name, other in combinations(names, 2):
            # Within one file two names a little different are two accounts.
            if not files[name] & files[other]:
                why = say("proposals.same_name", name=name, other=other)
                yield _Hint(name, other, Reason.SAME_NAME, why)


def _mail_names(messages: Sequence[Message]) -> Iterator[_Hint]:
    """Yield the senders of e-mails with others of that name, from whom only the address tells."""
    mails: dict[str, dict[str, Message]] = defaultdict(dict)
    for message in messages:
        if (name := name_in(message)) and message.sender:
            mails[name].setdefault(message.sender, message)
    for name, shown in mails.items():
        for sender, first in shown.items():
            why = say("proposals.mail_name", item=first.id, name=name, handle=first.handle)
            yield _Hint(name, sender, Reason.SAME_NAME, why)
        for (one, first), (two, other) in combinations(shown.items(), 2):
            why = say("proposals.mail_names", name=name, handle=first.handle, other=other.handle)
            yield _Hint(one, two, Reason.SAME_NAME, why)


def _look_alikes(messages: Sequence[Message], people: Sequence[Person]) -> Iterator[_Hint]:
    """Yield names that look the same and are not: one person, or somebody who poses as another."""
    first: dict[str, str] = {}
    for message in messages:
        if message.sender:
            first.setdefault(message.sender, message.id)
    alike: dict[str, list[str]] = defaultdict(list)
    for name in (name for person in people for name in person.names):
        seen = outline(name)
        if len(seen) >= _LETTERS_AT_LEAST and not seen.isdigit():
            alike[seen].append(name)
    for names in alike.values():
        for name, other in combinations(names, 2):
            usual, odd = sorted((name, other), key=lambda each: (not each.isascii(), len(each)))
            if odd in first and (signs := difference(handle_key(usual), handle_key(odd))):
                why = say(
                    "proposals.looks_alike", name=usual, other=odd, signs=signs, item=first[odd]
                )
                yield _Hint(name, other, Reason.LOOKS_ALIKE, why)


def joined_as_written(messages: Sequence[Message], people: Sequence[Person]) -> tuple[str, ...]:
    """Return the names, not the user's, that stand in several apps and count as one person each.

    A number or an address is one person's wherever it stands; a name need not be.
    """
    apps: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        if message.sender and message.app and not _is_number(message.sender):
            apps[handle_key(message.sender)].add(message.app)
    return tuple(
        person.names[0]
        for person in people
        if not person.is_me
        and any("@" not in name and len(apps[handle_key(name)]) > 1 for name in person.names)
    )


def joined_though_different(
    people: Sequence[Person], persons: Mapping[str, Sequence[str]]
) -> tuple[tuple[str, ...], ...]:
    """Return names that count as one though they differ in spaces.

    `persons` are those that the user said are one.
    """
    told = {name for known, handles in persons.items() for name in (known, *handles)}
    found = []
    for person in people:
        alike: dict[str, dict[str, str]] = defaultdict(dict)
        for name in person.names:
            if name not in told and not _is_number(name) and "@" not in name:
                # Apps put marks of direction and other spaces around names by themselves.
                as_given = " ".join(without_direction(name).split())
                alike[handle_key(name)].setdefault(as_given, name)
        found += [tuple(names.values()) for names in alike.values() if len(names) > 1]
    return tuple(found)
