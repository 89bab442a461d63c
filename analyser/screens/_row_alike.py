"""Find rows that begin with a name by their time, which stands just as behind the names of others.

A name of nothing but emoji has no letters; one on a fill of another colour may look like words.
"""

from collections.abc import Sequence

from analyser.screens._labels import is_name
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row
from analyser.screens._row_words import apart, time_at_end

_SAME_COLOUR = 45
_SEVERAL = 3
"""Names at one edge, with a time behind each, that show where another begins at least."""
_LEVEL, _SPACED = 0.25, 0.32
"""How far edges and gaps of such rows differ at most, and the least gap before a time, in em."""
_CLOSER = 0.2
"""A name is nearer to its words than to what is above it by this, in em."""
Look = tuple[int, int, tuple[int, int, int]]


def alike(rows: Sequence[Row], timed: Sequence[Row], em: float) -> list[Row]:
    """Return the rows with a time at their end just as the `timed` rows, names, have one."""
    known = [(row, look) for row in timed if (look := _look_of_time(row))]
    found = []
    for number, row in enumerate(rows):
        look = _look_of_time(row)
        if look is None or row in timed:
            continue
        if all(run.text == UNREAD_GLYPH for run in row.runs[: time_at_end(row.runs)]):
            same = [r for r, other in known if _same_time(look, other)]
            found += [row] if same else []
        elif _opens(rows, number, em):
            same = [r for r, other in known if _same_place(row, look, r, other, em)]
            found += [row] if len(same) >= _SEVERAL else []
    return found


def _same_time(one: Look, two: Look) -> bool:
    return abs(one[0] - two[0]) < one[1] and apart(one[2], two[2]) < _SAME_COLOUR


def _same_place(row: Row, look: Look, other: Row, its: Look, em: float) -> bool:
    """Tell whether a row is a name and a time that stand as those of another row do."""
    text = " ".join(run.text for run in row.runs[: time_at_end(row.runs)])
    gap = min(look[0], its[0]) > _SPACED * em and abs(look[0] - its[0]) < _LEVEL * em
    level = abs(row.box.left - other.box.left) < _LEVEL * em
    height = abs(look[1] - its[1]) < _LEVEL * em
    return gap and level and height and is_name(text)


def _opens(rows: Sequence[Row], number: int, em: float) -> bool:
    """Tell whether a row is nearer to the words below it than to what is above it."""
    row = rows[number]
    after = next((r for r in rows[number + 1 :] if r.box.top > row.box.top), None)
    before = max((r.bottom for r in rows[:number] if r.bottom <= row.box.top), default=0)
    return after is not None and after.box.top - row.bottom < row.box.top - before - _CLOSER * em


def _look_of_time(row: Row) -> Look | None:
    """Return the gap before the time at the end of a row, and the time's height and colour."""
    cut = time_at_end(row.runs)
    if not 0 < cut < len(row.runs):
        return None
    time = row.runs[cut]
    return time.box.left - row.runs[cut - 1].right, time.box.height, time.colour
