"""Take the names off the first lines of bubbles: without the role or the account behind them."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analyser.records import Side
from analyser.screens._crops import Crop
from analyser.screens._first_lines import alike_firsts, bold_firsts, first_is_name, pale_firsts
from analyser.screens._image import Pixels
from analyser.screens._labels import line_colours, line_strokes, usual_colour
from analyser.screens._lines import UNREAD_GLYPH, Line
from analyser.screens._page import Bubble
from analyser.screens._row_words import apart, without_handle

_OTHER_COLOUR = 40
"""Difference of two words in one channel, of 255, from which they are not of one name."""
_ROLE = 3
"""Words of a role at most; more may be what was said."""


def named(
    bubbles: Sequence[Bubble],
    parts: Sequence[tuple[Pixels, NDArray[np.int16]]],
    crops: Sequence[Crop],
) -> list[Bubble]:
    """Take coloured names off the first lines of received bubbles, and off quoted blocks."""
    colours = [
        line_colours(part, base, bubble.lines, crop.scale)
        for bubble, (part, base), crop in zip(bubbles, parts, crops, strict=True)
    ]
    usual = usual_colour(
        [
            each[-1]
            for bubble, each in zip(bubbles, colours, strict=True)
            if each and each[-1] and bubble.region.side is Side.RECEIVED
        ]
    )
    lines = [b.lines for b in bubbles]
    pale = pale_firsts(lines, colours, usual)
    if not any(pale):
        firsts = [
            line_colours(part, base, _by_first_word(bubble.lines), crop.scale)
            for bubble, (part, base), crop in zip(bubbles, parts, crops, strict=True)
        ]
        pale = alike_firsts(lines, firsts, usual)
    strokes = [
        line_strokes(part, base, bubble.lines, crop.scale)
        for bubble, (part, base), crop in zip(bubbles, parts, crops, strict=True)
    ]
    bold = bold_firsts(lines, strokes)
    done = []
    every = zip(bubbles, parts, crops, colours, pale, bold, strict=True)
    for bubble, (part, base), crop, each, is_pale, is_bold in every:
        received = bubble.region.side is Side.RECEIVED
        shown = is_pale or first_is_name(bubble.lines, each, usual)
        if is_bold or (received and shown):
            name = _clean(_words_of_name(bubble.lines[0], part, base, crop.scale))
            bubble = replace(bubble, name=name, lines=bubble.lines[1:])
        done.append(bubble)
    return done


def _words_of_name(
    line: Line, part: Pixels, base: NDArray[np.int16], scale: float
) -> Sequence[str]:
    """Return the words of a line in the colour of its first: a role has one of its own."""
    words = without_handle(line.words)
    places = [replace(line, left=left, right=right) for left, right in line.spans]
    colours = line_colours(part, base, places, scale)
    inked = [c for word, c in zip(words, colours, strict=False) if _is_inked(word)]
    first = next((c for c in inked if c), None)
    other = [bool(c and first and apart(c, first) > _OTHER_COLOUR) for c in colours]
    # What is left of an emoji may be read as a sign.
    shown = [(w, o) for w, o in zip(words, other, strict=False) if _is_inked(w) or not o]
    end = next((n for n, (word, o) in enumerate(shown) if o and _is_inked(word)), len(shown))
    kept = [word for word, _ in (shown[:end] if len(shown) - end <= _ROLE else shown)]
    return kept or words


def _by_first_word(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, of the first its first word alone: an emoji in a name has other colours."""
    if not lines:
        return []
    places = [
        span for span, word in zip(lines[0].spans, lines[0].words, strict=False) if _is_inked(word)
    ]
    left, right = places[0] if places else (lines[0].left, lines[0].right)
    return [replace(lines[0], left=left, right=right), *lines[1:]]


def _is_inked(word: str) -> bool:
    """Tell a word with letters from an emoji and from a sign of one or two thin strokes."""
    return word != UNREAD_GLYPH and any(c.isalnum() for c in word)


def _clean(words: Sequence[str]) -> str:
    """Return a name without the sign that some apps set before it."""
    text = " ".join(word for word in words if word != UNREAD_GLYPH)
    return re.sub(r"^[^\w+(@]+", "", text).lstrip("~ ")
