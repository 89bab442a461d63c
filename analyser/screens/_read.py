"""Read all the words of a page: bubbles, their clocks, what lies between them, the header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from analyser.records import Box
from analyser.screens._crops import PAD_PX, Crop, plain_crop, prepare
from analyser.screens._engine import BLOCK, LINE, SPARSE, Word, read_crops
from analyser.screens._image import Pixels
from analyser.screens._lines import Line, lines_of
from analyser.screens._regions import Region, find_regions, page_colour

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}[:.]\d{2})(?!\d)\s?([ap]\.?m\.?)?", re.IGNORECASE)
_AT_END = re.compile(
    r"(?:^|\s)(Edited\s)?(\d{1,2}[:.]\d{2})\s?([ap]m)?(?:\s\S{1,3})?$", re.IGNORECASE
)
_GAP = 0.028
"""A stretch between bubbles lower than this share of the width holds no line of text."""
_EMOJI = 0.05
_SURE_HEADER = 0.7
_SHORT = 3
_DIGITS = 7
_STATUS_BAR = re.compile(
    r"^\d{1,2}[:.]\d{2}\b|%|^(?:online|typing|last seen|today|active)\b", re.IGNORECASE
)
_SURE_BETWEEN = 0.6
"""Wallpaper read as letters scores lower; a date line scores 0.8 and more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A region with what was read in it; `clock` as shown."""

    region: Region
    lines: tuple[Line, ...]
    clock: str | None
    edited: bool
    quoted: tuple[Line, ...]
    picture: bool
    emoji: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """A line outside all bubbles, with its box in pixels of the original; or a lone emoji."""

    text: str
    box: Box
    confidence: float
    emoji: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything read on one picture, each in order from top to bottom."""

    width: int
    height: int
    header: str | None
    bubbles: tuple[Bubble, ...]
    between: tuple[Between, ...]


def read_page(pixels: Pixels) -> Page:
    """Return what one picture shows."""
    regions = find_regions(pixels)
    height, width = pixels.shape[:2]
    crops = [prepare(pixels, region) for region in regions]
    quotes = [(n, r.quote) for n, r in enumerate(regions) if r.quote]
    gaps = _gaps(regions, width, height)
    head = Box(left=0, top=round(0.035 * height), width=width, height=round(0.11 * height))
    outside = [plain_crop(pixels, box) for box in gaps]
    clocks = _clocks(crops)
    bodies = [_body(crop, number in clocks) for number, crop in enumerate(crops)]
    present = [body for body in bodies if body is not None]
    quoted = [plain_crop(pixels, box)[0] for _, box in quotes if box]
    words = read_crops([*present, *quoted, *(crop for crop, _ in outside)], BLOCK)
    read = iter(words[: len(present)])
    per_bubble = [next(read) if body is not None else [] for body in bodies]
    in_quotes = dict(
        zip((n for n, _ in quotes), words[len(present) : len(present) + len(quoted)], strict=True)
    )
    rest = words[len(present) + len(quoted) :]
    bubbles = tuple(
        _bubble(
            region,
            crop,
            words,
            clocks.get(number),
            in_quotes.get(number, []),
            shows_clocks=len(clocks) > 1,
        )
        for number, (region, crop, words) in enumerate(zip(regions, crops, per_bubble, strict=True))
    )
    between = [
        each
        for box, (_, scale), found in zip(gaps, outside, rest, strict=False)
        for each in _between(pixels, box, scale, found)
    ]
    return Page(
        width=width,
        height=height,
        header=_header(pixels, head) if height > width else None,
        bubbles=bubbles,
        between=tuple(between),
    )


def _body(crop: Crop, has_clock: bool) -> Pixels | None:
    return crop.body if has_clock or crop.clock is None else crop.with_clock


def _clocks(crops: Sequence[Crop]) -> dict[int, tuple[str, bool]]:
    """Return the clock of each crop whose last cluster is one, and whether it says edited."""
    places = [number for number, crop in enumerate(crops) if crop.clock is not None]
    images = [clock for crop in crops if (clock := crop.clock) is not None]
    found = {}
    for number, words in zip(places, read_crops(images, LINE), strict=True):
        text = " ".join(word.text for word in words).replace("O", "0").replace("l", "1")
        if match := _CLOCK.search(text):
            half = f" {match[2]}" if match[2] else ""
            edited = text.lower().startswith(("edited", "ed1ted"))
            found[number] = (match[1].replace(".", ":") + half, edited)
    return found


def _bubble(
    region: Region,
    crop: Crop,
    words: Sequence[Word],
    clock: tuple[str, bool] | None,
    quoted: Sequence[Word],
    *,
    shows_clocks: bool,
) -> Bubble:
    lines = lines_of(words, crop.emoji)
    if clock is None and shows_clocks and lines:
        lines, clock = _trailing_clock(lines)
    return Bubble(
        region=region,
        lines=tuple(lines),
        clock=clock[0] if clock else None,
        edited=bool(clock and clock[1]),
        quoted=tuple(lines_of(quoted)),
        picture=crop.picture,
        emoji=len(crop.emoji),
    )


