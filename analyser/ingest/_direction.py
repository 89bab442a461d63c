"""Tell which rows of a table the owner sent, where a column says so and the name is the other's.

Tools that list texts show the other party's number in each row and the direction beside it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from analyser.handles import handle_key
from analyser.ingest._format import Draft, Stray
from analyser.records import Columns, Side

_WORDS = {
    Side.SENT: frozenset(("sent", "outgoing", "out", "outbound")),
    Side.RECEIVED: frozenset(("received", "incoming", "in", "inbound")),
}


def side_of(author: str, me: str) -> Side | None:
    """Return the side of an account; None where its id or that of the user is not known."""
    if not author or not me:
        return None
    return Side.SENT if author == me else Side.RECEIVED


def side_if(sent: object) -> Side | None:
    """Return the side that a field "is from me" tells; None where it holds neither yes nor no."""
    return Side.SENT if sent is True else Side.RECEIVED if sent is False else None


def doubted(items: Sequence[Draft | Stray], others: Collection[str]) -> list[Draft | Stray]:
    """Return the items of a tool that writes "Me" for the user; `others`: keys of surely others.

    Where nobody is "Me", the user's own name may stand in its place: who is not among the others
    is then of no known side.
    """
    if any(isinstance(item, Draft) and item.side is Side.SENT for item in items):
        return list(items)
    return [
        replace(item, side=None)
        if isinstance(item, Draft) and item.sender and handle_key(item.sender) not in others
        else item
        for item in items
    ]


def direction_column(rows: Sequence[Sequence[str]], columns: Columns) -> int | None:
    """Return the place of the column that shows the direction of each row; None for none."""
    used = {columns.date, columns.time, columns.sender, columns.text}
    for place in (n for n in range(len(columns.header)) if n not in used):
        sides = {_side_in(row, place) for row in rows}
        if None not in sides and len(sides) > 1:
            return place
    return None


def directed(
    items: Sequence[Draft | Stray], rows: Sequence[Sequence[str]], columns: Columns
) -> list[Draft | Stray]:
    """Return the items with the side that a column of directions shows; else as they are.

    A row that was sent has no sender then where the same name stands in rows that were received.
    """
    place = direction_column(rows, columns)
    if place is None:
        return list(items)
    pairs = list(zip(items, (_side_in(row, place) for row in rows), strict=True))
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


def _side_in(row: Sequence[str], place: int) -> Side | None:
    word = (row[place] if place < len(row) else "").strip().casefold()
    return next((side for side, words in _WORDS.items() if word in words), None)
