"""Find patches of smooth colour: bubbles, pills, blocks inside bubbles, flat or with a gradient.

A patch ends where neighbouring pixels differ, so its own colour does not matter, and a line of
one pixel keeps two touching bubbles apart. Bubbles that touch without one are parted where the
outline steps or has a notch.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components, middle_of
from analyser.screens._gradients import off_page, with_gradients
from analyser.screens._image import Pixels, largest

Mask = NDArray[np.bool_]
_STEP, _NOISY_STEP = 4, 12
"""Differences between neighbours that are still smooth, on clean and on wavering pictures."""
_STEEP_STEP, _STEEP = 10, 0.6
"""The same in a short bubble with a gradient from end to end, and what of it has one colour."""
_NOISY = 0.35
_TOLERANCE = 9
_FAINT_PAGE, _FAINT_AREA, _FAINT_AT_MOST = 0.2, 0.01, 5
"""Shares of the picture that the page, and a fill hardly paler or darker, have in one exact
colour; and how many such fills are looked for."""
_FULL = 0.5
"""Share of a bubble that is fill and no letters; of an outline in a wallpaper it is less."""
_SOFT = 24
"""A fill nearer to the page than this, of 255, may run into it through a soft shadow."""
_BITE = 0.035
_FILL_AREA = 0.0008
_FILLS_AT_MOST = 16
_NARROW, _LOW = 0.04, 0.02
"""Least width and height of a patch, in widths of the page."""
_SOLID = 0.7
"""Share of its box that a patch fills once the letters in it are closed."""
_NOTCH = 0.008
"""Depth of the notch between two bubbles that touch, in widths of the page."""
_REACH = 0.02
"""How far above and below a notch the outline is full again, in widths of the page."""
_TAIL = 0.05
"""A step this near to the upper or lower end, in widths of the page, is a tail."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """A smooth patch.

    Attributes:
        box: In pixels of the original.
        mask: The smooth pixels inside the box: the fill, without letters.
        whole: The same with the holes of the letters closed.
        fill: The median colour.
        even: Share of the fill that has about that colour; less in a gradient or a photograph.
        doubtful: It may be two bubbles whose border does not show.
    """

    box: Box
    mask: Mask
    whole: Mask
    fill: tuple[int, int, int]
    even: float = 1.0
    doubtful: bool = False


def spread_of(pixels: Pixels) -> NDArray[np.uint8]:
    """Return how much the neighbours of each pixel differ from each other, of 255."""
    near = np.ones((3, 3), np.uint8)
    spread = cv2.subtract(cv2.dilate(pixels, near), cv2.erode(pixels, near))
    return np.asarray(largest(spread), dtype=np.uint8)


def smooth(spread: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """Return 1 for pixels whose neighbours differ from each other by `step` at most."""
    return np.asarray(spread <= step, dtype=np.uint8)


def is_noisy(pixels: Pixels) -> bool:
    """Tell whether the picture was compressed so that colours waver beside every edge.

    Measured on rendered pages: at most 0.12 as given, at least 0.6 as a JPEG of quality 40.
    """
    spread = spread_of(pixels)
    beside = cv2.dilate((spread > 60).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0  # noqa: PLR2004
    calm = spread[beside & (spread <= 24)]  # noqa: PLR2004
    return bool(calm.size) and float((calm >= 3).mean()) > _NOISY  # noqa: PLR2004


def find_patches(pixels: Pixels, *, unit: int, noisy: bool) -> list[Patch]:
    """Return the patches of a page or pane from top to bottom; sizes are measured by `unit`."""
    if not noisy:
        spread = spread_of(pixels)
        clear = list(_connected(pixels, smooth(spread, _STEP), unit))
        faint = [p for mask in faint_fills(pixels) for p in _connected(pixels, mask, unit)]
        faint = [p for p in faint if p.mask.mean() > _FULL * p.whole.mean()]
        steep = _connected(pixels, smooth(spread, _STEEP_STEP), unit)
        faint += [p for p in steep if p.even < _STEEP]
        new = [p for p in faint if all(_shared(p.box, q.box) < 0.6 for q in clear)]  # noqa: PLR2004
        return _sorted([*clear, *new])
    calm = np.asarray(cv2.medianBlur(pixels, 3), dtype=np.uint8)
    found: list[Patch] = []
    for fill in fills_of(calm):
        low = np.clip(np.array(fill) - _TOLERANCE, 0, 255).astype(np.uint8)
        high = np.clip(np.array(fill) + _TOLERANCE, 0, 255).astype(np.uint8)
        mask = cv2.morphologyEx(
            cv2.inRange(calm, low, high), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)
        )
        found += _connected(pixels, (mask > 0).astype(np.uint8), unit)
    found += _connected(pixels, smooth(spread_of(calm), _NOISY_STEP), unit)
    found = _distinct(found)
    if (off := off_page(calm)) is not None:
        found = with_gradients(found, _connected(pixels, off, unit), calm, unit)
    return _sorted(_closed_up(patch, unit) for patch in found)


def _closed_up(patch: Patch, unit: int) -> Patch:
    """Return a patch without the bites that wavering letters near its edge take out of it."""
    wide = round(_BITE * unit) | 1
    room = cv2.copyMakeBorder(
        patch.whole.astype(np.uint8), wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=(0,)
    )
    shut = cv2.morphologyEx(room, cv2.MORPH_CLOSE, np.ones((wide, wide), np.uint8))
    return replace(patch, whole=filled(shut[wide:-wide, wide:-wide].astype(np.bool_)))


def _sorted(patches: Iterable[Patch]) -> list[Patch]:
    return sorted(patches, key=lambda p: (p.box.top, p.box.left))


def _distinct(patches: Sequence[Patch]) -> list[Patch]:
    """Drop patches found twice: by their colour and by their smoothness."""
    kept: list[Patch] = []
    for patch in sorted(patches, key=lambda p: -p.box.width * p.box.height):
        if all(_shared(patch.box, other.box) < 0.6 for other in kept):  # noqa: PLR2004
            kept.append(patch)
    return kept


def _shared(one: Box, two: Box) -> float:
    """Return the share of the two boxes together that is in both."""
    wide = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
    high = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
    both = max(0, wide) * max(0, high)
    return both / (one.width * one.height + two.width * two.height - both)


def fills_of(pixels: Pixels) -> list[tuple[int, int, int]]:
    """Return the colours of large even areas, the largest first."""
    small = pixels[::3, ::3].astype(np.int16)
    even = largest(np.abs(np.diff(small, axis=1))) <= _STEP
    colours = (small[:, 1:][even] // 4).astype(np.int32)
    keys = (colours[:, 0] << 16) | (colours[:, 1] << 8) | colours[:, 2]
    values, counts = np.unique(keys, return_counts=True)
    picked: list[tuple[int, int, int]] = []
    for index in np.argsort(-counts):
        if counts[index] < _FILL_AREA * small[:, :, 0].size or len(picked) >= _FILLS_AT_MOST:
            break
        key = int(values[index])
        red, green, blue = (((key >> shift) & 0xFF) * 4 + 2 for shift in (16, 8, 0))
        near = (
            max(abs(red - other[0]), abs(green - other[1]), abs(blue - other[2])) <= 5  # noqa: PLR2004
            for other in picked
        )
        if not any(near):
            picked.append((red, green, blue))
    return picked


def faint_fills(pixels: Pixels) -> Iterator[NDArray[np.uint8]]:
    """Yield where the fills are that differ from the page too little to show an edge.

    Each is of one colour throughout, and so is the page.
    """
    small = pixels[::2, ::2].astype(np.int32)
    keys = ((small[:, :, 0] << 16) | (small[:, :, 1] << 8) | small[:, :, 2]).ravel()
    # Most pixels are as their left neighbour: the runs are far fewer, and sorted sooner.
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    values, run = np.unique(keys[starts], return_inverse=True)
    counts = np.bincount(run, weights=np.diff(starts, append=keys.size)).astype(np.int64)
    order = np.argsort(-counts)[: 1 + _FAINT_AT_MOST]
    if counts[order[0]] < _FAINT_PAGE * keys.size:
        return
    shades = [[(int(values[n]) >> shift) & 0xFF for shift in (16, 8, 0)] for n in order]
    for shade, count in zip(shades[1:], counts[order[1:]], strict=True):
        off = max(abs(a - b) for a, b in zip(shade, shades[0], strict=True))
        if 2 <= off <= _SOFT and count > _FAINT_AREA * keys.size:  # noqa: PLR2004
            fill = np.array(shade, np.uint8)
            yield np.asarray(cv2.inRange(pixels, fill, fill) > 0, dtype=np.uint8)


def _connected(pixels: Pixels, flat: NDArray[np.uint8], unit: int) -> Iterator[Patch]:
    labels, stats = components(flat, connectivity=4)
    for number, (left, top, width, height, area) in enumerate(stats):
        if number == 0 or width < _NARROW * unit or height < _LOW * unit:
            continue
        if width >= 0.97 * pixels.shape[1] or area < 0.1 * width * height:  # noqa: PLR2004
            continue
        mask = labels[top : top + height, left : left + width] == number
        whole = filled(_closed(mask, top <= 1, top + height >= pixels.shape[0] - 1))
        yield from _made(pixels, mask, whole, list(_split(whole, unit)), (int(left), int(top)))


def _closed(mask: Mask, at_top: bool, at_bottom: bool) -> Mask:
    """Return a patch that the edge of the conversation cuts, closed along that edge."""
    closed = mask.copy()
    for row, is_cut in ((0, at_top), (-1, at_bottom)):
        columns = np.flatnonzero(mask[row])
        if is_cut and len(columns):
            closed[row, columns[0] : columns[-1] + 1] = True
    return closed


def filled(mask: Mask) -> Mask:
    """Return the patch with its holes closed."""
    contours, _ = cv2.findContours(
        mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    whole = np.zeros(mask.shape, np.uint8)
    cv2.drawContours(whole, contours, -1, 1, cv2.FILLED)
    return whole.astype(np.bool_)


def _made(
    pixels: Pixels, mask: Mask, whole: Mask, parts: Sequence[tuple[int, int]], at: tuple[int, int]
) -> Iterator[Patch]:
    left, top = at
    for start, end in parts:
        columns = np.flatnonzero(whole[start:end].any(axis=0))
        first, last = int(columns[0]), int(columns[-1]) + 1
        part, area = mask[start:end, first:last], whole[start:end, first:last]
        if not part.any() or area.mean() < _SOLID:
            continue
        box = Box(left=left + first, top=top + start, width=last - first, height=end - start)
        here = pixels[box.top : box.top + box.height, box.left : box.left + box.width]
        rows, across = np.divmod(np.flatnonzero(part)[::7], part.shape[1])
        colours = here[rows, across]
        median = middle_of(colours)
        even = float((largest(np.abs(colours - median)) <= _TOLERANCE).mean())
        red, green, blue = (round(float(v)) for v in median)
        yield Patch(box=box, mask=part, whole=area, fill=(red, green, blue), even=even)


def _split(whole: Mask, unit: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of rows that are one bubble each."""
    height = whole.shape[0]
    cuts = _cuts(whole, unit) if height > 2 * _TAIL * unit else []
    start = 0
    for cut in cuts:
        yield start, cut
        start = cut
    yield start, height


