"""Copies of screenshots with hidden words painted over; what cannot be found is left out whole.

A copy has new pixels only: no metadata, no place where it was taken, no earlier version.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from typing import Protocol

from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

from analyser.hidden import Term
from analyser.lookalikes import squashed
from analyser.picture_files import open_picture
from analyser.records import Box, Message
from analyser.redact._terms import Finder, alone

_PAD_PX = 4
_CLOSE = 0.78
"""Of 1: two readings of one word of a screenshot are this alike; misread letters are the rest."""
_CLOSE_FROM = 5
_BLACK = (0, 0, 0)


class Word(Protocol):
    """One word that was read, with its box in pixels of the picture and the line it stands in."""

    @property
    def text(self) -> str:
        """Its letters."""

    @property
    def box(self) -> Box:
        """Where it stands."""

    @property
    def line(self) -> tuple[int, ...]:
        """Which line of which reading."""


Words = Callable[[bytes, Sequence[Box]], Sequence[Word]]
"""Reads the words of a picture, the parts in the boxes once more by themselves."""


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture to show, or None and why it is left out; and what was painted over in it."""

    data: bytes | None
    places: int = 0
    why: str = ""
    terms: frozenset[Term] = frozenset()


def painted(
    data: bytes, messages: Sequence[tuple[Message, Box]], finder: Finder, read: Words
) -> Painted:
    """Return a copy with the terms painted over, as black boxes.

    Args:
        data: The picture.
        messages: The messages seen in it as they were read, before anything was hidden.
        finder: What to hide.
        read: What reads the words.
    """
    try:
        with open_picture(data) as image:
            copy = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return Painted(None, why="it could not be opened")
    areas = [box for _, box in messages]
    words = read(data, areas)
    boxes = [*_word_boxes(words, finder)]
    for message, area in messages:
        said = finder.find(message.text) or finder.find(message.quoted or "")
        if said and not any(_meet(each, area) for each in boxes):
            boxes.append(area)
    outside = [each for each in boxes if not any(_meet(each, area) for area in areas)]
    named = any(finder.find(f"{m.sender or ''}\n{m.chat or ''}") for m, _ in messages)
    if named and not outside:
        return Painted(None, why="a name that is hidden could not be found in it to paint over")
    draw = ImageDraw.Draw(copy)
    for each in boxes:
        right, low = each.left + each.width + _PAD_PX, each.top + each.height + _PAD_PX
        draw.rectangle((each.left - _PAD_PX, each.top - _PAD_PX, right, low), fill=_BLACK)
    # Through the bare pixels: whatever the file had besides them stays behind.
    bare = Image.frombytes("RGB", copy.size, copy.tobytes())
    made = BytesIO()
    bare.save(made, "PNG")
    terms = (
        hit.terms
        for reading in _readings(words)
        for hit in finder.find(" ".join(word.text for word in reading))
    )
    return Painted(made.getvalue(), places=len(boxes), terms=frozenset().union(*terms))


def left_out(why: str) -> Painted:
    """Return that a picture is not shown."""
    return Painted(None, why=why)


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
    )


def _word_boxes(words: Sequence[Word], finder: Finder) -> Iterator[Box]:
    """Yield the boxes of words that are, or are part of, something to hide."""
    for reading in _readings(words):
        for index in sorted({*_exact(reading, finder), *_alike(reading, finder)}):
            yield reading[index].box


def _readings(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Yield the words of each reading of the picture by themselves, in reading order."""
    found: dict[int, list[Word]] = {}
    for word in words:
        found.setdefault(word.line[0], []).append(word)
    yield from found.values()


def _exact(words: Sequence[Word], finder: Finder) -> Iterator[int]:
    text, at = [], 0
    starts = []
    for word in words:
        starts.append(at)
        text.append(word.text)
        at += len(word.text) + 1
    for hit in finder.find(" ".join(text)):
        for index, word in enumerate(words):
            if hit.start < starts[index] + len(word.text) and starts[index] < hit.end:
                yield index


def _alike(words: Sequence[Word], finder: Finder) -> Iterator[int]:
    """Yield words that were read nearly as a term is written: l for I, rn for m, a letter lost."""
    shown = [squashed(word.text) for word in words]
    for wanted, count in _wanted(finder):
        for size in {max(1, count - 1), count, count + 1}:
            for first in range(len(words) - size + 1):
                if _likeness(shown[first : first + size], wanted) >= _CLOSE:
                    yield from _needed(shown, range(first, first + size), wanted)


def _needed(shown: Sequence[str], at: range, wanted: str) -> range:
    """Return which of the words `at` make the term: none at an end that only stands beside it."""
    seen = _likeness([shown[each] for each in at], wanted)
    for fewer in (at[1:], at[:-1]):
        if _likeness([shown[each] for each in fewer], wanted) > seen:
            return _needed(shown, fewer, wanted)
    return at


def _likeness(words: Sequence[str], wanted: str) -> float:
    """Return how alike, of 1; 0 where the lengths alone say that they are not."""
    seen = "".join(words)
    if abs(len(seen) - len(wanted)) * 4 > len(wanted):
        return 0
    return SequenceMatcher(None, seen, wanted, autojunk=False).ratio()


def _wanted(finder: Finder) -> Iterable[tuple[str, int]]:
    for term in finder.terms:
        lines = term.text.replace("\n", ",").split(",")
        for part in dict.fromkeys([term.text, *lines, *alone(term)]):
            letters = squashed(part)
            if len(letters) >= _CLOSE_FROM:
                yield letters, len(part.split())
