"""Tell pages whose messages are cards as wide as the page, and draw them as one even page.

A card is read like a row of a page without bubbles: a name at its top, words below it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._patches import Patch, find_patches
from analyser.screens._regions import page_colour
from analyser.screens._shapes import apart

_WIDE = 0.78
"""Least width of a card, in widths of the page or pane."""
_FEW, _MOST = 2, 0.6
"""So many cards at least, and this share of all higher patches."""
_LEAST = 0.07
"""Least height of a card, in widths of a telephone: a name and a line."""
_COVER = 0.5
"""Share of the rows from the first card to the last that cards cover; quoted replies cover less."""
_LEVEL = 0.012
_MARGIN = 0.008
_TURN = 60
"""Letters this much, of 255, too bright or too dark for the page are turned the other way."""
_PANEL_ROWS, _PANEL_WIDE = 6, 3
"""Greatest height and least width of a panel, in em."""
_FAINT, _EVEN = 2, 0.8
_WAVERS = 5
"""How far a gradient is off a straight one from margin to margin, of 255."""
_WORDED = 0.95
"""Share of a panel that is left beside its words at most."""


def without_cards(pixels: Pixels, frame: Frame, *, noisy: bool) -> Pixels | None:
    """Return the picture with its cards in the colour of the page; None where it has no cards."""
    view = np.ascontiguousarray(pixels[frame.top : frame.bottom, frame.left : frame.right])
    cards = _cards(find_patches(view, unit=frame.unit, noisy=noisy), frame)
    return flattened(pixels, frame, cards, page_colour(_between(view, cards))) if cards else None


def without_bands(pixels: Pixels, frame: Frame, colour: Sequence[int]) -> Pixels:
    """Return the picture with bands from margin to margin in the colour of the page.

    Some apps set every second message, or those of one side, on such a band, of one colour or
    with a gradient across it.
    """
    view = pixels[frame.top : frame.bottom, frame.left : frame.right].astype(np.int16)
    thick = max(2, round(_MARGIN * view.shape[1]))
    left, right = np.median(view[:, :thick], axis=1), np.median(view[:, -thick:], axis=1)
    page = np.array(colour, np.int16)
    banded = np.minimum(_apart(left, page), _apart(right, page)) > _FAINT
    flat = pixels
    for start, end in _stretches(left, right):
        if not banded[start:end].all() or end - start <= _LEAST * frame.unit:
            continue
        fill = _fill_of(view[start:end], left[start:end], right[start:end])
        if fill is not None:
            flat = pixels.copy() if flat is pixels else flat
            here = np.s_[frame.top + start : frame.top + end, frame.left : frame.right]
            move = _moved if fill.ndim == 1 else _as_ink
            flat[here] = move(view[start:end], fill.astype(np.int16), page)
    return flat


def _stretches(left: NDArray[Any], right: NDArray[Any]) -> Iterator[tuple[int, int]]:
    """Yield the rows of one colour, and those of one gradient across, which turns row by row."""
    even = _apart(left, right) <= _FAINT
    start = 0
    for row in range(1, len(left)):
        first = start if even[row] else row - 1
        step = max(_apart(left[row], left[first]), _apart(right[row], right[first]))
        if even[row] != even[start] or step > _FAINT:
            yield start, row
            start = row
    yield start, len(left)


def _fill_of(
    part: NDArray[np.int16], left: NDArray[Any], right: NDArray[Any]
) -> NDArray[Any] | None:
    """Return the fill of a band; None where what is between its ends is no gradient."""
    if _apart(left[0], right[0]) <= _FAINT:
        return np.asarray(left[0])
    along = np.linspace(0, 1, part.shape[1])[:, None]
    fill = left[:, None] + (right - left)[:, None] * along
    return fill if float(np.median(_apart(part, fill))) <= _WAVERS else None


def _apart(one: NDArray[Any], two: NDArray[Any]) -> NDArray[Any]:
    """Return the largest difference of colours in one channel."""
    return np.asarray(np.abs(one - two).max(axis=-1))


def _moved(part: NDArray[np.int16], fill: NDArray[np.int16], page: NDArray[np.int16]) -> Pixels:
    """Return a part of a picture with what stands on its fill on the page's colour instead."""
    shift = part - fill
    moved, turned = page + shift, page - shift
    # White letters on a dark fill have no room above a white page; a pixel or two too bright have.
    outside = np.maximum(moved - 255, -moved).max(axis=2, keepdims=True) > _TURN
    return np.asarray(np.clip(np.where(outside, turned, moved), 0, 255), dtype=np.uint8)


