"""Read the name in the header of a chat."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._crops import line_crop
from analyser.screens._engine import Word
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels, largest
from analyser.screens._lines import Line, lines_of
from analyser.screens._outside import text_lines

_INK = 45
_STATUS_ROW, _CLOCK_ROW = 0.03, 0.055
"""The phone's own clock and battery stand above the one share of the height, or in a row with a
clock above the other."""
_LOWEST_HEAD = 0.07
"""A lower header holds no clock and battery, in heights of the picture."""
_DEEPEST = 0.16
_BARE = 0.14
"""Share of the height that the header takes where its edge does not show."""
_BARE_PANE = 0.07
"""The same in a window, which has no clock and battery above it."""
_EM = 24
"""Sizes of common type in the width of the page."""
_LINE = 1.2
"""Height of a line with the room around it, in em."""
_FOOT = 0.09
_SURE, _LEAST_SURE = 0.5, 0.3
_DOT, _SPECK = 0.25, 0.05
_PARTED = 1.0
"""A wider gap parts a name from what stands beside it, in em."""
_DIGITS = 7
_LINES_AT_MOST = 8
_STATUS_LINE = re.compile(
    r"^\d{1,2}[:.]\d{2}\b|%|^(?:online|typing|last seen|today|active|tap here|click here|"
    r"(?:yesterday|text message|imessage|end-to-end))\b|^\d+ (?:members|participants|online)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\b")
_MEMBERS = re.compile(r"^\d+ (?:members|participants|people|subscribers)\b|,\s*you\b", re.I)


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """The lines of a header, to be read.

    Attributes:
        boxes: In pixels of the header, which begins at the upper edge of the picture.
        crops: The same, prepared.
        cut: Which end in three dots, where the app cut the name to its room.
        clock_row: Rows down to here may hold the phone's own clock; 0 where there is none.
        em: Size of the type.
        middle: Column of the middle of the header.
    """

    boxes: tuple[Box, ...] = ()
    crops: tuple[Pixels, ...] = ()
    cut: tuple[bool, ...] = ()
    clock_row: float = 0
    em: float = 0
    middle: float = 0


def header_lines(
    pixels: Pixels, frame: Frame, first: int, em: float, banner: Box | None = None
) -> HeaderLines:
    """Return the lines of the header.

    It ends above the `first` row of the bubbles; a `banner` may cover some of it.
    """
    height = pixels.shape[0]
    em = min(em, frame.unit / _EM)  # large letters in the bubbles leave the header as it is
    bare = _BARE_PANE if frame.measure else _BARE
    bottom = frame.top if frame.head else min(first, round(bare * height))
    top = 0 if frame.measure or bottom <= _LOWEST_HEAD * height else _STATUS_ROW * height
    if banner and (not frame.head or bottom - banner.top - banner.height < _LINE * em):
        return HeaderLines()
    top = banner.top + banner.height if banner else top
    if bottom - top < em or bottom > 0.3 * height:  # noqa: PLR2004
        return HeaderLines()
    part = pixels[:bottom, frame.left : frame.right]
    ink = _without_pictures(_ink(part), em)
    places = text_lines(ink, em)
    deepest = bottom if frame.head else _DEEPEST * height
    boxes = [b for b in places if top <= b.top + b.height / 2 < deepest and b.width > em]
    return HeaderLines(
        boxes=tuple(boxes[:_LINES_AT_MOST]),
        crops=tuple(_line(part, box) for box in boxes[:_LINES_AT_MOST]),
        cut=tuple(_ends_in_dots(ink, box, em) for box in boxes[:_LINES_AT_MOST]),
        clock_row=_CLOCK_ROW * height if top else 0,
        em=em,
        middle=part.shape[1] / 2,
    )


def header_name(lines: HeaderLines, words: Sequence[list[Word]]) -> tuple[str | None, bool]:
    """Return the name in the header, and whether its second line shows it is a group."""
    group = False
    read: list[tuple[Box, Line]] = []
    cut = {box for box, ends in zip(lines.boxes, lines.cut, strict=True) if ends}
    for box, each in _below_status(list(zip(lines.boxes, words, strict=True)), lines):
        sure = [w for w in each if w.confidence >= _LEAST_SURE or _is_word(w.text)]
        read.extend((box, line) for line in lines_of(sure)[:1])
        group |= bool(sure) and bool(_MEMBERS.search(" ".join(w.text for w in sure)))
    for least in (_SURE, _LEAST_SURE):
        likely = [(box, line) for box, line in read if line.confidence >= least]
        if any(_name(line.words) for _, line in likely):
            return _row_name(likely, cut, lines.em), group
    return None, group


def _is_word(text: str) -> bool:
    """Tell whether this is more than the letter or two that signs and emoji are read as."""
    return sum(c.isalpha() for c in text) >= 4  # noqa: PLR2004


def _row_name(likely: Sequence[tuple[Box, Line]], cut: Collection[Box], em: float) -> str | None:
    """Return the longest name of the first row, with the parts of it that a wide gap parts."""
    first = min(box.top for box, line in likely if _name(line.words))
    row = sorted((n for n in likely if abs(n[0].top - first) < 0.7 * em), key=lambda n: n[0].left)
    parts: list[list[tuple[Box, Line]]] = []
    for box, line in row:
        last = parts[-1][-1][0] if parts else None
        if last is None or box.left - last.left - last.width > _PARTED * em:
            parts.append([])
        parts[-1].append((box, line))
    named = [
        (sum(box.width for box, _ in part), name, part[-1][0] in cut)
        for part in parts
        if (name := _name([word for _, line in part for word in line.words]))
    ]
    _, name, was_cut = max(named)
    return f"{name.rstrip('.,… ')}…" if was_cut else name


def _ink(part: Pixels) -> NDArray[np.uint8]:
    base = np.median(part[:, ::6], axis=1)[:, None].astype(np.int16)
    return np.asarray(largest(np.abs(part.astype(np.int16) - base)) > _INK, dtype=np.uint8)


def _line(part: Pixels, box: Box) -> Pixels:
    return line_crop(part[box.top : box.top + box.height, box.left : box.left + box.width])


def _below_status(
    read: list[tuple[Box, list[Word]]], lines: HeaderLines
) -> list[tuple[Box, list[Word]]]:
    """Return the lines without the row in which the phone shows its own clock and battery."""
    high = [each for each in read if each[0].top + each[0].height / 2 < lines.clock_row]
    clocks = [box for box, words in high if words and _CLOCK.match(words[0].text)]
    ends = max((box.top + box.height for box in clocks), default=0)
    # Where the clock was not read, the signs at the other end of its row are left.
    signs = [box for box, _ in high if box.left > lines.middle]
    low = [each for each in read if each[0].top + each[0].height / 2 > ends]
    return [each for each in low if len(low) == 1 or each[0] not in signs]


def hint_crops(pixels: Pixels, frame: Frame, em: float) -> list[Pixels]:
    """Return the pale lines in the typing box: many apps write their own name there."""
    height = pixels.shape[0]
    part = pixels[frame.bottom : frame.bottom + round(_FOOT * height), frame.left : frame.right]
    if part.shape[0] < em:
        return []
    boxes = [b for b in text_lines(_without_pictures(_ink(part), em), em) if b.width > 2 * em]
    return [_line(part, box) for box in boxes[:2]]


def hint_of(words: Sequence[list[Word]]) -> str | None:
    """Return the first of them that was read for sure."""
    for each in words:
        for line in lines_of(each)[:1]:
            if line.confidence >= _SURE:
                return " ".join(line.words)
    return None


def _without_pictures(ink: NDArray[np.uint8], em: float) -> NDArray[np.uint8]:
    """Wipe what is larger than letters: the picture in the header, with its letter."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    clean = ink.copy()
    for _number, (left, top, width, height, _area) in enumerate(stats[1:], start=1):
        if height > 1.6 * em and width < 4 * em:
            clean[top : top + height, left : left + width] = 0
    return clean


