"""Put the marks over letters that are drawn but were not read: the English data knows few of them.

The marks are measured, not guessed: only the vowel under a mark gets it, and none where two
letters may be meant. No dictionary is asked.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analyser.screens._components import components
from analyser.screens._image import Pixels

if TYPE_CHECKING:
    from analyser.screens._engine import Word

_DARK = 128
_VOWELS = frozenset("aeiouyAEIOUY")
_ACUTE, _GRAVE, _HAT, _DOTS = "\u0301", "\u0300", "\u0302", "\u0308"
_MARKS = frozenset((_ACUTE, _GRAVE, _HAT, _DOTS))
_READ_FOR_O = frozenset("06")
"""What an O with a mark over it is read for, where it stands alone; no digit has a mark."""
_ADDRESS = frozenset("@_/\\")
"""Signs of addresses and user names, which have no such letters."""
_LOW = 0.34
"""Height of a mark at most, in heights of the word."""
_ABOVE = 0.25
"""How far above the word as read its marks may begin, and stand off, in its heights."""
_LEAST_HEIGHT, _LEAST_AREA = 12, 4
"""Lower words, and smaller specks, in pixels, show no marks."""
_LONG = 1.7
"""How many times longer than thick a stroke is; a dot is as long as thick."""
_SLANT = (0.36, 4.0)
"""Least and greatest rise of a slanting stroke for each pixel across."""
_STEM = 0.55
"""An i is narrower than this, in its heights; a u with two dots is read as one."""
_WIDTHS = {**dict.fromkeys("iljtfrI.,'1|!:;()-", 0.55), **dict.fromkeys("mwMW", 1.5)}
"""Widths of letters that are not about as wide as most."""
_NEAR, _CLEAR = 0.55, 1.2
"""How near a mark stands to its letter, and how far from any other vowel, in letters."""


@dataclass(frozen=True, slots=True)
class _Blob:
    left: int
    top: int
    right: int
    bottom: int
    ink: NDArray[np.bool_]

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def mended(word: "Word", crop: Pixels) -> "Word":
    """Return a word with the marks over its vowels that the picture shows."""
    if word.text in _READ_FOR_O:
        as_letter = replace(word, text="O")
        with_mark = mended(as_letter, crop)
        return word if with_mark == as_letter else with_mark
    bare = _bare(word.text)
    if word.height < _LEAST_HEIGHT or _ADDRESS & set(bare) or not _VOWELS & set(bare):
        return word
    bodies, marks = _parted(word, crop)
    found = [_mark(each) for each in _over(bodies, marks)]
    if not any(found):
        return word
    read = [unicodedata.normalize("NFD", c) for c in unicodedata.normalize("NFC", word.text)]
    letters = _each(read, bodies, found) or _by_place(read, bodies, found)
    return replace(word, text=unicodedata.normalize("NFC", "".join(letters)))


def _bare(text: str) -> str:
    """Return the letters of a word without the marks over them."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if c not in _MARKS)


def _each(
    read: list[str], bodies: Sequence[_Blob], marks: Sequence[str | None]
) -> list[str] | None:
    """Return the letters with their marks; None where bodies and letters do not agree."""
    if len(read) > len(bodies):
        read = _without_doubled(read, marks, len(read) - len(bodies))
    if len(read) != len(bodies):
        return None
    every = zip(read, bodies, marks, strict=True)
    return [_with(letter, body, mark) for letter, body, mark in every]


def _with(letter: str, body: _Blob, mark: str | None) -> str:
    """Return a letter with the mark over its body, if it is a vowel."""
    base = letter[0]
    if base not in _VOWELS or mark is None:
        return letter
    wide = body.right - body.left > _STEM * (body.bottom - body.top)
    return ("u" if base == "i" and wide and mark == _DOTS else base) + mark


def _by_place(read: list[str], bodies: Sequence[_Blob], marks: Sequence[str | None]) -> list[str]:
    """Return the letters, those marked that alone stand where a mark is: some letters touch."""
    begin, end = bodies[0].left, max(body.right for body in bodies)
    for body, mark in zip(bodies, marks, strict=True):
        if mark is None:
            continue
        text = "".join(letter[0] for letter in read)
        at = text.find("ii") if mark == _DOTS else -1
        if at >= 0 and text.count("ii") == 1 and body.right - body.left > _STEM * _high(body):
            read = [*read[:at], "u" + mark, *read[at + 2 :]]
            continue
        sizes = [_WIDTHS.get(c, 1.2 if c.isupper() else 1.0) for c in text]
        place = (body.middle - begin) / max(1, end - begin) * sum(sizes)
        away = sorted(
            (abs(sum(sizes[:n]) + sizes[n] / 2 - place), n)
            for n, c in enumerate(text)
            if c in _VOWELS
        )
        clear = len(away) < 2 or away[1][0] > _CLEAR  # noqa: PLR2004
        if away and away[0][0] < _NEAR and clear:
            number = away[0][1]
            read = [*read[:number], _with(read[number], body, mark), *read[number + 1 :]]
    return read


