"""Give lines outside the bubbles to the bubble they belong to: its clock, its sender's name.

A name inside a bubble is its first line, in a colour that the words of the page do not have.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box, Side
from analyser.screens._crops import PAD_PX
from analyser.screens._image import Pixels, distance
from analyser.screens._lines import Line
from analyser.screens._row_words import is_time
from analyser.screens._weights import stroke_of
from analyser.time_finder import find_time

Colour = tuple[int, int, int]

_ONLY_CLOCK = re.compile(
    r"^\W*(\d{1,2}[:.]\d{2})\s?([ap]\.?m\.?)?(?:[\s\u00b7,]*(?:\S{1,3}|read|delivered|sent|seen|edited))?\W*$",
    re.IGNORECASE,
)
_LINE_AT_MOST = 100
"""A name and a clock; the time that the next expression takes grows with its cube."""
_NAME_CLOCK = re.compile(
    r"^(\D.*?[^\W\d][^\d:]*?)[\s,\u00b7\u2022|-]*(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?)"
    r"(?:\s(?:\S{1,3}|read|delivered|sent|seen|edited))?$",
    re.IGNORECASE,
)
_NUMBERED_CLOCK = re.compile(
    r"^([^\W\d]|\S.*?\d\)?)[,\u00b7\u2022|-]?\s+(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?)"
    r"(?:\s(?:\S{1,3}|read|delivered|sent|seen|edited))?$",
    re.IGNORECASE,
)
"""The same where the name is a letter, or a number or ends with one: a space parts the clock."""
_NO_NAME = re.compile(
    r"https?:|www\.|(?<! )/|/(?! )|\d{1,2}[:.]\d{2}|forwarded|[?!,;]$", re.IGNORECASE
)
_NAME_AT_MOST = 32
_SHORTEST = 3
_MIDWAY = 0.15
"""Gaps over and under a line differ by less, in em, where they do not tell to which it belongs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A line outside all bubbles, a lone emoji or a picture; its box in pixels of the original.

    Attributes:
        placed: It stands over a bubble just as others do, as names stand.
    """

    text: str
    box: Box
    confidence: float
    emoji: bool = False
    picture: bool = False
    clock: str | None = None
    name: str | None = None
    placed: bool = False


def only_clock(text: str) -> str | None:
    """Return the clock that a line consists of, or None."""
    match = _ONLY_CLOCK.match(text)
    if match is None:
        return None
    return match[1].replace(".", ":") + (f" {match[2].lower()}" if match[2] else "")


def name_and_clock(line: Between) -> tuple[Between, ...]:
    """Return a line that is a name with a clock behind it as these two; any other as it is."""
    short = line.text if len(line.text) <= _LINE_AT_MOST else ""
    match = _NAME_CLOCK.match(short) or _NUMBERED_CLOCK.match(short)
    dated = find_time(line.text).day is not None
    if match is None or dated or only_clock(line.text) or not is_label(match[1]):
        return (line,)
    name = replace(line, text=match[1].strip())
    if match[1] + match[2] in line.text and match[2][1] in ":.":
        return (name,)  # of an hour so close to the name, the first digit may be read as a letter
    return name, replace(line, text=match[2].strip())


def stand_over(
    clocks: Sequence[Box], boxes: Sequence[Box], em: float, named: Sequence[bool]
) -> bool:
    """Tell whether the clocks of a page stand over their bubbles, not under them.

    Each is nearer to its own; a clock that has a bubble on one side only shows it as well. Those
    that are `named`, with a name in their row, stand over where they are midway: names do.
    """
    votes = 0
    for clock, has_name in zip(clocks, named, strict=True):
        if (
            any(is_beside_bubble(clock, b, em) for b in boxes)
            or _far_beside(clock, boxes) is not None
        ):
            continue
        level = [b for b in boxes if _aside(clock, b) < em]
        under = [clock.top - b.top - b.height for b in level]
        over = [b.top - clock.top - clock.height for b in level]
        gap_under = min((g for g in under if g > -0.4 * em), default=9 * em)
        gap_over = min((g for g in over if g > -0.4 * em), default=9 * em)
        if has_name and abs(gap_over - gap_under) <= _MIDWAY * em:
            votes += 1
        else:
            votes += (gap_over < gap_under) - (gap_over > gap_under)
    return votes > 0


def is_beside_bubble(line: Box, box: Box, em: float) -> bool:
    """Tell whether a clock stands level with a bubble, to its left or right."""
    middle = line.top + line.height / 2
    level = box.top - 0.3 * em <= middle <= box.top + box.height + 0.3 * em
    return level and -0.3 * em <= _aside(line, box) < 2.5 * em  # noqa: PLR2004


def _aside(line: Box, box: Box) -> int:
    """Return the gap between two boxes across the page; negative where they overlap."""
    return max(box.left - line.left - line.width, line.left - box.left - box.width)


def clock_owner(line: Box, boxes: Sequence[Box], em: float, *, over: bool = False) -> int | None:
    """Return which of `boxes` a clock outside belongs to: just above it, or beside it.

    Where the clocks of the page stand `over` their bubbles, the one just below it.
    """
    beside = [
        (_aside(line, box), number)
        for number, box in enumerate(boxes)
        if is_beside_bubble(line, box, em)
    ]
    if beside:
        return min(beside)[1]
    if (level := _far_beside(line, boxes)) is not None:
        return level
    near = []
    for number, box in enumerate(boxes):
        gap = box.top - line.top - line.height if over else line.top - box.top - box.height
        if -0.4 * em <= gap <= 0.9 * em and _aside(line, box) < em:
            near.append((abs(gap) + max(0, _aside(line, box)), number))
    return min(near, default=(0, None))[1]


def _far_beside(line: Box, boxes: Sequence[Box]) -> int | None:
    """Return the only box level with a clock at the other edge of the page; None for several."""
    middle = line.top + line.height / 2
    level = [
        number
        for number, box in enumerate(boxes)
        if box.top <= middle <= box.top + box.height and _aside(line, box) > 0
    ]
    return level[0] if len(level) == 1 else None


def name_owner(line: Box, boxes: Sequence[tuple[Box, Side]], em: float) -> int | None:
    """Return which of `boxes` a small line stands over as its name."""
    for number, (box, side) in enumerate(boxes):
        gap = box.top - (line.top + line.height)
        flush = -1.2 * em <= line.left - box.left <= 2.6 * em
        if side is Side.RECEIVED and -0.4 * em <= gap <= 0.8 * em and flush:
            return number
    return None


def is_name(text: str) -> bool:
    """Tell whether a line may be a person's name or number."""
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    long_enough = letters >= 2 or digits >= 7  # noqa: PLR2004
    if not long_enough or len(text) > _NAME_AT_MOST or _NO_NAME.search(text) or is_time(text):
        return False
    dated = find_time(text)
    return dated.day is None or any(c.isalnum() for c in dated.rest)


