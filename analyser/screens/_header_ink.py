"""Tell the ink of a header: words from pictures and emoji, large titles, names cut with dots."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._image import Pixels, distance
from analyser.screens._ink import Glyphs, blank, find_glyphs
from analyser.screens._outside import text_lines

_LARGE, _LARGER = 1.5, 1.45
"""Size of the type of large titles, and the least height of their lines, in common type."""
_EMOJI = 1.6
"""Emoji in a name are lower than this, in em; a picture of a person is higher."""
_COLOUR, _COLOURED = 60, 0.4
"""Difference between the channels of a colour, of 255, and the share of an emoji that has one."""
_AROUND = 24
"""Rows above and below that tell what is under a row."""
_PICTURE, _NEIGHBOURS = 1.6, 2
"""Higher than this, in em, are pictures, unless so many letters of that size stand beside them."""
_HALF = 0.7
"""Share of two lines grown into one that the upper of them takes at most."""
_DOT, _SPECK = 0.25, 0.05
_INK = 45


def title_lines(ink: NDArray[np.uint8], em: float) -> list[Box]:
    """Return the lines of common type, and larger ones as some titles are set."""
    found = text_lines(ink, em, least=1)
    wider = (b for b in text_lines(ink, _LARGE * em) if b.height > _LARGER * em)
    large = [b for b in wider if not any(_is_over(b, f) and _fills(f, b) for f in found)]
    lines = [*(f for f in found if not any(_is_over(f, b) for b in large)), *large]
    return sorted((_below_title(b, lines) for b in lines), key=lambda b: (b.top, b.left))


def _below_title(box: Box, lines: Sequence[Box]) -> Box:
    """Return a line without the shorter title over it, where the two grew into one."""
    for other in lines:
        within = box.left < other.left and other.left + other.width < box.left + box.width
        gone = other.top + other.height - box.top
        if within and abs(other.top - box.top) < _SPECK * box.height and gone < _HALF * box.height:
            return replace(box, top=box.top + gone, height=box.height - gone)
    return box


def _fills(line: Box, larger: Box) -> bool:
    """Tell whether a line of common type is a larger one, or a whole line within it.

    Of large type the lower letters may look like lines of common type.
    """
    low = line.height < 0.5 * larger.height  # noqa: PLR2004
    return line.width > (0.5 if low else 0.85) * larger.width  # noqa: PLR2004


def _is_over(one: Box, two: Box) -> bool:
    across = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
    down = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
    return across > 0 and down > 0.3 * min(one.height, two.height)  # noqa: PLR2004


def without_emoji(part: Pixels, em: float) -> tuple[Pixels, tuple[Box, ...]]:
    """Return the header with the emoji of its names painted over, and their places."""
    base = np.broadcast_to(under(part), part.shape)
    clean = part.copy()
    glyphs = find_glyphs(part, base, em)
    small = tuple(
        b for b in glyphs.boxes if b.height < _EMOJI * em and _is_colourful(part, base, b)
    )
    blank(clean, base, Glyphs(small, ()), em)
    return clean, small


def _is_colourful(part: Pixels, base: NDArray[np.int16], box: Box) -> bool:
    """Tell an emoji from the thick letters of a title, which have no colours."""
    here = np.s_[box.top : box.top + box.height, box.left : box.left + box.width]
    ink = distance(part[here], base[here]) > _INK
    colours = part[here][ink].astype(np.int16)
    return bool(len(colours)) and float((np.ptp(colours, axis=1) > _COLOUR).mean()) > _COLOURED


def under(part: Pixels) -> NDArray[np.int16]:
    """Return the colour of the header in each row; of a row full of letters, that around it."""
    rows = np.median(part[:, ::6], axis=1).astype(np.int16)
    reach = min(_AROUND, (len(rows) - 1) // 2)
    if reach > 0:
        wide = np.pad(rows, ((reach, reach), (0, 0)), mode="edge")
        rows = np.median(sliding_window_view(wide, 2 * reach + 1, axis=0), axis=2).astype(np.int16)
    return np.asarray(rows[:, None], dtype=np.int16)


def ink_of(part: Pixels) -> NDArray[np.uint8]:
    base = under(part)
    return np.asarray(distance(part, base) > _INK, dtype=np.uint8)


def contrast_of(part: Pixels, base: NDArray[np.int16], box: Box) -> float:
    """Return how far the letters in a place of the header stand out, of 255.

    `base` is what `under` returned for the header.
    """
    here = np.s_[box.top : box.top + box.height, box.left : box.left + box.width]
    away = distance(part[here], base[here[0]])
    return float(np.percentile(away, 97)) if away.size else 0.0


def without_pictures(ink: NDArray[np.uint8], em: float) -> NDArray[np.uint8]:
    """Wipe what is larger than letters: the picture in the header, with its letter."""
    _, stats = components(ink)
    clean = ink.copy()
    for left, top, width, height, _area in stats[1:]:
        large = height > _PICTURE * em and width < 4 * em
        if large and not _is_letter((left, top, width, height), np.asarray(stats[1:], np.int32)):
            clean[top : top + height, left : left + width] = 0
    return clean


def _is_letter(shape: tuple[int, int, int, int], others: NDArray[np.int32]) -> bool:
    """Tell whether several shapes of about its height stand close beside it, as in a title."""
    left, top, width, height = shape
    if width > 1.3 * height:
        return False
    lefts, tops, widths, heights, _ = others.T
    gaps = np.maximum(lefts - left - width, left - lefts - widths)
    alike = (heights > 0.45 * height) & (heights < 1.3 * height) & (widths < 1.3 * height)
    level = np.abs(tops + heights - top - height) < 0.35 * height
    return int((alike & level & (gaps > 0) & (gaps < 1.5 * height)).sum()) >= _NEIGHBOURS


def ends_in_dots(ink: NDArray[np.uint8], box: Box, em: float) -> bool:
    """Tell whether the last three strokes of a line are dots on its foot."""
    right = box.left + box.width + round(1.2 * em)  # the last of them stand apart
    part = np.ascontiguousarray(ink[box.top : box.top + box.height, box.left : right])
    _, stats = components(part)
    last = sorted(stats[1:].tolist(), key=lambda each: int(each[0]))[-3:]
    if len(last) < 3:  # noqa: PLR2004
        return False
    feet = [top + height for _, top, _, height, _ in last]
    return max(feet) - min(feet) <= 2 and all(  # noqa: PLR2004
        _SPECK * em < min(width, height)
        and max(width, height) < _DOT * em
        and 0.5 * box.height < top < 0.9 * box.height
        for _, top, width, height, _ in last
    )
