"""Tell whether two exports show one chat, from who said what and when in the time both cover.

Two chats can share words: a person sends the same lines to a group and in private, or the user
asks two people to stop. Nothing is taken for one chat because words alone agree.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from analyser.records import Kind, Message
from analyser.shown_chat import PLACEHOLDERS, Chat, is_contact, meet, minute_of, said

_LONG = 10
"""So many different texts at equal times are no chance, whatever else differs."""
_SEVERAL = 2
_ODD_AT_MOST = 0.25
_ODD_IN_RENAMED = 0.1
"""Messages that only one shows, to each that both show: on the side that has fewer of them."""


_BySaid = dict[tuple[Hashable, str], list[Message]]
_ByPlace = dict[tuple[datetime | None, str], list[Message]]


class Verdict(Enum):
    """What is known of two exports."""

    ONE = 1
    PERHAPS = 2
    TWO = 3


class _Titles(Enum):
    SAME = 1
    NOT_KNOWN = 2
    DIFFERENT = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two exports have in common.

    Attributes:
        renamed: Who in the later one to who in the first, where only the names differ.
        alike: How many messages have the same words at the same time.
    """

    verdict: Verdict
    renamed: Mapping[str, str] = field(default_factory=dict)
    alike: int = 0


@dataclass(slots=True)
class _Shared:
    """What both say in the time that both cover, and what only one does."""

    rows: set[Hashable] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    voices: set[str] = field(default_factory=set)
    count: int = 0
    exact: bool = False
    odd: tuple[int, int] = (0, 0)
    odd_voices: set[str] = field(default_factory=set)

    @property
    def fewer_odd(self) -> int:
        return min(self.odd)


def likeness(first: Chat, then: Chat) -> Likeness:
    """Return whether `first` and `then` show one chat."""
    rows = [m for m in first.messages if is_contact(m)], [m for m in then.messages if is_contact(m)]
    if not all(rows):
        return Likeness(Verdict.TWO)
    votes, alike, texts = _votes(first, then, *rows)
    if not alike:
        return Likeness(Verdict.TWO)
    renamed = _renamed(votes, len(texts), first, then)
    shared = _shared(first, then, renamed, *rows)
    titles = _titles(first, then, renamed)
    if _is_one(shared, titles, bool(renamed)):
        return Likeness(Verdict.ONE, renamed, alike)
    enough = 1 if titles is _Titles.SAME else _SEVERAL
    return Likeness(Verdict.PERHAPS if alike >= enough else Verdict.TWO, {}, alike)


def _votes(
    first: Chat, then: Chat, firsts: Sequence[Message], thens: Sequence[Message]
) -> tuple[dict[tuple[str, str], set[str]], int, set[str]]:
    """Return the texts by who says them here and there, how many are alike, and their texts."""
    there: dict[Hashable, list[Message]] = defaultdict(list)
    for message in firsts:
        there[said(message)].append(message)
    here: dict[Hashable, list[Message]] = defaultdict(list)
    for message in thens:
        if said(message) in there:
            here[said(message)].append(message)
    votes: dict[tuple[str, str], set[str]] = defaultdict(set)
    alike, texts = 0, set[str]()
    for key, copies in here.items():
        by_name = sorted(there[key], key=first.who), sorted(copies, key=then.who)
        names = {first.who(m) for m in there[key]} & {then.who(m) for m in copies}
        for a, b in _of_one_name(first, then, by_name, names):
            votes[then.who(b), first.who(a)].add(b.text)
            texts.add(b.text)
            alike += 1
    return votes, alike, texts


def _of_one_name(
    first: Chat, then: Chat, sides: tuple[list[Message], list[Message]], names: set[str]
) -> Iterator[tuple[Message, Message]]:
    """Yield the pairs of equal names first, then those that only the names tell apart."""
    for name in names:
        yield from meet(
            [m for m in sides[0] if first.who(m) == name],
            [m for m in sides[1] if then.who(m) == name],
        )
    yield from meet(
        [m for m in sides[0] if first.who(m) not in names],
        [m for m in sides[1] if then.who(m) not in names],
    )


def _renamed(
    votes: Mapping[tuple[str, str], set[str]], texts: int, first: Chat, then: Chat
) -> dict[str, str]:
    """Return who has another name in the later export: one for one, and none of both in both."""
    names = {first.who(m) for m in first.messages}, {then.who(m) for m in then.messages}
    others = [pair for pair in votes if pair[0] != pair[1] and all(pair)]
    enough = 1 if texts >= _LONG else _SEVERAL
    return {
        new: old
        for new, old in others
        if len(votes[new, old]) >= enough
        and new not in names[0]
        and old not in names[1]
        and sum(new == pair[0] for pair in others) == 1
        and sum(old == pair[1] for pair in others) == 1
    }


