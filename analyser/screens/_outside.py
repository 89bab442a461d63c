"""Find what stands outside the bubbles: lines of words, and emoji drawn without a bubble."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box, Side
from analyser.screens._components import components
from analyser.screens._frame import BARE_HEAD, Frame
from analyser.screens._ground import away_from_rows, without_bars
from analyser.screens._image import Pixels, largest
from analyser.screens._ink import around
from analyser.screens._label_lines import grown, labels_over, lone_letters, with_emoji
from analyser.screens._regions import Region

_INK = 45
"""Paler than this, of 255, are a wallpaper's drawings."""
_LINES_AT_MOST = 40
_TOUCHING = 6.0
"""Width of letters that touch each other in small type, in em."""
_BESIDE, _IN_PANE = 0.012, 0.006
"""What belongs to a bubble beside it, as its tail does, in widths of a telephone and on a desk."""
_THICK = 0.16
"""Half the thickness of an emoji's blobs, in em."""
_BIG = 1.3
_PICTURE = 5
_FULL = 0.5
"""Share of its place that a bubble fills at least; lines of words fill less."""
_FLAT, _PLAIN = 12, 0.5
"""Where less than this share is about the page's colour, a picture is its background."""
_VIVID = 120
"""Difference between the channels of an emoji of one colour."""
_COLOUR, _COLOURED = 60, 0.3
"""Difference between the channels of a colour, of 255, and the share of an emoji that has one."""
_GREY = 24
"""Difference between the channels of a fill, of 255, that is no colour."""
_FACE, _FACES = 0.16, 3
"""Greatest width of the picture of a person, in widths of a telephone, and how many show rows."""
_FULL_WIDE = 0.75
_TALL = 1.5
"""Heights of widths from which a picture is a telephone's whole screen and shows a header."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Boxes in pixels of the original, from top to bottom.

    Attributes:
        lines: Lines of words.
        emoji: Emoji drawn large, neighbours in one.
        pictures: What is larger.
        shapes: Even patches that were not recognised as bubbles.
        wallpaper: A picture is the background; emoji on it without a bubble are not looked for.
        labels: Those lines that stand over bubbles just as others do: names, whatever they say.
        inline: Emoji among the words of the lines.
    """

    lines: tuple[Box, ...]
    emoji: tuple[Box, ...]
    pictures: tuple[Box, ...]
    shapes: tuple[Box, ...]
    wallpaper: bool
    labels: tuple[Box, ...] = ()
    inline: tuple[Box, ...] = ()


def find_outside(pixels: Pixels, frame: Frame, taken: Sequence[Box], em: float) -> Outside:
    """Return the lines and lone emoji of the conversation that stand in no box of `taken`."""
    view = pixels[frame.top : frame.bottom, frame.left : frame.right]
    free = np.ones(view.shape[:2], dtype=np.bool_)
    pad = max(3, round(_BESIDE * view.shape[1] if not frame.measure else _IN_PANE * frame.measure))
    for box in taken:
        top, left = box.top - frame.top, box.left - frame.left
        free[
            max(0, top - 3) : top + box.height + 3, max(0, left - pad) : left + box.width + pad
        ] = False
    free[: max(0, _header_end(frame, pixels.shape[0]) - frame.top)] = False
    away = away_from_rows(view, free, em)
    ink = without_bars(((away > _INK) & free).astype(np.uint8), em)
    wallpaper = bool(free.any()) and float((away[free] <= _FLAT).mean()) < _PLAIN
    blobs = _blobs(ink, em)
    even = [
        b for b in blobs if b.width > 2 * em and _is_even(view, ink, b) and not _is_big(view, b, em)
    ]
    for box in blobs:
        ink[box.top : box.top + box.height, box.left : box.left + box.width] = 0
    if wallpaper:
        blobs = even = []
    emoji = [b for b in blobs if b not in even and _is_emoji(b, em) and not _is_disc(view, b)]
    small = [] if wallpaper else [b for b in blobs if b not in emoji and is_coloured(view, b)]
    lines, inline = with_emoji(text_lines(ink, em)[:_LINES_AT_MOST], small, em)
    under = [replace(b, left=b.left - frame.left, top=b.top - frame.top) for b in taken]
    lone = [] if wallpaper else lone_letters(ink, under, lines, em)
    labels = labels_over([*lines, *lone], under, em)
    lines += [b for b in labels if b in lone]
    large = [b for b in blobs if min(b.width, b.height) > _PICTURE * em]
    return Outside(
        lines=tuple(_moved(box, frame) for box in sorted(lines, key=lambda b: (b.top, b.left))),
        emoji=tuple(_moved(box, frame) for box in emoji),
        pictures=tuple(_moved(box, frame) for box in large if box not in even),
        shapes=tuple(_moved(b, frame) for b in even if b.height > em),
        wallpaper=wallpaper,
        labels=tuple(_moved(box, frame) for box in labels),
        inline=tuple(_moved(box, frame) for box in inline),
    )


