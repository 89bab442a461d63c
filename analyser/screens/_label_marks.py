"""Take what is no letter off the lines of names over bubbles: their emoji, and roles on a patch.

Read as words, an emoji becomes letters that nobody wrote, and the edge of a patch a letter too.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._header_ink import without_emoji
from analyser.screens._image import Pixels, distance
from analyser.screens._label_lines import grown
from analyser.screens._outside import Outside

_PATCH = 8
"""Difference from the page, of 255, from which a patch stands out."""
_FULL, _FLAT, _EVEN = 0.8, 0.4, 6
"""Share of its box that a patch fills, and share of it that is of its one colour, of 255."""
_HIGH, _WIDE = 0.75, 1.2
"""Height of a patch at least, in em, and its width, in heights."""
_ROOM, _BEHIND = 0.35, 0.5
"""A patch reaches so far over its words, and begins so far behind a name at least, in em."""


def without_marks(
    pixels: Pixels, letters: Pixels, outside: Outside, em: float
) -> tuple[Pixels, Mapping[Box, tuple[Box, ...]]]:
    """Return the picture to be read without those marks, and where emoji stood in each line.

    Only behind names that stand over bubbles just as others do are roles looked for.
    """
    marks: dict[Box, tuple[Box, ...]] = {}
    emoji = {
        line: found
        for line in outside.lines
        if (found := tuple(b for b in outside.inline if _within(b, line)))
    }
    for box in outside.labels:
        place = grown(box, pixels.shape, round(_ROOM * em))
        part = _cut(pixels, place)
        marks[box] = tuple(_moved(b, place) for b in _patches(part, em))
        taken = (*marks[box], *emoji.get(box, ()))
        around = (_moved(b, place) for b in without_emoji(part, em)[1])
        more = [b for b in around if not any(_within(b, each) for each in taken)]
        emoji[box] = (*emoji.get(box, ()), *more)
    if not any(marks.values()) and not any(emoji.values()):
        return letters, emoji
    clean = letters.copy()
    for line in outside.lines:
        spots = (*marks.get(line, ()), *emoji.get(line, ()))
        place = grown(line, letters.shape, round(_ROOM * em))
        page = _page_of(_cut(letters, place))
        for b in spots:
            clean[b.top - 1 : b.top + b.height + 1, b.left - 1 : b.left + b.width + 1] = page
    return clean, emoji


def _patches(part: Pixels, em: float) -> list[Box]:
    """Return the even patches as high as a line on which a role stands, a name before it."""
    away = distance(part, _page_of(part).astype(np.int16).reshape(1, 1, 3))
    labels, stats = components((away > _PATCH).astype(np.uint8))
    found = []
    for number, (left, top, width, height, area) in enumerate(stats.tolist()):
        if number == 0 or height < _HIGH * em or width < _WIDE * height:
            continue
        if left < (_ROOM + _BEHIND) * em:  # the name itself may stand on it
            continue
        inside = part[labels == number].astype(np.int16)
        even = np.abs(inside - np.median(inside, axis=0)).max(axis=1) <= _EVEN
        if area > _FULL * width * height and even.mean() > _FLAT:
            found.append(Box(left=left, top=top, width=width, height=height))
    return found


def _cut(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.top + box.height, box.left : box.left + box.width]


def _page_of(part: Pixels) -> NDArray[np.uint8]:
    """Return the colour of most of the rim of a stretch: the page."""
    rim = np.concatenate([part[0], part[-1], part[:, 0]])
    return np.asarray(np.median(rim, axis=0), dtype=np.uint8)


def _within(one: Box, two: Box) -> bool:
    x, y = one.left + one.width / 2, one.top + one.height / 2
    return two.left <= x <= two.left + two.width and two.top <= y <= two.top + two.height


def _moved(box: Box, by: Box) -> Box:
    return Box(left=box.left + by.left, top=box.top + by.top, width=box.width, height=box.height)
