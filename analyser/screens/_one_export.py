"""Make one list of the exports of one chat, for screenshots whose rows stand in several of them.

What two of them both hold was set aside before; where that was, each message kept tells.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

from analyser.screens._align import Row


def combined(exports: Mapping[str, Sequence[Row]]) -> dict[str, list[Row]]:
    """Return the exports, those of one chat under the first of them, in the order of the chat."""
    made: dict[str, list[Row]] = {}
    for id_, rows in exports.items():
        for whole in made.values():
            if places := _places(whole, id_):
                whole[:] = _merged(whole, rows, places)
                break
        else:
            made[id_] = list(rows)
    return made


def _places(whole: Sequence[Row], source: str) -> dict[int, int]:
    """Return the place in `whole` of each message that `source` shows too, by its number there."""
    return {
        _number(seen.item): place
        for place, row in enumerate(whole)
        for seen in row.message.seen_in
        if seen.source == source and row.message.source != source
    }


def _number(item: str) -> int:
    return int(item.rpartition("-")[2])


def _merged(whole: Sequence[Row], rows: Sequence[Row], places: Mapping[int, int]) -> list[Row]:
    """Return `whole` with `rows`, each behind the message before it that both exports have."""
    numbers = sorted(places)
    # Notices may stand in another order in each.
    furthest = list(accumulate((places[number] for number in numbers), max))
    behind: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        before = bisect_right(numbers, _number(row.message.id))
        behind[furthest[before - 1] if before else places[numbers[0]] - 1].append(row)
    made = list(behind[-1])
    for number, row in enumerate(whole):
        made += [row, *behind[number]]
    return made
