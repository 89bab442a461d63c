"""Find what stands on a page without bubbles: lines, avatars, bars beside words, pictures, emoji.

It measures and reads nothing; `_row_lines` reads, `_row_blocks` tells who said what.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels, largest
from analyser.screens._ink import Glyphs, around, blank, find_glyphs
from analyser.screens._outside import text_lines
from analyser.screens._patches import filled
from analyser.screens._regions import page_colour
from analyser.screens._row_strokes import boxes_of, by_colour, colour_of, strokes_of

_INK = 45
"""Distance from the page, of 255, from which a pixel is ink."""
_LETTER_OF_EM = 0.53
"""Median height of letters in the size of the type: most have no ascender."""
_AVATAR = (1.2, 3.8)
"""Least and greatest size of an avatar, in em."""
_SOLID = 0.6
"""Share of its box that a round or square picture fills."""
_JOINED = 0.45
"""Gap between words in one row, in em, up to which they are read together."""
_GLYPH_EM = 26
"""Size of type in pixels at which emoji are looked for."""
_THICK = 0.16
"""Half the thickness of an emoji's blobs, in em; letters are thinner."""
_RIM = 0.1
"""Compression smears the edge of a bar so far into the page, in em."""
_OTHER_COLOURS = 0.15
"""Share of an emoji's ink that is of other colours than the rest."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """What stands in the conversation; boxes in pixels of the original.

    Attributes:
        view: The conversation with all but words painted over, from which lines are cut.
        page: The colour of the page: red, green, blue.
        em: The size of the type in pixels.
        lines: Stretches of words, or of emoji, that no wide gap parts.
        bars: Upright bars, each with its colour.
        avatars: Round or square pictures about as high as two lines.
        pictures: Larger ones.
        emoji: Each by itself.
        tags: Small outlined blocks, as reactions are drawn.
    """

    view: Pixels
    page: tuple[int, int, int]
    em: float
    lines: tuple[Box, ...]
    bars: tuple[tuple[Box, tuple[int, int, int]], ...]
    avatars: tuple[Box, ...]
    pictures: tuple[Box, ...]
    emoji: tuple[Box, ...]
    tags: tuple[Box, ...]


def find_parts(pixels: Pixels, frame: Frame) -> Parts:
    """Return what stands between header and typing box."""
    view = pixels[frame.top : frame.bottom, frame.left : frame.right].copy()
    page = page_colour(view)
    base = np.array(page, np.int16).reshape(1, 1, 3)
    ink = (away_from(view, page) > _INK).astype(np.uint8)
    em = _em(ink, min(view.shape[1], round(0.6 * view.shape[0])))
    avatars, pictures = _blocks(ink, em)
    _wipe(view, ink, (*avatars, *pictures), page, round(0.1 * em))
    bars, tags, rules = strokes_of(ink, em)
    bars = [part for bar in bars for part in by_colour(view, bar, em)]
    coloured = tuple((bar, colour_of(view, bar)) for bar in bars)
    _wipe(view, ink, (*bars, *rules), page, max(1, round(_RIM * em)))
    _wipe(view, ink, tags, page, 2)
    glyphs = _glyphs(view, base, em)
    blank(view, base, glyphs, em)
    _wipe(view, ink, glyphs.pictures, page, 2)
    lines = _lines(ink, glyphs, em)
    round_ = [e for e in (*avatars, *glyphs.boxes) if _is_avatar(e, lines, em)]
    edge = min((line.left for line in lines), default=0) - 0.3 * em
    large = [e for e in avatars if e not in round_ and e.left > edge]
    avatars = [e for e in dict.fromkeys((*avatars, *round_)) if e not in large]
    emoji = [*large, *(e for e in glyphs.boxes if e not in round_)]
    lines = [line for line in (*lines, *large) if line not in round_]
    return Parts(
        view=view,
        page=page,
        em=em,
        lines=_moved(lines, frame),
        bars=tuple((_at(b, frame), colour) for b, colour in coloured),
        avatars=_moved(avatars, frame),
        pictures=_moved((*pictures, *glyphs.pictures), frame),
        emoji=_moved(emoji, frame),
        tags=_moved(tags, frame),
    )


def away_from(view: Pixels, page: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return how far each pixel is from the colour of the page, in its furthest channel."""
    red, green, blue = cv2.split(cv2.absdiff(view, np.full(view.shape, page, np.uint8)))
    return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)


