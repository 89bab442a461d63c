"""Tell by its shape what a patch is: a quoted block, a floating date, cut by an edge, a button."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._patches import Patch

NEAR = 7
"""Colours nearer than this, of 255, are one fill."""
_OUTLINE, _WITH_LETTERS = 0.92, 0.93
"""Shares of its box that an outlined bubble fills, and that its fill without letters does."""
_SIDES = 0.97
"""Share of the straight part of its sides that a shape with round corners fills."""
_CONVEX, _ROUNDEST = 0.97, 0.77
"""Shares of its hull and of its box that the outline of a small bubble fills."""
_SQUARE = 0.85
"""Share of its box that a quoted block fills: its corners are round, its sides straight."""
_FACE = 0.13
"""Greatest width of the picture of a person, in widths of the page."""
_EVEN = 0.7
"""Share of a quoted block's fill that is of one colour."""
_FLOAT_OFF, _FLOAT_WITHIN = 0.02, 0.2
"""How far a floating date stands from the middle, and below the top, in widths of the page."""
_PILL = 0.97
"""Share of its box that a pill with round ends fills at most."""
_CUT_CLOSE = 0.012
"""So near, in widths of the page, where the edge shows: a typing box throws a shadow."""
_CUT_WITHIN = 0.3
"""How far from an edge that does not show a bubble may end that it cuts, in widths of the page."""
_STRAIGHT, _ROUNDED = 0.985, 0.95
"""Shares of its width that the end row of a bubble has where it was cut, and at most else."""


def is_hole(patch: Patch, page: tuple[int, int, int], unit: int) -> bool:
    """Tell whether a small patch of the page's own colour is a hole in its pattern.

    A bubble that is but an outline is as square as its box, and has letters in it.
    """
    small = patch.box.width < 0.3 * unit and patch.box.height < 0.12 * unit
    full = float(patch.whole.mean())
    square = full > _OUTLINE or _is_rounded(patch.whole)
    outline = square and patch.mask.mean() < _WITH_LETTERS * min(1.0, full / _OUTLINE)
    return small and not outline and apart(patch.fill, page) <= NEAR


def _is_rounded(whole: NDArray[np.bool_]) -> bool:
    """Tell whether a shape has straight sides between its corners, however large these are."""
    height, width = whole.shape
    if width <= 1.1 * height:  # noqa: PLR2004
        return False
    across = whole[round(0.45 * height) : round(0.55 * height) + 1].mean()
    middle = slice(height // 2, max(height // 2 + 1, width - height // 2))
    down = whole[:, middle].mean()
    return float(across) > _SIDES and float(down) > _SIDES


def may_be_small(patch: Patch) -> bool:
    """Tell whether a hole in the page's colour is convex with letters in it, as a bubble is."""
    full = float(patch.whole.mean())
    contours, _ = cv2.findContours(
        patch.whole.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    largest = max(contours, key=cv2.contourArea)
    hull = max(1.0, float(cv2.contourArea(cv2.convexHull(largest))))
    convex = float(cv2.contourArea(largest)) / hull > _CONVEX
    return convex and full > _ROUNDEST and float(patch.mask.mean()) < _WITH_LETTERS * full


def floats(patch: Patch, frame: Frame) -> bool:
    """Tell whether a patch is a date that floats in the middle of the top, over a bubble or not."""
    box, width = patch.box, frame.right - frame.left
    middle = abs(box.left + box.width / 2 - frame.left - width / 2) < _FLOAT_OFF * width
    high = box.top - frame.top < _FLOAT_WITHIN * frame.unit
    return (
        middle
        and high
        and 0.1 * width < box.width < 0.5 * width  # noqa: PLR2004
        and box.height < 0.11 * frame.unit  # noqa: PLR2004
        and patch.whole.mean() < _PILL
    )


def is_round(patch: Patch, unit: int) -> bool:
    box = patch.box
    full = float(patch.whole.mean())
    return (
        0.85 < box.width / box.height < 1.18 and box.width < 0.16 * unit and 0.7 < full < 0.86  # noqa: PLR2004
    )


def is_face(patch: Patch, unit: int) -> bool:
    """Tell whether a patch is round, or as small and square as a picture of a person."""
    box = patch.box
    square = 0.85 < box.width / box.height < 1.18  # noqa: PLR2004
    return is_round(patch, unit) or (square and box.width < _FACE * unit)


def is_quote(block: Patch, outer: Box, unit: int) -> bool:
    """Tell whether a block inside a bubble is a quoted reply: wide, at the top, words below it.

    Half of a photograph may be as smooth, but is not of one colour with straight sides.
    """
    if block.whole.mean() < _SQUARE or block.even < _EVEN:
        return False
    inner = block.box
    wide = inner.width > 0.5 * outer.width
    at_top = inner.top - outer.top < 0.35 * outer.height
    words_below = inner.height < 0.85 * outer.height
    return wide and at_top and words_below and inner.height > 0.05 * unit


def is_tag(block: Patch, outer: Box, unit: int) -> bool:
    """Tell whether a block inside a bubble is a role behind the name: small, level with line 1."""
    inner = block.box
    at_top = inner.top - outer.top < 0.07 * unit and inner.left - outer.left > 0.04 * unit
    small = inner.height < 0.075 * unit and inner.width < 0.35 * unit
    within = inner.top + inner.height < outer.top + 0.75 * outer.height
    return at_top and small and within and block.even > _EVEN and inner.width > 1.3 * inner.height


def is_cut(patch: Patch, frame: Frame, *, at_top: bool) -> bool:
    """Tell whether an edge of the conversation cuts a bubble.

    Where that edge does not show, a bubble near it that ends in a straight line though its other
    end is round was cut.
    """
    box, near = patch.box, 3
    gap = box.top - frame.top if at_top else frame.bottom - box.top - box.height
    if gap <= near:
        return True
    shows = frame.head if at_top else frame.foot
    if gap > (_CUT_CLOSE if shows else _CUT_WITHIN) * frame.unit:
        return False
    here, there = (0, -1) if at_top else (-1, 0)
    wide = _extent(patch.whole.any(axis=0))
    cut, other = _extent(patch.whole[here, :]), _extent(patch.whole[there, :])
    return cut > _STRAIGHT * wide and other < _ROUNDED * wide


def _extent(row: NDArray[np.bool_] | np.bool_) -> int:
    """Return how many columns lie between the first and the last of a row, holes included."""
    columns = np.flatnonzero(row)
    return int(columns[-1] - columns[0]) + 1 if len(columns) else 0


def lies_over(patch: Patch, under: Patch) -> bool:
    one, two = patch.box, under.box
    wide = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
    high = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
    return wide > 0 and high > 0 and one.width * one.height < two.width * two.height


def apart(one: Sequence[int], two: Sequence[int]) -> int:
    """Return the largest difference of two colours in one channel."""
    return max(abs(a - b) for a, b in zip(one, two, strict=True))
