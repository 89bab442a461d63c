"""How long what is under way still takes, from the pace at which it went so far."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_QUICK_S = 0.3
"""A step that took no longer was done before, and says nothing about the others."""


@dataclass(slots=True)
class Pace:
    """When the steps of one piece of work were done.

    What was done in an earlier run is there at once and comes first: it is not counted, or the time
    said to be left would begin near nothing and go up.

    Attributes:
        clock: Seconds of a clock that never goes back.
    """

    clock: Callable[[], float] = time.monotonic
    _total: int = 0
    _done: int = 0
    _last: float = 0
    _begun: tuple[int, float] = (0, 0)
    _working: bool = field(default=False)

    def step(self, done: int, total: int) -> None:
        """Note that so many of all steps are done now."""
        now = self.clock()
        if not self._total or done < self._done:
            self._begun, self._working = (done, now), False
        elif not self._working and now - self._last < _QUICK_S * max(1, done - self._done):
            self._begun = (done, now)
        else:
            self._working = True
        self._done, self._total, self._last = done, total, now

    def left(self) -> float | None:
        """Return about how many seconds it still takes; None where that cannot be told."""
        done = self._done - self._begun[0]
        if not self._working or done <= 0:
            return None
        each = (self._last - self._begun[1]) / done
        at_hand = max(each - (self.clock() - self._last), 0)
        left = at_hand + each * (self._total - self._done - 1)
        return left if left >= 1 else None
