"""Compare words: edit distances, spaces made even, emoji as one mark."""

import re
import unicodedata
from difflib import SequenceMatcher

from screens_set.bubbles import EMOJI

MARK = "\ufffc"
_SAME = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)
_OTHER_MARKS = re.compile("[\ufe0e\ufe0f\u200d\u200e\u200f\u202f\U0001f3fb-\U0001f3ff]")


def marked(text: str) -> str:
    """Return `text` with single spaces, straight quotes, and each emoji as one mark."""
    text = EMOJI.sub(f" {MARK} ", unicodedata.normalize("NFC", text).translate(_SAME))
    return " ".join(_OTHER_MARKS.sub("", text).split())


def bare(text: str) -> str:
    """Return `text` as compared: as `marked`, without emoji."""
    return " ".join(marked(text).replace(MARK, " ").split())


def distance(one: str, two: str) -> int:
    """Return the least number of edits that turn `one` into `two` (bit-parallel, Myers 1999)."""
    return _edits(one, two, anywhere=False)


def distance_within(words: str, page: str) -> int:
    """Return the least number of edits that turn `words` into some stretch of `page`."""
    return _edits(words, page, anywhere=True)


def _edits(one: str, two: str, *, anywhere: bool) -> int:
    if not one:
        return 0 if anywhere else len(two)
    top, full = 1 << (len(one) - 1), (1 << len(one)) - 1
    places: dict[str, int] = {}
    for number, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << number
    plus, minus, edits = full, 0, len(one)
    best = edits
    for letter in two:
        match = places.get(letter, 0)
        right = (((match & plus) + plus) ^ plus) | match | minus
        up, down = minus | (full & ~(right | plus)), plus & right
        edits += bool(up & top) - bool(down & top)
        best = min(best, edits)
        # A stretch may begin anywhere in the page without cost, a whole text may not.
        up, down = (up << 1 | (not anywhere)) & full, (down << 1) & full
        diagonal = match | minus
        plus, minus = down | (full & ~(diagonal | up)), up & diagonal
    return best if anywhere else edits


def likeness(one: str, two: str) -> float:
    """Return how alike two compared texts are, 0.0 to 1.0."""
    longest = max(len(one), len(two))
    return 1 - distance(one, two) / longest if longest else 1.0


def invented(truth: str, read: str) -> int:
    """Return how many letters and digits `read` has in the place of an emoji of `truth`."""
    wanted, found = marked(truth), marked(read)
    count = 0
    match = SequenceMatcher(None, wanted, found, autojunk=False)
    for how, left, right, low, high in match.get_opcodes():
        near = wanted[max(0, left - 2) : right + 2]
        if how in ("replace", "insert") and MARK in near:
            more = sum(c.isalnum() for c in found[low:high])
            count += max(0, more - sum(c.isalnum() for c in wanted[left:right]))
    return count
