"""Read the name in the header of a chat."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyser.records import Box
from analyser.screens._crops import line_crop
from analyser.screens._engine import Word
from analyser.screens._frame import Frame
from analyser.screens._header_ink import (
    contrast_of,
    ends_in_dots,
    ink_of,
    title_lines,
    under,
    without_emoji,
    without_pictures,
)
from analyser.screens._image import Pixels
from analyser.screens._lines import Line, lines_of
from analyser.screens._row_words import is_me, is_time

_STATUS_ROW, _CLOCK_ROW = 0.03, 0.055
"""The phone's own clock and battery stand above the one share of the height, or in a row with a
clock above the other."""
_LOWEST_HEAD = 0.07
"""A lower header holds no clock and battery, in heights of the picture."""
_DEEPEST = 0.16
_BARE = 0.165
"""Share of the height that the header takes where its edge does not show."""
_BARE_PANE = 0.1
"""The same in a window, which has no clock and battery above it."""
_EM = 24
"""Sizes of common type in the width of the page."""
_LINE = 1.2
"""Height of a line with the room around it, in em."""
_SURE, _LEAST_SURE = 0.5, 0.3
_PARTED = 1.0
"""A wider gap parts a name from what stands beside it, in em."""
_LETTER_FROM, _LETTER_TO, _LETTER_SURE = 1.7, 0.6, 0.85
"""Where a name of one letter stands, from the left in em and up to this share of the header, and
how sure it is at least."""
_SIGN = 1.6
"""Signs at the right are narrower than this, in em."""
_SURELY = 0.75
"""Icons read as letters score lower than this."""
_DIGITS = 7
_TITLE, _LABEL = 1.25, 0.8
"""A title is this much higher than a label over it, or the label has this share of its ink."""
_LINES_AT_MOST = 8
_STATUS_LINE = re.compile(
    r"^\d{1,2}[:.]\d{2}\b|%|^(?:online|typing|last seen|today(?!['\u2019])|active|tap here|"
    r"click here|(?:yesterday|text message|imessage|end-to-end))\b|"
    r"^\d+ (?:members|participants|online)\b",
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
        emoji: Emoji in it, painted over before it is read.
        contrast: How far the letters of each stand out, of 255.
        sure: The edge of the header shows, so that no word of a message is among them.
    """

    boxes: tuple[Box, ...] = ()
    crops: tuple[Pixels, ...] = ()
    cut: tuple[bool, ...] = ()
    clock_row: float = 0
    em: float = 0
    middle: float = 0
    emoji: tuple[Box, ...] = ()
    contrast: tuple[float, ...] = ()
    sure: bool = False


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
    part, emoji = without_emoji(part, em)
    ink = without_pictures(ink_of(part), em)
    places = title_lines(ink, em)
    deepest = bottom if frame.head else _DEEPEST * height
    right = _LETTER_TO * part.shape[1]
    shown = [
        b
        for b in places
        if top <= b.top + b.height / 2 < deepest
        and b.width > em
        and (b.left < right or b.width > _SIGN * em)
    ]
    boxes, base = shown[:_LINES_AT_MOST], under(part)
    return HeaderLines(
        boxes=tuple(boxes),
        crops=tuple(_line(part, box) for box in boxes),
        cut=tuple(ends_in_dots(ink, box, em) for box in boxes),
        clock_row=_CLOCK_ROW * height if top else 0,
        em=em,
        middle=part.shape[1] / 2,
        emoji=emoji,
        contrast=tuple(contrast_of(part, base, box) for box in boxes),
        sure=frame.head,
    )


def header_name(
    lines: HeaderLines, words: Sequence[list[Word]], senders: Collection[str] = ()
) -> tuple[str | None, bool]:
    """Return the name in the header, and whether its second line shows it is a group.

    Of several lines it is the one that is a name of the `senders` of the page, where one is.
    """
    group = False
    read: list[tuple[Box, Line]] = []
    cut = {box for box, ends in zip(lines.boxes, lines.cut, strict=True) if ends}
    for box, each in _below_status(list(zip(lines.boxes, words, strict=True)), lines):
        sure = [w for w in each if w.confidence >= _LEAST_SURE or _is_word(w.text)]
        read.extend((box, line) for line in lines_of(sure)[:1] if not _is_sign(box, line, lines))
        group |= bool(sure) and bool(_MEMBERS.search(" ".join(w.text for w in sure)))
    for least in (_SURE, _LEAST_SURE):
        likely = [(box, line) for box, line in read if line.confidence >= least]
        if any(_name(line.words) for _, line in likely):
            return _sender_in(likely, senders, lines) or _row_name(likely, cut, lines), group
    return _letter(read, lines), group


def _sender_in(
    likely: Sequence[tuple[Box, Line]], senders: Collection[str], lines: HeaderLines
) -> str | None:
    """Return the only name of a sender that is a whole line of the header.

    What an emoji parts from more words is but one of the members of a group.
    """
    known = {each.casefold() for each in senders} if lines.sure else set()
    boxes = [box for box, _ in likely]
    whole = [(box, line) for box, line in likely if not _has_more(box, boxes, lines)]
    named = {name for _, line in whole if (name := _name(line.words))}
    found = [name for name in named if name.casefold() in known]
    return found[0] if len(found) == 1 else None


