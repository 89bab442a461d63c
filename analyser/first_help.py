"""Say which standing words a frightened reader needs before anything else, in pages and report."""

from collections.abc import Iterator

from analyser.counting import is_unsure
from analyser.findings import (
    COUNTED_READINGS,
    Findings,
    Flag,
    FlagReading,
    Status,
    Strength,
)

_CRISIS = frozenset({"encourage_suicide", "encourage_self_harm", "self_harm_as_pressure"})
_LIFE = frozenset({"threat_kill", "threat_violence", "threat_sexual"})
_VEILED = "menacing"


def first_help(findings: Findings) -> Iterator[str]:
    """Yield the names under `standing` that what was found calls for, the most urgent first."""
    kept = [flag for flag in findings.flags if flag.status is not Status.DISMISSED]
    own = [flag for flag in findings.own if flag.status is not Status.DISMISSED]
    if any(flag.signal in _CRISIS for flag in (*kept, *own)):
        yield "crisis"
    if any(flag.group in _LIFE and _may_be_meant(flag) for flag in kept):
        yield "threat"
    if any(flag.signal == "child_sexual_contact" for flag in kept):
        yield "child"


def _may_be_meant(flag: Flag) -> bool:
    """Tell whether words count, or would but for the signs of a joke beside them.

    A plain threat is taken seriously though the program is unsure; veiled words of which it is
    unsure are mostly none, and a warning that is often false is soon read by nobody.
    """
    if flag.signal == _VEILED and is_unsure(flag):
        return False
    joked = flag.reading is FlagReading.JOKING and flag.strength is Strength.EXPLICIT
    return joked or flag.reading in COUNTED_READINGS
