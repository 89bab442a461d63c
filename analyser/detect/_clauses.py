"""Find the clause of a text that speaks for a label, so that what is quoted makes sense.

A quotation cut where the evidence is densest reads like noise ("out the"); a clause can be judged
by whoever reads it, and where no clause stands out the whole message is shown.
"""

import re
from collections.abc import Iterator, Sequence

_ENDS = re.compile(r"(?<![.!?])[.!?]++(?=\s|$)|[\n…]+")
"""Signs that end a sentence; a full stop inside a number or an address does not."""
_PAUSES = re.compile(r"(?<![,;:])[,;:]++(?=\s)|\s[-–—]+\s|[()]")
_TURNS = re.compile(
    r"\s(?=(?:and|but|or|so|cos|coz|cause|because|if|unless|until|till|when|while|then)\s)",
    re.IGNORECASE,
)
"""At these signs, and then before these words, a long stretch is parted."""
_LONG = 12
"""Words; a stretch that is no longer is read at a glance."""
_LEAST = 3
"""Words; fewer seldom say anything by themselves, so the neighbour goes with them."""
_SHARE = 0.6
"""Clauses are named until they carry this share of what speaks for the label."""


def clauses(text: str) -> list[tuple[int, int]]:
    """Return the half-open places of the clauses of `text`, in order, blanks at their ends cut."""
    places = list(_between(_ENDS, text, 0, len(text)))
    for signs in (_PAUSES, _TURNS):
        places = [part for place in places for part in _parted(signs, text, *place)]
    return [place for place in places if any(map(str.isalnum, text[place[0] : place[1]]))]


def telling(
    text: str, places: Sequence[tuple[int, int]], evidence: Sequence[float]
) -> tuple[int, int]:
    """Return the place of the fewest neighbouring clauses that carry most of the evidence.

    Args:
        text: What was read.
        places: Where each piece of it stands, in order.
        evidence: What each piece adds for the label; what speaks against it counts nothing.
    """
    seen = [place for place in clauses(text[: places[-1][1]]) if place[0] >= places[0][0]]
    if not seen:
        return places[0][0], places[-1][1]
    carried = [
        sum(
            max(each, 0.0)
            for (at, _), each in zip(places, evidence, strict=True)
            if start <= at < end
        )
        for start, end in seen
    ]
    first, last = _fewest(carried)
    everything = (0, len(seen) - 1)
    while _words(text, seen[first][0], seen[last][1]) < _LEAST and (first, last) != everything:
        left = carried[first - 1] if first else -1.0
        right = carried[last + 1] if last + 1 < len(seen) else -1.0
        first, last = (first - 1, last) if left >= right else (first, last + 1)
    return seen[first][0], seen[last][1]


def _fewest(carried: Sequence[float]) -> tuple[int, int]:
    """Return first and last of the shortest run that carries the share, the richest of such."""
    wanted = _SHARE * sum(carried)
    runs = (
        (last - first, -sum(carried[first : last + 1]), first, last)
        for first in range(len(carried))
        for last in range(first, len(carried))
        if sum(carried[first : last + 1]) >= wanted
    )
    _, _, first, last = min(runs)
    return first, last


def _parted(signs: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if _words(text, start, end) > _LONG:
        yield from _between(signs, text, start, end)
    else:
        yield start, end


def _between(signs: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the signs, without blanks at their ends; empty ones are left."""
    at = start
    for match in (*signs.finditer(text, start, end), None):
        to = match.start() if match else end
        stretch = text[at:to]
        if stretch.strip():
            yield at + len(stretch) - len(stretch.lstrip()), at + len(stretch.rstrip())
        at = match.end() if match else end


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())
