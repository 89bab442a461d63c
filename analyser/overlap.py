"""Set aside what two exports of one chat both hold: each message once, every repeat kept.

Of equal messages in one minute the result holds as many as the export that shows most of them,
never their sum. What a later export has lost stays visible from the one that still has it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from analyser.handles import handle_key
from analyser.one_chat import Verdict, likeness
from analyser.records import Certainty, Kind, Message, Side, Sighting
from analyser.shown_chat import Chat, is_contact, meet, minute_of, said

_EXACT = (Certainty.MINUTE, Certainty.SECOND)
_WORD = re.compile(r"\w+")
_ALIKE = 0.6
"""Part of the words of a notice that another layout of it has too."""


@dataclass(slots=True)
class Overlap:
    """What is left, and what was set aside.

    Attributes:
        messages: In their order, each once.
        twins: Source to the number of its messages that another source shows too.
        lost: Source to the ids of messages that it shows as deleted and another in words.
        names: Source to names in it, each with the name that an earlier one shows instead.
        perhaps: Two sources that may show one chat to the number of messages alike in them.
    """

    messages: tuple[Message, ...]
    twins: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    perhaps: dict[tuple[str, str], int] = field(default_factory=dict)


@dataclass(slots=True)
class _Going:
    """What is being set aside: each copy's id, and the copies by the id of what is kept."""

    gone: set[str] = field(default_factory=set)
    more: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))

    def drop(self, copy: Message, kept: Message) -> None:
        self.gone.add(copy.id)
        self.more[kept.id] += [copy, *self.more.pop(copy.id, [])]


def set_aside(
    messages: Sequence[Message],
    *,
    titles: Mapping[str, str | None],
    persons: Mapping[str, Sequence[str]],
) -> Overlap:
    """Return the messages of exports without those that an export given before has too.

    Args:
        messages: Of all sources, in their order.
        titles: What the file of a source says of its chat's title.
        persons: Which handles the user said are one person's.
    """
    if len({message.source for message in messages}) <= 1:
        return Overlap(messages=tuple(messages))
    joined = {handle_key(h): handle_key(name) for name, more in persons.items() for h in more}
    chats: dict[tuple[str, str | None, str | None], Chat] = {}
    for message in messages:
        # Screenshots are joined elsewhere, by what stands above and below.
        if message.where.box is None and message.when.certainty in _EXACT:
            key = message.source, message.chat, message.app
            if key not in chats:
                title = message.chat or titles.get(message.source)
                chats[key] = Chat(message.source, message.app, title, [], joined)
            chats[key].messages.append(message)
    going, made = _Going(), Overlap(messages=())
    for first, then in _neighbours(tuple(chats.values())):
        found = likeness(first, then)
        if found.verdict is Verdict.ONE:
            _join(first, then, found.renamed, going, made)
        elif found.verdict is Verdict.PERHAPS:
            pair = first.source, then.source
            made.perhaps[pair] = made.perhaps.get(pair, 0) + found.alike
    kept = (m for m in messages if m.id not in going.gone)
    made.messages = tuple(_seen(m, going.more[m.id]) if m.id in going.more else m for m in kept)
    return made


def _neighbours(chats: Sequence[Chat]) -> list[tuple[Chat, Chat]]:
    """Return the chats of different sources that have anything alike, in the order given.

    A download holds hundreds of chats: to compare each with each would take hours.
    """
    showing: dict[Hashable, dict[int, None]] = defaultdict(dict)
    for place, chat in enumerate(chats):
        for message in chat.messages:
            if is_contact(message):
                showing[said(message)][place] = None
    alike = {pair for places in showing.values() for pair in combinations(places, 2)}
    pairs = ((chats[a], chats[b]) for a, b in sorted(alike, key=lambda pair: pair[::-1]))
    return [(a, b) for a, b in pairs if a.source != b.source and _may_be_one_app(a, b)]


def _may_be_one_app(first: Chat, then: Chat) -> bool:
    """Tell whether nothing shows different apps: a table need not say of which it is."""
    return first.app == then.app or None in (first.app, then.app)


def _join(
    first: Chat, then: Chat, renamed: Mapping[str, str], going: _Going, made: Overlap
) -> None:
    """Set aside what both show; `renamed` is who in the later one is whom in the first."""

    def who(message: Message) -> str:
        if message.source == first.source:
            return first.who(message)
        return renamed.get(then.who(message), then.who(message))

    def whole(message: Message) -> Hashable:
        return said(message), who(message)

    def place(message: Message) -> Hashable:
        return minute_of(message), who(message)

    left = [[m for m in chat.messages if m.id not in going.gone] for chat in (first, then)]
    pairs = [*_pairs(whole, *left)]
    left = _left(left, pairs)
    notices = [[m for m in side if m.kind is Kind.SYSTEM] for side in left]
    pairs += [pair for pair in _pairs(place, *notices) if _alike(*(m.text for m in pair))]
    for kept, copy in pairs:
        going.drop(copy, kept)
        made.twins[copy.source] = made.twins.get(copy.source, 0) + 1
        if copy.sender and kept.sender and first.person(kept.sender) != then.person(copy.sender):
            made.names.setdefault(copy.source, {})[copy.sender, kept.sender] = None
    for a, b in _pairs(place, *_left(left, pairs)):
        if Kind.DELETED in (a.kind, b.kind) and a.kind is not b.kind:
            kept, copy = (b, a) if a.kind is Kind.DELETED else (a, b)
            going.drop(copy, kept)
            made.lost.setdefault(copy.source, []).append(kept.id)


def _left(
    sides: Sequence[Sequence[Message]], pairs: Sequence[tuple[Message, Message]]
) -> list[list[Message]]:
    taken = {m.id for pair in pairs for m in pair}
    return [[m for m in side if m.id not in taken] for side in sides]


def _pairs(
    key: Callable[[Message], Hashable], first: Sequence[Message], then: Sequence[Message]
) -> Iterator[tuple[Message, Message]]:
    """Yield the messages with equal keys, the first of several with the first, and so on."""
    there: dict[Hashable, list[Message]] = defaultdict(list)
    for message in first:
        there[key(message)].append(message)
    here: dict[Hashable, list[Message]] = defaultdict(list)
    for message in then:
        if (found := key(message)) in there:
            here[found].append(message)
    for each, copies in here.items():
        yield from meet(there[each], copies)


def _alike(one: str, other: str) -> bool:
    words = [set(_WORD.findall(text.lower())) for text in (one, other)]
    both = words[0] & words[1]
    numbers = [{word for word in each if word[0].isdigit()} for each in words]
    return numbers[0] == numbers[1] and len(both) >= _ALIKE * max(map(len, words)) > 0


def _seen(message: Message, copies: Sequence[Message]) -> Message:
    places = message.seen_in or (_place_of(message),)
    seen = (*places, *(_place_of(copy, message.sender) for copy in copies))
    known = (m.side for m in (message, *copies) if m.side is not Side.UNKNOWN)
    return replace(message, seen_in=seen, side=next(known, Side.UNKNOWN))


def _place_of(message: Message, shown: str | None = None) -> Sighting:
    other = (message.sender or "") if shown and message.sender != shown else ""
    return Sighting(source=message.source, where=message.where, item=message.id, sender=other)
