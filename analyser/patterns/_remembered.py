"""Counts that need not be made again: those of a person about whom nothing has changed.

A decision changes one message at most, and a group can have hundreds of people. What is remembered
holds names and times; it goes with all else that was read (`scratch.forget_what_was_read`).
"""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from analyser.findings import ContactPattern
from analyser.settings import Settings

_Row = tuple[Any, ...]
_Basis = tuple[Settings, str, tuple[_Row, ...], tuple[_Row, ...]]


class _Patterns:
    """The last pattern of each person, with all that it was counted from."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[_Basis, ContactPattern]] = {}

    def of(self, person: str, basis: _Basis, count: Callable[[], ContactPattern]) -> ContactPattern:
        known = self._known.get(person)
        if known is None or known[0] != basis:
            known = self._known[person] = basis, count()
        return known[1]

    def cache_parameters(self) -> Mapping[str, object]:
        """Return what says that this is to be emptied, in the way of `functools.lru_cache`."""
        return {"maxsize": len(self._known)}

    def cache_clear(self) -> None:
        """Forget everything."""
        self._known.clear()


patterns = _Patterns()


class Bases:
    """What the counts of each person hang on, where nothing was asked of them or typed about them.

    These are the person's own rows, and the user's in their chats with nobody else.
    """

    def __init__(self, frame: pd.DataFrame, settings: Settings, timezone: str) -> None:
        self._rows = list(frame.itertuples(index=False, name=None))
        self._settings, self._timezone = settings, timezone
        theirs = ~frame["mine"]
        self._theirs = _places(frame["person"].where(theirs))
        direct = frame["known"] & ~frame["group"]
        self._direct = set(direct.to_numpy().nonzero()[0])
        self._mine = _places(frame["source"].where(direct & ~theirs))
        self._chats = frame["source"].tolist()

    def of(self, person: str) -> _Basis:
        """Return what the counts of `person` are made from."""
        theirs = self._theirs.get(person, [])
        talk = [place for place in theirs if place in self._direct]
        answers = (self._mine.get(chat, ()) for chat in {self._chats[place] for place in talk})
        talk += [place for places in answers for place in places]
        talk.sort()
        return self._settings, self._timezone, self._at(theirs), self._at(talk)

    def _at(self, places: list[int]) -> tuple[_Row, ...]:
        return tuple(self._rows[place] for place in places)


def _places(values: pd.Series) -> dict[str, list[int]]:
    """Return at which places each value stands."""
    found: dict[str, list[int]] = {}
    for place, value in enumerate(values):
        if isinstance(value, str):
            found.setdefault(value, []).append(place)
    return found
