"""Tell how thick the strokes of letters are: names are often set bold, in the colour of words."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

BOLD = 1.22
"""Strokes of a bold name are this many times as thick as those of the words, measured on five
faces; of the same face at other sizes at most 1.1 times for one size of type."""
_LEAST = 24
"""Ink paler than this, of 255, is none."""


def stroke_of(away: NDArray[Any]) -> float:
    """Return the mean thickness of strokes in pixels, from how far each pixel is from its ground.

    Ink is as much as thickness times length; the change of tone across it is twice the length.
    """
    ink = away.astype(np.float32)
    top = float(np.percentile(ink, 98)) if ink.size else 0.0
    if top < _LEAST or min(ink.shape) < 3:  # noqa: PLR2004
        return 0.0
    ink = np.clip(np.pad(ink, 1) / top, 0, 1)
    across = np.diff(ink, axis=1)[1:, :]
    down = np.diff(ink, axis=0)[:, 1:]
    change = float(np.sqrt(across**2 + down**2).sum())
    return 2 * float(ink.sum()) / change if change else 0.0
