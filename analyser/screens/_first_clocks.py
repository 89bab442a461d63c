"""Read by itself the time that stands in small print before the words of a bubble, in their row.

With the words in one line it is misread, being smaller and paler. What one bubble shows is no
proof, so such times are taken only where most bubbles of the page that have no other show one.
"""

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from analyser.screens._crops import EM_PX, FAINT, Crop, runs, small_crop
from analyser.screens._engine import LINE, Reader
from analyser.screens._image import Pixels
from analyser.screens._row_words import STATE

_FEW, _MOST = 2, 0.5
_GAP = 0.2
"""What parts words, in em."""
_LINE = 0.3
"""Least height of a line, in em: less is the dot of a letter."""
_WIDTH = 5.5
"""Greatest width of a time with what became of the message behind it, in em."""
_CLOCK = re.compile(
    rf"\W?(\d{{1,2}})([:.]?)(\d{{2}})\s?([ap]\.?m\.?)?(?:\s(?:{'|'.join(sorted(STATE))}))?"
    r"(?:[\s|vV/¥√✓]*|[.,]?\s(?![ap])\S{1,2})",  # ticks, as they are read
    re.IGNORECASE,
)
_HOURS, _MINUTES = 24, 60
_PALER = 15
"""How much paler than the words the time is at least, of 255."""


def first_clocks(
    crops: Sequence[Crop], timed: Collection[int], reader: Reader
) -> dict[int, tuple[str, Pixels | None]]:
    """Return the clock at the start of each crop that has one, and its words without it."""
    bare = [
        n
        for n, c in enumerate(crops)
        if n not in timed and not c.picture and (c.body is not None or c.clock is not None)
    ]
    places = {n: box for n in bare if (box := _small_start(_words(crops[n]), crops[n]))}
    least = max(_FEW, _MOST * len(bare))
    if len(places) < least:
        return {}
    parts = [_words(crops[n])[top:bottom, :right] for n, (top, bottom, right) in places.items()]
    read = reader([small_crop(part) for part in parts], LINE)
    clocks = [_CLOCK.fullmatch(" ".join(word.text for word in words).strip()) for words in read]
    # Only where enough are whole may the sign between hours and minutes be too small to be read.
    if sum(bool(match and match[2]) for match in clocks) < least:
        return {}
    found: dict[int, tuple[str, Pixels | None]] = {}
    for (number, (top, bottom, right)), match in zip(places.items(), clocks, strict=True):
        if match and int(match[1]) < _HOURS and int(match[3]) < _MINUTES:
            rest = _words(crops[number]).copy()
            rest[top:bottom, :right] = 255
            half = f" {match[4].lower()}" if match[4] else ""
            clock = f"{match[1]}:{match[3]}{half}"
            found[number] = clock, rest if (rest < FAINT).any() else None
    return found


def _words(crop: Crop) -> Pixels:
    """Return the ink of a crop that has no clock at its end."""
    found = crop.with_clock if crop.with_clock is not None else crop.body
    return found if found is not None else np.full((1, 1), 255, np.uint8)


def _small_start(ink: Pixels, crop: Crop) -> tuple[int, int, int] | None:
    """Return top, bottom and right end of the small print with which the first line begins."""
    letters = np.asarray(ink < FAINT)
    lines = [r for r in runs(np.asarray(letters.any(axis=1)), 2) if r[1] - r[0] > _LINE * EM_PX]
    if not lines:
        return None
    top, bottom = lines[0]
    clusters = runs(np.asarray(letters[top:bottom].any(axis=0)), round(_GAP * EM_PX))
    darkest = _darkest(ink, letters)
    pale = [_darkest(ink[top:bottom, a:b], letters[top:bottom, a:b]) for a, b in clusters]
    size = next((n for n, dark in enumerate(pale) if dark < darkest + _PALER), len(pale))
    if len(lines) == 1 and crop.emoji:  # beside emoji, which have no ink, the time stands alone
        size = size or len(pale)
    if size == 0 or clusters[size - 1][1] - clusters[0][0] > _WIDTH * EM_PX:
        return None
    pad = 3
    return max(0, top - pad), bottom + pad, clusters[size - 1][1] + pad


def _darkest(ink: Pixels, letters: NDArray[np.bool_]) -> float:
    return float(np.percentile(ink[letters], 5)) if letters.any() else 255.0
