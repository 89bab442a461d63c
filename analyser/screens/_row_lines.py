"""Read the lines of a page without bubbles, with the look of each word: its colour, how pale."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analyser.records import Box
from analyser.screens._crops import PAD_PX, line_crop
from analyser.screens._engine import LINE, Reader, Word
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._ink import around
from analyser.screens._lines import UNREAD_GLYPH, as_shown, letters_of
from analyser.screens._row_parts import Parts, away_from, holds
from analyser.screens._weights import BOLD, stroke_of

_SAME_ROW = 0.5
"""Share of the lower of two stretches that stands beside the other in one row."""
_LINES_AT_MOST = 120
_SPECK, _SURE = 0.2, 0.6
"""Least confidence of a line's best word, with letters and without."""
_CLOCK = re.compile(r"[\[(]?\d{1,2}[:.]\d{2}")
_HALVES = {"pn": "pm", "prn": "pm", "arn": "am"}
_ONE, _FOOT_WORDS = re.compile(r"[lI][hw]|ld"), 4
"""An age of one whose digit was read as a letter; the words of a row under a comment at most."""
_FAINT = 30
"""What stands out less than this, of 255, is no letter."""
_WRITTEN = "?!.,:;()*<>"
"""Signs of which people make whole messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One word or emoji: its text, box in the original, colour, distance from the page of 255.

    Attributes:
        stroke: Thickness of its strokes in pixels; 0 where it was not measured.
        bold: They are thicker than those of most words of the page.
    """

    text: str
    box: Box
    colour: tuple[int, int, int]
    contrast: float
    confidence: float
    stroke: float = 0.0
    bold: bool = False

    @property
    def right(self) -> int:
        """The first column past it."""
        return self.box.left + self.box.width


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the page: all that stands at one height, from left to right.

    Attributes:
        baseline: The row of pixels on which the letters stand.
        time: As shown at the far right of its words, or in a column to the left of them.
        time_first: It stood to the left, where a message begins.
    """

    runs: tuple[Run, ...]
    box: Box
    baseline: int
    time: str | None = None
    time_first: bool = False

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(run.text for run in self.runs)

    @property
    def right(self) -> int:
        """The first column past it."""
        return self.box.left + self.box.width

    @property
    def bottom(self) -> int:
        """The first row of pixels below it."""
        return self.box.top + self.box.height


def read_rows(parts: Parts, frame: Frame, reader: Reader) -> list[Row]:
    """Return the rows of the page, from top to bottom."""
    stretches = _in_view(parts, frame)[:_LINES_AT_MOST]
    wordless = [s for s in stretches if any(s == e for e in parts.emoji)]
    worded = [s for s in stretches if s not in wordless]
    cut = [_cut(parts.view, box, frame) for box in worded]
    crops = [line_crop(part) for part in cut]
    found: list[tuple[Box, tuple[Run, ...], int]] = []
    for box, part, crop, words in zip(worded, cut, crops, reader(crops, LINE), strict=True):
        scale = (crop.shape[1] - 2 * PAD_PX) / max(1, part.shape[1])
        own = [e for e in parts.emoji if holds(box, e)]
        placed = [(as_shown(w), _in_page(w, box, scale), w.confidence) for w in letters_of(words)]
        placed = _mended(placed)
        runs = [Run(text=t, box=at, confidence=c, **_look(parts, frame, at)) for t, at, c in placed]
        runs = [run for run in runs if run.contrast > _FAINT]
        runs += [_glyph(e) for e in own]
        if any(_is_sure(run) for run in runs):
            runs.sort(key=lambda run: run.box.left)
            found.append((box, tuple(runs), box.top + _baseline(part, parts.page)))
    for e in wordless:
        found.append((e, (_glyph(e),), e.top + round(0.8 * e.height)))
    return _weighed(_rows(found))


def _mended(placed: Sequence[tuple[str, Box, float]]) -> list[tuple[str, Box, float]]:
    """Return the words with times in small print set right: `12:46 pn`, `lw Reply`."""
    made: list[tuple[str, Box, float]] = []
    for number, (text, box, sure) in enumerate(placed):
        timed = made and _CLOCK.fullmatch(made[-1][0])
        alone = number in (0, len(placed) - 1) and (number > 0 or len(placed) <= _FOOT_WORDS)
        if timed:
            text = _HALVES.get(text, text)
        elif alone and _ONE.fullmatch(text):
            text = f"1{text[1]}"
        made.append((text, box, sure))
    return made


def _weighed(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those words marked whose strokes are bold."""
    strokes = [run.stroke for row in rows for run in row.runs for _ in run.text if run.stroke]
    usual = float(np.median(strokes)) if strokes else 0.0
    least = BOLD * usual
    return [
        replace(row, runs=tuple(replace(run, bold=0 < least <= run.stroke) for run in row.runs))
        for row in rows
    ]


