"""Give lines outside the bubbles to the bubble they belong to; tell comments from a chat."""

import re
from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._labels import (
    Between,
    clock_owner,
    is_label,
    is_name,
    name_and_clock,
    name_owner,
    only_clock,
    stand_over,
)
from analyser.screens._lines import UNREAD_GLYPH, confidence_of, text_of
from analyser.screens._page import Bubble
from analyser.screens._row_entries import Entry
from analyser.screens._row_words import STATE, is_time
from analyser.screens._stamps import dated_stamps, shown_time

_UNDER = 1.3
"""How far under a comment the line of its age stands at most, in em."""
_COMMENTS = 0.5
"""Share of the blocks of a page that have an age under them where they are comments."""
_AGE_WORDS = 3
_SHORT = 3
_BEFORE, _BEHIND = 2.5, 5
"""How far before a clock words of its row end, and a name where a role may stand between, in em."""
_FURTHER = 0.7
"""How much further in than a name the role behind it begins at least, in em."""


def give_out(
    bubbles: list[Bubble],
    between: list[Between],
    em: float,
    frame: Frame,
) -> tuple[list[Bubble], list[Between]]:
    """Give times and names that stand outside to the bubble or emoji they belong to.

    A time with its day in the middle of the `frame` is the date of what follows.
    """
    lone = [b for b in between if b.emoji]
    texts = [b for line in between if line.text and not line.emoji for b in name_and_clock(line)]
    boxes = [b.region.box for b in bubbles] + [b.box for b in lone]
    dated = dated_stamps(texts, boxes, em, frame)
    clocks = [b for b in texts if only_clock(b.text) or b in dated]
    rows = [_row_of(c, texts, em) for c in clocks]
    bare = list(boxes)
    over = stand_over(rows, boxes, em, [_begins_with_name(row, texts) for row in rows])
    kept = [b for b in between if not b.text]
    for line, row in zip(clocks, rows, strict=True):
        owner = clock_owner(row, boxes, em, over=over)
        clock = shown_time(line.text)
        if owner is None:
            kept.append(line)
        elif owner < len(bubbles):
            bubbles[owner] = replace(bubbles[owner], clock=bubbles[owner].clock or clock)
        else:
            lone[owner - len(bubbles)] = replace(lone[owner - len(bubbles)], clock=clock)
        if owner is not None and over:
            boxes[owner] = _with(boxes[owner], line.box)
    sides = [b.region.side for b in bubbles] + [Side.RECEIVED for _ in lone]
    others = [t for t in texts if t not in clocks]
    heads = _behind_names(others, clocks, lone, bare, em)
    for line in (t for t in others if t.box not in heads):
        if _over_own(line.box, boxes, sides, em) and _may_name(line):
            heads.append(line.box)
            continue
        owner = _named(line, (boxes, bare), sides, em)
        if owner is not None:
            heads.append(line.box)
            line = replace(line, text=_bare(line.text))
        if owner is None:
            kept.append(line)
        elif owner < len(bubbles):
            bubbles[owner] = replace(bubbles[owner], name=bubbles[owner].name or line.text)
        else:
            lone[owner - len(bubbles)] = replace(lone[owner - len(bubbles)], name=line.text)
    kept = [k for k in kept if not any(_is_label(k.box, head, em) for head in heads)]
    return bubbles, sorted([*kept, *lone], key=lambda b: (b.box.top, b.box.left))


def _row_of(clock: Between, texts: Sequence[Between], em: float) -> Box:
    """Return the place of a clock with the name and the role before it in one row."""
    row = clock.box
    middle = row.top + row.height / 2
    before = [t for t in texts if t.box.top <= middle <= t.box.top + t.box.height]
    for line in sorted(before, key=lambda t: -t.box.left):
        box, room = line.box, _BEHIND if line.placed else _BEFORE
        if box.left < row.left and row.left - box.left - box.width < room * em:
            row = replace(row, left=box.left, width=row.left + row.width - box.left)
    return row


def _begins_with_name(row: Box, texts: Sequence[Between]) -> bool:
    """Tell whether a row with a clock begins with a name, and not with "Delivered"."""
    first = [t for t in texts if t.box.left == row.left and t.box.top == row.top]
    said = [t for t in first if not only_clock(t.text) and t.text.strip("().").lower() not in STATE]
    return any(_may_name(t) for t in said)


def _named(
    line: Between, places: Sequence[Sequence[Box]], sides: Sequence[Side], em: float
) -> int | None:
    """Return whose name a line is: over the clock of a bubble, or just over the bubble."""
    owners = [name_owner(line.box, list(zip(b, sides, strict=True)), em) for b in places]
    found = [owner for owner in owners if owner is not None]
    return found[0] if found and _may_name(line) else None


