"""Find what stands outside the bubbles: lines of words, and emoji drawn without a bubble."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._ink import around
from analyser.screens._regions import Region

_INK = 45
"""Paler than this, of 255, are a wallpaper's drawings."""
_LINES_AT_MOST = 40
_THICK = 0.16
"""Half the thickness of an emoji's blobs, in em."""
_BIG = 1.3
_PICTURE = 5


@dataclass(frozen=True, slots=True)
class Outside:
    """Boxes in pixels of the original, from top to bottom.

    Attributes:
        lines: Lines of words.
        emoji: Emoji drawn large, neighbours in one.
        pictures: What is larger.
        shapes: Even patches that were not recognised as bubbles.
    """

    lines: tuple[Box, ...]
    emoji: tuple[Box, ...]
    pictures: tuple[Box, ...]
    shapes: tuple[Box, ...]


def find_outside(pixels: Pixels, frame: Frame, taken: Sequence[Box], em: float) -> Outside:
    """Return the lines and lone emoji of the conversation that stand in no box of `taken`."""
    view = pixels[frame.top : frame.bottom, frame.left : frame.right]
    free = np.ones(view.shape[:2], dtype=np.bool_)
    pad = max(3, round(0.012 * view.shape[1]))
    for box in taken:
        top, left = box.top - frame.top, box.left - frame.left
        free[
            max(0, top - 3) : top + box.height + 3, max(0, left - pad) : left + box.width + pad
        ] = False
    ink = ((_away(view, free) > _INK) & free).astype(np.uint8)
    blobs = _blobs(ink, em)
    even = [b for b in blobs if b.width > 2 * em and _is_even(view, b)]
    emoji = [b for b in blobs if b not in even and _is_emoji(b, em)]
    large = [b for b in blobs if min(b.width, b.height) > _PICTURE * em]
    for box in blobs:
        ink[box.top : box.top + box.height, box.left : box.left + box.width] = 0
    return Outside(
        lines=tuple(_moved(box, frame) for box in text_lines(ink, em)[:_LINES_AT_MOST]),
        emoji=tuple(_moved(box, frame) for box in emoji),
        pictures=tuple(_moved(box, frame) for box in large if box not in even),
        shapes=tuple(_moved(b, frame) for b in even if b.height > em),
    )


def mostly_outside(regions: Sequence[Region], outside: Outside, frame: Frame, em: float) -> bool:
    """Tell whether most of the words of a page stand in no bubble."""
    middle = (frame.left + frame.right) / 2
    off = 0.06 * (frame.right - frame.left)
    loose = [b for b in outside.lines if abs(b.left + b.width / 2 - middle) > off]
    held = [r.box for r in regions if not r.centred]
    inside = sum(max(1, round(b.height / (1.5 * em))) * 0.8 * b.width for b in held)
    return len(loose) > 2 and sum(b.width for b in loose) > inside  # noqa: PLR2004


def _moved(box: Box, frame: Frame) -> Box:
    return Box(
        left=box.left + frame.left, top=box.top + frame.top, width=box.width, height=box.height
    )


def _away(view: Pixels, free: NDArray[np.bool_]) -> NDArray[np.int16]:
    """Return the distance of each pixel from the page in its row."""
    step = 6
    rows = view[:, ::step].astype(np.float32)
    rows[~free[:, ::step]] = np.nan
    covered = ~free[:, ::step].any(axis=1)
    rows[covered] = 0
    base = np.nanmedian(rows, axis=1)[:, None].astype(np.int16)
    return np.asarray(np.abs(view.astype(np.int16) - base).max(axis=2), dtype=np.int16)


def _is_emoji(box: Box, em: float) -> bool:
    tall = _BIG * em < box.height < 4.5 * em  # noqa: PLR2004
    return tall and em < box.width < 12 * em  # noqa: PLR2004


def _is_even(view: Pixels, box: Box) -> bool:
    """Tell whether most of a blob is of one colour, as a bubble is and no emoji."""
    part = view[box.top : box.top + box.height, box.left : box.left + box.width].reshape(-1, 3)
    away = np.abs(part.astype(np.int16) - np.median(part, axis=0)).max(axis=1)
    return bool((away <= 6).mean() > 0.6)  # noqa: PLR2004


def _blobs(ink: NDArray[np.uint8], em: float) -> list[Box]:
    """Return the places of thick blobs, neighbours in one: emoji drawn large, pictures."""
    thick = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    core = (thick > _THICK * em).astype(np.uint8)
    if not core.any():
        return []
    near = max(3, round(0.9 * em)) | 1
    _, labels, _, _ = cv2.connectedComponentsWithStats(
        cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(3, near // 3) | 1, near), np.uint8))
    )
    found = []
    for number in np.unique(labels[core > 0]):
        if number == 0:
            continue
        rows, columns = np.nonzero((labels == number) & (ink > 0))
        found.append(
            Box(
                left=int(columns.min()),
                top=int(rows.min()),
                width=int(np.ptp(columns)) + 1,
                height=int(np.ptp(rows)) + 1,
            )
        )
    return found


def text_lines(ink: NDArray[np.uint8], em: float, *, least: int = 2) -> list[Box]:
    """Return the boxes of what looks like lines of `least` letters or more, from top to bottom."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    letters = [
        Box(left=int(s[0]), top=int(s[1]), width=int(s[2]), height=int(s[3]))
        for s in stats[1:]
        if 0.05 * em <= s[3] <= 1.3 * em and s[2] <= 2.2 * em and s[4] >= 3  # noqa: PLR2004
    ]
    canvas = np.zeros(ink.shape, np.uint8)
    reach = round(0.35 * em)
    for box in letters:
        if box.height >= 0.28 * em:
            canvas[
                box.top : box.top + box.height,
                max(0, box.left - reach) : box.left + box.width + reach,
            ] = 1
    _, labels, stats, _ = cv2.connectedComponentsWithStats(canvas)
    lines = []
    for left, top, width, height, _area in stats[1:]:
        inside = [
            b
            for b in letters
            if left <= b.left <= left + width
            and top - 0.2 * em <= b.top + b.height / 2 <= top + height + 0.1 * em
        ]
        tall = [b for b in inside if b.height >= 0.28 * em]  # noqa: PLR2004
        if len(tall) < least or not 0.35 * em <= height <= 1.7 * em:  # noqa: PLR2004
            continue
        lines.append(_grown(around(inside), ink.shape, round(0.2 * em)))
    return sorted(lines, key=lambda b: (b.top, b.left))


def _grown(box: Box, shape: tuple[int, ...], by: int) -> Box:
    left, top = max(0, box.left - by), max(0, box.top - by)
    return Box(
        left=left,
        top=top,
        width=min(box.width + 2 * by, shape[1] - left),
        height=min(box.height + 2 * by, shape[0] - top),
    )