def _in_view(parts: Parts, frame: Frame) -> list[Box]:
    """Drop what the edge of the conversation cuts so that its letters cannot be read."""
    least = 0.62 * parts.em
    return [
        b
        for b in parts.lines
        if (b.top > frame.top + 2 or b.height >= 1.1 * parts.em)
        and (b.top + b.height < frame.bottom - 2 or b.height >= least + 0.4 * parts.em)
    ]


def _cut(view: Pixels, box: Box, frame: Frame) -> Pixels:
    top, left = box.top - frame.top, box.left - frame.left
    return view[top : top + box.height, left : left + box.width]


def _is_sure(run: Run) -> bool:
    """Tell whether a word is more than a sign read as strokes."""
    if any(c.isalnum() for c in run.text) or run.text == UNREAD_GLYPH:
        return run.confidence >= _SPECK
    return run.confidence >= _SURE and any(c in _WRITTEN for c in run.text)


def _glyph(box: Box) -> Run:
    return Run(text=UNREAD_GLYPH, box=box, colour=(0, 0, 0), contrast=255.0, confidence=1.0)


def _in_page(word: Word, box: Box, scale: float) -> Box:
    return Box(
        left=box.left + round((word.left - PAD_PX) / scale),
        top=box.top + max(0, round((word.top - PAD_PX) / scale)),
        width=max(1, round(word.width / scale)),
        height=max(1, round(word.height / scale)),
    )


def _look(parts: Parts, frame: Frame, box: Box) -> dict[str, Any]:
    """Return the colour of a word's letters and how far that is from the page."""
    part = _cut(parts.view, box, frame)
    if not part.size:
        return {"colour": (0, 0, 0), "contrast": 0.0}
    away = away_from(part, parts.page)
    strong = part[away >= 0.8 * away.max()]
    red, green, blue = (int(v) for v in np.median(strong, axis=0))
    contrast = float(np.percentile(away, 95))
    return {"colour": (red, green, blue), "contrast": contrast, "stroke": stroke_of(away)}


def _baseline(part: Pixels, page: tuple[int, int, int]) -> int:
    """Return the row below which most of the ink ends: few letters go further down."""
    profile = (away_from(part, page) > 60).sum(axis=1).astype(int)  # noqa: PLR2004
    falls = profile[:-1] - profile[1:]
    half = len(falls) // 2
    return half + int(np.argmax(falls[half:])) + 1 if len(falls) > 2 else len(part)  # noqa: PLR2004


def _rows(found: Sequence[tuple[Box, tuple[Run, ...], int]]) -> list[Row]:
    """Put stretches at one height into one row."""
    rows: list[list[tuple[Box, tuple[Run, ...], int]]] = []
    for each in sorted(found, key=lambda f: f[0].top + f[0].height / 2):
        mine = next((row for row in reversed(rows[-3:]) if _beside(row, each[0])), None)
        if mine is None:
            rows.append([each])
        else:
            mine.append(each)
    made = []
    for row in rows:
        row.sort(key=lambda f: f[0].left)
        boxes = [f[0] for f in row]
        made.append(
            Row(
                runs=tuple(run for f in row for run in f[1]),
                box=around(boxes),
                baseline=row[0][2],
            )
        )
    return sorted(made, key=lambda r: r.box.top)


def _beside(row: Sequence[tuple[Box, tuple[Run, ...], int]], box: Box) -> bool:
    for other, _, _ in row:
        both = min(other.top + other.height, box.top + box.height) - max(other.top, box.top)
        if both < _SAME_ROW * min(other.height, box.height):
            return False
    return True
