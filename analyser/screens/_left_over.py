"""Look once more over a page for words that nothing was made of.

This looks at strokes against what is just around them and knows nothing of bubbles or rows, so
that what the reading of those misses is seen here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._crops import line_crop
from analyser.screens._engine import LINE, Reader, Word
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._kinds import BOX_HINT, CALL_BACK, STATUS
from analyser.screens._labels import Between, only_clock
from analyser.screens._lines import lines_of
from analyser.screens._outside import text_lines
from analyser.screens._page import Page

_THIN = 0.45
"""Strokes of letters are thinner than this, in em."""
_INK = 40
"""Difference between a stroke and what is around it, of 255."""
_COVERED = 0.5
"""Share of a line that lies where something was read."""
_NEAR = 2.6
"""A name and a time stand this near over or under their words, in em."""
_LETTERS = 3
_SURE = 0.6
_KNOWN = 0.5
"""Share of the letters of a line that are words known to stand there."""
_LONG, _WIDE, _SEVERAL = 4, 9, 2
"""A line with more words, or wider in em, is no name and no hint; several are no header."""
_TALL, _BARE, _BARE_PANE = 1.5, 0.165, 0.1
"""Heights of widths from which a picture shows a header, and its share of the height where its
edge does not show, on a telephone and in a window."""
_FOOT = 0.88
"""A typing box stands lower than this share of the height."""
_EM_PX = 26
"""Size of type at which lines are looked for, in pixels."""
_AT_MOST = 30


def left_over(
    pixels: Pixels,
    frame: Frame,
    em: float,
    taken: Sequence[Box],
    said: Sequence[tuple[Box, str]],
    seen: Sequence[tuple[Box, str]],
    reader: Reader,
) -> tuple[Between, ...]:
    """Return the lines of the conversation that stand in no box of `taken`.

    What is `said` at a place, such as a name over it, may stand a little over or under it. What
    was `seen` was read, whatever was made of it.
    """
    lines = _lines(pixels, frame, em)
    places = [place for place, _ in said]
    first = _head_end(frame, pixels.shape[0], min((b.top for b in places if b.top), default=0))
    free = [b for b in lines if _covered(b, taken) < _COVERED]
    free = _in_talk(free, frame, pixels.shape[0], first, em)[:_AT_MOST]
    if not free:
        return ()
    new = []
    for box, text in zip(free, _texts(pixels, free, seen, reader), strict=True):
        near = " ".join(words for place, words in said if _apart(place, box) < _NEAR * em)
        if text and _is_new(text, near):
            new.append(Between(text=text, box=box, confidence=1.0))
    if sum(line.box.top < first and _words(line.text) > _LONG for line in new) < _SEVERAL:
        new = [line for line in new if line.box.top >= first]
    old = [b for b in lines if all(b is not line.box for line in new)]
    often = Counter(_bare(line.text) for line in new)
    return tuple(line for line in new if not _is_tag(line, often, [*old, *places]))


def _texts(
    pixels: Pixels, lines: Sequence[Box], seen: Sequence[tuple[Box, str]], reader: Reader
) -> list[str]:
    """Return the words of each line: as they were `seen`, else read now; none where not sure."""
    known = [
        next((text for box, text in seen if _shared(line, box) > _COVERED), None) for line in lines
    ]
    unread = [b for b, text in zip(lines, known, strict=True) if text is None]
    crops = [line_crop(pixels[b.top : b.top + b.height, b.left : b.left + b.width]) for b in unread]
    read = iter(reader(crops, LINE) if crops else [])
    return [_text(next(read)) if text is None else text for text in known]


def _in_talk(lines: Sequence[Box], frame: Frame, height: int, first: int, em: float) -> list[Box]:
    """Return the lines without those of the header and of a typing box without an edge.

    Several long lines in the place of the header may be words of messages that it was taken for.
    """
    high = [b for b in lines if b.top < first]
    several = sum(b.width > _WIDE * em for b in high) >= _SEVERAL
    low = [] if frame.foot else [b for b in lines if b.top > _FOOT * height]
    left_out = [*([] if several else high), *(b for b in low if b.width < _WIDE * em)]
    return [b for b in lines if b not in left_out]


def _head_end(frame: Frame, height: int, first: int) -> int:
    """Return the row down to which a header may reach."""
    if frame.head:
        return frame.top
    tall = frame.measure or height > _TALL * (frame.right - frame.left)
    return min(first, round((_BARE_PANE if frame.measure else _BARE) * height)) if tall else 0


def _words(text: str) -> int:
    return sum(len(word) > 1 and word.isalpha() for word in re.findall(r"\w+", text))


def _is_tag(line: Between, often: Mapping[str, int], known: Iterable[Box]) -> bool:
    """Tell whether a word stands in one row with a known one, as a role does behind a name."""
    if often[_bare(line.text)] == 1 and " " in line.text:
        return False
    return any(
        _apart(line.box, other) < -0.4 * min(line.box.height, other.height)
        and line.box.left > other.left
        for other in known
    )


def places_of(page: Page) -> list[Box]:
    """Return the places of all that was made of a page."""
    return [
        *(b.region.box for b in page.bubbles),
        *(b.box for b in page.between),
        *(e.box for e in page.entries),
    ]


def read_of(lines: Sequence[Box], words: Sequence[Sequence[Word]]) -> tuple[tuple[Box, str], ...]:
    """Return what was read of each line; no words where that was not sure."""
    return tuple((box, _text(each)) for box, each in zip(lines, words, strict=True))


def said_of(page: Page) -> list[tuple[Box, str]]:
    """Return what was read at each place, its name, time and quoted reply with it."""
    everywhere = Box(left=0, top=0, width=page.width, height=page.height)
    said = [
        (b.region.box, [b.name, b.clock, *(" ".join(line.words) for line in (*b.quoted, *b.lines))])
        for b in page.bubbles
    ]
    said += [(b.box, [b.name, b.clock, b.text]) for b in page.between]
    said += [(e.box, [e.name, e.time, e.quoted, e.text]) for e in page.entries]
    said.append((everywhere, [page.header, page.hint]))
    return [(box, " ".join(filter(None, words))) for box, words in said]


def _lines(pixels: Pixels, frame: Frame, em: float) -> list[Box]:
    """Return the lines of strokes in the frame, in pixels of the picture."""
    scale = min(1.0, _EM_PX / em)  # larger letters show no better, and take longer
    view = pixels[: frame.bottom, frame.left : frame.right]
    grey = cv2.cvtColor(view, cv2.COLOR_RGB2GRAY)
    grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    wide = max(3, round(_THIN * em * scale)) | 1
    near = np.ones((wide, wide), np.uint8)
    found = [
        line
        for way in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT)
        for line in _of(cv2.morphologyEx(grey, way, near), em * scale)
    ]
    return [
        Box(
            left=round(b.left / scale) + frame.left,
            top=round(b.top / scale),
            width=round(b.width / scale),
            height=round(b.height / scale),
        )
        for b in _each_once(found)
    ]


def _of(strokes: NDArray[Any], em: float) -> list[Box]:
    return text_lines((strokes > _INK).astype(np.uint8), em, least=_LETTERS)


def _each_once(lines: Iterable[Box]) -> list[Box]:
    """Return the lines without the holes of their letters, which look like a line too."""
    kept: list[Box] = []
    for box in sorted(lines, key=lambda b: -b.width * b.height):
        if _covered(box, kept) < _COVERED:
            kept.append(box)
    return sorted(kept, key=lambda b: (b.top, b.left))


def _covered(line: Box, taken: Iterable[Box]) -> float:
    """Return the share of a line that lies in one of the boxes."""
    return max((_shared(line, box) for box in taken), default=0.0)


def _shared(line: Box, box: Box) -> float:
    wide = min(line.left + line.width, box.left + box.width) - max(line.left, box.left)
    high = min(line.top + line.height, box.top + box.height) - max(line.top, box.top)
    return max(0, wide) * max(0, high) / (line.width * line.height)


def _apart(one: Box, two: Box) -> int:
    return max(one.top - two.top - two.height, two.top - one.top - one.height)


def _text(words: Sequence[Word]) -> str:
    """Return the words of a line that are surely read."""
    sure = sum(w.confidence for w in words) / max(1, len(words))
    text = " ".join(word for line in lines_of(words)[:1] for word in line.words)
    return text if sure >= _SURE else ""


def _is_new(text: str, known: str) -> bool:
    """Tell whether most letters of a line are words that are `known` from nowhere."""
    if only_clock(text) or any(e.match(text) for e in (STATUS, BOX_HINT, CALL_BACK)):
        return False
    bare = [w for w in (_bare(word) for word in text.split()) if w]
    there = [_bare(word) for word in known.split()]
    new = [w for w in bare if not any(_same(w, other) for other in there)]
    letters = sum(map(len, new))
    plain = any(len(w) > 1 and w.isalpha() for w in new)
    return plain and letters >= max(_LETTERS, _KNOWN * sum(map(len, bare)))


def _bare(word: str) -> str:
    return "".join(c for c in word.casefold() if c.isalnum())


def _same(one: str, two: str) -> bool:
    return one == two or (
        min(len(one), len(two)) >= _LETTERS and SequenceMatcher(None, one, two).ratio() > 0.7  # noqa: PLR2004
    )
