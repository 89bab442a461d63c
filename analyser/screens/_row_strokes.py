"""Find thin strokes on a page without bubbles: bars beside words, lines across, outlined tags."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._image import Pixels, largest
from analyser.screens._patches import filled

_BAR_WIDTH, _BAR_HEIGHT = 0.4, 1.15
"""Greatest width and least height of a bar beside words, in em; an upright stroke is lower."""
_RULE = 5
"""Least length of a line across the page, in em."""
_TAG_HEIGHT = (1.1, 2.2)
_TAG_WIDTH = (1.4, 9.0)
_TAG_INK = 0.4
_OTHER = 45
"""Difference of two colours in one channel, of 255, where one bar ends and another begins."""


def boxes_of(ink: NDArray[np.uint8]) -> Iterator[tuple[Box, NDArray[np.bool_]]]:
    """Yield the place and the shape of each piece of ink."""
    labels, stats = components(ink)
    for number, (left, top, width, height, _area) in enumerate(stats[1:], start=1):
        box = Box(left=int(left), top=int(top), width=int(width), height=int(height))
        yield box, labels[top : top + height, left : left + width] == number


def strokes_of(ink: NDArray[np.uint8], em: float) -> tuple[list[Box], list[Box], list[Box]]:
    """Return upright bars, outlined tags, and lines across the page."""
    bars, tags, rules = [], [], []
    for box, own in boxes_of(ink):
        if box.width > _RULE * em and box.height <= max(3, 0.15 * em):
            rules.append(box)
        elif box.height >= _BAR_HEIGHT * em and box.width <= max(3, _BAR_WIDTH * em):
            if own.mean() > 0.75:  # noqa: PLR2004
                bars.append(box)
        elif (
            _TAG_HEIGHT[0] * em < box.height < _TAG_HEIGHT[1] * em
            and max(_TAG_WIDTH[0] * em, box.height) < box.width < _TAG_WIDTH[1] * em
            and own.mean() < _TAG_INK
            and filled(own).mean() > 0.8  # noqa: PLR2004
        ):
            tags.append(box)
    return bars, tags, rules


def by_colour(view: Pixels, bar: Box, em: float) -> Iterator[Box]:
    """Yield the parts of a bar that have one colour each: two bars may touch."""
    rows = view[bar.top : bar.top + bar.height, bar.left : bar.left + bar.width]
    colours = np.median(rows, axis=1).astype(np.int16)
    changes = largest(np.abs(colours[2:] - colours[:-2])) > _OTHER
    start = bar.top
    for row in np.flatnonzero(changes) + bar.top + 1:
        if row - start >= em and bar.top + bar.height - row >= em:
            yield Box(left=bar.left, top=start, width=bar.width, height=int(row) - start)
            start = int(row)
    yield Box(left=bar.left, top=start, width=bar.width, height=bar.top + bar.height - start)


def colour_of(view: Pixels, box: Box) -> tuple[int, int, int]:
    """Return the usual colour in a place."""
    part = view[box.top : box.top + box.height, box.left : box.left + box.width]
    red, green, blue = (int(v) for v in np.median(part.reshape(-1, 3), axis=0))
    return red, green, blue