def _glyphs(view: Pixels, base: NDArray[np.int16], em: float) -> Glyphs:
    """Return the emoji and pictures among the words, found at a size that makes it quick."""
    scale = min(1.0, _GLYPH_EM / em)
    small = np.asarray(
        cv2.resize(view, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )
    found = find_glyphs(small, base, em * scale)
    real = [b for b in found.boxes if _many_coloured(small, base, b, em * scale)]
    return Glyphs(
        tuple(_scaled(b, 1 / scale) for b in real),
        tuple(_scaled(b, 1 / scale) for b in found.pictures),
    )


def _many_coloured(small: Pixels, base: NDArray[np.int16], box: Box, em: float) -> bool:
    """Tell an emoji from letters in one bright colour: it is thick, or of several colours."""
    shift = small[box.top : box.top + box.height, box.left : box.left + box.width] - base
    away = largest(np.abs(shift))
    thick = cv2.distanceTransform(np.pad((away > _INK).astype(np.uint8), 1), cv2.DIST_L2, 3)
    if thick.max() > _THICK * em:
        return True
    strong = shift[away >= 0.7 * away.max()].astype(np.float64)
    towards = np.median(strong, axis=0)
    towards /= max(1.0, float(np.linalg.norm(towards)))
    rest = strong - (strong @ towards)[:, None] * towards
    return bool((np.abs(rest).max(axis=1) > _INK).mean() > _OTHER_COLOURS)


def _scaled(box: Box, by: float) -> Box:
    return Box(
        left=round(box.left * by),
        top=round(box.top * by),
        width=round(box.width * by),
        height=round(box.height * by),
    )


def _at(box: Box, frame: Frame) -> Box:
    return Box(
        left=box.left + frame.left, top=box.top + frame.top, width=box.width, height=box.height
    )


def _moved(boxes: Sequence[Box], frame: Frame) -> tuple[Box, ...]:
    return tuple(_at(box, frame) for box in boxes)


def _em(ink: NDArray[np.uint8], unit: int) -> float:
    _, stats = components(ink)
    heights = [
        int(s[3])
        for s in stats[1:]
        if 5 <= s[3] <= 0.06 * unit and 2 <= s[2] <= 0.08 * unit and s[3] < 4 * s[2]  # noqa: PLR2004
    ]
    return float(np.median(heights)) / _LETTER_OF_EM if len(heights) > 8 else unit / 24  # noqa: PLR2004


def _blocks(ink: NDArray[np.uint8], em: float) -> tuple[list[Box], list[Box]]:
    """Return avatars and larger pictures: solid shapes, higher than a line of words."""
    reach, least = max(3, round(0.12 * em)) | 1, max(3, round(0.55 * em)) | 1
    shut = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    shut = filled(shut > 0).astype(np.uint8)
    opened = cv2.morphologyEx(shut, cv2.MORPH_OPEN, np.ones((least, least), np.uint8))
    avatars, pictures = [], []
    for box, own in boxes_of(np.asarray(opened, dtype=np.uint8)):
        low, high = _AVATAR
        if box.height < 0.35 * em or box.width < low * em:
            continue
        if filled(own).mean() < _SOLID or _is_words(ink, box, em):
            continue
        even = 0.8 < box.width / box.height < 1.25  # noqa: PLR2004
        at_edge = box.top <= 2 or box.top + box.height >= ink.shape[0] - 2
        if (
            even
            and low * em <= box.height <= high * em
            or at_edge
            and 1.2 * em <= box.width <= high * em
            and box.height < box.width
        ):
            avatars.append(box)
        elif box.height > 2.2 * em and box.width > 2.2 * em:  # noqa: PLR2004
            pictures.append(box)
    return avatars, pictures


def _is_words(ink: NDArray[np.uint8], box: Box, em: float) -> bool:
    """Tell whether a shape is letters grown together: thin strokes all over."""
    part = ink[box.top : box.top + box.height, box.left : box.left + box.width]
    thick = cv2.distanceTransform(np.pad(part, 1), cv2.DIST_L2, 3)
    return float(thick.max()) < 0.16 * em  # noqa: PLR2004


def _wipe(
    view: Pixels,
    ink: NDArray[np.uint8],
    boxes: Sequence[Box],
    page: tuple[int, int, int],
    grow: int,
) -> None:
    for box in boxes:
        here = np.s_[
            max(0, box.top - grow) : box.top + box.height + grow,
            max(0, box.left - grow) : box.left + box.width + grow,
        ]
        view[here] = page
        ink[here] = 0


def _lines(ink: NDArray[np.uint8], glyphs: Glyphs, em: float) -> list[Box]:
    """Return stretches of words with the emoji in them, and of emoji alone."""
    for box in glyphs.boxes:
        here = np.s_[box.top : box.top + box.height, box.left : box.left + box.width]
        ink[here] = box.height <= 1.3 * em  # noqa: PLR2004
    lines = _joined(text_lines(ink, em, least=1), em)
    alone = [e for e in glyphs.boxes if not any(holds(line, e) for line in lines)]
    return sorted([*lines, *alone], key=lambda b: (b.top, b.left))


def _joined(lines: Sequence[Box], em: float) -> list[Box]:
    """Return the lines with neighbours in one row joined: words apart are read better together."""
    whole: list[Box] = []
    for line in sorted(lines, key=lambda b: b.left):
        for place, box in enumerate(whole):
            gap = line.left - box.left - box.width
            both = min(box.top + box.height, line.top + line.height) - max(box.top, line.top)
            if gap < _JOINED * em and both > 0.6 * min(box.height, line.height):  # noqa: PLR2004
                whole[place] = around((box, line))
                break
        else:
            whole.append(line)
    return whole


def _is_avatar(glyph: Box, lines: Sequence[Box], em: float) -> bool:
    """Tell a picture beside the first line of a block, with words only to its right."""
    bottom = glyph.top + glyph.height
    level = [b for b in lines if b != glyph and b.top < bottom and b.top + b.height > glyph.top]
    right = [b for b in level if b.left >= glyph.left + 0.75 * glyph.width]
    return glyph.height > 1.4 * em and bool(right) and len(right) == len(level)  # noqa: PLR2004


def holds(box: Box, inner: Box) -> bool:
    """Tell whether the middle of `inner` lies in `box`."""
    across = box.left <= inner.left + inner.width / 2 <= box.left + box.width
    return across and box.top <= inner.top + inner.height / 2 <= box.top + box.height
