"""Tell on a page without bubbles who said what: names, words, times, in their order.

It knows structure and no brand. A name stands at the top of an avatar, above a bar of its own
colour, or beside a time at the edge where the words begin. Where none of these shows, nothing is
taken for a message.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._kinds import CALL_BACK
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_bars import (
    bar_behind,
    bar_below,
    bar_beside,
    named_by_colour,
    sided_by_bars,
    with_times_over,
    without_outlines,
)
from analyser.screens._row_block import Block, RowPage, goes_on, is_title, with_late_time
from analyser.screens._row_heads import (
    are_bodied,
    buttons,
    find_heads,
    left_of_letters,
    without_rests,
    without_signs,
)
from analyser.screens._row_inline import (
    before_colon,
    coloured_names,
    is_inline,
    lone_names,
    name_runs,
    one_colour,
)
from analyser.screens._row_lines import Row
from analyser.screens._row_margin import without_times_at_left
from analyser.screens._row_parts import Parts, holds
from analyser.screens._row_top import without_header
from analyser.screens._row_words import (
    apart,
    is_counts,
    is_pale,
    name_of,
    shown,
    time_at_end,
    time_at_start,
    without_margin,
    words_behind,
    words_contrast,
)
from analyser.screens._stamps import shown_time

SAME_BAR = 40
"""Two bars differ less, in every channel of 255, where they are of one person."""
_CENTRED = 0.06
_SAME_COLOUR = 45


def find_blocks(
    parts: Parts, rows: Sequence[Row], frame: Frame, height: int, panels: Sequence[Box] = ()
) -> list[Block]:
    """Return the blocks of a page from top to bottom; none where no name shows."""
    width = frame.right - frame.left
    rows = without_header(rows, frame, height)
    rows = without_times_at_left(without_signs(rows), parts.em)
    contrast = words_contrast(rows)
    parts = without_outlines(parts, rows, frame, panels)
    known = coloured_names(rows, contrast)
    inline = is_inline(rows, known)
    heads = [] if inline else find_heads(parts, rows, contrast, frame)
    heads = without_rests([h for h in heads if not _is_quoted(h, panels)], parts.em)
    rows = with_times_over(parts, rows, heads) if parts.bars else rows
    page = RowPage(
        parts=parts,
        frame=frame,
        contrast=contrast,
        heads=heads,
        inline=inline,
        lone=lone_names(rows, known) if inline else [],
        known=known,
        buttons=buttons(rows, heads, contrast),
        bodied=are_bodied(heads, contrast),
        panels=panels,
        under=left_of_letters(parts, rows, frame),
        two_sided=not heads and sided_by_bars(parts, rows),
    )
    if not heads and not inline and not parts.bars:
        return []
    things: list[tuple[int, Row | Box]] = [(r.box.top, r) for r in rows]
    things += [(p.top, p) for p in parts.pictures if p.width < 0.9 * width]  # noqa: PLR2004
    for _, thing in sorted(things, key=lambda each: each[0]):
        if isinstance(thing, Row):
            _take(page, thing)
        elif page.open is not None and not page.open.closed:
            page.open.things.append(thing)
    named_by_colour(page.blocks)
    if inline:
        page.blocks = [with_late_time(b, contrast) for b in page.blocks]
    return [b for b in page.blocks if (b.things or (b.name and not b.later)) and not _is_speck(b)]


def _is_quoted(head: Row, panels: Sequence[Box]) -> bool:
    """Tell whether a name in a panel is that of a quoted reply: it has no time behind it."""
    untimed = not head.time and time_at_end(head.runs) == len(head.runs)
    return untimed and any(holds(panel, head.box) for panel in panels)


def _is_speck(block: Block) -> bool:
    """Tell whether a notice is a sign read as a letter or two."""
    row = block.things[0] if block.notice else None
    return isinstance(row, Row) and sum(c.isalnum() for c in row.text) < 3  # noqa: PLR2004


def _take(page: RowPage, row: Row) -> None:
    """Give one row its place."""
    before, page.small = page.small, None
    if row.text in page.buttons and page.open is not None:
        page.open.closed = bool(page.open.things)  # just under a name: to whom it is written
    elif any(holds(panel, row.box) for panel in page.panels) and row not in page.heads:
        _take_quote(page, row)
    elif page.inline:
        _take_inline(page, row)
    elif row in page.heads:
        _open(page, row, before)
    elif page.parts.bars:
        _take_by_bar(page, row)
    elif _is_centred(page, row):
        page.blocks.append(Block(notice=True, things=[row]))
    elif is_pale(row, page.contrast):
        _take_small(page, row)
    else:
        _take_words(page, row)


def _open(page: RowPage, row: Row, before: Row | None) -> None:
    if page.blocks and page.blocks[-1].later and not page.blocks[-1].things:
        page.blocks.pop()
    emoji = row.runs[0].text == UNREAD_GLYPH  # a name may be of nothing else
    block = Block(name=name_of(row.runs) or (UNREAD_GLYPH if emoji else None), head=row)
    cut = time_at_end(row.runs)
    block.time = shown(row.runs[cut:]) if cut < len(row.runs) else row.time
    if page.bodied and (start := words_behind(row.runs, page.contrast)):
        block.things.append(replace(row, runs=row.runs[start:cut], time=None))
    near = before is not None and row.box.top - before.bottom < 1.2 * page.parts.em
    told = before is not None and (time_at_start(before.runs) or is_counts(before))
    if before is not None and near and not told and page.blocks and not page.blocks[-1].closed:
        block.quote = before
        if page.blocks[-1].notice and page.blocks[-1].things == [before]:
            page.blocks.pop()
    bar = bar_beside(page.parts, row) or bar_below(page.parts, row, any_colour=True)
    if page.parts.bars and bar:
        block.bar, block.colour = bar
    page.blocks.append(block)


def _take_quote(page: RowPage, row: Row) -> None:
    """Take a row of a panel as the reply that the words below it quote: its last row tells."""
    block = page.open
    if block is None or block.things:
        block = Block(name=block.name if block else None, later=block is not None)
        page.blocks.append(block)
    block.quote = row


def _take_inline(page: RowPage, row: Row) -> None:
    """Take a row of a page on which each message begins with a clock, then a name."""
    cut = time_at_start(row.runs)
    named = name_runs(row.runs[cut:], page.known)
    alone, block = cut == len(row.runs), page.open
    if alone and block and block.things and block.time is None and not _is_centred(page, row):
        block.time = shown(row.runs)  # the words before it left it no room
    elif alone or (cut == named == 0 and _is_centred(page, row)):
        page.blocks.append(Block(notice=True, things=[row]))
    elif row in page.lone:
        page.blocks.append(Block(name=name_of(row.runs), head=row, closed=True))
    elif cut or named:
        rest = row.runs[cut:]
        same = named or max(one_colour(rest), before_colon(rest) if cut else 0)
        body = Row(runs=rest[same:], box=row.box, baseline=row.baseline)
        name = name_of(rest[:same])
        time = shown(row.runs[:cut]) if cut else None
        page.blocks.append(Block(name=name, time=time, head=row, things=[body], closed=True))
    else:
        _block(page).things.append(row)


def _take_by_bar(page: RowPage, row: Row) -> None:
    bar = bar_beside(page.parts, row)
    side = Side.RECEIVED if bar and page.two_sided else Side.UNKNOWN
    if page.two_sided and bar is None and (bar := bar_behind(page.parts, row)):
        side = Side.SENT
    block = page.open
    if block is not None and block.things and _is_its_time(page, block, row):
        return
    if bar is None:
        page.blocks.append(Block(notice=True, things=[row]))
        return
    same = block is not None and block.colour is not None and apart(block.colour, bar[1]) < SAME_BAR
    if block is None or not same or block.side is not side:
        block = Block(colour=bar[1], side=side)
        page.blocks.append(block)
    elif block.things and block.bar not in (None, bar[0]):  # each message has a bar of its own
        block = Block(name=block.name, colour=block.colour, side=side, later=True)
        page.blocks.append(block)
    block.bar = bar[0]
    block.things.append(without_margin(row, page.contrast, page.parts.em))


def _is_its_time(page: RowPage, block: Block, row: Row) -> bool:
    """Give a time, or what stands under a call, to the words that it stands close under."""
    last = block.things[-1]
    if not isinstance(last, Row) or row.box.top - last.bottom > 1.2 * page.parts.em:  # noqa: PLR2004
        return False
    time = shown_time(row.text)
    if time:
        block.things[-1] = replace(last, time=time)
    return bool(time or CALL_BACK.match(row.text))


def _is_centred(page: RowPage, row: Row) -> bool:
    """Tell whether a row stands in the middle of the page, and not where words begin."""
    width = page.frame.right - page.frame.left
    middle = abs(row.box.left + row.box.width / 2 - page.frame.left - width / 2)
    lefts = [head.box.left for head in page.heads]
    at_edge = any(abs(row.box.left - left) < page.parts.em for left in lefts)
    return middle < _CENTRED * width and row.box.width < 0.7 * width and not at_edge  # noqa: PLR2004


def _take_small(page: RowPage, row: Row) -> None:
    """Take small print: under a name, a line of time and counts, a notice, or a quoted reply."""
    block, page.small = page.open, row
    if block is None:
        page.blocks.append(Block(notice=True, things=[row]))
        return
    cut = time_at_start(row.runs)
    if not block.things and block.head is not None:
        if block.time is None and cut == len(row.runs):  # a long name left it no room
            block.time = shown(row.runs)
        return
    if block.time is None and cut:
        block.time = shown(row.runs[:cut])
        block.closed = True
    elif is_counts(row) or block.closed:
        block.closed |= row.text not in ("I", "l", "|")  # an upright stroke in a picture
    else:
        page.blocks.append(Block(notice=True, things=[row]))
        if abs(row.box.left - _left(block)) < page.parts.em:
            page.blocks.append(Block(name=block.name, colour=block.colour, later=True))


def _left(block: Block) -> int:
    """Return where the last thing of a block begins."""
    last = block.things[-1] if block.things else block.head
    return last.box.left if isinstance(last, Row) else last.left if last else 0


def _take_words(page: RowPage, row: Row) -> None:
    em = page.parts.em
    row = without_margin(row, page.contrast, em)
    block = page.open
    if block is None and is_title(page, row):
        return
    head = block.head if block else None
    if block and head and not block.things and goes_on(page, head, row):
        more = name_of(row.runs)  # of its first colour: a role behind it is none of the name
        block.name = f"{block.name} {more}" if block.name and more else block.name
        return
    _block(page).things.append(row)


def _block(page: RowPage) -> Block:
    """Return the block that goes on, or a new one whose name is not in view."""
    if page.open is None or (page.open.closed and not page.inline):
        page.blocks.append(Block())
    return page.blocks[-1]
