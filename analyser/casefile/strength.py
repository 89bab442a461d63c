"""How soon a passphrase would be guessed by somebody who has the file, as a hint."""

from collections.abc import Iterable
from enum import StrEnum

from zxcvbn import zxcvbn

_LONGEST = 72
"""zxcvbn looks at no more."""
# In powers of ten of guesses. At two guesses a second for each processor core, 10^8 is a working
# year of one computer; 10^11 is a year of a thousand.
_FAIR, _STRONG = 8, 11


SHORTEST = 8
"""Characters of a passphrase that a new file is made with. Somebody who has the file tries all that
are shorter, whatever they stand for; three words at random are longer by themselves."""


class Hint(StrEnum):
    """What to say about a passphrase."""

    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


def hint(passphrase: str, known: Iterable[str] = ()) -> Hint:
    """Return how it stands.

    Args:
        passphrase: As typed.
        known: Words that the other person would try first, such as names in the case.
    """
    if not passphrase:
        return Hint.WEAK
    guesses = zxcvbn(passphrase[:_LONGEST], user_inputs=list(known))["guesses_log10"]
    if guesses < _FAIR:
        return Hint.WEAK
    return Hint.FAIR if guesses < _STRONG else Hint.STRONG
