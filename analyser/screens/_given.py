"""Give lines outside the bubbles to the bubble they belong to; tell comments from a chat."""

from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box, Side
from analyser.screens._labels import (
    Between,
    clock_owner,
    is_name,
    name_owner,
    only_clock,
    stand_over,
)
from analyser.screens._lines import confidence_of, text_of
from analyser.screens._page import Bubble
from analyser.screens._row_entries import Entry
from analyser.screens._row_words import is_time

_UNDER = 1.3
"""How far under a comment the line of its age stands at most, in em."""
_COMMENTS = 0.5
"""Share of the blocks of a page that have an age under them where they are comments."""
_AGE_WORDS = 3


def give_out(
    bubbles: list[Bubble], between: list[Between], em: float
) -> tuple[list[Bubble], list[Between]]:
    """Give clocks and names that stand outside to the bubble or emoji they belong to."""
    lone = [b for b in between if b.emoji]
    texts = [b for b in between if b.text and not b.emoji]
    clocks = [b for b in texts if only_clock(b.text)]
    boxes = [b.region.box for b in bubbles] + [b.box for b in lone]
    over = stand_over([c.box for c in clocks], boxes, em)
    kept = [b for b in between if not b.text]
    for line in clocks:
        owner = clock_owner(line.box, boxes, em, over=over)
        clock = only_clock(line.text)
        if owner is None:
            kept.append(line)
        elif owner < len(bubbles):
            bubbles[owner] = replace(bubbles[owner], clock=bubbles[owner].clock or clock)
        else:
            lone[owner - len(bubbles)] = replace(lone[owner - len(bubbles)], clock=clock)
        if owner is not None and over:
            boxes[owner] = _with(boxes[owner], line.box)
    sides = [b.region.side for b in bubbles] + [Side.RECEIVED for _ in lone]
    for line in (t for t in texts if t not in clocks):
        owner = None
        if is_name(line.text):
            owner = name_owner(line.box, list(zip(boxes, sides, strict=True)), em)
        if owner is None:
            kept.append(line)
        elif owner < len(bubbles):
            bubbles[owner] = replace(bubbles[owner], name=bubbles[owner].name or line.text)
        else:
            lone[owner - len(bubbles)] = replace(lone[owner - len(bubbles)], name=line.text)
    return bubbles, sorted([*kept, *lone], key=lambda b: (b.box.top, b.box.left))


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
    chat = any(b.clock for b in bubbles) or aged < max(2, _COMMENTS * len(bubbles))
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