def _shared(
    first: Chat,
    then: Chat,
    renamed: Mapping[str, str],
    firsts: Sequence[Message],
    thens: Sequence[Message],
) -> _Shared:
    by_who: tuple[_BySaid, _BySaid] = (defaultdict(list), defaultdict(list))
    for message in firsts:
        by_who[0][said(message), first.who(message)].append(message)
    for message in thens:
        who = then.who(message)
        by_who[1][said(message), renamed.get(who, who)].append(message)
    shared, met = _Shared(), set[str]()
    for (key, who), copies in by_who[1].items():
        for a, b in meet(by_who[0].get((key, who), ()), copies):
            met |= {a.id, b.id}
            shared.rows.add((key, a.when.instant))
            shared.voices.add(who)
            shared.count += 1
            if a.kind not in PLACEHOLDERS:
                shared.texts.add(a.text)
            shared.exact = shared.exact or _is_exact(a, b)
    only = _only(first, firsts, thens, met, {}), _only(then, thens, firsts, met, renamed)
    in_both = shared.voices | _leave_changed(*only)
    shared.odd = sum(map(len, only[0].values())), sum(map(len, only[1].values()))
    odd = {who for side in only for (_, who), rows in side.items() if rows}
    shared.odd_voices = odd - in_both
    return shared


def _is_exact(one: Message, other: Message) -> bool:
    """Tell whether a millisecond agrees."""
    instant = one.when.instant
    return instant is not None and instant == other.when.instant and instant.microsecond > 0


def _only(
    chat: Chat,
    rows: Sequence[Message],
    others: Sequence[Message],
    met: set[str],
    renamed: Mapping[str, str],
) -> _ByPlace:
    """Return by minute and sender what the other does not show, though its time goes past it."""
    minutes = [minute for m in others if (minute := minute_of(m))]
    start, end = min(minutes), max(minutes)
    found: _ByPlace = defaultdict(list)
    for message in rows:
        # A list may begin or end within a minute.
        if message.id not in met and start < (minute_of(message) or start) < end:
            who = chat.who(message)
            found[minute_of(message), renamed.get(who, who)].append(message)
    return found


def _leave_changed(firsts: _ByPlace, thens: _ByPlace) -> set[str]:
    """Take out what each shows in another state (deleted, edited, with its picture); say whose."""
    voices = set[str]()
    for place in firsts.keys() & thens.keys():
        changed = set[str]()
        for a, b in meet(firsts[place], thens[place]):
            kinds = {a.kind, b.kind}
            if kinds & {Kind.DELETED, Kind.EDITED} or kinds == {Kind.MEDIA}:
                changed |= {a.id, b.id}
                voices.add(place[1])
        for side in (firsts, thens):
            side[place] = [message for message in side[place] if message.id not in changed]
    return voices


def _titles(first: Chat, then: Chat, renamed: Mapping[str, str]) -> _Titles:
    """Return what the titles say; the name of a person may have changed with the person's."""
    if not first.title or not then.title:
        return _Titles.NOT_KNOWN
    here, there = _person_of(first), _person_of(then)
    if here and there:
        if here == there:
            return _Titles.SAME
        return _Titles.NOT_KNOWN if renamed.get(there) == here else _Titles.DIFFERENT
    same = first.person(first.title) == then.person(then.title)
    return _Titles.SAME if same else _Titles.DIFFERENT


def _person_of(chat: Chat) -> str | None:
    """Return who in the chat bears its title."""
    title = chat.person(chat.title or "")
    for message in chat.messages:
        if message.sender and chat.person(message.sender) == title:
            return chat.who(message)
    return None


def _is_one(shared: _Shared, titles: _Titles, renamed: bool) -> bool:
    """Tell whether it is shown that both are of one chat."""
    odd_at_most = _ODD_IN_RENAMED if renamed else _ODD_AT_MOST
    if not shared.count or shared.fewer_odd > odd_at_most * shared.count:
        return False
    long, several = len(shared.texts) >= _LONG, len(shared.voices) >= _SEVERAL
    if titles is _Titles.SAME:
        whole = not shared.fewer_odd
        enough = len(shared.rows) >= _SEVERAL or shared.exact or whole
        return enough and (not shared.odd_voices or len(shared.rows) >= _LONG)
    if shared.odd_voices:
        # Somebody who writes in one and never in the other: the same words, among other people.
        return False
    if titles is _Titles.DIFFERENT:
        return long and several and max(shared.odd) <= _ODD_IN_RENAMED * shared.count
    return long or (several and len(shared.texts) >= _SEVERAL)
