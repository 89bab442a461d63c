"""Find the rows of a page without bubbles that begin with a name."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import (
    PALE,
    apart,
    is_pale,
    name_of,
    time_at_end,
    time_at_start,
)

_SAME_COLOUR = 45
_NAME_WORDS = 5
_ROUND = 0.12
"""How far a line may reach over the box of a round picture, in widths of it."""
_HEAD_WORDS = 7
"""Words before the time of a head at most, and one."""
_BARRED = 0.35
"""Share of the rows that have a bar beside them where bars tell who speaks."""
_INLINE = 0.3
"""Share of the rows that begin with a clock where each message does."""
Colour = tuple[int, int, int]


def is_inline(rows: Sequence[Row]) -> bool:
    """Tell whether each message begins in one row with its clock and name, or its name."""
    starts = sum(1 for row in rows if 0 < time_at_start(row.runs) < len(row.runs))
    named = sum(1 for row in rows if 0 < name_runs(row.runs) < len(row.runs))
    named += len(lone_names(rows)) if named else 0
    return max(starts, named) >= 3 and max(starts, named) >= _INLINE * len(rows)  # noqa: PLR2004


def name_runs(runs: Sequence[Run]) -> int:
    """Return how many runs at the start are a name in a colour of its own up to a colon; or 0."""
    for end in range(1, min(_NAME_WORDS, len(runs) - 1) + 1):
        name, after = runs[end - 1], runs[end:]
        if name.text.rstrip().endswith((":", ">")):
            words = [r for r in after if r.text != UNREAD_GLYPH][:3]
            other = all(apart(r.colour, runs[0].colour) > _SAME_COLOUR for r in words)
            return end if other and any(c.isalpha() for r in runs[:end] for c in r.text) else 0
    return 0


def lone_names(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that are nothing but a name with which other rows begin."""
    names = {
        (_text(row.runs[:end]), row.box.left)
        for row in rows
        if (end := name_runs(row.runs)) and end < len(row.runs)
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


def find_heads(parts: Parts, rows: Sequence[Row], contrast: float, frame: Frame) -> list[Row]:
    """Return the rows that begin with a name."""
    if parts.bars:
        return [r for r in rows if bar_below(parts, r) is not None and not bar_beside(parts, r)]
    found = [r for a in parts.avatars if (r := _beside_avatar(a, rows, frame, parts.em))]
    lefts = [r.box.left for r in found if time_at_end(r.runs) < len(r.runs)]
    timed = [r for r in rows if _names_and_times(r, contrast)]
    timed = timed or _pale_heads(rows, contrast, parts.em)
    lefts += _left_edges(timed) if len(timed) > len(found) else []
    lefts += [] if found else _left_edges(rows)
    for row in timed:
        at_edge = any(abs(row.box.left - left) < 0.4 * parts.em for left in lefts)  # noqa: PLR2004
        if row not in found and at_edge:
            found.append(row)
    return found


def _pale_heads(rows: Sequence[Row], contrast: float, em: float) -> list[Row]:
    """Return rows of a pale name and a time, where several stand over words in full ink."""
    found = [
        one
        for one, two in zip(rows, rows[1:], strict=False)
        if 0 < time_at_end(one.runs) < min(len(one.runs), _HEAD_WORDS)
        and one.runs[0].contrast < PALE * contrast
        and name_of(one.runs) is not None
        and two.box.top - one.bottom < em
        and not is_pale(two, contrast)
    ]
    return found if len(found) > 1 else []


def without_outlines(parts: Parts, rows: Sequence[Row], frame: Frame) -> Parts:
    """Return the parts without bars that are the edges of cards, of a quote, or of the page.

    Where bars tell who speaks, most rows have one beside or below them.
    """
    kept = tuple(
        (bar, colour)
        for bar, colour in parts.bars
        if bar.left > frame.left + 2
        and bar.left + bar.width < frame.right - 2
        and not any(_is_pair(bar, other) for other, _ in parts.bars)
    )
    some = replace(parts, bars=kept)
    barred = [r for r in rows if bar_beside(some, r) or bar_below(some, r)]
    return some if len(barred) >= _BARRED * len(rows) else replace(parts, bars=())


def _is_pair(one: Box, two: Box) -> bool:
    """Tell whether two bars are the left and the right edge of one block."""
    ends = abs(one.top + one.height - two.top - two.height)
    return one is not two and abs(one.top - two.top) <= 3 and ends <= 3  # noqa: PLR2004


def _left_edges(rows: Sequence[Row]) -> list[int]:
    """Return where most rows begin."""
    common = Counter(round(r.box.left / 8) for r in rows).most_common(2)
    return [8 * left for left, count in common if count > 1]


def _names_and_times(row: Row, contrast: float) -> bool:
    """Tell whether a row is a name with a paler time behind it."""
    cut = time_at_end(row.runs)
    if not 0 < cut < len(row.runs) or cut > 6 or is_pale(row, contrast):  # noqa: PLR2004
        return False
    first, time = row.runs[0], row.runs[-1]
    pale = time.contrast < 0.85 * first.contrast or apart(first.colour, time.colour) > _SAME_COLOUR  # noqa: PLR2004
    return pale and name_of(row.runs) is not None


def _beside_avatar(avatar: Box, rows: Sequence[Row], frame: Frame, em: float) -> Row | None:
    """Return the first row beside an avatar, unless the edge cuts it so that it may not be."""
    if avatar.top <= frame.top + 3 or avatar.height < 0.75 * avatar.width:  # noqa: PLR2004
        return None
    right, bottom = avatar.left + avatar.width, avatar.top + avatar.height
    beside = [
        r
        for r in rows
        if r.box.left > right - _ROUND * avatar.width
        and r.box.left - right < 2.5 * em  # noqa: PLR2004
        and r.box.top < bottom
        and r.box.top + r.box.height / 2 > avatar.top - 0.1 * avatar.height
    ]
    first = min(beside, key=lambda r: r.box.top, default=None)
    late = first and first.box.top > avatar.top + 0.6 * avatar.height
    return None if late else first


def bar_beside(parts: Parts, row: Row) -> tuple[Box, Colour] | None:
    middle = row.box.top + row.box.height / 2
    for bar, colour in parts.bars:
        beside = 0 < row.box.left - bar.left < 2.5 * parts.em  # noqa: PLR2004
        if beside and bar.top <= middle <= bar.top + bar.height:
            return bar, colour
    return None


def bar_below(parts: Parts, row: Row) -> tuple[Box, Colour] | None:
    for bar, colour in parts.bars:
        gap = bar.top - row.bottom
        at_edge = abs(row.box.left - bar.left) < parts.em
        if at_edge and -0.4 * parts.em < gap < 0.7 * parts.em:
            worded = [r for r in row.runs if any(c.isalnum() for c in r.text)]
            if worded and apart(worded[0].colour, colour) <= 2 * _SAME_COLOUR:
                return bar, colour
    return None
