"""Tell by their place which lines outside are names: they stand over bubbles just as others do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._ink import around

_SEVERAL = 3
"""Lines that stand over their bubbles in one way at least; shapes of a wallpaper do not."""
_EXACT = 0.12
"""How far those stand off each other, in em."""
_OVER, _LEFT, _RIGHT = 1.0, 1.2, 2.6
"""How far over a bubble its name stands at most, and how far out and in it begins, in em."""
_ROOM = 0.4
"""A name may reach so far into the edge of a bubble that is measured with its shadow, in em."""
_LOW, _TALL, _WIDE = 0.28, 1.3, 1.4
"""Height of a letter at least and at most, and its width at most, in em."""
_PAD = 0.2
_SMALL, _GREAT, _MANY = 0.5, 1.35, 4.5
"""Height of an emoji among words at least and at most, and width of several, in em."""
_BESIDE = 0.6
"""How far from the words an emoji of their line stands at most, in em."""


def labels_over(lines: Sequence[Box], bubbles: Sequence[Box], em: float) -> list[Box]:
    """Return the lines that stand over bubbles in one way, several of them."""
    placed = [(line, at) for line in lines if (at := _offset(line, bubbles, em)) is not None]
    return [
        line
        for line, (x, y) in placed
        if sum(max(abs(x - a), abs(y - b)) <= _EXACT * em for _, (a, b) in placed) >= _SEVERAL
    ]


def with_emoji(
    lines: Sequence[Box], emoji: Sequence[Box], em: float
) -> tuple[list[Box], list[Box]]:
    """Return the lines, those in one that an emoji joins, and the emoji that stand in lines."""
    whole, inside = list(lines), []
    for each in sorted(emoji, key=lambda b: b.left):
        if not _SMALL * em < each.height < _GREAT * em or each.width > _MANY * em:
            continue
        if near := [line for line in whole if _is_beside(each, line, em)]:
            whole = [line for line in whole if line not in near]
            whole.append(around((each, *near)))
            inside.append(each)
    return sorted(whole, key=lambda b: (b.top, b.left)), inside


def _is_beside(emoji: Box, line: Box, em: float) -> bool:
    middle = emoji.top + emoji.height / 2
    after, before = emoji.left - line.left - line.width, line.left - emoji.left - emoji.width
    return line.top <= middle <= line.top + line.height and max(after, before) <= _BESIDE * em


def _offset(line: Box, bubbles: Sequence[Box], em: float) -> tuple[int, int] | None:
    """Return how far in and over a bubble a line stands; None over none, or nearer under one."""
    bottom = line.top + line.height
    over = [
        (b.top - bottom, line.left - b.left)
        for b in bubbles
        if -_ROOM * em <= b.top - bottom <= _OVER * em
        and -_LEFT * em <= line.left - b.left <= _RIGHT * em
    ]
    if not over:
        return None
    gap, aside = min(over)
    under = [line.top - b.top - b.height for b in bubbles if b.top < line.top]
    near = min((g for g in under if g > -_ROOM * em), default=gap)
    return None if near < gap else (aside, gap)


def lone_letters(
    ink: NDArray[np.uint8], bubbles: Sequence[Box], lines: Sequence[Box], em: float
) -> list[Box]:
    """Return where one letter alone stands over a bubble, each with some room around it."""
    found = []
    for box in bubbles:
        top, left = max(0, round(box.top - 2 * em)), max(0, round(box.left - _LEFT * em))
        strip = ink[top : max(0, box.top), left : max(0, round(box.left + (_RIGHT + 2) * em))]
        if not strip.size:
            continue
        _, stats = components(strip)
        pieces = [s for s in stats[1:].tolist() if s[4] >= 3]  # noqa: PLR2004
        tall = [s for s in pieces if s[3] >= _LOW * em]
        if len(tall) == 1 and tall[0][3] <= _TALL * em and tall[0][2] <= _WIDE * em:
            x, y, width, height = tall[0][:4]
            letter = Box(left=left + x, top=top + y, width=width, height=height)
            found.append(grown(letter, ink.shape, round(_PAD * em)))
    return [b for b in dict.fromkeys(found) if not any(_meet(b, line) for line in lines)]


def _meet(one: Box, two: Box) -> bool:
    across = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
    down = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
    return across > 0 and down > 0


def grown(box: Box, shape: tuple[int, ...], by: int) -> Box:
    """Return a box with so much room around it as the picture has."""
    left, top = max(0, box.left - by), max(0, box.top - by)
    return Box(
        left=left,
        top=top,
        width=min(box.width + 2 * by, shape[1] - left),
        height=min(box.height + 2 * by, shape[0] - top),
    )