def _ends_in_dots(ink: NDArray[np.uint8], box: Box, em: float) -> bool:
    """Tell whether the last three strokes of a line are dots on its foot."""
    right = box.left + box.width + round(1.2 * em)  # the last of them stand apart
    part = np.ascontiguousarray(ink[box.top : box.top + box.height, box.left : right])
    _, _, stats, _ = cv2.connectedComponentsWithStats(part)
    last = sorted(stats[1:].tolist(), key=lambda each: int(each[0]))[-3:]
    if len(last) < 3:  # noqa: PLR2004
        return False
    feet = [top + height for _, top, _, height, _ in last]
    return max(feet) - min(feet) <= 2 and all(  # noqa: PLR2004
        _SPECK * em < min(width, height)
        and max(width, height) < _DOT * em
        and 0.5 * box.height < top < 0.9 * box.height
        for _, top, width, height, _ in last
    )


def _name(line: Sequence[str]) -> str | None:
    """Return the name that words of a header show, or None: icons read as a letter or two."""
    words = list(line)
    while len(words) > 1 and not any(c.isalnum() for c in words[-1]):
        words.pop()
    while len(words) > 1 and not any(c.isalnum() for c in words[0]) and words[0][0] not in "+(":
        words.pop(0)
    text = re.sub(r"^[^\w+(@]+|[^\w).!?\u2026]+$", "", " ".join(words)).strip()
    text = re.sub(r"\s?(?:\.{2,}|\u2026)\.?$", "\u2026", text)
    digits, letters = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    named = letters >= 2 or digits >= _DIGITS  # noqa: PLR2004
    return text if named and not _STATUS_LINE.search(text) else None
