"""Find the pane of a window or tablet that holds the conversation, between lists at its sides."""

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.screens._components import components
from analyser.screens._image import Pixels, largest
from analyser.screens._patches import find_patches

_WIDE = 1.1
"""Widths of heights from which a picture may be a desktop window."""
_TABLET_FROM, _TABLET_TO, _TALL = 0.64, 0.87, 0.93
"""The same of a tablet held upright, and the share of the rows for it: no bubble is so tall."""
_STEP = 3
"""Least change of colour, of 255, from one pane to the next."""
_WHOLE = 0.8
"""Share of the rows in which the colour changes at the edge of a pane."""
_WINDOW = 45
"""Width in sizes of the type, from which a picture is no stretch cut out of a telephone's."""
_LETTER_OF_EM = 0.53
"""Median height of letters in the size of the type: most have no ascender."""
_TELEPHONE = 0.62
_BAND, _AT_MARGIN, _EVEN = (0.04, 0.16), 0.003, 0.8
"""Heights of the chosen row of a list, in heights of the window; how far from the margin it begins,
in widths, nearer than any bubble; and how much of it has its colour."""
_BESIDE_PX, _OPEN = 4, 0.006
"""Pixels that the edge of a band takes, and what is free behind it, in widths of the window."""
_HEADING = 0.06
"""Lower than this, in heights of the window, begins the first row of a list."""
_INK, _ROWS, _DOWN = 45, 4, 0.3
"""Words of a list: how far they are from its colour, of 255, in how many rows at least, and over
how much of the height."""
_LIST, _GUTTER, _HEAD, _CLEAR = 0.12, 0.003, 0.15, 0.98
"""Least width of a list and what stays free beside it, in widths; below which share of the height,
and in which share of those rows."""
_LETTERS_AT_LEAST = 30
_DOT = 0.7
"""Share of its box that a dot of a pattern fills; letters fill less."""
_LEFT_FROM, _LEFT_TO = 0.04, 0.5
_RIGHT_FROM, _RIGHT_TO = 0.6, 0.97


def find_pane(pixels: Pixels) -> tuple[int, int]:
    """Return the first column of the conversation's pane, and the first one past it."""
    height, width = pixels.shape[:2]
    upright = _TABLET_FROM * height < width < _TABLET_TO * height
    if width < _WIDE * height and not upright:
        return 0, width
    edges = _edges(pixels, _TALL if upright else _WHOLE)
    lefts = [x for x in edges if _LEFT_FROM * width < x < _LEFT_TO * width]
    rights = [x for x in edges if _RIGHT_FROM * width < x < _RIGHT_TO * width]
    left = int(max(lefts)) if lefts else _beside_chosen(pixels)
    return left, int(min(rights, default=width))


def _beside_chosen(pixels: Pixels) -> int:
    """Return the first column past a list without an edge, told by its chosen row; 0 for none.

    That row is a band of another colour from the margin on; nothing crosses the list's edge.
    """
    height, width = pixels.shape[:2]
    half = np.ascontiguousarray(pixels[:, : width // 2])
    for patch in find_patches(half, unit=round(_TELEPHONE * height), noisy=False):
        box = patch.box
        end = box.left + box.width + 3  # its last pixels are half of its colour
        band = _BAND[0] * height < box.height < _BAND[1] * height and patch.even > _EVEN
        if box.left > _AT_MARGIN * width or not band or end < _LIST * width:
            continue
        if box.top < _HEADING * height or not _is_list(pixels[:, :end]):
            continue
        if end > half.shape[1] - 2 * _BESIDE_PX:
            continue  # it goes on beyond the middle, as a header does
        level = pixels[box.top + 2 : box.top + box.height - 2, end : end + round(_OPEN * width)]
        if int(np.ptp(level.reshape(-1, 3).astype(np.int16), axis=0).max()) > _INK:
            continue  # something stands in it beside the picture of a person
        beside = pixels[:, end : end + max(2, round(_GUTTER * width))].astype(np.int16)
        page = np.median(beside.reshape(-1, 3), axis=0)
        clear = largest(np.abs(beside - page)).max(axis=1) <= _STEP
        if clear[round(_HEAD * height) :].mean() >= _CLEAR:  # below the header beside the list
            return end
    return 0


def _edges(pixels: Pixels, share: float) -> NDArray[np.intp]:
    """Return the columns at which the colour changes along this share of the height."""
    sample = pixels[:: max(1, pixels.shape[0] // 300)].astype(np.int16)
    change = largest(np.abs(sample[:, 3:] - sample[:, :-3])) >= _STEP
    return np.flatnonzero(change.mean(axis=0) >= share) + 2


def _is_list(part: Pixels) -> bool:
    """Tell whether words stand all the way down, or in rows as far apart as each other."""
    page = np.median(part[:: max(1, part.shape[0] // 300)].reshape(-1, 3), axis=0)
    inked = np.max(largest(np.abs(part.astype(np.int16) - page)), axis=1) > _INK
    starts = np.flatnonzero(inked[1:] & ~inked[:-1])
    down = starts[-1] - starts[0] if len(starts) else 0
    return len(starts) >= _ROWS and down > _DOWN * part.shape[0]


def is_window(pixels: Pixels) -> bool:
    """Tell whether a wide picture is a whole window, by how small its letters are."""
    height, width = pixels.shape[:2]
    if width < _WIDE * height:
        return False
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    heights: list[int] = []
    for kind in (cv2.THRESH_BINARY, cv2.THRESH_BINARY_INV):
        off = 20 if kind == cv2.THRESH_BINARY_INV else -20
        ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, kind, 41, off)
        _, stats = components(np.asarray(ink, dtype=np.uint8))
        heights += [
            int(s[3])
            for s in stats[1:]
            if 5 <= s[3] <= 0.06 * height
            and 2 <= s[2] < 3 * s[3] < 12 * s[2]
            and s[4] < _DOT * s[2] * s[3]
        ]
    em = float(np.median(heights)) / _LETTER_OF_EM if len(heights) > _LETTERS_AT_LEAST else width
    return bool(width > _WINDOW * em)
