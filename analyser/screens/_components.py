"""Find connected marks, distances from a fill, and percentiles of bytes, in little time.

OpenCV counts the size of a component pixel by pixel, which takes three times as long as finding
the components; here it is counted run by run, of which a page has far fewer.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Stats = NDArray[np.int32]
"""Left, top, width, height and area of each component; the first row, the ground, is empty."""


def components(mask: NDArray[np.uint8], connectivity: int = 8) -> tuple[NDArray[np.int32], Stats]:
    """Return the number of its component for each pixel, 0 where `mask` is 0, and their stats.

    The numbers are those of `cv2.connectedComponentsWithStats`.
    """
    count, labels = cv2.connectedComponents(mask, connectivity=connectivity)
    stats = np.zeros((count, 5), np.int32)
    height, width = mask.shape
    framed = np.zeros((height, width + 2), np.bool_)
    framed[:, 1:-1] = mask
    # A run begins at each change that is even in order, and ends at the next.
    rows, columns = np.divmod(np.flatnonzero(framed[:, 1:] != framed[:, :-1]), width + 1)
    top, left, right = rows[::2], columns[::2], columns[1::2]
    of = np.asarray(labels, dtype=np.int32)[top, left]
    ends = np.zeros((count, 2), np.int32)
    stats[:, :2] = width, height
    for column, (low, high) in enumerate(((left, right), (top, top + 1))):
        np.minimum.at(stats[:, column], of, low.astype(np.int32))
        np.maximum.at(ends[:, column], of, high.astype(np.int32))
    stats[:, 2:4] = ends - stats[:, :2]
    stats[:, 4] = np.bincount(of, right - left, count)
    stats[0] = 0
    return np.asarray(labels, dtype=np.int32), stats


def percentile(values: NDArray[Any], share: float) -> float:
    """Return the percentile of bytes, in shape (rows, columns), that numpy's `percentile` gives."""
    counts = cv2.calcHist([np.ascontiguousarray(values)], [0], None, [256], [0, 256]).ravel()
    up_to = np.cumsum(counts.astype(np.int64))
    at = share / 100 * (values.size - 1)
    low, high = (int(np.searchsorted(up_to, int(place) + 1)) for place in (at, np.ceil(at)))
    return low + (high - low) * (at % 1)


def dark_on_white(away: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return ink, given by its distance from its ground, as dark on white; its darkest is black."""
    top = np.float32(max(60.0, percentile(away, 99.5)))
    shades = 255 - np.clip(np.arange(256, dtype=np.float32) / top * 255, 0, 255)
    return np.asarray(cv2.LUT(away, shades.astype(np.uint8)), dtype=np.uint8)


def middle_of(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the median of colours, in shape (colours, 3), channel by channel."""
    return np.array([percentile(channel[None], 50) for channel in colours.T])