def _behind_names(
    texts: Sequence[Between],
    clocks: Sequence[Between],
    lone: Sequence[Between],
    boxes: Sequence[Box],
    em: float,
) -> list[Box]:
    """Return the lines over bubbles that begin further in than the names of the page do.

    Before a clock they are roles that stand behind a name which was not read.
    """
    placed = []
    for line in texts:
        under = [b for b in boxes if -0.4 * em <= b.top - line.box.top - line.box.height < em]  # noqa: PLR2004
        aside = [line.box.left - b.left for b in under]
        if aside and -0.5 * em < min(aside) < 3 * em:  # noqa: PLR2004
            placed.append((line.box, min(aside)))
    column = min(
        (a for _, a in placed if sum(abs(a - other) < 0.3 * em for _, other in placed) > 1),  # noqa: PLR2004
        default=em * 9,
    )
    return [
        box
        for box, aside in placed
        if aside > column + _FURTHER * em
        and any(_is_label(clock.box, box, em) for clock in clocks)
        and not any(_is_label(box, emoji.box, em) for emoji in lone)
    ]


def _may_name(line: Between) -> bool:
    """Tell whether a line in the place of a name is one, of one letter too."""
    text = _bare(line.text)
    short = line.placed or len(text) <= _SHORT
    return is_name(text) or (short and is_label(text, placed=True))


def _bare(text: str) -> str:
    """Return a name without its emoji and the user name behind it."""
    text = " ".join(word for word in text.split() if word != UNREAD_GLYPH) or text
    return re.sub(r"(?<=\w)\W*\s@\S+$", "", text)


def _is_label(line: Box, head: Box, em: float) -> bool:
    """Tell whether a line stands behind a name, as a role or a user name does."""
    middle = line.top + line.height / 2
    gap = line.left - head.left - head.width
    return head.top <= middle <= head.top + head.height and -0.5 * em <= gap < _BEHIND * em


def _over_own(line: Box, boxes: Sequence[Box], sides: Sequence[Side], em: float) -> bool:
    """Tell whether a line stands over, or in what was added to, a bubble of the user's own."""
    return any(
        side is Side.SENT and -1.6 * em <= box.top - line.top - line.height <= 0.8 * em
        for box, side in zip(boxes, sides, strict=True)
    )


def _with(box: Box, above: Box) -> Box:
    """Return a box grown up to the line above it."""
    top = min(box.top, above.top)
    return replace(box, top=top, height=box.top + box.height - top)


def comments_of(
    bubbles: Sequence[Bubble], between: Sequence[Between], em: float
) -> tuple[tuple[Entry, ...], list[Between]]:
    """Return the comments of a page, and the lines that are of none; none where it is a chat.

    A comment is a block that begins with a name and has its age, not a clock, under it.
    """
    made, used = [], []
    aged = 0
    for bubble in bubbles:
        under = [b for b in between if b.text and _is_under(b.box, bubble.region.box, em)]
        under.sort(key=lambda b: b.box.left)
        age = next((a for b in under[:2] if (a := _age(b.text))), None)
        aged += age is not None
        used += under
        made.append(_comment(bubble, age))
    chat = any(b.clock or b.region.side is Side.SENT for b in bubbles)
    chat |= aged < max(2, _COMMENTS * len(bubbles))
    if chat:
        return (), list(between)
    return tuple(made), [b for b in between if b not in used]


def _is_under(line: Box, block: Box, em: float) -> bool:
    gap = line.top - block.top - block.height
    inside = line.left >= block.left - 0.5 * em
    return -0.3 * em <= gap <= _UNDER * em and inside and line.height < 1.6 * em  # noqa: PLR2004


def _age(text: str) -> str | None:
    """Return the age with which a line begins."""
    words = text.split()
    for count in range(min(_AGE_WORDS, len(words)), 0, -1):
        said = " ".join(words[:count])
        if ":" not in said and is_time(said):
            return said
    return None


def _comment(bubble: Bubble, age: str | None) -> Entry:
    named = len(bubble.lines) > 1
    lines = bubble.lines[1:] if named else bubble.lines
    return Entry(
        box=bubble.region.box,
        text=text_of(lines),
        name=bubble.name or (" ".join(bubble.lines[0].words) if named else None),
        time=age,
        picture=bubble.picture,
        partial=bubble.region.partial,
        confidence=confidence_of(lines),
    )
