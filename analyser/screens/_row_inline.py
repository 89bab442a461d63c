"""Tell on a page where each message begins in one row with its name which rows begin one."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from analyser.screens._labels import is_name
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_words import apart, is_pale, time_at_start, without_state

_CLOCK = re.compile(r"\d[:.]\d\d")
_SAME_COLOUR = 45
_NAME_WORDS = 5
_FULL = 0.85
"""Least contrast of the words behind a name, in that of the words of the page; a role has less."""
_INLINE = 0.3
"""Share of the rows that begin with a clock where each message does."""
_SURE = 3
"""Rows of a clock, a name in a colour of its own that stands in another too, and words."""


def is_inline(rows: Sequence[Row], known: Collection[str] = ()) -> bool:
    """Tell whether each message begins in one row with its clock and name, or its name."""
    starts = sum(1 for row in rows if 0 < _clock_at_start(row.runs) < len(row.runs))
    sure = sum(1 for row in rows if (rest := _behind_clock(row)) and name_runs(rest, known))
    if sure >= _SURE:  # long messages leave few rows that begin one
        return True
    named = sum(1 for row in rows if 0 < name_runs(row.runs, known) < len(row.runs))
    named += len(lone_names(rows, known)) if named else 0
    return max(starts, named) >= 3 and max(starts, named) >= _INLINE * len(rows)  # noqa: PLR2004


def coloured_names(rows: Sequence[Row], contrast: float) -> frozenset[str]:
    """Return the names with which several rows begin in a colour that their words do not have.

    Under comments stand ages; there names and words are told otherwise.
    """
    begun = [(row, _behind_clock(row) or row.runs) for row in rows]
    named = [(runs, end) for _, runs in begun if (end := _own_colour(runs, contrast)) < len(runs)]
    ages = [row for row in rows if time_at_start(row.runs) and is_pale(row, contrast)]
    if sum(not _own_colour(_behind_clock(row), contrast) for row in ages) > 1:
        return frozenset()
    found = Counter(_text(runs[:end]).strip(" :") for runs, end in named if end)
    return frozenset(name for name, count in found.items() if count > 1 and is_name(name))


def _behind_clock(row: Row) -> tuple[Run, ...]:
    """Return what stands behind the clock with which a row begins; nothing where none does."""
    cut = _clock_at_start(row.runs)
    return row.runs[cut:] if cut else ()


def _own_colour(runs: Sequence[Run], contrast: float) -> int:
    """Return how many runs at the start have a colour of their own; 0 where words have none."""
    if not runs:
        return 0
    end = one_colour(runs)
    coloured = max(runs[0].colour) - min(runs[0].colour) > _SAME_COLOUR
    behind = runs[end + 1 :] if end < len(runs) and runs[end].text[0] == "@" else runs[end:]
    words = [r for r in behind if r.text == UNREAD_GLYPH or any(c.isalnum() for c in r.text)]
    worded = bool(words) and time_at_start(words) < without_state(words)
    worded = worded and (words[0].contrast >= _FULL * contrast or words[0].text == UNREAD_GLYPH)
    worded = worded and apart(words[0].colour, runs[0].colour) > _SAME_COLOUR
    return end if coloured and worded and end <= _NAME_WORDS else 0


def _clock_at_start(runs: Sequence[Run]) -> int:
    """Return how many runs at the start are a time with a clock: an age stands under comments."""
    end = time_at_start(runs)
    return end if any(_CLOCK.search(run.text) for run in runs[:end]) else 0


def name_runs(runs: Sequence[Run], known: Collection[str] = ()) -> int:
    """Return how many runs at the start are a name in a colour of its own; or 0.

    It ends with a colon, or is one of the `known` names, or stands between angle brackets.
    """
    if end := bracketed(runs):
        return end
    for end in range(1, min(_NAME_WORDS, len(runs)) + 1):
        if _text(runs[:end]).strip(" :") in known:
            return end
    for end in range(1, min(_NAME_WORDS, len(runs) - 1) + 1):
        name, after = runs[end - 1], runs[end:]
        if name.text.rstrip().endswith((":", ">")):
            words = [r for r in after if r.text != UNREAD_GLYPH][:3]
            other = all(apart(r.colour, runs[0].colour) > _SAME_COLOUR for r in words)
            return end if other and any(c.isalpha() for r in runs[:end] for c in r.text) else 0
    return 0


def before_colon(runs: Sequence[Run]) -> int:
    """Return how many runs at the start are a name up to a colon, in the words' own colour."""
    for end, run in enumerate(runs[:_NAME_WORDS], 1):
        if run.text.endswith(":"):
            return end if end < len(runs) and is_name(_text(runs[:end]).strip(" :")) else 0
    return 0


def bracketed(runs: Sequence[Run]) -> int:
    """Return how many runs at the start are a name between angle brackets; 0 for none."""
    if not runs or not runs[0].text.startswith("<"):
        return 0
    return next((n for n, r in enumerate(runs[:_NAME_WORDS], 1) if r.text.endswith(">")), 0)


def one_colour(runs: Sequence[Run]) -> int:
    """Return how many runs have the colour of the first; 1 where all have it."""
    same = 1
    while same < len(runs) and apart(runs[same].colour, runs[0].colour) <= _SAME_COLOUR:
        same += 1
    return same if same < len(runs) else 1


def lone_names(rows: Sequence[Row], known: Collection[str] = ()) -> list[Row]:
    """Return the rows that are nothing but a name with which other rows begin."""
    names = {
        (_text(row.runs[:end]), row.box.left)
        for row in rows
        if (end := name_runs(row.runs, known)) and end < len(row.runs)
    }
    return [
        row
        for row in rows
        if any(
            row.text == name and abs(row.box.left - left) < row.box.height for name, left in names
        )
    ]


def _text(runs: Sequence[Run]) -> str:
    return " ".join(run.text for run in runs)
