"""Tell whether a text is in English, so that nothing is said of words the program cannot read."""

import re
import unicodedata
from functools import cache

from analyser.detect._normal import normal_words
from analyser.model_files import HARM, model_path

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Shorter words are alike in many languages."""
_WORDS_AT_LEAST = 4
"""Different words; fewer are too few to tell a language by: a name, a place, a sound."""
_KNOWN_AT_LEAST = 0.45
"""One in a thousand British messages of the corpus has fewer known words, and nearly every
sentence in another language: a few known words are needed to be read, not many."""


def is_english(text: str) -> bool:
    """Return whether `text` may be read as English; short texts in Latin letters always may."""
    words = {word.casefold() for word in _WORD.findall(text)}
    if not words:
        return True
    if not any(map(_is_latin, text)):
        return False
    if len(words) < _WORDS_AT_LEAST or _known(words) >= _KNOWN_AT_LEAST:
        return True
    # Texting and dialect are spelt out before they are called another language.
    spelt = {word.form for word in normal_words(text) if _WORD.fullmatch(word.form)}
    return _known(spelt) >= _KNOWN_AT_LEAST


def _known(words: set[str]) -> float:
    words = {word for word in words if word.isalpha()}
    english = _english()
    found = sum(word in english or f"{word}g" in english for word in words)  # messin, sittin
    return found / len(words) if words else 1.0


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and unicodedata.name(letter, "").startswith("LATIN")


@cache
def _english() -> frozenset[str]:
    """Return the whole words among the classifier's pieces: what its training texts use."""
    pieces = (model_path(HARM) / "vocab.txt").read_text(encoding="utf-8").split()
    return frozenset(piece for piece in pieces if piece.isalpha())