def _has_more(box: Box, boxes: Sequence[Box], lines: HeaderLines) -> bool:
    """Tell whether other words stand close to a line in its row."""
    level = sorted((b for b in boxes if b == box or _level(b, box)), key=lambda b: b.left)
    gaps = [_gap(*pair, lines.emoji) for pair in pairwise(level) if box in pair]
    return any(gap <= _PARTED * lines.em for gap in gaps)


def _letter(read: Sequence[tuple[Box, Line]], lines: HeaderLines) -> str | None:
    """Return the one capital letter that is the whole name; signs at the right are read as some."""
    low, high = _LETTER_FROM * lines.em, _LETTER_TO * 2 * lines.middle
    for box, line in read:
        words = " ".join(line.words)
        alone = len(words.rstrip(".")) == 1 and words[0].isupper()
        if alone and low < box.left < high and line.confidence >= _LETTER_SURE:
            return words
    return None


def _is_sign(box: Box, line: Line, lines: HeaderLines) -> bool:
    """Tell whether a line is a sign at the right, read as a letter or two."""
    letters = sum(c.isalnum() for word in line.words for c in word)
    return letters <= 2 and box.left > _LETTER_TO * 2 * lines.middle  # noqa: PLR2004


def _is_word(text: str) -> bool:
    """Tell whether this is more than the letter or two that signs and emoji are read as."""
    return sum(c.isalpha() for c in text) >= 4  # noqa: PLR2004


def _row_name(
    likely: Sequence[tuple[Box, Line]], cut: Collection[Box], lines: HeaderLines
) -> str | None:
    """Return the longest name of the title's row, with the parts of it that a wide gap parts."""
    em, emoji = lines.em, lines.emoji
    first = _title_top([box for box, line in likely if _name(line.words)], lines)
    row = sorted((n for n in likely if abs(n[0].top - first) < 0.7 * em), key=lambda n: n[0].left)
    parts: list[list[tuple[Box, Line]]] = []
    for box, line in row:
        last = parts[-1][-1][0] if parts else None
        if last is None or _gap(last, box, emoji) > _PARTED * em:
            parts.append([])
        parts[-1].append((box, line))
    named = [
        (min(line.confidence for _, line in part) > _SURELY, _wide(part), name, part[-1][0] in cut)
        for part in parts
        if (name := _name([word for _, line in part for word in line.words]))
    ]
    if not named:  # a row that begins with a clock is a message
        return None
    _, _, name, was_cut = max(named)
    return f"{name.rstrip('.,… ')}…" if was_cut else name


def _title_top(named: Sequence[Box], lines: HeaderLines) -> int:
    """Return where the row of the title stands: the first, unless a label stands over it.

    A label has smaller letters, or paler ones of the same size, than what is below it.
    """
    contrast = dict(zip(lines.boxes, lines.contrast, strict=False))
    best, *others = sorted(named, key=lambda box: (box.top, -box.width))
    for box in others:
        lower = box.top >= best.top + 0.7 * lines.em
        larger = box.height >= _TITLE * best.height
        paler = contrast.get(best, 0) < _LABEL * contrast.get(box, 0)
        if lower and (larger or (paler and box.height >= 0.95 * best.height)):  # noqa: PLR2004
            best = box
    return min(b.top for b in named if abs(b.top - best.top) < 0.7 * lines.em)  # noqa: PLR2004


def _gap(one: Box, two: Box, emoji: Sequence[Box]) -> int:
    """Return how far two words of a row stand apart, the emoji between them not counted."""
    end = one.left + one.width
    between = [e for e in emoji if end <= e.left + e.width / 2 <= two.left and _level(e, two)]
    return two.left - end - sum(e.width for e in between)


def _level(one: Box, two: Box) -> bool:
    return two.top <= one.top + one.height / 2 <= two.top + two.height


def _wide(part: Sequence[tuple[Box, Line]]) -> int:
    return sum(box.width for box, _ in part)


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


def _name(line: Sequence[str]) -> str | None:
    """Return the name that words of a header show, or None: icons read as a letter or two."""
    words = list(line)
    while len(words) > 1 and not any(c.isalnum() for c in words[-1]):
        words.pop()
    while len(words) > 1 and not any(c.isalnum() for c in words[0]) and words[0][0] not in "+(~£€$":
        words.pop(0)
    text = re.sub(r"^(?:(?!~\w)[^\w+(@£€$])+|[^\w).!?\u2026]+$", "", " ".join(words)).strip()
    text = re.sub(r"\s?(?:\.{2,}|\u2026)\.?$", "\u2026", text)
    digits, letters = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    named = letters >= 2 or digits >= _DIGITS  # noqa: PLR2004
    shown = named and not _STATUS_LINE.search(text) and not is_time(text) and not is_me(text)
    return text if shown else None
