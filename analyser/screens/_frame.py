"""Find where the conversation lies on a picture: below the header, above the typing box.

A bar is told by its edge: a row of one colour from side to side, where both margins change.
Bubbles never reach both margins.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._image import Pixels, largest
from analyser.screens._panes import find_pane, is_window

_MARGIN = 0.008
_STEP = 3
"""Least change of colour, of 255, at both margins."""
_NEAR = 7
_ONE_COLOUR = 0.96
"""Share of a row that has the row's own colour where it belongs to a bar."""
_NEAR_EDGE = 0.01
"""A row of the bar's colour lies this near to its edge, in heights of the page."""
_HEAD_FROM, _HEAD_TO = 0.055, 0.2
_HEAD_DEEPEST = 0.42
"""The same in widths of a short telephone, whose header takes more of its height."""
_STRIPES, _STRIPED = 3, 0.8
"""So many edges below it, down to this share of the height, are those of messages in stripes."""
_PANE_HEAD = 0.035
"""A window's header is lower: it holds no clock and battery."""
_TELEPHONE = 0.62
"""Width of a telephone in heights of a desktop window, whose type is of about that size."""
_FOOT_FROM, _FOOT_BARE = 0.45, 0.82
"""A bar that the page's colour follows again is the typing box only this far down."""
_FOOT_STRIPED = 0.86
"""The same of messages in stripes, which have edges all over."""


BARE_HEAD = 0.115
"""Share of the height that a telephone's header takes where its edge does not show."""
_LEAST_FOOT = 0.1
"""Share of the height that a typing box and what stands below it takes on a telephone."""
_LOWEST_FOOT = 0.03
"""A typing box takes more of the height than this: a last row of another colour is none."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the conversation lies: rows `top` to `bottom`, columns `left` to `right`, half-open.

    Attributes:
        head: Rows above hold the header: its bar ends at `top`.
        foot: The typing box, or a keyboard, begins at `bottom`.
    """

    top: int
    bottom: int
    left: int
    right: int
    head: bool
    foot: bool
    measure: int = 0

    @property
    def unit(self) -> int:
        """What sizes are measured by: the width, on a desktop what a telephone would be wide."""
        return self.measure or self.right - self.left


def find_frame(pixels: Pixels) -> Frame:
    """Return where the conversation lies; the whole picture where no bar is seen."""
    height, width = pixels.shape[:2]
    left, right = find_pane(pixels)
    is_pane = right - left < width or is_window(pixels)
    frame = Frame(0, height, 0, width, head=False, foot=False)
    if height < 1.1 * width and not is_pane:  # noqa: PLR2004  # a cropped stretch of a chat
        return frame
    pixels = pixels[:, left:right]
    sample = pixels[:, :: max(1, width // 200)].astype(np.int16)
    middle = np.median(sample, axis=1)
    even = (largest(np.abs(sample - middle[:, None])) <= _NEAR).mean(axis=1) >= _ONE_COLOUR
    edges = _edges(pixels)
    deepest = round(_HEAD_TO * height) if is_pane else round(_HEAD_DEEPEST * width)
    deepest = max(round(_HEAD_TO * height), min(deepest, round(0.25 * height)))
    top = _head(edges, even, height, deepest, _PANE_HEAD if is_pane else _HEAD_FROM)
    bottom = _foot(pixels, edges, even, top, deepest)
    return Frame(
        top=top or 0,
        bottom=bottom or height,
        left=left,
        right=right,
        head=top is not None,
        foot=bottom is not None,
        measure=min(right - left, round(_TELEPHONE * height)) if is_pane else 0,
    )


def _margins(pixels: Pixels) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    thick = max(2, round(_MARGIN * pixels.shape[1]))
    return np.median(pixels[:, :thick], axis=1), np.median(pixels[:, -thick:], axis=1)


def _edges(pixels: Pixels) -> NDArray[np.bool_]:
    """Return for each row whether both margins change between the row before it and it."""
    found = np.ones(pixels.shape[0], dtype=np.bool_)
    for margin in _margins(pixels):
        change = np.zeros(pixels.shape[0])
        change[1:] = np.abs(np.diff(margin, axis=0)).max(axis=1)
        found &= change >= _STEP
    return found


def _head(
    edges: NDArray[np.bool_], even: NDArray[np.bool_], height: int, deepest: int, least: float
) -> int | None:
    """Return the first row below the header's bar, down to `deepest`; of stripes the first.

    Where the upper edge of a picture of stripes cuts something, it shows no header.
    """
    near = round(_NEAR_EDGE * height)
    found = [
        int(row)
        for row in np.flatnonzero(edges[:deepest])
        if row >= least * height and even[max(0, row - near) : row].any()
    ]
    below = np.flatnonzero(edges[deepest : round(_STRIPED * height)])
    striped = len(below) > _STRIPES
    if not found or (striped and not even[0]):
        return None
    return found[0] if striped else found[-1]


def _foot(
    pixels: Pixels,
    edges: NDArray[np.bool_],
    even: NDArray[np.bool_],
    top: int | None,
    deepest: int,
) -> int | None:
    """Return the first row of the typing box or of the keyboard."""
    height = pixels.shape[0]
    left, _ = _margins(pixels)
    page = np.median(left[top or 0 : round(0.7 * height)], axis=0)
    is_page = np.abs(left - page).max(axis=1) <= _NEAR
    start = round(_FOOT_FROM * height)
    end = height - round(_LOWEST_FOOT * height)
    found = []
    for row in start + np.flatnonzero(edges[start:end]):
        bare = row > _FOOT_BARE * height
        if even[row : row + round(_NEAR_EDGE * height)].any() and (
            bare or is_page[row + 2 :].mean() < 0.2
        ):  # noqa: PLR2004
            found.append(int(row))
    striped = len(np.flatnonzero(edges[deepest : round(_STRIPED * height)])) > _STRIPES
    if striped:  # the last edge, where a typing box has room below it and no message
        found = [row for row in found[-1:] if row > _FOOT_STRIPED * height]
    return found[0] if found else None


def without_foot(frame: Frame, height: int, patches: Sequence[Box]) -> Frame:
    """Return the frame down to the end of the picture where its foot is but a line across.

    A line between two posts looks like the edge of a typing box; no wide field stands below it.
    """
    unit = frame.right - frame.left
    field = any(0.4 * unit < b.width < 0.97 * unit for b in patches)  # noqa: PLR2004
    deep = height - frame.bottom > _LEAST_FOOT * height
    return replace(frame, bottom=height, foot=False) if frame.foot and deep and not field else frame
