"""Tell ink from fill, letters from emoji, and how large the letters of a page are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components, middle_of, percentile
from analyser.screens._image import Pixels, distance, largest
from analyser.screens._patches import Mask

_INK = 40
"""Distance from the fill, of 255, from which a pixel is ink."""
_LETTER_OF_EM = 0.53
"""Median height of letters in the size of the type: most have no ascender."""
_THICK, _THICK_COLOUR = 0.115, 0.06
"""Half the thickness of an emoji's blobs, in em; of bold letters it is 0.075 at most."""
_CAPITAL, _BOLD = 0.82, 0.16
"""Height of a capital in em, and half its thickness where bold strokes meet, as in an M."""
_THICK_PX = 3.0
_LEAST_THICK_PX = 2.3
"""Where strokes of small type meet they are 2 pixels thick."""
_OFF_LINE = 40
"""Distance of a colour from all mixtures of fill and letter colour."""
_PICTURE = 4.6
"""Larger than this in both directions, in em, it is a picture and no emoji."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The emoji and the pictures of a stretch, in its pixels."""

    boxes: tuple[Box, ...]
    pictures: tuple[Box, ...]


def base_of(part: Pixels, mask: Mask) -> NDArray[np.int16]:
    """Return the fill under every pixel: one colour, or a gradient fitted to its smooth pixels."""
    rows, columns = np.nonzero(mask)
    step = max(1, len(rows) // 1500)
    rows, columns = rows[::step], columns[::step]
    colours = part[rows, columns].astype(np.float64)
    median = middle_of(part[rows, columns])
    if np.percentile(largest(np.abs(colours - median)), 90) <= 4:  # noqa: PLR2004
        return np.asarray(median.reshape(1, 1, 3), dtype=np.int16)
    height, width = mask.shape
    y, x = rows / height, columns / width
    fitted, *_ = np.linalg.lstsq(np.stack([x**0, x, y, y * y], axis=1), colours, rcond=None)
    every_y, every_x = np.mgrid[0:height, 0:width]
    y, x = every_y / height, every_x / width
    plane = np.stack([x**0, x, y, y * y], axis=2) @ fitted
    return np.asarray(np.clip(plane, 0, 255), dtype=np.int16)


def lightness(pixels: Pixels) -> Pixels:
    """Return the picture without its colours: compression smears those over whole letters."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    return np.asarray(np.repeat(grey[:, :, None], 3, axis=2), dtype=np.uint8)


def em_of(parts: Sequence[tuple[Pixels, NDArray[np.int16]]], unit: int) -> float:
    """Return the size of the type in pixels, from the letters of all bubbles together."""
    heights: list[int] = []
    for part, base in parts:
        ink = (distance(part, base) > _INK).astype(np.uint8)
        _, stats = components(ink)
        heights += [
            int(s[3])
            for s in stats[1:]
            if 5 <= s[3] <= 0.06 * unit and 2 <= s[2] <= 0.08 * unit and s[3] < 4 * s[2]  # noqa: PLR2004
        ]
    if len(heights) < 8:  # noqa: PLR2004
        return unit / 24
    return float(np.median(heights)) / _LETTER_OF_EM


def find_glyphs(part: Pixels, base: NDArray[np.int16], em: float) -> Glyphs:
    """Return where emoji and pictures are.

    An emoji is thicker than a letter, or thick and of colours that no mixture of fill and
    letters has.
    """
    away = distance(part, base)
    # Compressed pictures smear letters, so what counts as ink is measured by the darkest of it.
    ink = (away > max(_INK, 0.3 * percentile(away, 99))).astype(np.uint8)
    if not ink.any():
        return Glyphs((), ())
    thick = cv2.distanceTransform(ink, cv2.DIST_L2, 3).astype(np.float32)
    if thick.max() < _THICK_COLOUR * em:
        return Glyphs((), ())
    labels, stats = components(ink)
    off = _off_line(part, base, ink > 0, away, thick, em) > _OFF_LINE
    inked = ink > 0
    of = labels[inked]
    coloured = np.bincount(of, off[inked], len(stats))
    thickest = np.zeros(len(stats), np.float32)
    np.maximum.at(thickest, of, thick[inked])
    seeds: list[tuple[Box, float]] = []
    loose: list[tuple[Box, float]] = []
    for number, (left, top, width, height, area) in enumerate(stats):
        if number == 0 or area < 4:  # noqa: PLR2004
            continue
        box = Box(left=int(left), top=int(top), width=int(width), height=int(height))
        colourful = float(coloured[number] / area)
        is_seed = _is_seed(float(thickest[number]), colourful, box, em)
        (seeds if is_seed else loose).append((box, colourful))
    boxes = _merged([box for box, _ in seeds], loose, em)
    small = [b for b in boxes if min(b.width, b.height) <= _PICTURE * em]
    return Glyphs(tuple(_each(small)), tuple(b for b in boxes if b not in small))


def blank(part: Pixels, base: NDArray[np.int16], glyphs: Glyphs, em: float) -> None:
    """Paint emoji and pictures over with the fill, in place."""
    grow = max(2, round(0.06 * em))
    for box in (*glyphs.boxes, *glyphs.pictures):
        rows = slice(max(0, box.top - grow), box.top + box.height + grow)
        columns = slice(max(0, box.left - grow), box.left + box.width + grow)
        part[rows, columns] = base if base.shape[0] == 1 else base[rows, columns]


def _is_seed(thick: float, colourful: float, box: Box, em: float) -> bool:
    if min(box.width, box.height) < 0.33 * em:
        return False
    is_letter = box.height < _CAPITAL * em and box.width < 1.1 * em and colourful <= 0.3  # noqa: PLR2004
    if thick > max((_BOLD if is_letter else _THICK) * em, _LEAST_THICK_PX):
        return True
    tall = box.height > 0.6 * em and box.width > 0.5 * em
    return (
        thick > max(_THICK_COLOUR * em, _THICK_PX)
        and colourful > 0.3
        and tall
        and box.height > 0.95 * em
    )


def _off_line(
    part: Pixels,
    base: NDArray[np.int16],
    ink: NDArray[np.bool_],
    away: NDArray[np.uint8],
    thick: NDArray[np.float32],
    em: float,
) -> NDArray[np.float32]:
    """Return how far each pixel of ink is from the line of colours from the fill to the letters."""
    found = np.zeros(away.shape, np.float32)
    letters = (away > _INK) & (thick < _THICK * em)
    strong = away[letters]
    if not strong.size:
        return found
    dark = letters & (away >= 0.85 * percentile(strong[None], 90))
    towards = np.median(_shift(part, base, dark), axis=0)
    towards = towards / max(1.0, float(np.linalg.norm(towards)))
    shift = _shift(part, base, ink)
    rest = shift - (shift @ towards)[:, None] * towards
    found[ink] = largest(np.abs(rest))
    return found


def _shift(part: Pixels, base: NDArray[np.int16], chosen: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Return how the colours of the chosen pixels differ from the fill under them."""
    fill = base[0] if base.shape[0] == 1 else base[chosen]
    return np.asarray(part[chosen].astype(np.float32) - fill, dtype=np.float32)


def _merged(seeds: list[Box], loose: list[tuple[Box, float]], em: float) -> list[Box]:
    """Return the seeds, each with the scattered pieces of the same emoji."""
    near = round(0.12 * em)
    whole: list[Box] = []
    for seed in sorted(seeds, key=lambda b: -b.width * b.height):
        if not any(_overlap(seed, box, 0) for box in whole):
            whole.append(seed)
    for place, box in enumerate(whole):
        for piece, colourful in loose:
            inside = _overlap(piece, box, 0) >= 0.6 * piece.width * piece.height
            scattered = colourful > 0.4 and _overlap(piece, box, near) > 0
            if (inside or scattered) and max(piece.width, piece.height) < 1.2 * em:
                whole[place] = box = around((box, piece))
    return whole


def _overlap(one: Box, two: Box, near: int) -> int:
    wide = min(one.left + one.width, two.left + two.width + near) - max(one.left, two.left - near)
    high = min(one.top + one.height, two.top + two.height + near) - max(one.top, two.top - near)
    return max(0, wide) * max(0, high)


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around `boxes`."""
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    return Box(
        left=left,
        top=top,
        width=max(b.left + b.width for b in boxes) - left,
        height=max(b.top + b.height for b in boxes) - top,
    )


def _each(boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield one box for each emoji; neighbours may touch."""
    for box in boxes:
        many = max(1, round(box.width / max(box.height, 1)))
        wide = box.width // many
        for number in range(many):
            yield Box(left=box.left + number * wide, top=box.top, width=wide, height=box.height)
