"""Find the bubbles of a chat by their flat fill, and what lies between, above and inside them.

It knows structure and no brand: a bubble is a patch of one colour that is narrower than the page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box, Side
from analyser.screens._image import Pixels

_FILL_STEP = 4
"""Colours closer than this in each channel are one fill."""
_TOLERANCE = 7
_FILLS_AT_MOST = 14
_WIDE = 0.93
"""A patch wider than this share of the page is a bar or the page itself."""
_NARROW = 0.045
_LOW = 0.022
_SOLID = 0.72
"""Share of its box that a patch fills once the letters in it are closed."""
_CENTRED = 0.035


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A patch of one fill.

    Attributes:
        box: In pixels of the original.
        fill: Red, green, blue.
        side: From the common edges of all patches; UNKNOWN where they do not tell.
        centred: In the middle and narrow: a date or a notice.
        quote: A block inside it of another fill, as a quoted reply has; None where there is none.
        partial: It touches the upper or lower edge of the conversation.
    """

    box: Box
    fill: tuple[int, int, int]
    side: Side = Side.UNKNOWN
    centred: bool = False
    quote: Box | None = None
    partial: bool = False


def find_regions(pixels: Pixels) -> tuple[Region, ...]:
    """Return bubbles and pills from top to bottom."""
    height, width = pixels.shape[:2]
    found = [
        Region(box=box, fill=fill)
        for fill in _fills(pixels)
        for box in _patches(pixels, fill, width)
        if _is_bubble(box, width, height)
    ]
    page = page_colour(pixels)
    found = [r for r in found if not _is_wallpaper(r, page, width)]
    outer = [r for r in found if not any(_inside(r.box, o.box) for o in found if o is not r)]
    outer = _without_bars(_apart(outer), width, height)
    nested = [r for r in found if r not in outer]
    return tuple(_placed(outer, nested, width))


def _is_wallpaper(region: Region, page: NDArray[np.uint8], width: int) -> bool:
    """Tell whether a small patch of the page's own colour is a hole in its pattern."""
    away = np.abs(np.array(region.fill) - page.astype(np.int16)).max()
    return bool(away <= _TOLERANCE and region.box.width < 0.3 * width)


