"""Tell lines outside the bubbles that are the time of a message, alone or with its day."""

import re
from collections.abc import Sequence

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._labels import Between, only_clock
from analyser.screens._row_words import STATE, is_time
from analyser.time_finder import find_time

_TRIMMED = " ·•|,-–—[]()"
_DOT = re.compile(r":\s(?=\d{1,2}[:.]\d{2})")
"""The dot between day and clock, as it is often read."""
_WORDS_AT_MOST = 9
_FLUSH = 1.0
"""How far the edge of a time stands from that of its bubble at most, in em."""
_GAP = 1.2
"""How far over or under its bubble a time stands at most, in em."""
_CENTRED = 0.05
"""A line this near to the middle, in widths of the page, is the date of what follows."""


def shown_time(text: str) -> str | None:
    """Return the clock, with its day where one stands before it, that a line consists of."""
    if clock := only_clock(text):
        return clock
    words = text.split()
    if len(words) > _WORDS_AT_MOST or not any(c.isdigit() for c in text):
        return None
    while words and _is_state(words[-1]):
        words.pop()
    bare = _DOT.sub(" ", " ".join(words).strip(_TRIMMED))
    found = find_time(bare)
    return bare if found.clock and found.day and is_time(bare) else None


def _is_state(word: str) -> bool:
    """Tell whether a word behind a time says what became of the message, or is a tick."""
    low = word.strip("().,·").lower()
    if low in STATE or not low:
        return True
    return len(low) < 3 and low not in ("am", "pm") and not any(c.isdigit() for c in low)  # noqa: PLR2004


def dated_stamps(
    lines: Sequence[Between], boxes: Sequence[Box], em: float, frame: Frame
) -> list[Between]:
    """Return the lines that are times with their day and stand flush at a bubble.

    One in the middle of the page is the date of what follows, and so is a single one that has no
    bubble just above it.
    """
    width = frame.right - frame.left
    middle = frame.left + width / 2
    found = [
        line
        for line in lines
        if only_clock(line.text) is None
        and shown_time(line.text)
        and abs(line.box.left + line.box.width / 2 - middle) >= _CENTRED * width
        and any(_gap(line.box, box, em) is not None for box in boxes)
    ]
    under = [(_gap(line.box, box, em) or 0.0) > 0 for line in found for box in boxes]
    return found if len(found) > 1 or any(under) else []


def _gap(line: Box, box: Box, em: float) -> float | None:
    """Return how far a line stands under a bubble, below 0 over it; None for one not flush."""
    off = min(abs(line.left - box.left), abs(line.left + line.width - box.left - box.width))
    if off > _FLUSH * em:
        return None
    under = line.top - box.top - box.height
    over = box.top - line.top - line.height
    if -0.4 * em <= under <= _GAP * em:  # noqa: PLR2004
        return max(1.0, under)
    return -max(1.0, over) if -0.4 * em <= over <= _GAP * em else None  # noqa: PLR2004
