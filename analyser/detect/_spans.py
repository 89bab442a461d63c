"""Stretches of a text, and whether another one meets any of them, in time that hardly grows."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Half-open stretches; looking one up takes the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [*accumulate((end for _, end in ordered), max)]

    def meet(self, start: int, end: int) -> bool:
        """Tell whether one of them and `start` to `end` have a character in common."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start
