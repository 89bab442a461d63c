"""Make lines of what was read outside the bubbles, and of emoji and pictures that stand there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from analyser.records import Box
from analyser.screens._crops import PAD_PX
from analyser.screens._engine import Word
from analyser.screens._faces import is_beside
from analyser.screens._image import Pixels
from analyser.screens._labels import Between, is_label, only_clock
from analyser.screens._lines import UNREAD_GLYPH, lines_of
from analyser.screens._outside import Outside
from analyser.screens._regions import Region
from analyser.time_finder import find_time

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}[:.]\d{2})(?!\d)\s?([ap]\.?m\.?)?", re.IGNORECASE)
_SURE = 0.6
"""Wallpaper read as letters scores lower; a date line scores 0.8 and more."""
_LETTERS, _MARKED = 0.7, 0.6
"""Share of a line that is letters and digits, and of one that ends with a clock: `A.J. 21:03`."""
_NUMBER = 7
"""Digits of a telephone number at least."""
_GAP = 0.85
"""A space is narrower, in heights of the tallest word."""


def without_avatars(outside: Outside, regions: Sequence[Region], unit: int) -> Outside:
    """Drop pictures close beside a bubble: avatars that are no even patch."""
    boxes = [r.box for r in regions if not r.centred]
    emoji = tuple(e for e in outside.emoji if not is_beside(e, boxes, unit))
    pictures = tuple(p for p in outside.pictures if not is_beside(p, boxes, unit))
    return replace(outside, emoji=emoji, pictures=pictures)


def betweens(
    outside: Outside,
    words: Sequence[Sequence[Word]],
    crops: Sequence[Pixels],
    emoji: Mapping[Box, Sequence[Box]],
) -> list[Between]:
    """Return the lines that are words, and emoji and pictures drawn without a bubble.

    Where a line stands over a bubble just as others do, a letter or capitals are a name; of such
    lines `emoji` has the places of the emoji that were taken off.
    """
    labels = {(b.left, b.top) for b in outside.labels}
    found = [
        Between(text=UNREAD_GLYPH, box=box, confidence=1.0, emoji=True) for box in outside.emoji
    ]
    found += [
        Between(text=UNREAD_GLYPH, box=box, confidence=1.0, emoji=True, picture=True)
        for box in outside.pictures
    ]
    found += [Between(text="", box=box, confidence=0.0) for box in outside.shapes]
    for box, each, crop in zip(outside.lines, words, crops, strict=True):
        scale = (crop.shape[1] - 2 * PAD_PX) / max(1, box.width)
        whole = [*each, *(_glyph(e, box, scale, each) for e in emoji.get(box, ()) if each)]
        for place, piece in _pieces(whole, box, scale):
            for line in lines_of(piece)[:1]:
                text = " ".join(line.words)
                placed = (box.left, box.top) in labels
                known = _is_words(text) or (placed and is_label(text, placed=True))
                sure = line.confidence
                if known and sure >= _SURE:
                    found.append(Between(text=text, box=place, confidence=sure, placed=placed))
    return sorted(found, key=lambda b: (b.box.top, b.box.left))


def _glyph(emoji: Box, box: Box, scale: float, words: Sequence[Word]) -> Word:
    """Return the placeholder of an emoji between the words of its line."""
    left = round((emoji.left - box.left) * scale) + PAD_PX
    top = round((emoji.top - box.top) * scale) + PAD_PX
    width, height = round(emoji.width * scale), round(emoji.height * scale)
    return Word(UNREAD_GLYPH, left, top, width, height, words[0].line, 1.0)


def _pieces(words: Sequence[Word], box: Box, scale: float) -> list[tuple[Box, list[Word]]]:
    """Return a line parted where a gap is wider than any between words: a name, a role, a time."""
    if len({word.line for word in words}) != 1:
        return [(box, list(words))]
    tall = max(word.height for word in words if word.text != UNREAD_GLYPH)
    pieces: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.left):
        last = pieces[-1][-1] if pieces else None
        if last is None or word.left - last.left - last.width > _GAP * tall:
            pieces.append([])
        pieces[-1].append(word)
    if len(pieces) == 1:
        return [(box, pieces[0])]
    return [(_place(piece, box, scale), piece) for piece in pieces]


def _place(piece: Sequence[Word], box: Box, scale: float) -> Box:
    left = box.left + round((piece[0].left - PAD_PX) / scale)
    right = box.left + round((piece[-1].left + piece[-1].width - PAD_PX) / scale)
    return replace(box, left=max(0, left), width=max(1, right - left))


def _is_words(text: str) -> bool:
    """Tell whether a line is words or a time, and not a wallpaper's shapes read as letters."""
    solid = [c for c in text if not c.isspace()]
    if only_clock(text):
        return True
    letters = sum(c.isalnum() for c in solid)
    long_ = any(len(word) > 1 and word[1:].islower() for word in text.split())
    if sum(c.isdigit() for c in solid) >= _NUMBER and not any(c.isalpha() for c in solid):
        return True
    clock = _CLOCK.search(text)
    shown = long_ or bool(clock) or find_time(text).day is not None
    least = _MARKED if clock and text[clock.end() :].strip() == "" else _LETTERS
    return letters >= 2 and letters >= least * len(solid) and shown  # noqa: PLR2004
