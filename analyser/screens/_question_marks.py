"""Put right question marks in a row that were read as digits: `22?` where each has its dot."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyser.screens._image import Pixels

if TYPE_CHECKING:
    from analyser.screens._engine import Word

_READ = re.compile(r"(?=\?*[27])[27?]+\?")
_DARK = 128
_DOT = 0.35
"""Height of the dot at most, in heights of the mark."""


def asked(word: "Word", crop: Pixels) -> "Word":
    """Return a word of digits and a question mark as the marks that the picture shows."""
    if not _READ.fullmatch(word.text):
        return word
    here = np.s_[word.top : word.top + word.height, word.left : word.left + word.width]
    letters = np.asarray(crop[here] < _DARK)
    marks = _stretches(np.asarray(letters.any(axis=0)))
    if len(marks) != len(word.text) or not all(_has_dot(letters[:, a:b]) for a, b in marks):
        return word
    return replace(word, text="?" * len(marks))


def _has_dot(letter: NDArray[np.bool_]) -> bool:
    """Tell whether a letter is of two parts, the lower of which is but a dot."""
    parts = _stretches(np.asarray(letter.any(axis=1)))
    return len(parts) == 2 and parts[1][1] - parts[1][0] < _DOT * (parts[1][1] - parts[0][0])  # noqa: PLR2004


def _stretches(marks: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], marks.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
