"""Make messages of the words that one side of a chat says without bubbles; the other has some.

All bubbles stand at one edge then, and words stand at the other. Those are never left out in
silence: a chat of which only one side was read looks whole.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._ink import around
from analyser.screens._kinds import BOX_HINT, STATUS
from analyser.screens._labels import Between, name_and_clock, only_clock
from analyser.screens._lines import Line
from analyser.screens._outside import Outside, faces_of_lines
from analyser.screens._page import Bubble
from analyser.screens._regions import Region
from analyser.screens._row_words import STATE, is_me, is_time
from analyser.screens._stamps import shown_time

Part = TypeVar("Part")
_SEEN = 2
"""Bubbles of the one side, and blocks of words of the other, at least."""
_PITCH, _LEVEL = 0.9, 0.5
"""Lines of one block stand so near under each other, and begin so near to one column, in em."""
_FLUSH, _FLUSH_BLOCK = 1.0, 4.0
"""How far from the common edge one line ends at most, and lines that were wrapped, in em."""
_INDENT = 2.5
"""How much further in than the bubbles such words begin, in em."""
_ROOM = 0.35
"""How much of the room over and under such words belongs to them, in em."""
_MARGINS = 5.0
"""How much wider the room at one edge is than at the other at most, in em: for a face."""
_CENTRED = 0.04
"""What stands this near to the middle, in widths of the page, is a date or a notice."""


def own_alone(
    regions: list[Region], parts: list[Part], outside: Outside, frame: Frame
) -> tuple[list[Region], list[Part], bool]:
    """Tell whether the bubbles are all the user's own; then without faces beside plain words."""
    held = [r.box for r in regions if not r.centred]
    faces = faces_of_lines(held, outside.lines, frame.unit)
    real = [r for r in regions if r.box not in faces]
    bubbles = [r for r in real if not r.centred]
    ragged = len({r.box.width for r in bubbles}) > 1 < len({r.box.left for r in bubbles})
    if not ragged or {r.side for r in bubbles} != {Side.SENT}:
        return regions, parts, False
    kept = [pair for pair in zip(regions, parts, strict=True) if pair[0].box not in faces]
    return [r for r, _ in kept], [p for _, p in kept], True


def with_bare_side(
    bubbles: Sequence[Bubble],
    between: Sequence[Between],
    em: float,
    frame: Frame,
    page: tuple[int, int, int],
) -> tuple[list[Bubble], list[Between]]:
    """Return the bubbles with the words of the side that has none, and what is left between."""
    held = [b for b in bubbles if not b.region.centred]
    sides = {b.region.side for b in held} - {Side.UNKNOWN}
    if len(sides) != 1 or len(held) < _SEEN:
        return list(bubbles), list(between)
    side = Side.SENT if sides == {Side.RECEIVED} else Side.RECEIVED
    boxes = [b.region.box for b in held]
    lines = [b for b in between if _is_said(b, boxes, em, frame)]
    blocks = [block for block in _blocks(lines, em) if _is_across(block, boxes, side, em)]
    blocks = _at_edge(blocks, side, em)
    if len(blocks) < _SEEN or not _faces_them(blocks, boxes, side, frame, em):
        return list(bubbles), list(between)
    made = [_bubble(block, side, em, frame, page) for block in blocks]
    used = [line for block in blocks for line in block]
    kept = [b for b in between if b not in used and not (is_me(b.text) and side is Side.SENT)]
    return sorted([*bubbles, *made], key=lambda b: b.region.box.top), kept


def _is_said(line: Between, boxes: Sequence[Box], em: float, frame: Frame) -> bool:
    """Tell whether a line is words, and no time, notice, label or name of a bubble."""
    text = line.text.strip()
    box = line.box
    off = abs(box.left + box.width / 2 - (frame.left + frame.right) / 2)
    if not text or line.emoji or off < _CENTRED * (frame.right - frame.left):
        return False
    if is_me(text) or text.strip("().").lower() in STATE or not any(c.isalnum() for c in text):
        return False
    timed = only_clock(text) or shown_time(text) or is_time(text) or len(name_and_clock(line)) > 1
    if timed or STATUS.match(text) or BOX_HINT.match(text):
        return False
    return not any(_is_at(box, other, em) for other in boxes)


