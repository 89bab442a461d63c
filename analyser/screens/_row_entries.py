"""Make entries of the blocks of a page without bubbles: one for each message, or for a notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyser.records import Box, Side
from analyser.screens._engine import Reader
from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._ink import around
from analyser.screens._lines import Line, text_of
from analyser.screens._row_block import Block, left_of_name
from analyser.screens._row_blocks import SAME_BAR, find_blocks
from analyser.screens._row_heads import left_of_letters
from analyser.screens._row_lines import Row, read_rows
from analyser.screens._row_parts import find_parts
from analyser.screens._row_plain import plain_blocks
from analyser.screens._row_roles import without_roles
from analyser.screens._row_tails import with_tails
from analyser.screens._row_words import apart, is_me

_WIDER, _SURELY_WIDER = (1.03, 0.5), (1.05, 1.5)
"""Lines of two messages stand this many times, and pixels, further apart than lines of one: where
the first word of the lower line had room above, and in any case."""
_ROOMY = 3
"""So many lines with room before them at least show that messages stand no further apart."""
_REACH = 0.72
"""Share of a telephone's width that the words of a full row reach at least."""
_CAPTION = 0.9
"""Words this near below a picture, in em, are its caption."""
_LETTER = 1.0
"""Words that begin this far left of the names, in em, are a letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message, or a notice, of a page without bubbles.

    Attributes:
        name: As shown; None where it is not in view.
        time: As shown at this message; None for the later ones of a run.
        first: It is the first under its name.
        headed: Its name stands over it, and is not told by a colour alone.
        side: By a label such as `Me`; UNKNOWN where the page does not tell.
        notice: A line of nobody's: a date, or what the app says.
    """

    box: Box
    text: str
    name: str | None = None
    time: str | None = None
    first: bool = True
    headed: bool = False
    side: Side = Side.UNKNOWN
    quoted: str | None = None
    notice: bool = False
    picture: bool = False
    partial: bool = False
    confidence: float = 1.0


def read_entries(
    pixels: Pixels, frame: Frame, reader: Reader, panels: Sequence[Box] = ()
) -> tuple[tuple[Entry, ...], float, tuple[tuple[Box, str], ...]]:
    """Return what a page without bubbles shows, the size of its type, and all rows as read.

    Nothing is shown if it is no chat.
    """
    parts = find_parts(pixels, frame)
    rows = read_rows(parts, frame, reader)
    seen = tuple((row.box, row.text) for row in rows)
    rows = without_roles(parts, rows, frame)
    rows = with_tails(parts, rows, frame, reader)
    letters = left_of_letters(parts, rows, frame) is not None
    plain = [] if letters else plain_blocks(parts, rows, frame, pixels.shape[0], panels)
    blocks = plain or find_blocks(parts, rows, frame, pixels.shape[0], panels)
    if not plain and not any(b.name or b.colour for b in blocks):
        return (), parts.em, ()
    return tuple(make_entries(blocks, frame, parts.em)), parts.em, seen


def make_entries(blocks: Sequence[Block], frame: Frame, em: float) -> Iterator[Entry]:
    """Yield one entry for each message and notice of the blocks."""
    said = [b for b in blocks if not b.notice]
    names = [b.name for b in said if b.name]
    heads = [b.head for b in said if b.head is not None and not b.later]
    rows = [t for b in said for t in b.things if isinstance(t, Row)]
    # Where no row reaches far, none was wrapped.
    reach = frame.left + round(_REACH * (frame.right - frame.left))
    right = max((r.right for r in rows), default=frame.right)
    right = right if frame.measure else max(right, reach)
    # Where each message has a bar of its own, that tells where one ends.
    splits = _runs_on(said, em) and not any(b.bar and b.later for b in said)
    pitch = _pitch(said, right) if splits else 0.0
    at_end = _times_end_messages(said)
    mine = {b.colour for b in said if is_me(b.name) and b.colour}
    for block in blocks:
        if block.notice:
            row = block.things[0]
            if isinstance(row, Row):
                yield Entry(box=row.box, text=row.text, notice=True, confidence=_sure([row]))
            continue
        timed = [t for t in block.things if isinstance(t, Row) and t.time]
        if block.plain:
            parts = [block.things]
        elif timed or any(head.time_first for head in heads):
            parts = _split_by_times(block.things, at_end=at_end)
            if block.colour is not None and splits:
                parts = [
                    p
                    for each in parts
                    for p in _split(replace(block, things=each), right, pitch, em)
                ]
        else:
            parts = _split(block, right, pitch, em) if splits else [block.things]
        for number, things in enumerate(p for p in parts if p):
            yield _entry(block, things, number, right, frame, em, names, _side(block, mine))


def _runs_on(said: Sequence[Block], em: float) -> bool:
    """Tell whether several messages may stand under one name: not in comments, posts, letters."""
    named = [b for b in said if b.head is not None and b.things]
    closed = sum(b.closed for b in named)
    letters = 0
    for block in named:
        first = block.things[0]
        left = first.box.left if isinstance(first, Row) else first.left
        letters += block.head is not None and left < left_of_name(block.head) - _LETTER * em
    return max(closed, letters) < 0.5 * max(1, len(named))  # noqa: PLR2004