def is_label(text: str, *, placed: bool = False) -> bool:
    """Tell whether what stands in the place of a name may be one: `J`, `Dave!!`, `22` too.

    One small letter may be one where it is `placed` just as other names are.
    """
    bare = text.rstrip("?!. ")
    letters = sum(c.isalnum() for c in bare)
    short = 0 < letters == len(bare) <= _SHORTEST and (placed or letters > 1 or not bare.islower())
    return is_name(text) or is_name(bare) or (short and not is_time(bare))


def line_colours(
    part: Pixels, base: NDArray[np.int16], lines: Sequence[Line], scale: float
) -> list[Colour | None]:
    """Return the colour of the letters of each line."""
    away = distance(part, base)
    found: list[Colour | None] = []
    for line in lines:
        here = _place(line, scale)
        ink = away[here]
        if not ink.size or ink.max() < 40:  # noqa: PLR2004
            found.append(None)
            continue
        strong = part[here][ink >= 0.8 * ink.max()]
        red, green, blue = (int(v) for v in np.median(strong, axis=0))
        found.append((red, green, blue))
    return found


def line_strokes(
    part: Pixels, base: NDArray[np.int16], lines: Sequence[Line], scale: float
) -> list[float]:
    """Return the thickness of the strokes of each line, in pixels."""
    away = distance(part, base)
    return [stroke_of(away[_place(line, scale)]) for line in lines]


def _place(line: Line, scale: float) -> tuple[slice, slice]:
    """Return where a line of a crop stands in its bubble."""
    top = max(0, round((line.top - PAD_PX) / scale))
    left = max(0, round((line.left - PAD_PX) / scale))
    return (
        slice(top, max(top + 1, round((line.bottom - PAD_PX) / scale))),
        slice(left, max(left + 1, round((line.right - PAD_PX) / scale))),
    )


def usual_colour(colours: Sequence[Colour]) -> Colour:
    """Return the colour that most lines have."""
    if not colours:
        return (0, 0, 0)
    red, green, blue = (int(v) for v in np.median(np.array(colours), axis=0))
    return red, green, blue
