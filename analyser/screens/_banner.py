"""Find a notification that lies over the top of a screen: its words are none of this chat."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._crops import line_crop, runs
from analyser.screens._engine import Word
from analyser.screens._image import Pixels, distance, largest
from analyser.screens._lines import lines_of
from analyser.screens._outside import text_lines

_TALL = 1.5
"""Heights of widths from which a picture is a telephone's whole screen."""
_STARTS, _ENDS = 0.09, 0.17
"""Its straight sides begin and end above these shares of the height."""
_LEAST = 0.027
"""Least height of its straight sides, in heights of the screen: those of a button are lower."""
_INSET = (0.008, 0.06)
"""Its sides stand this far from those of the screen, in widths of it."""
_STEP = 3
"""Least change of colour, of 255, at its sides."""
_ROUND = 0.022
"""How far its corners may be round, in heights of the screen."""
_INK = 60
_SURE = 0.5
_LINES_AT_MOST = 6


def find_banner(pixels: Pixels) -> Box | None:
    """Return the place of a panel that floats over the top and nearly fills the width."""
    height, width = pixels.shape[:2]
    if height < _TALL * width:
        return None
    top = pixels[: round(_ENDS * height)].astype(np.int16)
    left = _side(top, width, height)
    right = _side(top[:, ::-1], width, height)
    if left is None or right is None:
        return None
    first, last = max(left[1], right[1]), min(left[2], right[2])
    if last - first < _LEAST * height or abs(left[0] - right[0]) > 4:  # noqa: PLR2004
        return None
    start = max(0, first - _beyond(top[first::-1], height))
    # What shines through the panel hides where it ends; a strip of it must not be left over.
    end = last + round(_ROUND * height)
    return Box(left=left[0], top=start, width=width - 2 * left[0], height=end - start)


def _beyond(rows: NDArray[np.int16], height: int) -> int:
    """Return how many rows the panel goes on past the straight part of its sides."""
    most = min(len(rows), round(_ROUND * height))
    if most < 2:  # noqa: PLR2004
        return 0
    columns = np.linspace(0.2, 0.8, 9) * rows.shape[1]
    line = rows[:most, columns.astype(int)]
    changes = largest(np.abs(np.diff(line, axis=0))) >= _STEP
    ends = np.where(changes.any(axis=0), changes.argmax(axis=0) + 1, most)
    return int(np.median(ends))


def _side(top: NDArray[np.int16], width: int, height: int) -> tuple[int, int, int] | None:
    """Return the column and the first and last row of the longest upright edge near the side.

    Behind an edge the colour is another all along it; around signs of the header it wavers.
    """
    low, high = (round(share * width) for share in _INSET)
    step = top[:, low + 3 : high + 3] - top[:, low:high]
    change = largest(np.abs(step)) >= _STEP
    found = [
        (last - first, -column, first, last)
        for column in range(change.shape[1])
        for first, last in runs(np.asarray(change[:, column]), 1)
        if first < _STARTS * height and last < len(top) - 1
        if np.abs(np.median(step[first:last, column], axis=0)).max() >= _STEP
    ]
    if not found:
        return None
    _, column, first, last = max(found)
    return low - column + 1, first, last


def banner_crops(pixels: Pixels, banner: Box | None, em: float) -> list[Pixels]:
    """Return the lines of the panel; none where there is none."""
    if banner is None:
        return []
    part = pixels[banner.top : banner.top + banner.height, banner.left : banner.left + banner.width]
    base = np.median(part[:, ::6], axis=1)[:, None].astype(np.int16)
    ink = (distance(part, base) > _INK).astype(np.uint8)
    return [
        line_crop(part[b.top : b.top + b.height, b.left : b.left + b.width])
        for b in text_lines(ink, em)[:_LINES_AT_MOST]
    ]


def banner_words(words: Sequence[list[Word]]) -> str:
    """Return the words of the panel, line by line."""
    read = [line for each in words for line in lines_of(each)[:1]]
    return "\n".join(" ".join(line.words) for line in read if line.confidence >= _SURE)
