"""Tell by the bars beside words who said what: names over or inside them, times over the words."""

from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._labels import is_label, is_name
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_block import Block
from analyser.screens._row_lines import Row
from analyser.screens._row_parts import Parts
from analyser.screens._row_words import (
    apart,
    name_of,
    shown,
    time_at_end,
    time_at_start,
    without_handle,
)

_SAME_COLOUR = 45
_BARRED = 0.35
"""Share of the rows that have a bar beside them where bars tell who speaks."""
_SEEN = 2
"""Names inside bars at least: one may be the first words of a message."""
_TIMED = 0.6
"""Share of the bars whose first row is a name and a time where that shows names, whatever their
look."""
_TWO = 2
Colour = tuple[int, int, int]


def without_outlines(
    parts: Parts, rows: Sequence[Row], frame: Frame, panels: Sequence[Box] = ()
) -> Parts:
    """Return the parts without bars that are the edges of cards, of a quote, or of the page.

    Where bars tell who speaks, most rows have one beside or below them.
    """
    kept = tuple(
        (bar, colour)
        for bar, colour in parts.bars
        if bar.left > frame.left + 2
        and bar.left + bar.width < frame.right - 2
        and not any(_is_pair(bar, other) for other, _ in parts.bars)
        and not any(_is_edge(bar, panel, parts.em) for panel in panels)
    )
    some = replace(parts, bars=kept)
    barred = [r for r in rows if bar_beside(some, r) or bar_below(some, r) or bar_behind(some, r)]
    return some if len(barred) >= _BARRED * len(rows) else replace(parts, bars=())


def _is_pair(one: Box, two: Box) -> bool:
    """Tell whether two bars are the left and the right edge of one block."""
    ends = abs(one.top + one.height - two.top - two.height)
    return one is not two and abs(one.top - two.top) <= 3 and ends <= 3  # noqa: PLR2004


def _is_edge(bar: Box, panel: Box, em: float) -> bool:
    """Tell whether a bar is the left edge of a panel, as quoted replies have one."""
    near = abs(bar.left + bar.width - panel.left) < 0.4 * em or abs(bar.left - panel.left) < 3  # noqa: PLR2004
    level = abs(bar.top - panel.top) < 0.4 * em and abs(bar.height - panel.height) < 0.6 * em  # noqa: PLR2004
    return near and level


def bar_beside(parts: Parts, row: Row) -> tuple[Box, Colour] | None:
    """Return the bar beside which a row stands."""
    middle = row.box.top + row.box.height / 2
    for bar, colour in parts.bars:
        beside = 0 < row.box.left - bar.left < 2.5 * parts.em  # noqa: PLR2004
        if beside and bar.top <= middle <= bar.top + bar.height:
            return bar, colour
    return None


def bar_behind(parts: Parts, row: Row) -> tuple[Box, Colour] | None:
    """Return the bar behind the end of a row, as words at the right edge have."""
    middle = row.box.top + row.box.height / 2
    for bar, colour in parts.bars:
        behind = 0 <= bar.left - row.right < 1.5 * parts.em  # noqa: PLR2004
        if behind and bar.top <= middle <= bar.top + bar.height:
            return bar, colour
    return None


def sided_by_bars(parts: Parts, rows: Sequence[Row]) -> bool:
    """Tell whether bars stand before the words of one side and behind those of the other."""
    before = [r for r in rows if bar_beside(parts, r) and not bar_behind(parts, r)]
    behind = [r for r in rows if bar_behind(parts, r) and not bar_beside(parts, r)]
    lefts, rights = [r.box.left for r in before], [r.right for r in behind]
    if not lefts or not rights:
        return False
    at_edges = max(lefts) - min(lefts) < parts.em and max(rights) - min(rights) < parts.em
    return at_edges and max(rights) > max(r.right for r in before) - parts.em


def bar_below(parts: Parts, row: Row, *, any_colour: bool = False) -> tuple[Box, Colour] | None:
    """Return the bar over which a row stands, of its own colour unless any will do."""
    for bar, colour in parts.bars:
        gap = bar.top - row.bottom
        at_edge = abs(row.box.left - bar.left) < parts.em
        if at_edge and -0.4 * parts.em < gap < 0.7 * parts.em:
            worded = [r for r in row.runs if any(c.isalnum() for c in r.text)]
            same = worded and apart(worded[0].colour, colour) <= 2 * _SAME_COLOUR
            if worded and (any_colour or same):
                return bar, colour
    return None


