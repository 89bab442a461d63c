"""Part a line outside the bubbles where its letters change colour: a name, then a time close by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._components import components
from analyser.screens._image import Pixels, largest

_INK = 45
"""Distance from the ground, of 255, from which a pixel is a letter's."""
_TURN = 0.98
"""Cosine of the angle between two colours, seen from the ground, below which they are two."""
_PURE = 0.85
"""Share of the ink on each side of the change that must be of that side's colour."""
_PALE_TURN, _ALL = 0.992, 0.97
"""The same on compressed pictures, which pale the colours of small letters."""
_SMALL_TURN, _MOST, _SMALLER = 0.997, 0.94, 0.85
"""The same where what follows is also lower, as a small time behind a name: share of the height."""
_BETWEEN = 0.5
"""A letter is of the second colour up to this share of the way to the first."""
_NAME, _TIME = 2, 3
"""Letters before and behind the change at least."""
_SPACE = 0.2
"""Where the gap is wider, in heights of the line, name and time are read well together."""
Vector = NDArray[np.float64]
Letter = tuple[int, int, int, Vector]


def parted(pixels: Pixels, lines: Sequence[Box], *, noisy: bool = False) -> tuple[Box, ...]:
    """Return the lines, those in two parts where a second colour begins."""
    return tuple(part for line in lines for part in _parts(pixels, line, noisy))


def _parts(pixels: Pixels, line: Box, noisy: bool) -> tuple[Box, ...]:
    part = pixels[line.top : line.top + line.height, line.left : line.left + line.width]
    ground = np.median(part.reshape(-1, 3), axis=0)
    shift = part.astype(np.float64) - ground
    strength = largest(np.abs(shift).astype(np.int16))
    letters = _letters(shift, strength)
    change = _change(letters, noisy)
    if change is None:
        return (line,)
    ends = max(right for _, right, _, _ in letters[:change])
    begins = min(left for left, _, _, _ in letters[change:])
    if begins < ends or begins - ends > _SPACE * line.height:
        return (line,)
    at = (ends + begins + 1) // 2
    return (
        Box(left=line.left, top=line.top, width=at, height=line.height),
        Box(left=line.left + at, top=line.top, width=line.width - at, height=line.height),
    )


def _letters(shift: Vector, strength: NDArray[np.int16]) -> list[Letter]:
    """Return the columns, height and sum of the ink of each letter, from left to right."""
    labels, stats = components((strength > _INK).astype(np.uint8))
    found = []
    for number, (left, top, width, height, area) in enumerate(stats[1:], start=1):
        if area < 4:  # noqa: PLR2004
            continue
        here = np.s_[top : top + height, left : left + width]
        own = labels[here] == number
        strong = own & (strength[here] >= 0.6 * strength[here][own].max())
        ink = shift[here][strong].sum(axis=0)
        found.append((int(left), int(left + width), int(height), ink))
    return sorted(found, key=lambda each: each[0])


def _change(letters: Sequence[Letter], noisy: bool) -> int | None:
    """Return before which letter the colour changes; None where one colour holds."""
    if len(letters) < _NAME + _TIME:
        return None
    inks = np.array([ink for _, _, _, ink in letters])
    weights = np.linalg.norm(inks, axis=1)
    units = inks / np.maximum(weights, 1)[:, None]
    best: tuple[float, int] | None = None
    for place in range(_NAME, len(letters) - _TIME + 1):
        one, two = _unit(inks[:place].sum(axis=0)), _unit(inks[place:].sum(axis=0))
        nearer = units @ one > units @ two
        pure = min(
            float(weights[:place][nearer[:place]].sum() / weights[:place].sum()),
            float(weights[place:][~nearer[place:]].sum() / weights[place:].sum()),
        )
        cosine = float(one @ two)
        clear = cosine < _TURN and pure >= _PURE
        smaller = _is_smaller(letters, place)
        turn, least = (_SMALL_TURN, _MOST) if smaller else (_PALE_TURN, _ALL)
        if clear or (noisy and cosine < turn and pure >= least):
            best = min(best or (cosine, place), (cosine, place))
    return _without_bleeding(letters, units, best[1]) if best and noisy else best and best[1]


def _is_smaller(letters: Sequence[Letter], place: int) -> bool:
    """Tell whether all letters from a place on are lower than the tallest before it."""
    first, last = ([h for _, _, h, _ in some] for some in (letters[:place], letters[place:]))
    return max(last) <= _SMALLER * max(first)


def _without_bleeding(letters: Sequence[Letter], units: Vector, place: int) -> int:
    """Return the change where it is, though compression let one colour run into the other.

    Of a small time behind a name, the height of the letters tells as well.
    """
    inks = np.array([ink for _, _, _, ink in letters])
    one, two = _unit(inks[: place - 1].sum(axis=0)), _unit(inks[place + 1 :].sum(axis=0))
    turn = max(1e-6, 1 - float(one @ two))
    nearer = [(float(u @ one) - float(u @ two)) / turn for u in units]
    if not _is_smaller(letters, place):
        return place - 1 if nearer[place - 1] < _BETWEEN and place > _NAME else place
    high = max(height for _, _, height, _ in letters[place + 1 :])
    place += 1
    while place > _NAME and letters[place - 1][2] <= high and nearer[place - 1] < _BETWEEN:
        place -= 1
    return place


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / max(1.0, float(np.linalg.norm(vector))), dtype=np.float64)
