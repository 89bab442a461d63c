"""Take the times that stand in a column of their own to the left of names and words off the rows.

In games and old chats a time stands to the left too, but there a name and words follow in one row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from analyser.screens._ink import around
from analyser.screens._row_inline import bracketed
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_words import apart, time_at_start

_CLOCK = re.compile(r"\d[:.]\d\d")
_MISREAD = re.compile(r"(\d{1,2})\D?([0-5]\d)(\s?[ap]\.?m\.?)?$", re.IGNORECASE)
"""A clock in small print whose colon was lost or read as a letter."""
_FEW = 3
_MOST, _MIXED = 0.7, 0.4
"""Share of the rows that begin where the words do, and of those with a name before words."""
_SAME_COLOUR = 45
_NEAR = 0.5
"""How far rows of one column begin apart at most, in em."""


def without_times_at_left(rows: Sequence[Row], em: float) -> list[Row]:
    """Return the rows, each with its time apart where times have a column of their own."""
    timed = [(row, end) for row in rows if (end := _clock_at_start(row)) and end < len(row.runs)]
    if len(timed) < _FEW:
        return list(rows)
    starts = [row.runs[end].box.left for row, end in timed]
    left = max(starts, key=lambda x: sum(abs(x - other) < _NEAR * em for other in starts))
    ends = max(row.runs[end - 1].right for row, end in timed)
    others = [row for row in rows if row.box.left > ends - _NEAR * em]
    level = [x for x in (*starts, *(r.box.left for r in others)) if abs(x - left) < _NEAR * em]
    mixed = sum(_is_mixed(row.runs[end:]) for row, end in timed)
    few = len(timed) + len(others) < _MOST * len(rows)
    if few or len(level) < _MOST * (len(starts) + len(others)) or mixed > _MIXED * len(timed):
        return list(rows)
    return [_apart(row, left, em) for row in rows]


def _clock_at_start(row: Row) -> int:
    end = time_at_start(row.runs)
    return end if any(_CLOCK.search(run.text) for run in row.runs[:end]) else 0


def _is_mixed(rest: Sequence[Run]) -> bool:
    """Tell whether a name stands before words: in a colour of its own, in brackets, or bold."""
    if bracketed(rest):
        return True
    colours = any(apart(run.colour, rest[0].colour) > _SAME_COLOUR for run in rest)
    return colours or (rest[0].bold and not rest[-1].bold)


def _apart(row: Row, left: int, em: float) -> Row:
    """Return a row without what stands before the column of words; that is its time."""
    cut = next((n for n, run in enumerate(row.runs) if run.box.left > left - _NEAR * em), 0)
    if cut == 0:
        return row
    text = " ".join(run.text for run in row.runs[:cut])
    match = None if _CLOCK.search(text) else _MISREAD.match(text)
    if match:
        text = f"{match[1]}:{match[2]}{match[3] or ''}"
    time = text if _CLOCK.search(text) else None
    rest = row.runs[cut:]
    box = around([run.box for run in rest])
    box = replace(row.box, left=box.left, width=row.right - box.left)
    return replace(row, runs=rest, box=box, time=time, time_first=True)
