"""Tell two dots over a letter from one stroke: the English data knows few letters with dots."""

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from analyser.screens._image import Pixels

if TYPE_CHECKING:
    from analyser.screens._engine import Word

_DARK = 128
_VOWELS = "aeiouyAEIOUY"
_DOTS = "\u0308"
_MARK = 0.34
"""Height of a dot over a letter at most, in heights of the word."""
_APART = (0.1, 0.55)
"""Distance of the two dots, in heights of the word."""


def mended(word: "Word", crop: Pixels) -> "Word":
    """Return a word with one accented vowel, that vowel with two dots where two are drawn.

    Nothing else is changed, and nothing in a word in which a vowel has no accent or several have.
    """
    letters = [unicodedata.normalize("NFD", letter) for letter in word.text]
    accented = [n for n, parts in enumerate(letters) if len(parts) == 2 and parts[0] in _VOWELS]  # noqa: PLR2004
    if len(accented) != 1 or letters[accented[0]][1] == _DOTS or not _has_dots(word, crop):
        return word
    place = accented[0]
    dotted = unicodedata.normalize("NFC", letters[place][0] + _DOTS)
    return replace(word, text=word.text[:place] + dotted + word.text[place + 1 :])


def _has_dots(word: "Word", crop: Pixels) -> bool:
    top, left = max(0, word.top - 2), max(0, word.left - 1)
    part = crop[top : word.top + word.height, left : word.left + word.width]
    _, _, stats, middles = cv2.connectedComponentsWithStats((part < _DARK).astype(np.uint8))
    height = word.height
    marks = [
        (float(x), float(y), int(s[4]))
        for s, (x, y) in zip(stats[1:], middles[1:], strict=True)
        if s[4] > 3 and max(s[2], s[3]) < _MARK * height and y < 0.5 * height  # noqa: PLR2004
    ]
    pairs = sum(
        _APART[0] * height < two[0] - one[0] < _APART[1] * height
        and abs(two[1] - one[1]) < 0.08 * height  # noqa: PLR2004
        and max(one[2], two[2]) < 2 * min(one[2], two[2])
        for one in marks
        for two in marks
    )
    return pairs == 1