def heads_at_bars(parts: Parts, rows: Sequence[Row], contrast: float) -> list[Row]:
    """Return the names over the bars of a page, or those that stand first beside them."""
    over = [r for r in rows if not bar_beside(parts, r) and not time_at_start(r.runs)]
    own = [r for r in over if bar_below(parts, r) is not None]
    own = own or [r for r in over if bar_below(parts, r, any_colour=True) is not None]
    inside = _inside(parts, rows, contrast)
    return inside if len(inside) >= max(_SEEN, len(own) + 1) else own


def _inside(parts: Parts, rows: Sequence[Row], contrast: float) -> list[Row]:
    """Return the rows that stand first beside a bar and are names of another look than words."""
    beside: list[list[Row]] = []
    for bar in dict.fromkeys(bar for bar, _ in parts.bars):
        mine = [r for r in rows if (b := bar_beside(parts, r)) and b[0] == bar]
        beside.append([r for r in mine if time_at_start(r.runs) < len(r.runs)])
    firsts = [some[0] for some in beside if some]
    timed = [r for r in firsts if time_at_end(r.runs) < len(r.runs) and _may_name(r)]
    if len(timed) >= max(_SEEN, _TIMED * len(firsts)):
        return timed
    found = [
        (some[0], len(some) == 1)
        for some in beside
        if some and _may_name(some[0]) and (len(some) == 1 or not _same_look(*some[:2]))
    ]
    # One over words that are out of view has the look of the others.
    sure = [row for row, alone in found if not alone]
    return [r for r, alone in found if not alone or any(_same_look(r, s) for s in sure)]


def _may_name(row: Row) -> bool:
    cut = time_at_end(row.runs)
    words = [run.text for run in row.runs[:cut] if run.text != UNREAD_GLYPH]
    text = " ".join(without_handle(words))
    # A time behind it lets a name be as short as one letter.
    named = is_label(text) if cut < len(row.runs) else is_name(text)
    return named and name_of(row.runs) == text.strip(" :")


def _same_look(one: Row, two: Row) -> bool:
    first, second = one.runs[0], two.runs[0]
    low = min(one.box.height, two.box.height) < 0.9 * max(one.box.height, two.box.height)  # noqa: PLR2004
    other = apart(first.colour, second.colour) > _SAME_COLOUR or first.bold != second.bold
    return not other and not low


def with_times_over(parts: Parts, rows: Sequence[Row], heads: Sequence[Row]) -> list[Row]:
    """Return the rows with the times that stand over words beside a bar taken to those words.

    They do where one stands first beside a bar, or just under a name.
    """
    bars = [bar_beside(parts, row) for row in rows]
    alone = [time_at_start(row.runs) == len(row.runs) for row in rows]
    over = False
    for before, row, is_time in zip((None, *rows), rows, alone, strict=False):
        bar = bar_beside(parts, row)
        first = before is None or bar_beside(parts, before) != bar
        over |= bar is not None and is_time and (first or before in heads)
    if not over:
        return list(rows)
    kept: list[Row] = []
    time: str | None = None
    for row, bar, is_time in zip(rows, bars, alone, strict=True):
        if is_time and bar is not None:
            time = shown(row.runs)
        elif time is not None and bar is not None:
            kept.append(replace(row, time=time, time_first=True))
            time = None
        else:
            kept.append(row)
    return kept


def named_by_colour(blocks: Sequence[Block]) -> None:
    """Give blocks without a name that whose bars have their colour, where two people speak.

    Among more, a colour may be that of somebody whose name is out of view.
    """
    known = [(b.name, b.colour) for b in blocks if b.name and b.colour]
    for block in blocks if len({name for name, _ in known}) == _TWO else ():
        if block.name is None and block.colour is not None:
            near = {name for name, colour in known if apart(colour, block.colour) <= _SAME_COLOUR}
            block.name = near.pop() if len(near) == 1 else None
