"""The visits to the app since the program was started, each by the id of its browser window.

A visit ends when its window goes, whatever the page is busy with: what it holds is let go of then.
"""

from collections.abc import Mapping
from typing import Protocol
from weakref import WeakValueDictionary


class Visit(Protocol):
    """What one window holds."""

    def end(self) -> None:
        """Let go of it at once; a second time does nothing."""

    def pause(self) -> None:
        """Close its case file at once, unless something would be lost by it."""


_begun: WeakValueDictionary[str, Visit] = WeakValueDictionary()


def begin(window: str, visit: Visit) -> None:
    """Note that `window` holds `visit` from now on."""
    _begun[window] = visit


def begun() -> Mapping[str, Visit]:
    """Return the visits that are not forgotten yet, by window."""
    return dict(_begun)


def end(window: str) -> None:
    """End the visit of `window`, if there is one."""
    if (visit := _begun.pop(window, None)) is not None:
        visit.end()


def close(window: str) -> None:
    """Close the case file of `window`, as nobody uses it; the window itself stays."""
    if (visit := _begun.get(window)) is not None:
        visit.pause()
