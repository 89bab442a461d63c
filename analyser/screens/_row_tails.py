"""Read the small print at the end of a row by itself, where it was not understood with the words.

A time set smaller than the words before it is misread in one line with them.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box
from analyser.screens._crops import line_crop
from analyser.screens._engine import LINE, Reader
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._ink import around
from analyser.screens._row_lines import Row
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import PALE, is_time, time_at_end, words_contrast

_DIGITS = 3
_TAIL_AT_MOST = 3
"""Words of a time with a tick behind it."""


def with_tails(parts: Parts, rows: Sequence[Row], frame: Frame, reader: Reader) -> list[Row]:
    """Return the rows with the times at their ends as they read alone."""
    contrast = words_contrast(rows) if rows else 0.0
    starts = [(row, start) for row in rows if (start := _tail(row, contrast))]
    crops = [line_crop(_cut(parts, row, start, frame)) for row, start in starts]
    read = {}
    for (row, start), words in zip(starts, reader(crops, LINE), strict=True):
        text = " ".join(word.text for word in words)
        if words and is_time(text):
            sure = min(word.confidence for word in words)
            box = around([run.box for run in row.runs[start:]])
            time = replace(row.runs[-1], text=text, box=box, confidence=sure)
            read[id(row)] = replace(row, runs=(*row.runs[:start], time))
    return [read.get(id(row), row) for row in rows]


def _tail(row: Row, contrast: float) -> int:
    """Return where small print begins that looks like a time and is none as read; 0 for none."""
    if time_at_end(row.runs) < len(row.runs):
        return 0
    first = max(1, len(row.runs) - _TAIL_AT_MOST)
    for start in range(len(row.runs) - 1, first - 1, -1):
        run = row.runs[start]
        if sum(c.isdigit() for c in run.text) >= _DIGITS and run.contrast < PALE * contrast:
            return start
    return 0


def _cut(parts: Parts, row: Row, start: int, frame: Frame) -> Pixels:
    """Return the picture of the end of a row, from the middle of the gap before it."""
    box: Box = around([run.box for run in row.runs[start:]])
    left = (row.runs[start - 1].right + box.left) // 2 - frame.left
    top = row.box.top - frame.top
    right = row.right - frame.left
    return parts.view[top : top + row.box.height, left:right]
