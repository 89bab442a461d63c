"""The signals by name: the group each belongs to and the plain label that a person reads.

One vocabulary for every room; it says what a signal is called, never what one means in law.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from analyser.tables import load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One row of `signals.toml`.

    Attributes:
        signal: Name that programs see; it never changes.
        group: The coarser label it belongs to.
        plain_label: What a person reads.
        found_in: Where it can come from: `text`, `user`, `pattern`.
        note: What the signal takes in or leaves out, for those who write rules; else empty.
    """

    signal: str
    group: str
    plain_label: str
    found_in: tuple[Literal["text", "user", "pattern"], ...]
    note: str = ""


@cache
def signals() -> Mapping[str, Signal]:
    """Return every signal by its name, in the order of the table.

    Raises:
        BadTable: The table is wrong; our bug.
    """
    rows = load_rows(files("analyser") / "signals.toml", Signal)
    return MappingProxyType({row.signal: row for row in rows})


def is_threat(signal: str) -> bool:
    """Tell whether a signal is a threat by its label, of whatever group; a demand with one is."""
    return signal.startswith("threat_") or signal in {"menacing", "demand_money_or_images"}
