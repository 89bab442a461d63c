"""Find the pane of a desktop window that holds the conversation, between lists at its sides."""

import numpy as np
from numpy.typing import NDArray

from analyser.screens._image import Pixels, largest

_WIDE = 1.1
"""Widths of heights from which a picture may be a desktop window."""
_STEP = 3
"""Least change of colour, of 255, from one pane to the next."""
_WHOLE = 0.8
"""Share of the rows in which the colour changes at the edge of a pane."""
_LEFT_FROM, _LEFT_TO = 0.04, 0.5
_RIGHT_FROM, _RIGHT_TO = 0.6, 0.97


def find_pane(pixels: Pixels) -> tuple[int, int]:
    """Return the first column of the conversation's pane, and the first one past it."""
    height, width = pixels.shape[:2]
    if width < _WIDE * height:
        return 0, width
    edges = _edges(pixels)
    lefts = [x for x in edges if _LEFT_FROM * width < x < _LEFT_TO * width]
    rights = [x for x in edges if _RIGHT_FROM * width < x < _RIGHT_TO * width]
    return int(max(lefts, default=0)), int(min(rights, default=width))


def _edges(pixels: Pixels) -> NDArray[np.intp]:
    """Return the columns at which the colour changes along most of the height."""
    sample = pixels[:: max(1, pixels.shape[0] // 300)].astype(np.int16)
    change = largest(np.abs(sample[:, 3:] - sample[:, :-3])) >= _STEP
    return np.flatnonzero(change.mean(axis=0) >= _WHOLE) + 2
