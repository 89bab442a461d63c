"""What one person said under one name on a page without bubbles."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._row_lines import Row
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import PALE, shown, time_at_end

Colour = tuple[int, int, int]


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
    """A page without bubbles on the walk down it, and the blocks made so far."""

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