def _header_end(frame: Frame, height: int) -> int:
    """Return the row above which a telephone's header stands, where its edge does not show."""
    is_telephone = not frame.measure and height > _TALL * (frame.right - frame.left)
    return 0 if frame.head or not is_telephone else round(BARE_HEAD * height)


def mostly_outside(regions: Sequence[Region], outside: Outside, frame: Frame, em: float) -> bool:
    """Tell whether most of the words of a page stand in no bubble."""
    middle = (frame.left + frame.right) / 2
    off = 0.06 * (frame.right - frame.left)
    wide = _FULL_WIDE * (frame.right - frame.left)  # a panel with a quoted reply
    held = [
        r.box
        for r in regions
        if not r.centred and (r.side is not Side.UNKNOWN or r.box.width < wide)
    ]
    faces = faces_of_lines(held, outside.lines, frame.unit)
    if len(faces) > len(held) // 2:
        return True
    bubbles = [b for b in held if b.width > 1.5 * b.height]  # no faces  # noqa: PLR2004
    loose = [
        b
        for b in outside.lines
        if abs(b.left + b.width / 2 - middle) > off and not any(_labels(b, h, em) for h in bubbles)
    ]
    photos = [r.box for r in regions if r.even < _PLAIN and r.box.height > _PICTURE * em]
    worded = [b for b in held if b not in photos]
    inside = sum(max(1, round(b.height / (1.5 * em))) * 0.8 * b.width for b in worded)
    return len(loose) > 2 and sum(b.width for b in loose) > inside  # noqa: PLR2004


def faces_of_lines(boxes: Sequence[Box], lines: Sequence[Box], unit: int) -> list[Box]:
    """Return those boxes that are pictures of people beside lines that stand in no bubble."""
    square = [b for b in boxes if 0.85 < b.width / b.height < 1.18 and b.width < _FACE * unit]  # noqa: PLR2004
    found = [
        f
        for f in square
        if sum(abs(f.left - o.left) <= 3 and abs(f.width - o.width) <= 3 for o in square) >= _FACES  # noqa: PLR2004
        and any(_beside(f, line) for line in lines)
        and not any(_beside(f, b) for b in boxes if b not in square)
    ]
    return found if len(found) >= _FACES else []


def _beside(face: Box, box: Box) -> bool:
    """Tell whether a box begins close behind a face, level with its upper half."""
    gap = box.left - face.left - face.width
    level = box.top < face.top + face.height / 2 < face.top + face.height
    return 0 <= gap < face.width and level and box.top + box.height > face.top


def _labels(line: Box, bubble: Box, em: float) -> bool:
    """Tell whether a line stands just over, under or beside a bubble, as its name or time."""
    down = max(bubble.top - line.top - line.height, line.top - bubble.top - bubble.height)
    across = max(bubble.left - line.left - line.width, line.left - bubble.left - bubble.width)
    return down < 0.9 * em and across < 2 * em and line.height < 1.7 * em  # noqa: PLR2004


def _moved(box: Box, frame: Frame) -> Box:
    return Box(
        left=box.left + frame.left, top=box.top + frame.top, width=box.width, height=box.height
    )


def _is_emoji(box: Box, em: float) -> bool:
    tall = _BIG * em < box.height < 4.5 * em  # noqa: PLR2004
    return tall and em < box.width < 12 * em  # noqa: PLR2004


def _is_even(view: Pixels, ink: NDArray[np.uint8], box: Box) -> bool:
    """Tell whether a blob fills its place with one colour, as a bubble does and no emoji."""
    here = np.s_[box.top : box.top + box.height, box.left : box.left + box.width]
    inside = view[here][ink[here] > 0].astype(np.int16)
    if len(inside) < _FULL * box.width * box.height:
        return False
    away = np.abs(inside - np.median(inside, axis=0)).max(axis=1)
    return bool((away <= 6).mean() > 0.6)  # noqa: PLR2004


