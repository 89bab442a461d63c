"""Prepare one bubble for reading: ink on white, emoji and pictures blanked, the clock cut apart."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import dark_on_white
from analyser.screens._image import Pixels, distance
from analyser.screens._ink import Glyphs, base_of, blank
from analyser.screens._regions import Region

_DARK = 110
"""Ink darker than this, of 0 to 255, is a letter."""
FAINT = 205
"""Clocks and ticks are paler than the words; paper is lighter than this."""
EM_PX = 38
"""Size of type that the engine reads best."""
_SMALL_PX = 30
"""Height of a line of small print that the engine reads best."""
_LINE_PX = 42
PAD_PX = 14
_BIG_EMOJI = 1.9
"""Apps draw an emoji this big, in em, only where it stands alone."""
_WHOLE_LINE = 0.66
"""Rows of a cut line, in em, from which it can be read: letters without tails have 0.73."""
_CLOCK_GAP = 0.4
"""What parts a clock from the words before it, in em; a space is narrower."""
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
        big: Its emoji stand alone, drawn large.
    """

    body: Pixels | None
    clock: Pixels | None
    with_clock: Pixels | None
    emoji: tuple[Box, ...]
    scale: float
    picture: bool
    big: bool


def part_of(pixels: Pixels, region: Region) -> tuple[Pixels, NDArray[np.int16]]:
    """Return a bubble cut out, with its own fill in place of the page and the quote."""
    box = region.box
    part = pixels[box.top : box.top + box.height, box.left : box.left + box.width].copy()
    base = base_of(part, region.mask)
    outside = ~region.whole
    for over in region.over:
        pad = 2
        top, left = max(0, over.top - box.top - pad), max(0, over.left - box.left - pad)
        outside[
            top : over.top - box.top + over.height + pad,
            left : over.left - box.left + over.width + pad,
        ] = True
    if region.quote:
        quote, pad = region.quote, 4
        top, left = max(0, quote.top - box.top - pad), max(0, quote.left - box.left - pad)
        # A coloured bar may stand to the left of a quote.
        left = 0 if left < 0.1 * box.width else left  # noqa: PLR2004
        outside[top : quote.top - box.top + quote.height + pad, left:] = True
    full = np.broadcast_to(base, part.shape)
    part[outside] = full[outside].astype(np.uint8)
    return part, base


def prepare(
    part: Pixels,
    base: NDArray[np.int16],
    em: float,
    glyphs: Glyphs,
    *,
    cut_top: bool,
    cut_bottom: bool,
) -> Crop:
    """Return the crop of one bubble as `part_of` gave it; its emoji are painted over.

    A line of which the edge of the conversation leaves less than half is wiped: what could be
    read of it would be invented.
    """
    blank(part, base, glyphs, em)
    dark = _ink_of(part, base)
    if cut_top or cut_bottom:
        _wipe_cut(dark, em, cut_top, cut_bottom)
    scale = float(np.clip(EM_PX / em, 0.3, 4.0))
    big = bool(glyphs.boxes) and max(e.height for e in glyphs.boxes) > _BIG_EMOJI * em
    corner = _clock_box(dark < FAINT, em) if (dark < FAINT).any() else None
    clock = None
    body = dark
    if corner:
        top, bottom, left, right = corner
        clock = _ready(_darkest(dark[top:bottom, left:right]), _SMALL_PX / max(8, bottom - top - 6))
        body = dark.copy()
        body[top:bottom, left:] = 255
    return Crop(
        body=_ready(body, scale) if (body < _DARK).any() else None,
        clock=clock,
        with_clock=_ready(dark, scale) if corner else None,
        emoji=tuple(_placed(glyphs.boxes, scale)),
        scale=scale,
        picture=bool(glyphs.pictures),
        big=big,
    )


def _ink_of(part: Pixels, base: NDArray[np.int16]) -> Pixels:
    return dark_on_white(distance(part, base))


def _wipe_cut(dark: Pixels, em: float, cut_top: bool, cut_bottom: bool) -> None:
    rows = runs(np.asarray((dark < _DARK).any(axis=1)), 1)
    if not rows:
        return
    first, last = rows[0], rows[-1]
    if cut_top and first[0] <= 3 and first[1] - first[0] < _WHOLE_LINE * em:  # noqa: PLR2004
        dark[: first[1]] = 255
    if cut_bottom and last[1] >= len(dark) - 3 and last[1] - last[0] < _WHOLE_LINE * em:
        dark[last[0] :] = 255


