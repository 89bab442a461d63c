"""Find the screen on a photograph of one, set it upright, and lead boxes back to the photograph.

A screenshot has no surroundings: where no tilted four-sided shape stands on an uneven ground, the
picture is left as it is.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._image import Pixels, largest

Corners = NDArray[np.float32]
"""Upper left, upper right, lower right, lower left; x and y."""

_WORK_PX = 600
_AREA = (0.18, 0.97)
"""Shares of the picture that a screen takes."""
_FILLS = 0.93
"""Share of its own four-sided outline that a shape fills."""
_TILT = 0.004
"""Least slope of one side of the four: edges of a screenshot are level."""
_LEVEL = 0.5
"""Share of neighbouring pixels around it that are equal: fewer on a photograph, more on a page."""
_MARGIN = 3
"""Pixels between the screen and the edge of the photograph, at the size looked at."""
_BEZEL = 0.06
_RIM = 70
"""The rim of a screen is darker than this, of 255."""
_STEP = 3
"""A page differs from the rim by more than this, of 255, even on a dark screen."""
_DARK = 90
"""A page darker than this, of 255, shows no uneven light to speak of."""
_WAVES = 22
"""Differences of 255 that moire and grain make; letters differ more from their page."""


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture as it is read; `back` leads its points to the original, None where it is that."""

    pixels: Pixels
    back: NDArray[np.float64] | None = None

    def box(self, box: Box) -> Box:
        """Return a box in pixels of the original."""
        if self.back is None:
            return box
        right, bottom = box.left + box.width, box.top + box.height
        points = np.array(
            [[[box.left, box.top], [right, box.top], [right, bottom], [box.left, bottom]]],
            np.float32,
        )
        moved = cv2.perspectiveTransform(points, self.back)[0]
        low, high = moved.min(axis=0), moved.max(axis=0)
        left, top = max(0, round(float(low[0]))), max(0, round(float(low[1])))
        return Box(
            left=left,
            top=top,
            width=max(1, round(float(high[0])) - left),
            height=max(1, round(float(high[1])) - top),
        )


def upright(pixels: Pixels) -> Upright:
    """Return the screen on a photograph set upright, or the picture as it is."""
    scale = _WORK_PX / max(pixels.shape[:2])
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    corners = _screen(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), dtype=np.uint8))
    if corners is None:
        return Upright(pixels)
    corners = corners / np.float32(scale)
    wide = round(float(np.linalg.norm(corners[1] - corners[0] + corners[2] - corners[3])) / 2)
    high = round(float(np.linalg.norm(corners[3] - corners[0] + corners[2] - corners[1])) / 2)
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    onto = cv2.getPerspectiveTransform(corners, flat)
    set_up = np.asarray(
        cv2.warpPerspective(pixels, onto, (wide, high), flags=cv2.INTER_CUBIC), dtype=np.uint8
    )
    left, top, right, bottom = _inside(set_up)
    moved = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], np.float64)
    back = np.asarray(np.linalg.inv(onto) @ moved, dtype=np.float64)
    screen = np.ascontiguousarray(set_up[top:bottom, left:right])
    shown = _evened(screen)
    calm = cv2.medianBlur(shown, 3)
    if shown is not screen:  # on a dark page the waves are faint, and so is small print
        calm = cv2.bilateralFilter(calm, 7, _WAVES, 5)
    return Upright(np.asarray(calm, dtype=np.uint8), back)


def _evened(screen: Pixels) -> Pixels:
    """Return the screen as if the light had fallen on all of it alike.

    The page is what most of it is; its lightness is taken to slope from side to side.
    """
    small = cv2.resize(screen, None, fx=0.1, fy=0.1, interpolation=cv2.INTER_AREA)
    light = largest(small).astype(np.float64)
    y, x = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
    terms = np.stack([np.ones(light.size), x.ravel(), y.ravel()], axis=1)
    value = light.ravel()
    common = float(np.argmax(np.bincount((value / 16).astype(int)))) * 16 + 8
    if common < _DARK:
        return screen
    slope = np.full(value.shape, common)
    for band in (0.3, 0.2, 0.12, 0.08):
        page = np.abs(value - slope) < band * slope
        if page.sum() < 0.2 * page.size:  # noqa: PLR2004
            return screen
        fitted, *_ = np.linalg.lstsq(terms[page], value[page], rcond=None)
        slope = np.clip(terms @ fitted, 8, 255)
    full = cv2.resize(slope.reshape(light.shape), (screen.shape[1], screen.shape[0]))
    gain = (float(slope.max()) / full)[:, :, None]
    return np.asarray(np.clip(screen * gain, 0, 255), dtype=np.uint8)


