"""Make one list of two exports of the same chat: each message once, every repeat kept.

Two exports of a chat show the same minute, the same sender and the same words for the same
message; the first of several alike in one is the first in the other.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from analyser.handles import handle_key
from analyser.records import Certainty, Message
from analyser.screens._align import Row, one_chat

_AT_LEAST = 2
"""Messages of different words that two exports must share to be of one chat."""
Copies = dict[str, list[Message]]
"""Id of the message that is kept, to the others."""


def combined(
    exports: Mapping[str, Sequence[Row]],
) -> tuple[dict[str, list[Row]], Copies]:
    """Return the exports, those of one chat under the first of them, and the copies found."""
    made: dict[str, list[Row]] = {}
    copies: Copies = defaultdict(list)
    for id_, rows in exports.items():
        for whole in made.values():
            twins = _twins(whole, rows)
            if twins:
                for number, place in twins.items():
                    copies[whole[place].message.id].append(rows[number].message)
                whole[:] = _merged(whole, rows, twins)
                break
        else:
            made[id_] = list(rows)
    return made, copies


def _key(row: Row) -> Hashable:
    when = row.message.when
    if when.instant is None or when.certainty not in (Certainty.MINUTE, Certainty.SECOND):
        return None
    sender = handle_key(row.message.sender) if row.message.sender else None
    return when.instant.replace(second=0, microsecond=0), sender, row.message.text


def _twins(whole: Sequence[Row], rows: Sequence[Row]) -> dict[int, int]:
    """Return for rows that `whole` has too, by number, their place in it; empty for no join."""
    if not one_chat(whole, rows):
        return {}
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, row in enumerate(whole):
        places[_key(row)].append(place)
    numbers: dict[Hashable, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        numbers[_key(row)].append(number)
    twins: dict[int, int] = {}
    for key, mine in numbers.items():
        # Where one shows more of them than the other, nothing tells which are missing.
        if key is not None and len(places.get(key, ())) == len(mine):
            twins.update(zip(mine, places[key], strict=True))
    words = {rows[number].text for number in twins}
    in_order = all(a < b for a, b in zip(twins.values(), list(twins.values())[1:], strict=False))
    if len(words) < _AT_LEAST:
        return {}
    return twins if in_order else _rising(twins)


def _rising(twins: Mapping[int, int]) -> dict[int, int]:
    """Return the pairs that stand in the same order in both, from the first on."""
    kept: dict[int, int] = {}
    last = -1
    for number in sorted(twins):
        if twins[number] > last:
            kept[number] = last = twins[number]
    return kept


def _merged(whole: Sequence[Row], rows: Sequence[Row], twins: Mapping[int, int]) -> list[Row]:
    """Return `whole` with the rows it lacks, each behind the one before it that both have."""
    behind: dict[int, list[Row]] = defaultdict(list)
    place = min(twins.values(), default=0) - 1
    for number, row in enumerate(rows):
        if number in twins:
            place = twins[number]
        else:
            behind[place].append(row)
    made = list(behind[-1])
    for number, row in enumerate(whole):
        made += [row, *behind[number]]
    return made
