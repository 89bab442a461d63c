"""Tell which rows of a table the owner sent, where a column says so and the name is the other's.

Tools that list texts show the other party's number in each row and the direction beside it.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.ingest._format import Draft, Stray
from analyser.records import Columns, Side

_WORDS = {
    Side.SENT: frozenset(("sent", "outgoing", "out", "outbound")),
    Side.RECEIVED: frozenset(("received", "incoming", "in", "inbound")),
}


def directed(
    items: Sequence[Draft | Stray], rows: Sequence[Sequence[str]], columns: Columns
) -> list[Draft | Stray]:
    """Return the items with the side that a column of directions shows; else as they are.

    A row that was sent has no sender then where the same name stands in rows that were received.
    """
    used = {columns.date, columns.time, columns.sender, columns.text}
    for place in range(len(columns.header)):
        if place in used:
            continue
        sides = [_side(row[place] if place < len(row) else "") for row in rows]
        if None not in sides and len(set(sides)) > 1:
            break
    else:
        return list(items)
    pairs = list(zip(items, sides, strict=True))
    others = {i.sender for i, side in pairs if isinstance(i, Draft) and side is Side.RECEIVED}
    return [
        replace(
            item,
            side=side,
            sender=None if side is Side.SENT and item.sender in others else item.sender,
        )
        if isinstance(item, Draft)
        else item
        for item, side in pairs
    ]


def _side(cell: str) -> Side | None:
    word = cell.strip().casefold()
    return next((side for side, words in _WORDS.items() if word in words), None)