def _cuts(whole: Mask, unit: int) -> list[int]:
    """Return the rows where the outline of two stacked bubbles shows: a notch or a step."""
    height, width = whole.shape
    left = whole.argmax(axis=1).astype(np.int32)
    right = (width - whole[:, ::-1].argmax(axis=1)).astype(np.int32)
    reach, depth, tail = round(_REACH * unit), max(3, round(_NOTCH * unit)), round(_TAIL * unit)
    scores: list[tuple[int, int]] = []
    for row in range(tail, height - tail):
        above, below = row - reach, row + reach
        notch_left = int(left[row] - max(left[above], left[below]))
        notch_right = int(min(right[above], right[below]) - right[row])
        step = max(abs(int(left[above] - left[below])), abs(int(right[above] - right[below])))
        sides = (notch_left >= depth) + (notch_right >= depth) + (step >= 2 * depth)
        if sides >= 2 or (step >= 2 * depth and _sharp(left, right, row, depth)):
            scores.append((max(notch_left, 0) + max(notch_right, 0) + step, row))
    cuts: list[int] = []
    for _, row in sorted(scores, reverse=True):
        if all(abs(row - other) > tail for other in cuts):
            cuts.append(row)
    return sorted(cuts)


def _sharp(left: NDArray[np.int32], right: NDArray[np.int32], row: int, depth: int) -> bool:
    """Tell whether the outline steps just here, as square corners that touch do."""
    return bool(
        abs(int(left[row] - left[row - 2])) >= depth
        or abs(int(right[row] - right[row - 2])) >= depth
    )