def _is_disc(view: Pixels, box: Box) -> bool:
    """Tell whether a blob is a disc without colour, as a button is and no emoji."""
    part = view[box.top : box.top + box.height, box.left : box.left + box.width].astype(np.int16)
    inner = part[box.height // 6 : -box.height // 6, box.width // 6 : -box.width // 6]
    if not 0.9 < box.width / box.height < 1.1 or not inner.size:  # noqa: PLR2004
        return False
    fill = np.median(inner.reshape(-1, 3), axis=0)
    even = float((largest(np.abs(inner - fill)) <= _FLAT).mean())
    return even > 0.7 and float(np.ptp(fill)) < _GREY  # noqa: PLR2004


def is_coloured(view: Pixels, box: Box) -> bool:
    """Tell an emoji from thick letters and signs, which have no colours."""
    part = view[box.top : box.top + box.height, box.left : box.left + box.width].astype(np.int16)
    return float((np.ptp(part, axis=2) > _COLOUR).mean()) > _COLOURED


def _is_big(view: Pixels, box: Box, em: float) -> bool:
    """Tell whether an even blob is an emoji of one colour, such as a thumb, and no bubble."""
    part = view[box.top : box.top + box.height, box.left : box.left + box.width]
    fill = np.median(part.reshape(-1, 3).astype(np.int16), axis=0)
    is_square = 0.7 < box.width / box.height < 1.4  # noqa: PLR2004
    return is_square and _is_emoji(box, em) and float(np.ptp(fill)) > _VIVID


def _blobs(ink: NDArray[np.uint8], em: float) -> list[Box]:
    """Return the places of thick blobs, neighbours in one: emoji drawn large, pictures."""
    thick = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    labels, stats = components(ink)
    numbers = [int(n) for n in np.unique(labels[thick > _THICK * em]) if n]
    boxes = [Box(left=s[0], top=s[1], width=s[2], height=s[3]) for s in stats.tolist()]
    found: list[Box] = []
    for box in sorted((boxes[n] for n in numbers), key=lambda b: b.left):
        whole = box
        while near := [f for f in found if _belongs(whole, f, em)]:
            found = [f for f in found if f not in near]
            whole = around((whole, *near))
        found.append(whole)
    return [around((f, *(b for b in boxes[1:] if _is_piece(b, f)))) for f in found]


def _belongs(one: Box, two: Box, em: float) -> bool:
    """Tell whether two thick blobs are pieces of one emoji, or emoji side by side."""
    across = max(one.left, two.left) - min(one.left + one.width, two.left + two.width)
    down = max(one.top, two.top) - min(one.top + one.height, two.top + two.height)
    return across <= 0.9 * em and down <= 0.3 * em and min(across, down) < 0  # noqa: PLR2004


def _is_piece(box: Box, whole: Box) -> bool:
    x, y = box.left + box.width / 2, box.top + box.height / 2
    inside = whole.left <= x <= whole.left + whole.width
    return (
        inside
        and whole.top <= y <= whole.top + whole.height
        and box.width <= whole.width
        and box.height <= whole.height
    )


def text_lines(ink: NDArray[np.uint8], em: float, *, least: int = 2) -> list[Box]:
    """Return the boxes of what looks like lines of `least` letters or more, from top to bottom."""
    _, stats = components(ink)
    wide, high = stats[1:, 2], stats[1:, 3]
    is_letter = (0.05 * em <= high) & (high <= 1.3 * em) & (stats[1:, 4] >= 3)  # noqa: PLR2004
    is_letter &= wide <= np.where(high > 0.4 * em, _TOUCHING, 2.2) * em  # noqa: PLR2004
    letters = stats[1:][is_letter]
    tall = letters[:, 3] >= 0.28 * em  # noqa: PLR2004
    canvas = np.zeros(ink.shape, np.uint8)
    reach = round(0.35 * em)
    for left, top, width, height, _area in letters[tall].tolist():
        canvas[top : top + height, max(0, left - reach) : left + width + reach] = 1
    _, stats = components(canvas)
    lefts, middles = letters[:, 0], letters[:, 1] + letters[:, 3] / 2
    lines = []
    for left, top, width, height, _area in stats[1:].tolist():
        inside = (left <= lefts) & (lefts <= left + width)
        inside &= (top - 0.2 * em <= middles) & (middles <= top + height + 0.1 * em)
        if (inside & tall).sum() < least or not 0.35 * em <= height <= 1.7 * em:  # noqa: PLR2004
            continue
        boxes = [
            Box(left=x, top=y, width=w, height=h) for x, y, w, h, _ in letters[inside].tolist()
        ]
        lines.append(grown(around(boxes), ink.shape, round(0.2 * em)))
    return sorted(lines, key=lambda b: (b.top, b.left))
