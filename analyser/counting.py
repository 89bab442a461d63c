"""Which flags patterns and pointers may rest on, as they stand now."""

from analyser.findings import COUNTED_READINGS, MODEL_RULE, Flag, Status, Strength

_EVEN = 0.5


def counts(flag: Flag) -> bool:
    """Tell whether patterns and pointers may rest on a flag as it stands."""
    kept = flag.status is not Status.DISMISSED and not is_unsure(flag)
    return kept and flag.reading in COUNTED_READINGS


def is_unsure(flag: Flag) -> bool:
    """Tell whether nothing may be counted from a flag until a person keeps it."""
    if flag.status is not Status.SUGGESTED:
        return False
    bare = flag.rule.startswith(MODEL_RULE) and flag.strength is Strength.NEEDS_CONTEXT
    return bare or flag.score < _EVEN
