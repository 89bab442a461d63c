"""Tell on a page without bubbles which rows at the top are those of a header without an edge."""

from collections.abc import Sequence

from analyser.screens._frame import BARE_HEAD, Frame
from analyser.screens._row_lines import Row
from analyser.screens._row_words import is_time, time_at_start
from analyser.time_finder import find_time

TALL, _EXACT = 1.2, 3
"""Widths in the height of a telephone's picture at least; pixels by which rows begin apart."""
_LEVEL = 2
"""More rows than this that begin at one column show that it is that of the words."""
_STATUS, _FEW = 0.06, 3
"""Share of the height in which the telephone's own clock stands, and letters of a sign there."""


def without_header(rows: Sequence[Row], frame: Frame, height: int) -> list[Row]:
    """Return the rows of the conversation where the edge of the header does not show.

    Of a picture cut out of a chat, the rows at the top begin where those below do, or a date
    stands among them, and no clock and battery stand over them.
    """
    if frame.head or height <= TALL * (frame.right - frame.left):
        return list(rows)
    low = [r for r in rows if r.bottom > BARE_HEAD * height]
    high = [r for r in rows if r not in low]
    lefts = [r.box.left for r in low]
    level = [r for r in high if sum(abs(r.box.left - x) <= _EXACT for x in lefts) > _LEVEL]
    if any(_is_status(r, height) for r in high):
        return low
    if level:
        return list(rows)
    dated = next((n for n, r in enumerate(high) if find_time(r.text).day and is_time(r.text)), None)
    return low if dated is None else [*high[dated:], *low]


def _is_status(row: Row, height: int) -> bool:
    """Tell whether a row is the clock and the battery of a telephone."""
    signs = all(sum(c.isalpha() for c in run.text) <= _FEW for run in row.runs)
    clock = time_at_start(row.runs) > 0 and find_time(row.text).day is None
    return row.bottom < _STATUS * height and clock and signs