def _is_at(line: Box, bubble: Box, em: float) -> bool:
    """Tell whether a line stands just over or under a bubble and begins or ends where it does."""
    over = bubble.top - line.top - line.height
    under = line.top - bubble.top - bubble.height
    flush = min(
        abs(line.left - bubble.left),
        abs(line.left + line.width - bubble.left - bubble.width),
    )
    return -0.5 * em < max(over, under) < em and flush < 1.5 * em  # noqa: PLR2004


def _blocks(lines: Sequence[Between], em: float) -> list[list[Between]]:
    """Return the lines put together that stand close under each other and begin at one column."""
    blocks: list[list[Between]] = []
    for line in sorted(lines, key=lambda b: b.box.top):
        last = blocks[-1][-1].box if blocks else None
        near = last is not None and line.box.top - last.top - last.height < _PITCH * em - 0.4 * em
        if last is not None and near and abs(line.box.left - last.left) < _LEVEL * em:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def _is_across(block: Sequence[Between], boxes: Sequence[Box], side: Side, em: float) -> bool:
    """Tell whether a block stands away from the edge at which the bubbles do."""
    box = around([line.box for line in block])
    if side is Side.SENT:
        return box.left > min(b.left for b in boxes) + _INDENT * em
    return box.left + box.width < max(b.left + b.width for b in boxes) - _INDENT * em


def _at_edge(blocks: Sequence[Sequence[Between]], side: Side, em: float) -> list[list[Between]]:
    """Return the blocks that stand at the edge common to most of them."""
    if not blocks:
        return []
    places = []
    for block in blocks:
        box = around([line.box for line in block])
        places.append(-box.left - box.width if side is Side.SENT else box.left)
    slack = [_FLUSH_BLOCK if len(b) > 1 and side is Side.SENT else _FLUSH for b in blocks]
    edge = max(places, key=lambda p: (sum(abs(p - q) <= _FLUSH * em for q in places), -p))
    return [
        list(block)
        for block, place, room in zip(blocks, places, slack, strict=True)
        if -_FLUSH * em <= place - edge <= room * em
    ]


def _faces_them(
    blocks: Sequence[Sequence[Between]],
    boxes: Sequence[Box],
    side: Side,
    frame: Frame,
    em: float,
) -> bool:
    """Tell whether words stand as near to their edge of the page as the bubbles do to theirs.

    What stands under comments begins and ends further in.
    """
    words = [around([line.box for line in block]) for block in blocks]
    left = min(b.left for b in (words if side is Side.RECEIVED else boxes)) - frame.left
    ends = [b.left + b.width for b in (boxes if side is Side.RECEIVED else words)]
    right = frame.right - max(ends)
    ragged = max(b.left for b in words) - min(b.left for b in words) > 2 * em  # noqa: PLR2004
    return abs(left - right) < _MARGINS * em and (ragged or side is Side.RECEIVED)


def _bubble(
    block: Sequence[Between], side: Side, em: float, frame: Frame, page: tuple[int, int, int]
) -> Bubble:
    words = around([line.box for line in block])
    room = round(_ROOM * em)  # a time beside it stands a little lower, as beside a bubble
    box = replace(words, top=words.top - room, height=words.height + 2 * room)
    whole = np.ones((box.height, box.width), dtype=np.bool_)
    region = Region(
        box=box,
        mask=whole,
        whole=whole,
        fill=page,
        side=side,
        cut_top=box.top <= frame.top,
        cut_bottom=box.top + box.height >= frame.bottom,
    )
    return Bubble(
        region=region,
        lines=tuple(_line(line) for line in block),
        clock=None,
        edited=False,
        quoted=(),
        picture=False,
        emoji=0,
    )


def _line(line: Between) -> Line:
    box = line.box
    return Line(
        words=tuple(line.text.split()),
        left=box.left,
        top=box.top,
        right=box.left + box.width,
        bottom=box.top + box.height,
        confidence=line.confidence,
    )
