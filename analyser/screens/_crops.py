"""Prepare one bubble for reading: ink on white, emoji and pictures blanked, the clock cut apart."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._engine import ink
from analyser.screens._image import Pixels
from analyser.screens._regions import Region

_DARK = 110
"""Ink darker than this, of 0 to 255, is a letter."""
_FAINT = 205
"""Clocks and ticks are paler than the words; paper is lighter than this."""
_LINE_PX = 34
"""Height of a line of text that the engine reads best, with its ascenders."""
PAD_PX = 14
_BIG_EMOJI = 1.45
_COLOURFUL = 70
"""Difference between the channels of an emoji; grey and black letters have next to none."""
_CLOCK_GAP = 0.42
"""Share of the line's height that parts a clock from the words before it; a space is narrower."""
_CLOCK_WIDTH = 0.62


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """A bubble ready to be read.

    Attributes:
        body: The words, the clock erased; None where there is no ink.
        clock: The last cluster at the lower right; None where there is none.
        with_clock: The words with the clock still in, for when the cluster is no clock.
        emoji: Places of emoji in pixels of `body`.
        scale: Pixels of `body` for one of the original.
        picture: It holds a picture.
    """

    body: Pixels | None
    clock: Pixels | None
    with_clock: Pixels | None
    emoji: tuple[Box, ...]
    scale: float
    picture: bool


def prepare(pixels: Pixels, region: Region) -> Crop:
    """Return the crop of one bubble."""
    box = region.box
    inset = max(2, round(0.006 * pixels.shape[1]))
    part = pixels[
        box.top + inset : box.top + box.height - inset,
        box.left + inset : box.left + box.width - inset,
    ].copy()
    fill = np.array(region.fill, dtype=np.uint8)
    if region.quote:
        _erase(part, region.quote, box, inset, fill)
    line = _line_height(pixels.shape[1])
    emoji, picture = _blank_colour(part, fill, line)
    dark = ink(part, fill)
    _wipe_edges(dark)
    letters = dark < _DARK
    if not letters.any():
        return Crop(body=None, clock=None, with_clock=None, emoji=emoji, scale=1.0, picture=picture)
    height = _measured_line(letters) or line
    scale = float(np.clip(_LINE_PX / height, 0.35, 3.0))
    corner = _clock_box(dark < _FAINT, height)
    body = dark
    clock = None
    if corner:
        top, bottom, left, right = corner
        clock = _ready(
            _darkest(dark[top:bottom, left:right]), _LINE_PX / max(8, bottom - top) * 0.8
        )
        body = dark.copy()
        body[top:bottom, left:] = 255
    if emoji and max(e.height for e in emoji) > _BIG_EMOJI * line:
        # Apps draw an emoji this big only where it stands alone.
        emoji, body = emoji[:1], np.full_like(body, 255)
    ready = _ready(body, scale) if (body < _DARK).any() else None
    placed = tuple(
        Box(
            left=round(e.left * scale) + PAD_PX,
            top=round(e.top * scale) + PAD_PX,
            width=round(e.width * scale),
            height=round(e.height * scale),
        )
        for e in emoji
    )
    return Crop(
        body=ready,
        clock=clock,
        with_clock=_ready(dark, scale) if corner else None,
        emoji=placed,
        scale=scale,
        picture=picture,
    )


def _line_height(width: int) -> int:
    """Return a first guess at a line's height: phones show about 22 such heights across."""
    return max(14, round(width / 24))


def _erase(part: Pixels, quote: Box, box: Box, inset: int, fill: NDArray[np.uint8]) -> None:
    top, left = quote.top - box.top - inset, quote.left - box.left - inset
    part[max(0, top) : top + quote.height, : left + quote.width + inset] = fill


def _wipe_edges(dark: Pixels) -> None:
    """Wipe what touches the edge: the page behind rounded corners, the tail; letters never do."""
    _, marks, stats, _ = cv2.connectedComponentsWithStats((dark < _FAINT).astype(np.uint8))
    height, width = dark.shape
    for number, (left, top, wide, high, _area) in enumerate(stats):
        at_edge = left == 0 or top == 0 or left + wide == width or top + high == height
        small = wide < 0.3 * width and high < 0.6 * height  # noqa: PLR2004
        if number and at_edge and small:
            dark[marks == number] = 255


