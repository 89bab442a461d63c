"""Find the edges at which plain words stand on a page without bubbles, and the side of each row."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analyser.records import Box, Side
from analyser.screens._plain_rows import Piece

_LEFT_OFF, _RIGHT_OFF = 0.45, 0.7
"""How far from the common edge a row begins or ends at most, in em: letters leave a margin."""
_INDENT = 2.5
"""What ends at the right edge begins this far from the left one at least, in em."""
_HEADER = 0.16
"""Share of the height in which a header may stand."""
SEEN = 2
"""Rows that show an edge, or names, at least."""
PITCH = 1.9
"""Lines of one message stand nearer than this, in em."""


@dataclass(frozen=True, slots=True)
class Edges:
    left: float
    right: float
    em: float

    def side(self, box: Box) -> Side | None:
        """Return the side of a box at one edge; UNKNOWN at both, None at none."""
        at_left = abs(box.left - self.left) <= _LEFT_OFF * self.em
        at_right = abs(box.left + box.width - self.right) <= _RIGHT_OFF * self.em
        if at_left and at_right:
            return Side.UNKNOWN
        return Side.RECEIVED if at_left else Side.SENT if at_right else None


def below_header(
    words: Sequence[Piece], pieces: Sequence[Piece], edges: Edges, height: int
) -> list[Piece]:
    """Return the words without those of a header whose edge does not show: signs stand in it."""
    first = next((p.row.box.top for p in words if edges.side(p.row.box) is not None), 0)
    level = [
        p
        for p in words
        if p.row.box.top < _HEADER * height
        and any(o.row.baseline == p.row.baseline for o in pieces if o is not p and o.words)
    ]
    last = max((p.row.bottom for p in level), default=first)
    return [p for p in words if p.row.box.top >= last]


def edges_of(boxes: Sequence[Box], times: Sequence[Box], em: float) -> Edges | None:
    """Return the common edges of the rows, where both are seen; a time shows one too."""
    left = _outermost([b.left for b in boxes], _LEFT_OFF * em)
    right = _outermost([-b.left - b.width for b in (*boxes, *times)], _RIGHT_OFF * em)
    if left is None or right is None:
        return None
    edges = Edges(left, -right, em)
    sides = [edges.side(b) for b in boxes]
    sent = [b for b, s in zip(boxes, sides, strict=True) if s is Side.SENT]
    indented = [b for b in sent if b.left > edges.left + _INDENT * em]
    timed = [b for b in times if edges.side(b) is Side.SENT]
    both = sides.count(Side.RECEIVED) >= SEEN and indented and len(indented) + len(timed) >= SEEN
    level = any(abs(t.top - b.top) < em for t in timed for b in boxes)
    if len(indented) < SEEN and level:
        return None
    return edges if both and _is_ragged([*sent, *timed], em) else None


def _is_ragged(sent: Sequence[Box], em: float) -> bool:
    """Tell words that end at an edge from a column of times or counts: they begin anywhere."""
    lefts = [b.left for b in sent]
    return max(lefts) - min(lefts) > em and max(b.width for b in sent) > 4 * em  # noqa: PLR2004


def _outermost(places: Sequence[int], near: float) -> float | None:
    """Return the least place at which several rows stand."""
    for place in sorted(places):
        level = [p for p in places if 0 <= p - place <= near]
        if len(level) >= SEEN:
            return float(np.median(level))
    return None


def sides_of_rows(words: Sequence[Piece], edges: Edges) -> list[Side | None]:
    """Return the side of each row; one at both edges or none is of the message it stands in."""
    sides = [edges.side(p.row.box) for p in words]
    for _ in range(2):
        for order in (range(len(words)), range(len(words) - 1, -1, -1)):
            before: int | None = None
            for number in order:
                if sides[number] in (None, Side.UNKNOWN) and before is not None:
                    one, two = words[before].row, words[number].row
                    near = abs(one.baseline - two.baseline) < PITCH * edges.em
                    level = abs(one.box.left - two.box.left) <= _LEFT_OFF * edges.em
                    level |= sides[number] is Side.UNKNOWN
                    if near and level and sides[before] not in (None, Side.UNKNOWN):
                        sides[number] = sides[before]
                before = number
    return sides