def _high(body: _Blob) -> int:
    return body.bottom - body.top


def _without_doubled(read: list[str], marks: Sequence[str | None], more: int) -> list[str]:
    """Return the letters with `ii` as one u where two dots stand over one body."""
    kept: list[str] = []
    for letter in read:
        place = len(kept) - 1
        dotted = 0 <= place < len(marks) and marks[place] == _DOTS
        if more and letter == "i" and kept and kept[-1] == "i" and dotted:
            kept[-1] = "u"
            more -= 1
        else:
            kept.append(letter)
    return kept


def _parted(word: "Word", crop: Pixels) -> tuple[list[_Blob], list[_Blob]]:
    """Return the bodies of the letters from left to right, and the small marks above."""
    top = max(0, word.top - round(_ABOVE * word.height))
    left = max(0, word.left - word.height // 2)  # its outer letters may reach over its box
    right = word.left + word.width + word.height // 2
    part = crop[top : word.top + word.height + 1, left:right]
    labels, stats = components((part < _DARK).astype(np.uint8))
    bodies: list[_Blob] = []
    marks: list[_Blob] = []
    for number, (x, y, wide, high, area) in enumerate(stats[1:], start=1):
        if area < _LEAST_AREA or not -1 <= left + x + wide / 2 - word.left <= word.width + 1:
            continue
        own = labels[y : y + high, x : x + wide] == number
        blob = _Blob(int(x), int(y), int(x + wide), int(y + high), own)
        small = high < _LOW * word.height and blob.bottom < word.top - top + 0.5 * word.height  # noqa: PLR2004
        (marks if small else bodies).append(blob)
    return sorted(bodies, key=lambda b: b.middle), [m for m in marks if m.top > 0]


def _over(bodies: Sequence[_Blob], marks: Sequence[_Blob]) -> list[list[_Blob]]:
    """Return the marks that stand over each body, from left to right; each over one."""
    over: list[list[_Blob]] = [[] for _ in bodies]
    for mark in sorted(marks, key=lambda m: m.left):
        near = [
            (abs(body.middle - mark.middle), number)
            for number, body in enumerate(bodies)
            if -_ABOVE * _high(body) - 2 <= mark.bottom - body.top <= 2  # noqa: PLR2004
            and body.left - 0.15 * _high(body) <= mark.middle <= body.right + 0.15 * _high(body)
        ]
        if near:
            over[min(near)[1]].append(mark)
    return over


def _mark(marks: Sequence[_Blob]) -> str | None:
    """Return what the marks over one letter are; None for a dot, or what is not sure."""
    sizes = [int(m.ink.sum()) for m in marks]
    if len(marks) == 2:  # noqa: PLR2004
        level = abs(marks[0].top - marks[1].top) <= 2  # noqa: PLR2004
        dots = all(0.55 < (m.right - m.left) / _high(m) < 1.8 for m in marks)  # noqa: PLR2004
        return _DOTS if level and dots and max(sizes) < 2 * min(sizes) else None
    return _stroke(marks[0]) if len(marks) == 1 else None


def _stroke(mark: _Blob) -> str | None:
    rows, columns = np.nonzero(mark.ink)
    if len(rows) < 2 * _LEAST_AREA:
        return None
    spread = np.cov(np.stack([columns, -rows]).astype(np.float64))
    values, vectors = np.linalg.eigh(spread)
    if values[1] >= _LONG**2 * max(values[0], 0.05):
        across, up = vectors[:, 1]
        rise = up / across if across else 99.0
        if _SLANT[0] < abs(rise) < _SLANT[1]:
            return _ACUTE if rise > 0 else _GRAVE
    return _HAT if _is_hat(mark.ink) else None


def _is_hat(ink: NDArray[np.bool_]) -> bool:
    """Tell whether a mark is pointed above and open below, the same to both sides."""
    height, width = ink.shape
    if width < 1.2 * height or height < 3:  # noqa: PLR2004
        return False
    third = max(1, width // 3)
    low = ink[-max(1, height // 3) :]
    high = ink[: max(1, height // 3)]
    ends = min(low[:, :third].mean(), low[:, -third:].mean())
    point = high[:, third:-third].mean()
    corners = max(high[:, : third // 2 + 1].mean(), high[:, -(third // 2 + 1) :].mean())
    middle = low[:, third:-third].mean() if width > 2 * third else 1.0
    return bool(ends > 0.4 and point > 0.5 and middle < 0.35 and corners < 0.2)  # noqa: PLR2004
