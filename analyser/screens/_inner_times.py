"""Find the times that stand inside bubbles in a line of words: in the last line, first, or behind.

What one bubble shows is no proof, so a place is taken only where most bubbles of the page have it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from analyser.screens._labels import only_clock
from analyser.screens._lines import Line
from analyser.screens._page import Bubble

_MOST = 0.5
"""Share of the bubbles that show their time in one place where the app puts it there."""
_FEW = 2
_TICKS = frozenset("vVyY/¥√✓")
"""What a tick behind a time is read as."""
_TICKED = 0.7
_TIME = r"(\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\b\.?)?)"
_FIRST = re.compile(rf"^\W?{_TIME}(?=\s|$)", re.IGNORECASE)


def with_inner_times(bubbles: Sequence[Bubble]) -> list[Bubble]:
    """Return the bubbles with the times taken off their last or first lines."""
    worded = [b for b in bubbles if b.lines and not b.region.centred]
    for place in (_off_foot, _off_start):
        found = {id(b): made for b in worded if b.clock is None and (made := place(b))}
        if len(found) >= max(_FEW, _MOST * sum(b.clock is None for b in worded)):
            found = _without_ticks(found) if place is _off_start else found
            return [found.get(id(b), b) for b in bubbles]
    return list(bubbles)


def _off_foot(bubble: Bubble) -> Bubble | None:
    """Return a bubble whose last line is its time, with that taken off."""
    clock = only_clock(" ".join(bubble.lines[-1].words))
    kept = bubble.lines[:-1]
    if clock is None or not (kept or bubble.picture):
        return None
    return replace(bubble, clock=clock, lines=kept)


def _off_start(bubble: Bubble) -> Bubble | None:
    """Return a bubble whose first line begins with its time, with that taken off."""
    first = bubble.lines[0]
    match = _FIRST.match(" ".join(first.words))
    if match is None:
        return None
    rest = tuple(" ".join(first.words)[match.end() :].split())
    kept: tuple[Line, ...] = (replace(first, words=rest),) if rest else ()
    clock = only_clock(match[1])
    return replace(bubble, clock=clock, lines=(*kept, *bubble.lines[1:]))


def _without_ticks(found: dict[int, Bubble]) -> dict[int, Bubble]:
    """Drop the tick, read as a letter, that stands behind the times where most have one."""
    ticked = [b for b in found.values() if b.lines and b.lines[0].words[0] in _TICKS]
    if len(ticked) < max(_FEW, _TICKED * len(found)):
        return found
    return {key: _later(b) if b in ticked else b for key, b in found.items()}


def _later(bubble: Bubble) -> Bubble:
    first = bubble.lines[0]
    rest = (replace(first, words=first.words[1:]),) if len(first.words) > 1 else ()
    return replace(bubble, lines=(*rest, *bubble.lines[1:]))
