"""Set aside what two exports of one chat both hold: each message once, every repeat kept.

Of equal messages in one minute the result holds as many as the export that shows most of them,
never their sum. What a later export has lost stays visible from the one that still has it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from analyser.handles import handle_key
from analyser.records import Certainty, Kind, Message, Side, Sighting

_EXACT = (Certainty.MINUTE, Certainty.SECOND)
_PLACEHOLDERS = (Kind.CALL, Kind.MISSED_CALL, Kind.DELETED)
_WORDS_AT_LEAST = 2
"""Different texts that two exports must share to be of one chat."""
_WORD = re.compile(r"\w+")
_ALIKE = 0.6
"""Part of the words of a notice that another layout of it has too."""
_SHARE = 0.5
"""Part of the messages of the shared period that must be in both."""


@dataclass(slots=True)
class Overlap:
    """What is left, and what was set aside.

    Attributes:
        messages: In their order, each once.
        twins: Source to the number of its messages that another source shows too.
        lost: Source to the ids of messages that it shows as deleted and another in words.
    """

    messages: tuple[Message, ...]
    twins: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[str]] = field(default_factory=dict)


def set_aside(messages: Sequence[Message]) -> Overlap:
    """Return the messages of exports without those that an export given before has too."""
    if len({message.source for message in messages}) <= 1:
        return Overlap(messages=tuple(messages))
    by_source: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        # Screenshots are joined elsewhere, by what stands above and below.
        if message.where.box is None and message.app and message.when.certainty in _EXACT:
            by_source[message.source].append(message)
    gone: dict[str, Message] = {}
    more: dict[str, list[Message]] = defaultdict(list)
    made = Overlap(messages=())
    for earlier, own in _neighbours(by_source):
        first = [m for m in by_source[earlier] if m.id not in gone]
        then = [m for m in by_source[own] if m.id not in gone]
        _compare(first, then, gone, more, made)
    kept = (m for m in messages if m.id not in gone)
    made.messages = tuple(_seen(m, more[m.id]) if m.id in more else m for m in kept)
    return made


def _neighbours(by_source: Mapping[str, Sequence[Message]]) -> list[tuple[str, str]]:
    """Return the sources, each with one given before it, that have anything alike.

    A download holds hundreds of chats: to compare each with each would take hours.
    """
    order = {source: place for place, source in enumerate(by_source)}
    showing: dict[Hashable, dict[str, None]] = defaultdict(dict)
    for source, messages in by_source.items():
        for message in messages:
            showing[_key(message)][source] = None
    alike = {pair for sources in showing.values() for pair in combinations(sources, 2)}
    return sorted(alike, key=lambda pair: (order[pair[1]], order[pair[0]]))


def _compare(
    first: Sequence[Message],
    then: Sequence[Message],
    gone: dict[str, Message],
    more: dict[str, list[Message]],
    made: Overlap,
) -> None:
    if not first or not then or first[0].app != then[0].app:
        return
    pairs = _with_notices(_pairs(first, then, _key), first, then)
    texts = {b.text for _, b in pairs if b.kind is not Kind.SYSTEM}
    if len(texts) < _WORDS_AT_LEAST or not _is_run(first, then, len(pairs)):
        return
    for kept, copy in pairs:
        _drop(copy, kept, gone, more)
        made.twins[copy.source] = made.twins.get(copy.source, 0) + 1
    taken = {m.id for pair in pairs for m in pair}
    left = [m for m in first if m.id not in taken], [m for m in then if m.id not in taken]
    for a, b in _pairs(*left, _place):
        if Kind.DELETED in (a.kind, b.kind) and a.kind is not b.kind:
            kept, copy = (b, a) if a.kind is Kind.DELETED else (a, b)
            _drop(copy, kept, gone, more)
            made.lost.setdefault(copy.source, []).append(kept.id)


def _drop(
    copy: Message, kept: Message, gone: dict[str, Message], more: dict[str, list[Message]]
) -> None:
    gone[copy.id] = kept
    more[kept.id] += [copy, *more.pop(copy.id, [])]


def _pairs(
    first: Sequence[Message], then: Sequence[Message], key: Callable[[Message], Hashable]
) -> list[tuple[Message, Message]]:
    """Return the messages with equal keys, the first of several with the first, and so on."""
    there: dict[Hashable, list[Message]] = defaultdict(list)
    for message in first:
        there[key(message)].append(message)
    pairs = []
    for message in then:
        if alike := there.get(key(message)):
            pairs.append((alike.pop(0), message))
    return pairs


def _with_notices(
    pairs: list[tuple[Message, Message]], first: Sequence[Message], then: Sequence[Message]
) -> list[tuple[Message, Message]]:
    """Return the pairs and those of the app's notices of one minute that differ only in layout.

    An iPhone sets marks and a name before them, and each version of an app ends them its own way.
    """
    taken = {m.id for pair in pairs for m in pair}
    left = [
        [m for m in side if m.kind is Kind.SYSTEM and m.id not in taken] for side in (first, then)
    ]
    return pairs + [
        pair for pair in _pairs(left[0], left[1], _place) if _alike(*(m.text for m in pair))
    ]


def _alike(one: str, other: str) -> bool:
    words = [set(_WORD.findall(text.lower())) for text in (one, other)]
    both = words[0] & words[1]
    numbers = [{word for word in each if word[0].isdigit()} for each in words]
    return numbers[0] == numbers[1] and len(both) >= _ALIKE * max(map(len, words)) > 0


def _place(message: Message) -> Hashable:
    instant = message.when.instant
    minute = instant.replace(second=0, microsecond=0) if instant else None
    # In one chat's two copies the name may have come into the contacts between them, and a reader
    # of pictures may lose the "~".
    name = (message.sender or "").lstrip("~ \u202f")
    who = "sent" if message.side is Side.SENT else handle_key(name)
    return minute, who


def _key(message: Message) -> Hashable:
    # An app words these itself, in each system its own way.
    if message.kind in _PLACEHOLDERS:
        return _place(message), message.kind
    kind = message.kind if message.kind in (Kind.REACTION, Kind.SYSTEM) else None
    return _place(message), kind, message.text


def _is_run(first: Sequence[Message], then: Sequence[Message], pairs: int) -> bool:
    """Tell whether most of the shared period is in both, as in two exports of one chat."""
    spans = [[m.when.instant for m in side if m.when.instant] for side in (first, then)]
    start, end = max(min(span) for span in spans), min(max(span) for span in spans)
    counts = [sum(start <= each <= end for each in span) for span in spans]
    return pairs >= _SHARE * min(counts)


def _seen(message: Message, copies: Sequence[Message]) -> Message:
    places = message.seen_in or (_place_of(message),)
    return replace(message, seen_in=(*places, *map(_place_of, copies)))


def _place_of(message: Message) -> Sighting:
    return Sighting(source=message.source, where=message.where, item=message.id)


def sentences(overlap: Overlap) -> Mapping[str, tuple[str, ...]]:
    """Return what to say of each source."""
    said: dict[str, tuple[str, ...]] = {}
    for source, count in overlap.twins.items():
        told = f"{count} of its messages are also in an export given before; each is shown once."
        said[source] = (told,)
    for source, ids in overlap.lost.items():
        told = f"Shown as deleted here, but in words in another export: {', '.join(ids)}."
        said[source] = (*said.get(source, ()), told)
    return said
