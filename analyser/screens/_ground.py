"""Tell what is drawn on a page from the page itself, row by row, and wipe bars and rules."""

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.screens._components import components
from analyser.screens._image import Pixels, distance, largest

_STEP = 6
"""Every so many columns are looked at."""
_FLAT, _SURE = 12, 0.75
"""Share of a row about the middle colour of it, within so much of 255, that shows the page."""
_NEAR = 1.0
"""How far from a row that letters fill one that shows the page is taken, in em."""
_LONG = 6
"""A stroke longer than this, in em, and very thin is none of a letter."""
_BAR_WIDE, _BAR_HIGH, _BAR_SOLID = 0.5, 1.5, 0.85
"""Greatest width and least height of an upright bar, in em, and the share of its box it fills."""


def away_from_rows(view: Pixels, free: NDArray[np.bool_], em: float) -> NDArray[np.uint8]:
    """Return the distance of each pixel from the page in its row, where it is `free`."""
    some, open_ = view[:, ::_STEP], free[:, ::_STEP]
    base = np.zeros((len(view), 1, 3), np.uint8)
    # Rows with the same free places lie together, between the edges of what was taken.
    edges = [0, *(np.flatnonzero((open_[1:] != open_[:-1]).any(axis=1)) + 1), len(view)]
    for start, end in pairwise(edges):
        if len(view) and open_[start].any():
            shown = some[start:end, open_[start]]
            base[start:end, 0] = _page_of(shown, np.median(shown, axis=1), round(_NEAR * em))
    return distance(view, base)


def _page_of(shown: Pixels, middle: NDArray[Any], near: int) -> NDArray[Any]:
    """Return the colour of each row, of its neighbours where letters fill more than half of it."""
    same = largest(np.abs(shown - middle[:, None])) <= _FLAT
    sure = np.flatnonzero(same.mean(axis=1) >= _SURE)
    if not 0 < len(sure) < len(middle):
        return middle
    rows = np.arange(len(middle))
    place = np.clip(np.searchsorted(sure, rows), 1, max(1, len(sure) - 1))
    before, after = sure[place - 1], sure[np.minimum(place, len(sure) - 1)]
    nearest = np.where(np.abs(rows - before) <= np.abs(after - rows), before, after)
    nearest = np.where(np.abs(nearest - rows) <= near, nearest, rows)
    return np.asarray(middle[nearest])


def without_bars(ink: NDArray[np.uint8], em: float) -> NDArray[np.uint8]:
    """Wipe long thin strokes: the bar that shows how far one has scrolled, lines across.

    So too the bars that stand beside what one person says.
    """
    labels, stats = components(ink)
    bars = [
        number
        for number, (_, _, width, height, area) in enumerate(stats.tolist())
        if number and (_is_stroke(width, height, em) or _is_bar(width, height, area, em))
    ]
    return np.where(np.isin(labels, bars), 0, ink).astype(np.uint8) if bars else ink


def _is_stroke(width: int, height: int, em: float) -> bool:
    return max(width, height) > _LONG * em > 2 * _LONG * min(width, height)


def _is_bar(width: int, height: int, area: int, em: float) -> bool:
    upright = width < _BAR_WIDE * em and height > max(_BAR_HIGH * em, 3 * width)
    return upright and area > _BAR_SOLID * width * height