def _placed(boxes: tuple[Box, ...], scale: float) -> Iterator[Box]:
    for e in boxes:
        yield Box(
            left=round(e.left * scale) + PAD_PX,
            top=round(e.top * scale) + PAD_PX,
            width=round(e.width * scale),
            height=round(e.height * scale),
        )


def runs(marks: NDArray[np.bool_], gap: int) -> list[tuple[int, int]]:
    """Return the half-open stretches of marks, joined over gaps of up to `gap`."""
    places = np.flatnonzero(marks)
    if not len(places):
        return []
    cuts = np.flatnonzero(np.diff(places) > gap)
    starts = [places[0], *places[cuts + 1]]
    ends = [*places[cuts], places[-1]]
    return [(int(s), int(e) + 1) for s, e in zip(starts, ends, strict=True)]


def _clock_box(letters: NDArray[np.bool_], em: float) -> tuple[int, int, int, int] | None:
    """Return top, bottom, left and right of the last cluster at the lower right."""
    rows = runs(np.asarray(letters.any(axis=1)), 2)
    bottom = rows[-1][1]
    top = max(0, bottom - round(em))
    if bottom - rows[-1][0] < 0.75 * em:  # noqa: PLR2004
        # The clock stands lower than the last words, or alone.
        top = min(top + round(0.2 * em), rows[-1][0])
    found = runs(np.asarray(letters[top:bottom].any(axis=0)), round(_CLOCK_GAP * em))
    if not found:
        return None
    left, right = found[-1]
    height, width = letters.shape
    if right < 0.6 * width or right - left > _CLOCK_WIDTH * max(width, 8 * em):  # noqa: PLR2004
        return None
    inside = runs(np.asarray(letters[top:bottom, left:right].any(axis=1)), 2)
    if not inside:
        return None
    first = top + inside[-1][0] if len(inside) > 1 else top + inside[0][0]
    pad = 3
    return (
        max(0, first - pad),
        min(height, bottom + pad),
        max(0, left - pad),
        min(width, right + pad),
    )


def _darkest(faint: Pixels) -> Pixels:
    """Return pale ink as dark as the words."""
    low = float(faint.min())
    return np.asarray(np.clip((faint - low) / max(1.0, 255 - low) * 255, 0, 255), dtype=np.uint8)


def small_crop(ink: Pixels) -> Pixels:
    """Return the ink of one line of small print as dark as words, at the best height."""
    rows = np.flatnonzero((ink < FAINT).any(axis=1))
    height = int(np.ptp(rows)) + 1 if rows.size else len(ink)
    return _ready(_darkest(ink), _SMALL_PX / max(8, height))


def _ready(dark: Pixels, scale: float) -> Pixels:
    """Return the ink scaled and padded with white."""
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(dark, None, fx=scale, fy=scale, interpolation=method)
    padded = cv2.copyMakeBorder(
        scaled, PAD_PX, PAD_PX, PAD_PX, PAD_PX, cv2.BORDER_CONSTANT, value=(255,)
    )
    return np.asarray(padded, dtype=np.uint8)


def block_crop(part: Pixels, em: float) -> Pixels:
    """Return a stretch of one fill, such as a quoted block, as ink on white."""
    colours = part.reshape(-1, 3)
    base = np.median(colours[:: max(1, len(colours) // 5000)], axis=0).astype(np.int16)
    scale = float(np.clip(EM_PX / em, 0.3, 4.0))
    return _ready(_ink_of(part, base.reshape(1, 1, 3)), scale)


def line_crop(part: Pixels) -> Pixels:
    """Return one line, cut out closely, as dark ink on white at the best height."""
    rim = np.concatenate([part[0], part[-1], part[:, 0], part[:, -1]])
    base = np.median(rim, axis=0).astype(np.int16).reshape(1, 1, 3)
    scale = float(np.clip(_LINE_PX / max(6, part.shape[0] * 0.8), 0.3, 4.0))
    return _ready(_darkest(_ink_of(part, base)), scale)
