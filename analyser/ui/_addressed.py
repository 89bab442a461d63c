"""What the program says of "the user", said to the person who reads the pages."""

import re

from analyser.signals import signals

_QUOTED = re.compile(r"(«[^»]*»|“[^”]*”)")
_YOU = (
    ("The user's", "Your"),
    ("the user's", "your"),
    ("The user", "You"),
    ("the user", "you"),
)


def to_you(told: str) -> str:
    """Return a sentence made for reports as one to the person who reads it on the page.

    Reports speak of "the user", because others read them. What is quoted stays as it is.
    """
    parts = _QUOTED.split(told)
    for place in range(0, len(parts), 2):
        for third, second in _YOU:
            parts[place] = parts[place].replace(third, second)
    return "".join(parts)


def label_of(signal: str) -> str:
    """Return what a page calls a kind of words."""
    return to_you(signals()[signal].plain_label)