def _screen(grey: NDArray[np.uint8]) -> Corners | None:
    """Return the corners of the largest tilted four-sided shape that stands on uneven ground."""
    best: tuple[float, Corners] | None = None
    plain = grey
    if float((np.diff(plain.astype(np.int16), axis=1) == 0).mean()) > _LEVEL:
        return None
    grey = np.asarray(cv2.GaussianBlur(plain, (5, 5), 0), dtype=np.uint8)
    for level in np.unique(np.percentile(grey, (8, 15, 25, 35, 50, 65, 75, 85))).astype(int):
        for mask in (grey <= level, grey > level):
            shut = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9)))
            contours, _ = cv2.findContours(shut, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
            for contour in contours:
                corners = _corners(np.asarray(contour, dtype=np.int32), plain)
                area = cv2.contourArea(contour)
                if corners is not None and (best is None or area > best[0]):
                    best = (area, corners)
    return best[1] if best else None


def _corners(contour: NDArray[np.int32], grey: NDArray[np.uint8]) -> Corners | None:
    share = cv2.contourArea(contour) / grey.size
    if not _AREA[0] < share < _AREA[1]:
        return None
    left, top, width, height = cv2.boundingRect(contour)
    if min(left, top, grey.shape[1] - left - width, grey.shape[0] - top - height) < _MARGIN:
        return None
    hull = cv2.convexHull(contour)
    four = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, closed=True), closed=True)
    if len(four) != 4 or cv2.contourArea(contour) < _FILLS * cv2.contourArea(four):  # noqa: PLR2004
        return None
    points = four.reshape(4, 2).astype(np.float32)
    around = points[np.argsort(np.arctan2(*(points - points.mean(axis=0)).T[::-1]))]
    first = int(np.argmin(around.sum(axis=1)))
    corners = np.roll(around, -first, axis=0)
    return corners if _is_tilted(corners) and _stands_on_ground(corners, grey) else None


def _is_tilted(corners: Corners) -> bool:
    top, side = corners[1] - corners[0], corners[3] - corners[0]
    low, other = corners[2] - corners[3], corners[2] - corners[1]
    slopes = [abs(v[1] / v[0]) for v in (top, low) if v[0]]
    slopes += [abs(v[0] / v[1]) for v in (side, other) if v[1]]
    return len(slopes) == 4 and max(slopes) > _TILT and max(slopes) < 0.6  # noqa: PLR2004


def _stands_on_ground(corners: Corners, grey: NDArray[np.uint8]) -> bool:
    """Tell whether what surrounds the shape is uneven, as a table is and no page."""
    outside = np.ones(grey.shape, np.uint8)
    cv2.fillConvexPoly(outside, corners.astype(np.int32), 0)
    outside = np.asarray(cv2.erode(outside, np.ones((15, 15), np.uint8)), dtype=np.uint8)
    level = (np.diff(grey.astype(np.int16), axis=1) == 0) & (outside[:, 1:] > 0)
    return bool(outside.any()) and float(level.sum() / outside.sum()) < _LEVEL


def _inside(screen: Pixels) -> tuple[int, int, int, int]:
    """Return the screen without the dark rim around it: left, top, right, bottom."""
    height, width = screen.shape[:2]
    most = round(_BEZEL * max(height, width))
    found = []
    for axis, length in ((0, width), (1, height)):
        lines = np.median(largest(screen), axis=axis).astype(np.float32)
        found.append((_rim(lines[:most]), length - _rim(lines[::-1][:most])))
    (left, right), (top, bottom) = found
    return left, top, right, bottom


def _rim(lines: NDArray[np.float32]) -> int:
    """Return how many lines from the edge on are rim: as dark as the first, within a little."""
    even = cv2.blur(lines.reshape(1, -1), (5, 1)).ravel()
    level = float(np.median(even[3:9]))
    if level > _RIM:
        return 2
    ends = np.flatnonzero(np.abs(even - level) > _STEP)
    ends = ends[ends > 8]  # noqa: PLR2004
    return int(ends[0]) + 5 if len(ends) else 2
