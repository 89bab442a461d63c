"""Put the words of a crop into lines, and lines into the text that was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from analyser.records import Box
from analyser.screens._engine import Word

UNREAD_GLYPH = "\ufffc"
_BAR = {"|": "I"}
"""A bar by itself is the engine's reading of a capital I in faces without serifs."""
_SURE = 0.25
"""Words below this are specks, not letters."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words and emoji in order, with its box in pixels of the crop.

    Attributes:
        spans: Left and right of each word; empty where they were not kept.
    """

    words: tuple[str, ...]
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    spans: tuple[tuple[int, int], ...] = ()


def letters_of(words: Sequence[Word]) -> list[Word]:
    """Return the words without specks."""
    return [w for w in words if w.confidence >= _SURE or any(c.isalnum() for c in w.text)]


def as_shown(word: Word) -> str:
    """Return a word as it was written."""
    return _BAR.get(word.text, word.text)


def lines_of(words: Sequence[Word], emoji: Sequence[Box] = ()) -> list[Line]:
    """Return the lines from top to bottom; emoji take their place as U+FFFC."""
    real = letters_of(words)
    groups = [list(group) for _, group in groupby(real, key=lambda w: w.line)]
    left_over = list(emoji)
    lines = []
    for group in groups:
        top = min(w.top for w in group)
        bottom = max(w.top + w.height for w in group)
        mine = [e for e in left_over if top - 4 <= e.top + e.height / 2 <= bottom + 4]
        left_over = [e for e in left_over if e not in mine]
        pieces = [(w.left, w.left + w.width, as_shown(w)) for w in group]
        pieces += [(e.left, e.left + e.width, UNREAD_GLYPH) for e in mine]
        lines.append(_line(sorted(pieces), top, bottom, group))
    for e in left_over:
        glyph = [(e.left, e.left + e.width, UNREAD_GLYPH)]
        lines.append(_line(glyph, e.top, e.top + e.height, []))
    return sorted(lines, key=lambda line: line.top)


def _line(
    pieces: Sequence[tuple[int, int, str]], top: int, bottom: int, words: Sequence[Word]
) -> Line:
    sure = sum(w.confidence for w in words) / len(words) if words else 1.0
    return Line(
        words=tuple(text for _, _, text in pieces),
        left=pieces[0][0],
        top=top,
        right=max(right for _, right, _ in pieces),
        bottom=bottom,
        confidence=sure,
        spans=tuple((left, right) for left, right, _ in pieces),
    )


def text_of(lines: Sequence[Line], *, right: int | None = None) -> str:
    r"""Return the text as it was written: wrapped lines joined by a space, broken ones by \n.

    A line was broken by its writer where the next line's first word would still have fitted
    before `right`, which is that of the longest line where it is not given.
    """
    if not lines:
        return ""
    right = right or max(line.right for line in lines)
    text = " ".join(lines[0].words)
    for before, after in zip(lines, lines[1:], strict=False):
        per_char = (after.right - after.left) / max(1, len(" ".join(after.words)))
        needed = per_char * (len(after.words[0]) + 2.5)
        text += "\n" if before.right + needed < right else " "
        text += " ".join(after.words)
    return text


def confidence_of(lines: Sequence[Line]) -> float:
    """Return the mean confidence of the lines, 0.0 to 1.0, to three places."""
    return round(sum(line.confidence for line in lines) / len(lines), 3) if lines else 0.0