def _trailing_clock(lines: list[Line]) -> tuple[list[Line], tuple[str, bool] | None]:
    """Take a clock and its ticks off the end of the words, where it was not read apart."""
    last = lines[-1]
    match = _AT_END.search(" ".join(last.words))
    if match is None:
        return lines, None
    half = f" {match[3].lower()}" if match[3] else ""
    clock = (match[2].replace(".", ":") + half, bool(match[1]))
    kept = tuple(" ".join(last.words)[: match.start()].split())
    return [*lines[:-1], *([replace(last, words=kept)] if kept else [])], clock


def _gaps(regions: Sequence[Region], width: int, height: int) -> list[Box]:
    """Return the stretches between bubbles, over the whole width, that could hold a line."""
    tall = height > width
    top = round(0.15 * height) if tall else 0
    bottom = round(0.9 * height) if tall else height
    edges = sorted((r.box.top, r.box.top + r.box.height) for r in regions)
    gaps, place = [], top
    for start, end in [*edges, (bottom, bottom)]:
        if start - place > _GAP * width:
            gaps.append(Box(left=0, top=place, width=width, height=start - place))
        place = max(place, end)
    return gaps


def _between(pixels: Pixels, gap: Box, scale: float, words: Sequence[Word]) -> list[Between]:
    """Return the lines of a gap that are words, and a lone emoji."""
    found = []
    pad = 14
    for line in lines_of(words):
        text = " ".join(line.words)
        if not _is_words(text) or line.confidence < _SURE_BETWEEN:
            continue
        box = Box(
            left=max(0, round((line.left - pad) / scale)),
            top=gap.top + max(0, round((line.top - pad) / scale)),
            width=round((line.right - line.left) / scale),
            height=round((line.bottom - line.top) / scale),
        )
        found.append(Between(text=text, box=box, confidence=line.confidence))
    lone = None if found else _lone_emoji(pixels, gap)
    if lone:
        found.append(Between(text="\ufffc", box=lone, confidence=1.0, emoji=True))
    return found


def _is_words(text: str) -> bool:
    """Tell whether a line is words or a time, and not a wallpaper's shapes read as letters."""
    solid = [c for c in text if not c.isspace()]
    letters = sum(c.isalnum() for c in solid)
    long_ = any(len(word) > 2 and word[1:].islower() for word in text.split())  # noqa: PLR2004
    return letters >= 3 and letters >= 0.8 * len(solid) and (long_ or bool(_CLOCK.search(text)))  # noqa: PLR2004


def _lone_emoji(pixels: Pixels, gap: Box) -> Box | None:
    """Return the box of one large blob that stands alone in a gap, as big emoji do."""
    part = pixels[gap.top : gap.top + gap.height]
    width = pixels.shape[1]
    away = np.abs(part.astype(np.int16) - page_colour(pixels).astype(np.int16)).max(axis=2)
    mask = cv2.morphologyEx(
        (away > 60).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)
    )  # noqa: PLR2004
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    big = [s for s in stats[1:] if min(s[2], s[3]) > _EMOJI * width and s[4] > 0.5 * s[2] * s[3]]  # noqa: PLR2004
    if not big or len(big) > 6:  # noqa: PLR2004
        return None
    left, top, wide, high, _area = (int(value) for value in big[0])
    return Box(left=left, top=gap.top + top, width=wide, height=high)


def _header(pixels: Pixels, head: Box) -> str | None:
    """Return the name in the header: its first line that is a name or a number.

    It is found first and then read again by itself, so that icons beside it do not disturb.
    """
    crop, scale = plain_crop(pixels, head)
    sure = [w for w in read_crops([crop], SPARSE)[0] if w.confidence >= _SURE_HEADER]
    lines = [(line, _name(line)) for line in lines_of(sure)]
    names = [(line, name) for line, name in lines if name]
    if not names:
        return None
    # The name stands above what belongs to it, and above words that slide under the header.
    line, name = min(names, key=lambda each: each[0].top)
    pad = round((line.bottom - line.top) / scale * 0.35)
    left = max(0, round((line.left - PAD_PX) / scale) - pad)
    top = max(0, head.top + round((line.top - PAD_PX) / scale) - pad)
    box = Box(
        left=left,
        top=top,
        width=min(round((line.right - line.left) / scale) + 2 * pad, pixels.shape[1] - left),
        height=round((line.bottom - line.top) / scale) + 2 * pad,
    )
    again = lines_of(read_crops([plain_crop(pixels, box)[0]], LINE)[0])
    better = _name(again[0]) if again else None
    same = better and better.replace(" ", "").lower() == name.replace(" ", "").lower()
    return better if same else name


def _name(line: Line) -> str | None:
    """Return the name a header line shows, or None: avatars and icons read as a letter or two."""
    words = list(line.words)
    while words and len(words[-1]) < _SHORT and not words[-1].isdigit():
        words.pop()
    while len(words) > 1 and len(words[0]) < _SHORT and words[0][0] not in "+(":
        words.pop(0)
    text = re.sub(r"^[^\w+(]+|[^\w).]+$", "", " ".join(words)).strip()
    digits, letters = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    named = letters >= _SHORT or digits >= _DIGITS
    return text if named and not _STATUS_BAR.search(text) else None
