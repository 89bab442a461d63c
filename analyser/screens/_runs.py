"""Put overlapping screenshots of one chat in order, whatever order they were given in.

Each has at most one before it and one after it. It reads no text and merges no messages.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from analyser.screens._align import Row, inside, one_chat, overlap

Shot = Sequence[Row]
Place = tuple[int, int]
"""Number of the shot and of the row in it."""

_COMMON = 24
"""Something that this many shots show does not tell them apart, so it proposes no pair."""
_EDGE = 8


def runs_of(shots: Sequence[Shot]) -> tuple[tuple[tuple[Place, ...], ...], ...]:
    """Return the runs of joined shots, each as its messages in reading order.

    A message is the places of all its copies, in the order of the shots in the run. Each shot is
    in one run; a shot that joins no other is a run of its own.
    """
    pairs = tuple(_candidates(shots))
    held = _contained(shots, pairs)
    after = _joins(shots, [pair for pair in pairs if not set(pair) & set(held)])
    starts = set(range(len(shots))) - {then for then, _ in after.values()} - set(held)
    holds: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for part, (whole, row) in held.items():
        holds[whole].append((part, row))
    runs = []
    for start in sorted(starts):
        messages: list[list[Place]] = []
        shot, shared = start, 0
        while True:
            base = len(messages) - shared
            for number in range(len(shots[shot])):
                if base + number == len(messages):
                    messages.append([])
                messages[base + number].append((shot, number))
            for part, row in sorted(holds[shot]):
                for number in range(len(shots[part])):
                    messages[base + row + number].append((part, number))
            if shot not in after:
                break
            shot, shared = after[shot]
        runs.append(tuple(tuple(places) for places in messages))
    return tuple(runs)


def _contained(shots: Sequence[Shot], pairs: Sequence[Place]) -> dict[int, tuple[int, int]]:
    """Return the shots all of whose rows stand in another: which, and at which row of it."""
    held: dict[int, tuple[int, int]] = {}
    for whole, part in pairs:
        size = (len(shots[whole]), -whole) > (len(shots[part]), -part)
        if part in held or not shots[part] or not size or not one_chat(shots[whole], shots[part]):
            continue
        row = inside(shots[whole], shots[part])
        if row is not None:
            held[part] = (whole, row)
    return {part: _outermost(held, whole, row) for part, (whole, row) in held.items()}


def _outermost(held: dict[int, tuple[int, int]], whole: int, row: int) -> tuple[int, int]:
    while whole in held:
        further, start = held[whole]
        whole, row = further, row + start
    return whole, row


def _joins(shots: Sequence[Shot], pairs: Sequence[Place]) -> dict[int, tuple[int, int]]:
    """Return for each shot that has one after it: which, and how many rows they share."""
    found = []
    for one, two in pairs:
        if one_chat(shots[one], shots[two]) and (count := overlap(shots[one], shots[two])):
            found.append((-count, two < one, abs(two - one), one, two))
    after: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    head = list(range(len(shots)))
    for negative, _, _, one, two in sorted(found):
        if one in after or two in taken or _root(head, one) == _root(head, two):
            continue
        after[one] = (two, -negative)
        taken.add(two)
        head[_root(head, two)] = _root(head, one)
    return after


def _root(head: list[int], shot: int) -> int:
    while head[shot] != shot:
        head[shot] = head[head[shot]]
        shot = head[shot]
    return shot


def _candidates(shots: Sequence[Shot]) -> Iterator[Place]:
    """Yield pairs worth comparing: neighbours as given, and shots that show a rare thing alike."""
    showing: dict[Hashable, set[int]] = defaultdict(set)
    for number, rows in enumerate(shots):
        for row in rows:
            for trait in traits(row):
                showing[trait].add(number)
    pairs = {(number, number + 1) for number in range(len(shots) - 1)}
    for numbers in showing.values():
        if len(numbers) <= _COMMON:
            pairs |= {(one, two) for one in numbers for two in numbers if one < two}
    for one, two in sorted(pairs):
        yield one, two
        yield two, one


def traits(row: Row) -> tuple[Hashable, ...]:
    """Return what two copies of a row share, one at least, unless reading went badly wrong."""
    edges = (("starts", row.clock, row.text[:_EDGE]), ("ends", row.clock, row.text[-_EDGE:]))
    return (("text", row.text), *edges)
