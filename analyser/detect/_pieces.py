"""Cut a text into the word pieces of the classifier's vocabulary, each with its place.

The method is WordPiece as in BERT (Devlin et al. 2019): lower case without accents, parted at
spaces and punctuation, then the longest known piece first. It is written here because the
library for it brings a downloader along, which has no place in a program that stays local.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_LONGEST_WORD = 100
"""A longer word is one unknown piece, as in the original."""
_REMEMBERED = 1 << 16
"""Words whose pieces are kept."""
_ASCII_WORD = re.compile(r"[^\x00-\x20\x7f!-/:-@\[-`{-~]+|[!-/:-@\[-`{-~]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNKNOWN, _FIRST, _LAST = "[UNK]", "[CLS]", "[SEP]"
_ASCII_SIGNS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The ids of a text, first and last mark included, and the half-open place of each."""

    ids: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    def first(self, most: int) -> "Pieces":
        """Return the first `most` pieces, the last mark in place of the last of them."""
        if len(self.ids) <= most:
            return self
        ids = (*self.ids[: most - 1], self.ids[-1])
        return Pieces(ids, (*self.places[: most - 1], self.places[-1]))


class Vocabulary:
    """The known pieces; a piece that goes on with a word begins with `##`."""

    def __init__(self, pieces: Mapping[str, int]) -> None:
        self._ids = dict(pieces)
        self._cut: dict[str, Sequence[tuple[int, int, int]]] = {}
        self.words = frozenset(piece for piece in pieces if not piece.startswith("##"))

    def cut(self, text: str) -> Pieces:
        """Return the pieces of `text`; the marks at both ends have empty places."""
        ids, places = [self._ids[_FIRST]], [(0, 0)]
        if text.isascii() and not _CONTROL.search(text):
            for match in _ASCII_WORD.finditer(text):
                at = match.start()
                for piece, start, end in self._pieces_of(match[0].lower()):
                    ids.append(piece)
                    places.append((at + start, at + end))
        else:
            for word, where in _words(text):
                for piece, start, end in self._pieces_of(word):
                    ids.append(piece)
                    places.append((where[start][0], where[end - 1][1]))
        ids.append(self._ids[_LAST])
        places.append((len(text), len(text)))
        return Pieces(tuple(ids), tuple(places))

    def _pieces_of(self, word: str) -> Sequence[tuple[int, int, int]]:
        """Return id, start and end of each piece of a word; most words come again."""
        known = self._cut.get(word)
        if known is None:
            known = [(self._ids[piece], at, to) for piece, at, to in self._longest_first(word)]
            if len(self._cut) < _REMEMBERED:
                self._cut[word] = known
        return known

    def _longest_first(self, word: str) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        start = 0
        while start < len(word):
            if len(word) > _LONGEST_WORD:
                break
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                if piece in self._ids:
                    found.append((piece, start, end))
                    start = end
                    break
            else:
                break
        return found if start == len(word) else [(_UNKNOWN, 0, len(word))]


def _words(text: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield each word or sign in plain letters, with the place of each of its letters."""
    word: list[str] = []
    places: list[tuple[int, int]] = []
    for place, sign in enumerate(text):
        kind = unicodedata.category(sign)
        if sign.isspace() or sign in "\0\ufffd" or (kind[0] == "C" and sign not in "\t\n\r"):
            if word and sign.isspace():
                yield "".join(word), places
                word, places = [], []
        elif sign in _ASCII_SIGNS or kind[0] == "P" or _is_han(sign):
            if word:
                yield "".join(word), places
                word, places = [], []
            yield sign, [(place, place + 1)]
        else:
            for letter in unicodedata.normalize("NFD", sign.lower()):
                if unicodedata.category(letter) != "Mn":
                    word.append(letter)
                    places.append((place, place + 1))
    if word:
        yield "".join(word), places


def _is_han(sign: str) -> bool:
    """Tell whether a sign is a Chinese character, which is a word of its own (BERT's ranges)."""
    return "\u3400" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or sign >= "\U00020000"
