"""Draw lots from a seed, so that the same picture comes out on every run."""

import random


def lot(seed: str) -> random.Random:
    """Return random numbers that are the same for the same seed."""
    return random.Random(seed)  # noqa: S311  # a drawing lot, no secret