def _as_ink(part: NDArray[np.int16], fill: NDArray[np.int16], page: NDArray[np.int16]) -> Pixels:
    """Return a part of a picture with the words on its gradient as grey ones on the page."""
    shift = part - fill
    strong = shift[_apart(part, fill) > _TURN]
    room = 255 - fill if strong.size and strong.mean() > 0 else -fill
    ink = np.clip((shift / np.where(room == 0, 1, room)).mean(axis=2, keepdims=True), 0, 1)
    end = 255 if page.mean() < 128 else 0  # noqa: PLR2004
    return np.asarray(page + ink * (end - page), dtype=np.uint8)


def flattened(
    pixels: Pixels, frame: Frame, patches: Sequence[Patch], colour: Sequence[int]
) -> Pixels:
    """Return the picture with patches of the conversation in the colour of the page."""
    page = np.array(colour, np.int16)
    flat = pixels.copy()
    for patch in patches:
        box = patch.box
        top, left = box.top + frame.top, box.left + frame.left
        here = np.s_[top : top + box.height, left : left + box.width]
        part, fill = pixels[here].astype(np.int16), np.array(patch.fill, np.int16)
        part[~patch.whole] = fill
        flat[here] = _moved(part, fill, page)
    return flat


def find_panels(pixels: Pixels, frame: Frame, em: float, *, noisy: bool) -> list[Patch]:
    """Return even patches with words in them on a page without bubbles: dates, quoted replies."""
    view = np.ascontiguousarray(pixels[frame.top : frame.bottom, frame.left : frame.right])
    page = page_colour(view)
    return [
        p
        for p in find_patches(view, unit=frame.unit, noisy=noisy)
        if em < p.box.height < _PANEL_ROWS * em
        and p.box.width > _PANEL_WIDE * em
        and apart(p.fill, page) > _FAINT
        and p.even > _EVEN
        and p.whole.mean() > _EVEN
        and p.mask.mean() < _WORDED * p.whole.mean()
    ]


def _cards(patches: Sequence[Patch], frame: Frame) -> list[Patch]:
    """Return the patches that are cards: wide, of one left and one right edge."""
    width = frame.right - frame.left
    high = [p for p in patches if p.box.height > _LEAST * frame.unit]
    wide = [p for p in high if p.box.width > _WIDE * width]
    if not wide:
        return []
    left = float(np.median([p.box.left for p in wide]))
    right = float(np.median([p.box.left + p.box.width for p in wide]))
    near = max(3, _LEVEL * width)
    cards = [
        p
        for p in wide
        if abs(p.box.left - left) <= near and abs(p.box.left + p.box.width - right) <= near
    ]
    if not cards:
        return []
    outer = [p for p in high if not any(_holds(c, p) for c in cards)]
    centred = abs(left + right - width) < 0.1 * width  # noqa: PLR2004
    enough = len(cards) >= max(_FEW, _MOST * len({id(p) for p in (*outer, *cards)}))
    tall = sum(c.box.height for c in cards)
    span = max(c.box.top + c.box.height for c in cards) - min(c.box.top for c in cards)
    return cards if enough and centred and tall > _COVER * span else []


def _holds(card: Patch, patch: Patch) -> bool:
    one, two = card.box, patch.box
    return (
        patch is not card
        and one.left <= two.left
        and one.top <= two.top
        and two.left + two.width <= one.left + one.width
        and two.top + two.height <= one.top + one.height
    )


def _between(view: Pixels, cards: Sequence[Patch]) -> Pixels:
    """Return the rows that no card covers, all rows where they cover all."""
    free = np.ones(view.shape[0], dtype=np.bool_)
    for card in cards:
        free[card.box.top : card.box.top + card.box.height] = False
    return view[free] if free.sum() > 8 else view  # noqa: PLR2004
