"""Part a line outside the bubbles where its letters change colour: a name, then a time close by."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._image import Pixels, largest

_INK = 45
"""Distance from the ground, of 255, from which a pixel is a letter's."""
_TURN = 0.98
"""Cosine of the angle between two colours, seen from the ground, below which they are two."""
_PURE = 0.85
"""Share of the ink on each side of the change that must be of that side's colour."""
_PALE_TURN, _ALL = 0.992, 0.97
"""The same on compressed pictures, which pale the colours of small letters."""
_NAME, _TIME = 2, 3
"""Letters before and behind the change at least."""
_SPACE = 0.2
"""Where the gap is wider, in heights of the line, name and time are read well together."""
Vector = NDArray[np.float64]


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
    ends = max(right for _, right, _ in letters[:change])
    begins = min(left for left, _, _ in letters[change:])
    if begins < ends or begins - ends > _SPACE * line.height:
        return (line,)
    at = (ends + begins + 1) // 2
    return (
        Box(left=line.left, top=line.top, width=at, height=line.height),
        Box(left=line.left + at, top=line.top, width=line.width - at, height=line.height),
    )


def _letters(shift: Vector, strength: NDArray[np.int16]) -> list[tuple[int, int, Vector]]:
    """Return the columns of each letter and the sum of its ink, from left to right."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((strength > _INK).astype(np.uint8))
    found = []
    for number, (left, top, width, height, area) in enumerate(stats[1:], start=1):
        if area < 4:  # noqa: PLR2004
            continue
        here = np.s_[top : top + height, left : left + width]
        own = labels[here] == number
        strong = own & (strength[here] >= 0.6 * strength[here][own].max())
        found.append((int(left), int(left + width), shift[here][strong].sum(axis=0)))
    return sorted(found, key=lambda each: each[0])


def _change(letters: Sequence[tuple[int, int, Vector]], noisy: bool) -> int | None:
    """Return before which letter the colour changes; None where one colour holds."""
    if len(letters) < _NAME + _TIME:
        return None
    inks = np.array([ink for _, _, ink in letters])
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
        if clear or (noisy and cosine < _PALE_TURN and pure >= _ALL):
            best = min(best or (cosine, place), (cosine, place))
    return _without_bleeding(letters, units, best[1]) if best and noisy else best and best[1]


def _without_bleeding(letters: Sequence[tuple[int, int, Vector]], units: Vector, place: int) -> int:
    """Return the change one letter earlier where compression let the first colour run into it."""
    inks = np.array([ink for _, _, ink in letters])
    one, two = _unit(inks[: place - 1].sum(axis=0)), _unit(inks[place:].sum(axis=0))
    last = units[place - 1]
    between = float(last @ one) - float(last @ two) < 0.5 * (1 - float(one @ two))  # noqa: PLR2004
    return place - 1 if between and place > _NAME else place


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / max(1.0, float(np.linalg.norm(vector))), dtype=np.float64)
