"""Find the rows of a page without bubbles that begin with a name."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from analyser.records import Box, Kind
from analyser.screens._frame import Frame
from analyser.screens._kinds import kind_of
from analyser.screens._labels import is_name
from analyser.screens._row_alike import alike
from analyser.screens._row_bars import heads_at_bars
from analyser.screens._row_block import is_rest
from analyser.screens._row_lines import Row
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import (
    PALE,
    apart,
    is_pale,
    name_of,
    time_at_end,
    time_at_start,
    words_behind,
)

_SAME_COLOUR = 45
_ROUND = 0.12
"""How far a line may reach over the box of a round picture, in widths of it."""
_HEAD_WORDS = 7
"""Words before the time of a head at most, and one."""
_FEW, _MOST = 3, 0.6
"""Words of a button at most, and the share of the names under which it stands."""
_BOLD_MOST = 0.6
"""Share of the rows that begin bold at most where names do, and of the heads that do at least."""
_NEAR_LEFT = 0.4
"""How far a name begins from its words at most, in em."""
_SEVERAL = 2
"""Heads that show how a page is built at least."""
_FEET = 2
"""Rows of ages under comments at least, where they end those."""
_NAME_AT_MOST = 5
"""Words of a name at most."""
_THIN = 0.76
"""Strokes thinner than this share of those of bold names are surely not bold."""
_SIGN = 2
_PALER = 0.85
"""Contrast of a name at most, in that of the words under it."""
_CLOSER = 0.2
"""A name is nearer to its words than to what is above it by this, in em."""
_BODIED = 0.6
"""Share of the heads behind which words stand where they do behind all."""


def without_signs(rows: Sequence[Row]) -> list[Row]:
    """Return the rows without signs of calls, which are read as a letter or two over the words."""
    calls = [*(_is_call(row) for row in rows[1:]), False]
    return [
        row
        for row, over_call in zip(rows, calls, strict=False)  # of no rows, one is left over
        if not over_call or sum(len(run.text) for run in row.runs) > _SIGN or len(row.runs) > 1
    ]


def _is_call(row: Row) -> bool:
    return kind_of(row.text, edited=False, picture=False) in (Kind.CALL, Kind.MISSED_CALL)


def find_heads(parts: Parts, rows: Sequence[Row], contrast: float, frame: Frame) -> list[Row]:
    """Return the rows that begin with a name."""
    if parts.bars:
        return heads_at_bars(parts, rows, contrast)
    found = [r for a in parts.avatars if (r := _beside_avatar(a, rows, frame, parts.em))]
    lefts = [r.box.left for r in found if time_at_end(r.runs) < len(r.runs)]
    timed = [r for r in rows if _names_and_times(r, contrast)]
    timed += alike(rows, timed, parts.em)
    timed = timed or _pale_heads(rows, contrast, parts.em)
    timed = timed or ([] if found else _heads_after_feet(rows, contrast))
    lefts += _left_edges(timed) if len(timed) > len(found) else []
    lefts += [] if found else _left_edges(rows)
    for row in timed:
        at_edge = any(abs(row.box.left - left) < 0.4 * parts.em for left in lefts)  # noqa: PLR2004
        if row not in found and at_edge:
            found.append(row)
    return _with_bold(found, rows, contrast, parts.em) or _coloured_heads(rows, contrast, parts.em)


def left_of_letters(parts: Parts, rows: Sequence[Row], frame: Frame) -> int | None:
    """Return where words begin that stand under pictures, names and times, as in mail."""
    beside = (_beside_avatar(avatar, rows, frame, parts.em) for avatar in parts.avatars)
    heads = [r for r in beside if r and 0 < time_at_end(r.runs) < len(r.runs)]
    right = min((a.left + a.width for a in parts.avatars), default=0)
    lefts = [r.box.left for r in rows if r not in heads]
    under = [left for left in lefts if left < right]
    shown = len(heads) >= _SEVERAL and len(under) > len(lefts) / 2
    return int(np.median(under)) if shown else None


def without_rests(heads: Sequence[Row], em: float) -> list[Row]:
    """Return the heads without the second rows of long names."""
    kept: list[Row] = []
    for head in sorted(heads, key=lambda row: row.box.top):
        if not kept or not is_rest(kept[-1], head, em):
            kept.append(head)
    return kept


def _coloured_heads(rows: Sequence[Row], contrast: float, em: float) -> list[Row]:
    """Return the rows that are a name in a colour of its own, where several stand over words."""
    found = []
    for one, two in zip(rows, rows[1:], strict=False):
        first = one.runs[0].colour
        whole = all(apart(run.colour, first) < _SAME_COLOUR for run in one.runs)
        over = two.box.top - one.bottom < em and abs(two.box.left - one.box.left) < _NEAR_LEFT * em
        words = not is_pale(two, contrast) and apart(two.runs[0].colour, first) > _SAME_COLOUR
        coloured = max(first) - min(first) > _SAME_COLOUR
        if whole and over and words and coloured and is_name(one.text):
            found.append(one)
    names = Counter(row.text for row in found)
    enough = len(found) > _FEET and max(names.values()) > 1
    return found if enough and len(found) <= _BOLD_MOST * len(rows) else []


def _with_bold(found: Sequence[Row], rows: Sequence[Row], contrast: float, em: float) -> list[Row]:
    """Return the heads with those that are but bold, and without others where names are bold."""
    bold = [
        row
        for number, row in enumerate(rows)
        if _is_bold_name(row) and (not is_pale(row, contrast) or _opens(rows, number, contrast, em))
    ]
    lefts = _left_edges([r for r in bold if sum(c.isalnum() for c in r.text) > 1] or bold)
    bold = [r for r in bold if any(abs(r.box.left - left) < 0.4 * em for left in lefts)]  # noqa: PLR2004
    if len(bold) < 2 or len(bold) > _BOLD_MOST * len(rows):  # noqa: PLR2004
        return list(found)
    usual = len([r for r in found if r in bold]) >= _BOLD_MOST * len(found)
    least = _THIN * float(np.median([r.runs[0].stroke for r in bold]))
    kept = [r for r in found if r in bold or not usual or not 0 < r.runs[0].stroke < least]
    return [*kept, *(r for r in bold if r not in kept)]


def _opens(rows: Sequence[Row], number: int, contrast: float, em: float) -> bool:
    """Tell whether a pale row is nearer to words below it than to what is above, as no button."""
    row = rows[number]
    after = next((r for r in rows[number + 1 :] if r.box.top > row.box.top), None)
    if after is None or is_pale(after, contrast):
        return False
    before = max((r.bottom for r in rows[:number] if r.bottom < after.box.top), default=0)
    return after.box.top - row.bottom < row.box.top - before - _CLOSER * em


def _is_bold_name(row: Row) -> bool:
    """Tell whether a row begins with a name in bold letters, and is no date."""
    if not row.runs[0].bold or time_at_start(row.runs):
        return False
    bold = sum(run.bold for run in row.runs)
    return bold <= _NAME_AT_MOST and name_of(row.runs) is not None


def _pale_heads(rows: Sequence[Row], contrast: float, em: float) -> list[Row]:
    """Return rows of a pale name and a time, where several stand over words in full ink.

    On a fill of another colour names may be less pale, but are paler than the words under them.
    """
    named = [
        row
        for row in rows
        if 0 < time_at_end(row.runs) < min(len(row.runs), _HEAD_WORDS)
        and name_of(row.runs) is not None
    ]
    pale = [row for row in named if row.runs[0].contrast < PALE * contrast]
    pairs = [(one, two) for one, two in zip(rows, rows[1:], strict=False) if one in named]
    over = [
        one
        for one, two in pairs
        if one in pale and two.box.top - one.bottom < em and not is_pale(two, contrast)
    ]
    lefts = [row.box.left for row in over]
    # The words of the lowest may be out of view.
    pale += [one for one, two in pairs if one not in pale and _is_paler(one, two)]
    found = [r for r in pale if any(abs(r.box.left - left) < 0.4 * em for left in lefts)]  # noqa: PLR2004
    return found if len(over) > 1 else []


def _is_paler(name: Row, words: Row) -> bool:
    return name.runs[0].contrast < _PALER * words.runs[0].contrast


def _heads_after_feet(rows: Sequence[Row], contrast: float) -> list[Row]:
    """Return the names of comments, each of which ends with a row of its age and buttons.

    The row below such a one is a name, if it is short and its look is not that of the next.
    """
    feet = [n for n, row in enumerate(rows) if _is_foot(row, contrast)]
    if len(feet) < _FEET:
        return []
    found = [
        rows[n + 1]
        for n in (-1, *feet)
        if n + 2 < len(rows)
        and n + 1 not in feet
        and len(rows[n + 1].runs) <= _NAME_AT_MOST
        and name_of(rows[n + 1].runs) is not None
        and _other_look(rows[n + 1], rows[n + 2])
    ]
    return found if len(found) >= _FEET else []


def _is_foot(row: Row, contrast: float) -> bool:
    cut = time_at_start(row.runs)
    return cut > 0 and len(row.runs) - cut <= _FEW and row.runs[0].contrast < PALE * contrast


def _other_look(name: Row, words: Row) -> bool:
    one, two = name.runs[0], words.runs[0]
    lower = name.box.height < 0.95 * words.box.height  # noqa: PLR2004
    return apart(one.colour, two.colour) > _SAME_COLOUR or one.bold != two.bold or lower


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
        and not time_at_start(r.runs)  # the small print under the comment before
    ]
    first = min(beside, key=lambda r: r.box.top, default=None)
    late = first and first.box.top > avatar.top + 0.6 * avatar.height
    return None if late else first


def buttons(rows: Sequence[Row], heads: Sequence[Row], contrast: float) -> frozenset[str]:
    """Return the words of one sort of small print that stands under most names: what to press."""
    pale = [
        row.text
        for row in rows
        if is_pale(row, contrast) and row not in heads and len(row.runs) <= _FEW
        if not time_at_start(row.runs)
    ]
    often = max(2, _MOST * len(heads))
    known = {text for text in pale if pale.count(text) >= often}
    return frozenset(t for t in known if kind_of(t, edited=False, picture=False) is Kind.TEXT)


def are_bodied(heads: Sequence[Row], contrast: float) -> bool:
    """Tell whether words stand behind most bold names in their rows, as in lists of comments."""
    bodied = sum(words_behind(head.runs, contrast) > 0 for head in heads)
    return bodied >= max(2, _BODIED * len(heads))