def _times_end_messages(said: Sequence[Block]) -> bool:
    """Tell whether times at the far right stand beside the last row of a message or the first."""
    rows = [[t for t in b.things if isinstance(t, Row)] for b in said]
    if any(row.time_first for each in rows for row in each):
        return False
    last = sum(each[-1].time is not None for each in rows if each)
    first = sum(each[0].time is not None for each in rows if each)
    return last >= first


def _split_by_times(things: Sequence[Row | Box], *, at_end: bool) -> list[list[Row | Box]]:
    """Return the things of one block, parted into messages at the times beside them."""
    parts: list[list[Row | Box]] = [[]]
    for thing in things:
        timed = isinstance(thing, Row) and thing.time is not None
        if timed and not at_end:
            parts.append([])
        parts[-1].append(thing)
        if timed and at_end:
            parts.append([])
    return parts


def _pairs(things: Sequence[Row | Box]) -> Iterator[tuple[Row, Row]]:
    for one, two in zip(things, things[1:], strict=False):
        if isinstance(one, Row) and isinstance(two, Row):
            yield one, two


def _fits(one: Row, two: Row, right: int) -> bool:
    """Tell whether the first word of `two` had room behind `one`."""
    space = 0.3 * one.box.height
    return one.right + space + two.runs[0].box.width < right


def _pitch(said: Sequence[Block], right: int) -> float:
    """Return how far apart the lines of one message stand; 0 if nothing shows it.

    Nothing does where most lines that far apart are no wrapped ones: the next word had room.
    """
    pairs = [pair for block in said for pair in _pairs(block.things)]
    gaps = [two.baseline - one.baseline for one, two in pairs]
    fits = [_fits(one, two, right) for one, two in pairs]
    wrapped = [gap for gap, had_room in zip(gaps, fits, strict=True) if not had_room]
    if not wrapped:
        return 0.0
    pitch = float(min(wrapped))
    by, more = _WIDER
    level = [f for gap, f in zip(gaps, fits, strict=True) if gap < by * pitch + more]
    roomy = sum(level)
    return 0.0 if roomy >= _ROOMY and roomy > len(level) - roomy else pitch


def _split(block: Block, right: int, pitch: float, em: float) -> list[list[Row | Box]]:
    """Return the things of one block, parted into messages."""
    parts: list[list[Row | Box]] = [[]]
    for thing in block.things:
        before = parts[-1][-1] if parts[-1] else None
        if before is not None and _begins(before, thing, right, pitch, em):
            parts.append([])
        parts[-1].append(thing)
    return parts


def _begins(before: Row | Box, thing: Row | Box, right: int, pitch: float, em: float) -> bool:
    if not isinstance(thing, Row):
        return True
    if not isinstance(before, Row):
        return thing.box.top - before.top - before.height > _CAPTION * em
    apart_ = thing.baseline - before.baseline
    if before.box.height > 1.8 * em or thing.box.height > 1.8 * em:  # noqa: PLR2004  # large emoji
        return True
    by, more = _WIDER if _fits(before, thing, right) else _SURELY_WIDER
    if not pitch:
        return _fits(before, thing, right)
    return apart_ >= by * pitch + more


def _side(block: Block, mine: set[tuple[int, int, int]]) -> Side:
    if block.plain or block.side is not Side.UNKNOWN:
        return block.side
    if is_me(block.name):
        return Side.SENT
    if block.colour and mine:
        own = any(apart(block.colour, colour) < SAME_BAR for colour in mine)
        return Side.SENT if own else Side.RECEIVED
    return Side.UNKNOWN


def _entry(
    block: Block,
    things: Sequence[Row | Box],
    number: int,
    right: int,
    frame: Frame,
    em: float,
    names: Sequence[str],
    side: Side,
) -> Entry:
    rows = [t for t in things if isinstance(t, Row)]
    box = around([t.box if isinstance(t, Row) else t for t in things])
    lines = [_line(row) for row in rows]
    at_top = number == 0 and block.head is None and box.top - frame.top < em
    return Entry(
        box=box,
        text=text_of(lines, right=right),
        name=block.name,
        time=next((r.time for r in rows if r.time), block.time if number == 0 else None),
        first=number == 0 and not block.later,
        headed=number == 0 and block.head is not None,
        side=side,
        quoted=_quoted(block.quote, names) if number == 0 else None,
        picture=len(rows) < len(things),
        partial=at_top or frame.bottom - box.top - box.height < 0.8 * em,  # noqa: PLR2004
        confidence=_sure(rows),
    )


def _line(row: Row) -> Line:
    return Line(
        words=tuple(run.text for run in row.runs),
        left=row.box.left,
        top=row.box.top,
        right=row.right,
        bottom=row.bottom,
        confidence=_sure([row]),
    )


def _sure(rows: Sequence[Row]) -> float:
    known = [run.confidence for row in rows for run in row.runs]
    return round(sum(known) / len(known), 3) if known else 1.0


def _quoted(quote: Row | None, names: Sequence[str]) -> str | None:
    """Return the words of a quoted reply, without sign and name before them."""
    if quote is None:
        return None
    words = [run.text for run in quote.runs]
    for start in range(min(2, len(words))):
        for name in sorted(names, key=len, reverse=True):
            size = len(name.split())
            if " ".join(words[start : start + size]).casefold() == name.casefold():
                return " ".join(words[start + size :]) or None
    return " ".join(words)
