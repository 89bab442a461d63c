"""Tell on a page of plain words who said what by where the words stand: left, or right.

Some apps draw neither bubbles nor names: what is received begins at the left edge, what is sent
ends at the right one. Both edges must be seen several times, else nothing is taken for a message.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._labels import is_name
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._plain_edges import PITCH, SEEN, Edges, below_header, edges_of, sides_of_rows
from analyser.screens._plain_rows import Piece, pieces_of
from analyser.screens._row_block import Block
from analyser.screens._row_lines import Row
from analyser.screens._row_parts import Parts, holds
from analyser.screens._row_top import without_header
from analyser.screens._row_words import PALE, apart, is_counts, words_contrast

_TOLD = 0.8
"""Share of the rows of words that stand at one of the edges at least."""
_WIDTH = 0.5
"""Share of the page that a full row takes at least: a shorter one was not wrapped."""
_WIDER, _MORE = 1.05, 1.5
"""Lines of two messages stand this many times, and pixels, further apart than lines of one."""
_CENTRED = 0.05
_NEAR_NAME = 1.0
_OTHER_COLOUR = 45
_SMALLER = 0.92


@dataclass(slots=True)
class _Said:
    """One message in the making: its rows and pictures, side, name, time."""

    side: Side
    things: list[Row | Box] = field(default_factory=list)
    name: str | None = None
    time: str | None = None
    quote: Row | None = None

    @property
    def top(self) -> int:
        """The row of pixels at which it begins."""
        return min(t.box.top if isinstance(t, Row) else t.top for t in self.things)

    @property
    def bottom(self) -> int:
        """The first row of pixels below it."""
        return max(t.bottom if isinstance(t, Row) else t.top + t.height for t in self.things)


def plain_blocks(
    parts: Parts, rows: Sequence[Row], frame: Frame, height: int, panels: Sequence[Box]
) -> list[Block]:
    """Return the blocks of a page of plain words left and right; none where it is no such page."""
    width = frame.right - frame.left
    rows = without_header(rows, frame, height)
    contrast = words_contrast(rows)
    quoted = [r for r in rows if any(holds(p, r.box) for p in panels)]
    pieces = [p for r in rows if r not in quoted for p in pieces_of(r, contrast, parts.em)]
    middle = (frame.left + frame.right) / 2
    off = _CENTRED * width
    centred = [
        p
        for p in pieces
        if abs(p.row.box.left + p.row.box.width / 2 - middle) <= off
        and p.row.box.width < 0.6 * width  # noqa: PLR2004
    ]
    edges = edges_of(
        [p.row.box for p in pieces if p.words and p not in centred],
        [p.row.box for p in pieces if p.time and not p.words],
        parts.em,
    )
    if edges is None:
        return []
    centred = [p for p in centred if edges.side(p.row.box) is None or not p.words]
    words = [p for p in pieces if p.words and p not in centred]
    words = words if frame.head else below_header(words, pieces, edges, height)
    sides = sides_of_rows(words, edges)
    if sum(side is not None for side in sides) < _TOLD * len(words):
        return []
    names = _names(words, sides, contrast, parts.em)
    said = _messages(words, sides, names, frame, parts.em)
    said += _pictured(parts, edges, said)
    for row in quoted:
        _give_quote(row, said, parts.em)
    said.sort(key=lambda each: each.top)
    loose = _give_times([p for p in pieces if not p.words and p not in centred], said, parts.em)
    notices = [p.row for p in (*centred, *loose) if not is_counts(p.row) or not p.words]
    return _blocks(said, notices)


def _names(
    words: Sequence[Piece], sides: Sequence[Side | None], contrast: float, em: float
) -> frozenset[int]:
    """Return which rows are names over what was received: of another look than the words."""
    theirs = [p.row for p, s in zip(words, sides, strict=True) if s is not Side.SENT]
    if not theirs:
        return frozenset()
    usual = tuple(int(np.median([r.runs[0].colour[n] for r in theirs])) for n in range(3))
    height = float(np.median([r.box.height for r in theirs]))
    found = []
    for number, (piece, side) in enumerate(zip(words, sides, strict=True)):
        row = piece.row
        after = words[number + 1].row if number + 1 < len(words) else None
        over = after is not None and after.box.top - row.bottom < _NEAR_NAME * em
        if side is Side.SENT or not over or sides[number + 1] is Side.SENT:
            continue
        first = row.runs[0]
        coloured = apart(first.colour, (usual[0], usual[1], usual[2])) > _OTHER_COLOUR
        small = row.box.height < _SMALLER * height
        other = coloured or first.bold or (small and first.contrast < PALE * contrast)
        if other and is_name(row.text.replace(UNREAD_GLYPH, "").strip()):
            found.append(number)
    return frozenset(found if len(found) >= SEEN else ())


def _messages(
    words: Sequence[Piece],
    sides: Sequence[Side | None],
    names: frozenset[int],
    frame: Frame,
    em: float,
) -> list[_Said]:
    widest = max((p.row.box.width for p in words), default=0)
    full = max(widest, _WIDTH * (frame.right - frame.left))
    pairs = [(one.row, two.row) for one, two in zip(words, words[1:], strict=False)]
    wrapped = [
        two.baseline - one.baseline
        for n, (one, two) in enumerate(pairs)
        if sides[n] is sides[n + 1] and n not in names and not _fits(one, two, full)
    ]
    wrapped = [gap for gap in wrapped if 0 < gap < PITCH * em]
    pitch = float(min(wrapped)) if wrapped else 0.0
    said: list[_Said] = []
    name: str | None = None
    last: int | None = None
    for number, (piece, side) in enumerate(zip(words, sides, strict=True)):
        if number in names:
            name, last = piece.row.text.replace(UNREAD_GLYPH, "").strip(), None
            continue
        side = side or Side.UNKNOWN
        if side is Side.SENT:
            name = None
        before = words[last].row if last is not None else None
        same = before is not None and said[-1].side is side and said[-1].time is None
        if not same or _begins(before, piece.row, full, pitch, em):
            said.append(_Said(side, name=name))
        said[-1].things.append(piece.row)
        said[-1].time = piece.time
        last = number
    return said


def _fits(one: Row, two: Row, full: float) -> bool:
    """Tell whether the first word of `two` had room behind `one`."""
    return one.box.width + 0.3 * one.box.height + two.runs[0].box.width < full  # noqa: PLR2004


def _begins(before: Row | None, row: Row, full: float, pitch: float, em: float) -> bool:
    if before is None:
        return True
    gap = row.baseline - before.baseline
    if not pitch or before.box.height > 1.8 * em or row.box.height > 1.8 * em:  # noqa: PLR2004
        return _fits(before, row, full) or gap > PITCH * em
    return gap >= _WIDER * pitch + _MORE


def _pictured(parts: Parts, edges: Edges, said: Sequence[_Said]) -> list[_Said]:
    """Return pictures as messages of their own, but for those that words stand close under."""
    found = []
    for box in parts.pictures:
        near_right = abs(box.left + box.width - edges.right) < abs(box.left - edges.left)
        side = Side.SENT if near_right else Side.RECEIVED
        bottom = box.top + box.height
        under = [s for s in said if s.side is side and -3 < s.top - bottom < 0.9 * edges.em]
        if under:
            under[0].things.insert(0, box)
        else:
            found.append(_Said(side, [box]))
    return found


def _give_quote(row: Row, said: Sequence[_Said], em: float) -> None:
    """Take a row of a panel as what the message below it quotes; its last row tells."""
    below = [s for s in said if -3 <= s.top - row.bottom < 2 * em]
    if below:
        min(below, key=lambda s: s.top).quote = row


def _give_times(times: Sequence[Piece], said: Sequence[_Said], em: float) -> list[Piece]:
    """Give times to the messages beside, over or under them; return those that are of none."""
    votes = 0
    for piece in times:
        over = min(
            (piece.row.box.top - s.bottom for s in said if s.top < piece.row.box.top), default=999
        )
        under = min(
            (s.top - piece.row.bottom for s in said if s.bottom > piece.row.bottom), default=999
        )
        votes += (under < over) - (under > over)
    loose = []
    for piece in times:
        row = piece.row
        middle = row.box.top + row.box.height / 2
        beside = [s for s in said if s.top - 0.3 * em <= middle <= s.bottom + 0.3 * em]
        gaps = [
            (s.top - row.bottom if votes > 0 else row.box.top - s.bottom, s)
            for s in said
            if s not in beside
        ]
        near = [(gap, s) for gap, s in gaps if -0.5 * em <= gap < 1.2 * em]
        owner = beside[0] if beside else min(near, key=lambda g: g[0])[1] if near else None
        if owner is None:
            loose.append(piece)
        elif owner.time is None:
            owner.time = piece.time
    return loose


def _blocks(said: Sequence[_Said], notices: Sequence[Row]) -> list[Block]:
    """Return messages and notices as blocks from top to bottom."""
    made = [(each.top, _block(each)) for each in said]
    made += [(row.box.top, Block(notice=True, things=[row])) for row in notices]
    return [block for _, block in sorted(made, key=lambda each: each[0])]


def _block(each: _Said) -> Block:
    things = sorted(each.things, key=lambda t: t.box.top if isinstance(t, Row) else t.top)
    things = [replace(t, time=None) if isinstance(t, Row) else t for t in things]
    return Block(
        name=each.name, time=each.time, things=things, quote=each.quote, side=each.side, plain=True
    )