def _fills(pixels: Pixels) -> list[tuple[int, int, int]]:
    """Return the colours of large flat areas, the largest first."""
    small = pixels[::4, ::4].astype(np.int16)
    flat = np.abs(np.diff(small, axis=1)).max(axis=2)[:, :] <= 2
    colours = (small[:, 1:][flat] // _FILL_STEP).astype(np.int32)
    if not len(colours):
        return []
    keys = (colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    order = np.argsort(-counts)
    enough = 0.0006 * small.shape[0] * small.shape[1]
    picked: list[tuple[int, int, int]] = []
    for index in order:
        if counts[index] < enough or len(picked) >= _FILLS_AT_MOST:
            break
        key = int(values[index])
        colour = tuple(
            min(255, ((key >> shift) & 0xFF) * _FILL_STEP + _FILL_STEP // 2) for shift in (16, 8, 0)
        )
        if all(
            max(abs(a - b) for a, b in zip(colour, other, strict=True)) > _FILL_STEP
            for other in picked
        ):
            picked.append((colour[0], colour[1], colour[2]))
    return picked


def _patches(pixels: Pixels, fill: tuple[int, int, int], width: int) -> list[Box]:
    """Return the boxes of the connected patches of one colour, letters inside closed."""
    low = np.clip(np.array(fill) - _TOLERANCE, 0, 255).astype(np.uint8)
    high = np.clip(np.array(fill) + _TOLERANCE, 0, 255).astype(np.uint8)
    mask = cv2.inRange(pixels, low, high)
    thin = max(3, round(width * 0.005)) | 1
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for contour in contours:
        left, top, w, h = cv2.boundingRect(contour)
        if w < thin * 4 or h < thin * 2:
            continue
        # The outer contour encloses the letters, so its area is the whole bubble's.
        if cv2.contourArea(contour) >= _SOLID * w * h:
            boxes.append(Box(left=left, top=top, width=w, height=h))
    return boxes


def _is_bubble(box: Box, width: int, height: int) -> bool:
    return (
        _NARROW * width <= box.width <= _WIDE * width
        and box.height >= _LOW * width
        and box.height <= 0.9 * height
    )


def _inside(box: Box, other: Box) -> bool:
    slack = 3
    return (
        box != other
        and box.width * box.height < other.width * other.height
        and box.left >= other.left - slack
        and box.top >= other.top - slack
        and box.left + box.width <= other.left + other.width + slack
        and box.top + box.height <= other.top + other.height + slack
    )


def _apart(regions: Sequence[Region]) -> list[Region]:
    """Drop patches that mostly overlap a larger one: two fills of one bubble."""
    kept: list[Region] = []
    for region in sorted(regions, key=lambda r: -r.box.width * r.box.height):
        if all(_shared(region.box, other.box) < 0.5 for other in kept):
            kept.append(region)
    return sorted(kept, key=lambda r: (r.box.top, r.box.left))


def _shared(box: Box, other: Box) -> float:
    wide = min(box.left + box.width, other.left + other.width) - max(box.left, other.left)
    high = min(box.top + box.height, other.top + other.height) - max(box.top, other.top)
    return max(0, wide) * max(0, high) / (box.width * box.height)


def _without_bars(regions: list[Region], width: int, height: int) -> list[Region]:
    """Drop the typing box at the bottom and round pictures in the header."""
    kept = []
    for region in regions:
        box = region.box
        bottom = box.top > 0.9 * height and height > 1.2 * width
        head = box.top + box.height < 0.115 * height and height > 1.2 * width
        round_ = 0.85 < box.width / box.height < 1.18 and box.width < 0.16 * width
        if not (bottom or head or (round_ and box.left < 0.12 * width)):
            kept.append(region)
    return kept


def _placed(outer: Sequence[Region], nested: Sequence[Region], width: int) -> list[Region]:
    """Return the regions with side, quote and place, from the common edges of all of them."""
    middle = width / 2
    centred = [
        abs(r.box.left + r.box.width / 2 - middle) < _CENTRED * width and r.box.left > 0.12 * width
        for r in outer
    ]
    bubbles = [r for r, c in zip(outer, centred, strict=True) if not c]
    sides = _sides(bubbles, width)
    placed = []
    for region, in_middle in zip(outer, centred, strict=True):
        side = Side.UNKNOWN if in_middle else sides[id(region)]
        inner = [n.box for n in nested if _inside(n.box, region.box)]
        quotes = [b for b in inner if _is_quote(b, region.box, width)]
        placed.append(
            Region(
                box=region.box,
                fill=region.fill,
                side=side,
                centred=in_middle,
                quote=max(quotes, key=lambda b: b.width * b.height, default=None),
            )
        )
    return placed


def _is_quote(inner: Box, outer: Box, width: int) -> bool:
    """Tell whether a block inside a bubble is a quoted reply: wide, at the top, words below it."""
    wide = inner.width > 0.5 * outer.width
    at_top = inner.top - outer.top < 0.25 * outer.height
    words_below = inner.height < 0.8 * outer.height
    return wide and at_top and words_below and inner.height > 0.05 * width


def _sides(bubbles: Sequence[Region], width: int) -> dict[int, Side]:
    """Return the side of each bubble: flush left, flush right, else as its fill has it."""
    if not bubbles:
        return {}
    left = min(r.box.left for r in bubbles)
    right = max(r.box.left + r.box.width for r in bubbles)
    slack = 0.035 * width
    sides: dict[int, Side] = {}
    votes: Counter[tuple[tuple[int, int, int], Side]] = Counter()
    for region in bubbles:
        at_left = region.box.left - left <= slack and left < 0.2 * width
        at_right = right - region.box.left - region.box.width <= slack and right > 0.8 * width
        side = Side.UNKNOWN
        if at_left != at_right:
            side = Side.RECEIVED if at_left else Side.SENT
            votes[(region.fill, side)] += 1
        sides[id(region)] = side
    for region in bubbles:
        if sides[id(region)] is Side.UNKNOWN:
            sent = votes[(region.fill, Side.SENT)]
            received = votes[(region.fill, Side.RECEIVED)]
            if sent != received:
                sides[id(region)] = Side.SENT if sent > received else Side.RECEIVED
    return sides


def page_colour(pixels: Pixels) -> NDArray[np.uint8]:
    """Return the commonest colour of the picture."""
    small = pixels[::8, ::8].reshape(-1, 3) // _FILL_STEP
    values, counts = np.unique(small, axis=0, return_counts=True)
    return np.asarray(values[np.argmax(counts)] * _FILL_STEP + _FILL_STEP // 2, dtype=np.uint8)
