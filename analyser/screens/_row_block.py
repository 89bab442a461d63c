"""What one person said under one name on a page without bubbles."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import PALE, apart, shown, time_at_end

Colour = tuple[int, int, int]
_SAME_COLOUR = 45
_TITLE = 1.22
_LINE, _LEVEL = 1.7, 0.4
"""How far a name's second row stands below its first at most, and how far to a side, in em."""


@dataclass(slots=True, kw_only=True)
class Block:
    """What one person said under one name, or a notice that is nobody's.

    Attributes:
        name: None where it is not in view.
        time: As shown at its name or under its words.
        things: Rows and pictures, from top to bottom.
        closed: A line of small print with a time or counts ends it.
        letter: Its words begin further left than its name, as in a letter.
        colour: Of the bar beside it.
        bar: That bar, where its last row stands.
        later: It goes on with what was said under the name of the block before.
        side: Where the place of its words tells it.
        plain: It is one message, told by its place.
    """

    name: str | None = None
    time: str | None = None
    things: list[Row | Box] = field(default_factory=list)
    head: Row | None = None
    quote: Row | None = None
    notice: bool = False
    closed: bool = False
    colour: Colour | None = None
    bar: Box | None = None
    later: bool = False
    side: Side = Side.UNKNOWN
    plain: bool = False


@dataclass(slots=True, kw_only=True)
class RowPage:
    """A page without bubbles on the walk down it, and the blocks made so far.

    Attributes:
        under: Where letters begin, further left than the names over them.
    """

    parts: Parts
    frame: Frame
    contrast: float
    heads: list[Row]
    inline: bool
    lone: list[Row]
    known: frozenset[str]
    buttons: frozenset[str]
    bodied: bool
    panels: Sequence[Box]
    under: int | None = None
    two_sided: bool = False
    blocks: list[Block] = field(default_factory=list)
    small: Row | None = None

    @property
    def open(self) -> Block | None:
        """The block that goes on."""
        return self.blocks[-1] if self.blocks and not self.blocks[-1].notice else None


def with_late_time(block: Block, contrast: float) -> Block:
    """Return a block of a page of inline messages with the time taken off its end."""
    last = block.things[-1] if block.things else None
    if block.time is not None or block.notice or not isinstance(last, Row):
        return block
    cut = time_at_end(last.runs)
    paler = cut < len(last.runs) and last.runs[-1].contrast < PALE * contrast
    if not paler or (cut == 0 and len(block.things) == 1):
        return block
    kept = [Row(runs=last.runs[:cut], box=last.box, baseline=last.baseline)] if cut else []
    return replace(block, time=shown(last.runs[cut:]), things=[*block.things[:-1], *kept])


def is_rest(head: Row, row: Row, em: float) -> bool:
    """Tell whether a row is the rest of a bold name whose time stands in the row above."""
    cut = time_at_end(head.runs)
    if cut in (0, len(head.runs)) or time_at_end(row.runs) < len(row.runs):
        return False
    bold = _first_of_name(head).bold and all(run.bold for run in row.runs)
    near = 0 < row.box.top - head.box.top < _LINE * em
    return bold and near and abs(row.box.left - left_of_name(head)) < _LEVEL * em


def left_of_name(head: Row) -> int:
    """Return where the name of a head begins, behind a picture read as a sign."""
    return _first_of_name(head).box.left


def _first_of_name(head: Row) -> Run:
    return next((run for run in head.runs if run.text != UNREAD_GLYPH), head.runs[0])


def goes_on(page: RowPage, head: Row, row: Row) -> bool:
    """Tell whether a row is the rest of a coloured or bold name that did not fit in one row."""
    if is_rest(head, row, page.parts.em):
        return True
    colour = head.runs[0].colour
    words = [r for b in page.blocks for t in b.things if isinstance(t, Row) for r in t.runs]
    coloured = max(colour) - min(colour) > _SAME_COLOUR
    usual = words[-1].colour if words else None  # the first may be of a name that is cut
    other = usual is None or apart(usual, colour) > _SAME_COLOUR
    gaps = (two.box.left - one.right for one, two in zip(row.runs, row.runs[1:], strict=False))
    size = next((n for n, gap in enumerate(gaps, 1) if gap > page.parts.em), len(row.runs))
    same = all(apart(r.colour, colour) < 25 for r in row.runs[:size])  # noqa: PLR2004
    return coloured and other and same


def is_title(page: RowPage, row: Row) -> bool:
    """Tell whether a row above all names is a title and no cut message."""
    lefts = [h.box.left for h in page.heads]
    lefts += [page.under] if page.under is not None else []
    aligned = any(abs(row.box.left - left) < 0.7 * page.parts.em for left in lefts)  # noqa: PLR2004
    first = min((h.box.top for h in page.heads), default=row.bottom)
    return row.box.top < first and (row.box.height > _TITLE * 1.35 * page.parts.em or not aligned)
