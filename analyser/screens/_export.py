"""Find the rows of a run of screenshots in an export of the same chat.

The rows must stand in the same order in both; what only one of them shows may stand between.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from analyser.records import Kind
from analyser.screens._align import Row, same, stands_alone, tells_apart
from analyser.screens._runs import traits

_COMMON = 64
"""A row that fits this many places of an export proposes none of them."""
_MAY_SKIP = 3
"""Rows that one of the two may lack between two matches, the app's notices apart."""
_LOOK_BACK = 4
Pair = tuple[int, int]
"""Number of a row in the run, and of the row in the export that it could be."""


def places_in_export(run: Sequence[Row], export: Sequence[Row]) -> dict[int, int]:
    """Return for rows of `run`, by number, the number of the same message in `export`.

    A row that would fit two places equally well is left out.
    """
    fits = _fits(run, export)
    heard = _heard(export)
    chains = _chains(fits, heard)
    found: dict[int, int] = {}
    for chain in sorted(chains, key=lambda each: (-len(each), each)):
        chain = [pair for pair in chain if _in_order(pair, found)]
        if not _says_enough(chain, run, export):
            continue
        numbers = {one for one, _ in chain}
        rivals = [
            each
            for each in chains
            if len(each) >= len(chain)
            and numbers & {one for one, _ in each}
            and not set(each) & set(chain)
        ]
        if not rivals:
            found.update(chain)
    return found


def _fits(run: Sequence[Row], export: Sequence[Row]) -> dict[int, list[int]]:
    """Return the places in the export that each row could be, by its words and clock."""
    index: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in enumerate(export):
        for trait in traits(row):
            index[trait].append(number)
        index[("clock", row.clock)].append(number)
    fits = {}
    for number, row in enumerate(run):
        if row.clock:
            numbers = index[("clock", row.clock)]
        else:
            # Without a clock a row is looked for by its words; exports nearly always have clocks.
            numbers = sorted({n for trait in traits(row) for n in index[trait]})
        hits = [each for each in numbers if same(row, export[each])]
        if 0 < len(hits) <= _COMMON:
            fits[number] = hits
    return fits


def _heard(export: Sequence[Row]) -> list[int]:
    """Return how many rows that are no notices stand before each place."""
    count, heard = 0, []
    for row in export:
        heard.append(count)
        count += row.message.kind is not Kind.SYSTEM
    return heard


def _chains(fits: dict[int, list[int]], heard: Sequence[int]) -> list[list[Pair]]:
    """Return the longest chains of matches in order, no match in two of them."""
    length: dict[Pair, int] = {}
    before: dict[Pair, Pair] = {}
    for number in sorted(fits):
        for place in fits[number]:
            earlier = [
                (length[(one, other)], heard[other] - heard[place], (one, other))
                for one in range(number - _LOOK_BACK, number)
                for other in fits.get(one, ())
                if other < place and heard[place] - heard[other] - 1 <= _MAY_SKIP
            ]
            best = max(earlier, default=(0, 0, None))
            length[(number, place)] = 1 + best[0]
            if best[2]:
                before[(number, place)] = best[2]
    chains = []
    used: set[Pair] = set()
    for last in sorted(length, key=lambda pair: (-length[pair], pair)):
        chain: list[Pair] = []
        pair: Pair | None = last
        while pair and pair not in used:
            chain.append(pair)
            used.add(pair)
            pair = before.get(pair)
        if chain:
            chains.append(chain[::-1])
    return chains


def _in_order(pair: Pair, found: dict[int, int]) -> bool:
    number, place = pair
    return number not in found and all(
        (one < number) == (other < place) and other != place for one, other in found.items()
    )


def _says_enough(chain: Sequence[Pair], run: Sequence[Row], export: Sequence[Row]) -> bool:
    rows = [run[number] for number, _ in chain]
    if len(rows) >= 2:
        return tells_apart(rows)
    return len(rows) == 1 and stands_alone(rows[0], export[chain[0][1]])