def _blank_colour(part: Pixels, fill: NDArray[np.uint8], line: int) -> tuple[tuple[Box, ...], bool]:
    """Blank thick colourful blobs; return those of an emoji's size, and if one is a picture."""
    spread = part.max(axis=2).astype(np.int16) - part.min(axis=2)
    away = np.abs(part.astype(np.int16) - fill.astype(np.int16)).max(axis=2)
    mask = ((spread > _COLOURFUL) & (away > _COLOURFUL)).astype(np.uint8)
    thick = max(3, line // 5) | 1
    core = cv2.erode(mask, np.ones((thick, thick), np.uint8))
    if not core.any():
        return (), False
    grown = cv2.dilate(core, np.ones((thick * 2 + 1, thick * 2 + 1), np.uint8))
    joined = cv2.bitwise_and(cv2.dilate(mask, np.ones((3, 3), np.uint8)), grown)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes, picture = [], False
    for left, top, width, height, _area in stats[1:]:
        if min(width, height) < 0.45 * line:
            continue
        big = max(width, height) > 3.2 * line
        picture |= bool(big)
        grow = max(2, line // 10)
        part[
            max(0, top - grow) : top + height + grow, max(0, left - grow) : left + width + grow
        ] = fill
        if not big:
            # Neighbouring emoji touch: one place for each width of its height.
            many = max(1, round(width / max(height, 1)))
            each = int(width) // many
            boxes += [
                Box(left=int(left) + n * each, top=int(top), width=each, height=int(height))
                for n in range(many)
            ]
    return tuple(boxes), picture


def _measured_line(letters: NDArray[np.bool_]) -> int | None:
    """Return the median height of the rows of ink."""
    heights = [
        end - start for start, end in _runs(np.asarray(letters.any(axis=1)), 1) if end - start >= 8
    ]  # noqa: PLR2004
    return int(np.median(heights)) if heights else None


def _runs(marks: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Return the half-open stretches of marks, joined over gaps of up to `gap`."""
    places = np.flatnonzero(marks)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > gap)
    starts = [places[0], *places[cuts + 1]]
    ends = [*places[cuts], places[-1]]
    return [(int(s), int(e) + 1) for s, e in zip(starts, ends, strict=True)]


def _clock_box(letters: NDArray[np.bool_], line: int) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left and right of the last cluster at the lower right."""
    rows = _runs(np.asarray(letters.any(axis=1)), 2)
    if not rows:
        return None
    bottom = rows[-1][1]
    top = max(0, bottom - round(1.1 * line))
    if bottom - rows[-1][0] < 0.75 * line:  # noqa: PLR2004
        # The clock stands lower than the last words, or alone.
        top = min(top + round(0.2 * line), rows[-1][0])
    runs = _runs(np.asarray(letters[top:bottom].any(axis=0)), round(_CLOCK_GAP * line))
    if not runs:
        return None
    left, right = runs[-1]
    width = letters.shape[1]
    if right < 0.7 * width or right - left > _CLOCK_WIDTH * max(width, 8 * line):  # noqa: PLR2004
        return None
    inside = _runs(np.asarray(letters[top:bottom, left:right].any(axis=1)), 2)
    if not inside:
        return None
    first = top + inside[-1][0] if len(inside) > 1 else top + inside[0][0]
    pad = 3
    return (
        max(0, first - pad),
        min(letters.shape[0], bottom + pad),
        max(0, left - pad),
        min(width, right + pad),
    )


def _darkest(faint: Pixels) -> Pixels:
    """Return pale ink as dark as the words."""
    low = float(faint.min())
    return np.asarray(np.clip((faint - low) / max(1.0, 255 - low) * 255, 0, 255), dtype=np.uint8)


def _ready(dark: Pixels, scale: float) -> Pixels:
    """Return the ink scaled and padded with white."""
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=method)
    padded = cv2.copyMakeBorder(
        scaled, PAD_PX, PAD_PX, PAD_PX, PAD_PX, cv2.BORDER_CONSTANT, value=(255,)
    )
    return np.asarray(padded, dtype=np.uint8)


def plain_crop(pixels: Pixels, box: Box) -> tuple[Pixels, float]:
    """Return a stretch of the page as ink on white, and its scale."""
    part = pixels[box.top : box.top + box.height, box.left : box.left + box.width]
    scale = float(np.clip(_LINE_PX / _line_height(pixels.shape[1]), 0.35, 3.0))
    return _ready(ink(part), scale), scale
