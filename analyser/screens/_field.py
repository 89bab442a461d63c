"""Find where the conversation ends above a typing box or a keyboard whose edge does not show."""

from collections.abc import Sequence
from dataclasses import replace

from analyser.records import Box
from analyser.screens._frame import Frame
from analyser.screens._patches import Patch
from analyser.screens._shapes import NEAR, apart

_FOOT = 0.9
"""Where a typing box without a bar stands, in heights of the page."""
_KEY, _KEYS = 0.14, 5
"""Greatest width of a key, in widths of the page, and the least number of a row."""
_FIELD = 0.15
"""Greatest height of a typing box with one line, in widths of the page."""
_BUTTON = 0.156
"""Greatest width of a button beside the box, in widths of the page."""
_OUT = 0.05
"""How far rows of keys stand apart, and the box further out than bubbles, in widths of the page."""
_EXACT = 2
"""Pixels by which bubbles at one edge differ at most."""


def above_keyboard(boxes: Sequence[Box], frame: Frame) -> Frame:
    """Return the frame without a keyboard whose edge does not show: rows of many equal keys."""
    half = frame.top + (frame.bottom - frame.top) / 2
    low = [b for b in boxes if b.top > half and b.width < _KEY * frame.unit]
    rows = [b.top for b in low if sum(_same_row(b, other) for other in low) >= _KEYS]
    several = rows and max(rows) - min(rows) > _OUT * frame.unit
    return replace(frame, bottom=min(rows)) if several else frame


def _same_row(one: Box, two: Box) -> bool:
    return abs(one.top - two.top) <= 3 and abs(one.height - two.height) <= 4  # noqa: PLR2004


def above_typing_box(patches: Sequence[Patch], frame: Frame, height: int) -> Frame:
    """Return the frame without the typing box, where that is a wide patch at the very bottom."""
    unit = frame.right - frame.left
    if frame.foot or (height < 1.2 * unit and not frame.measure):
        return frame
    patches = [p for p in patches if p.box.top < frame.bottom]
    low = [
        p.box
        for p in patches
        if p.box.width > 0.5 * unit
        and (p.box.top > _FOOT * height or _is_field(p.box, patches, frame, height))
        and not _is_bubble(p, patches, frame)
    ]
    return replace(frame, bottom=min(b.top for b in low) - 4) if low else frame


def _is_bubble(patch: Patch, patches: Sequence[Patch], frame: Frame) -> bool:
    """Tell whether a patch is the last bubble of a cut picture: no button stands beside it.

    Bubbles of its colour and of other widths stand at the same edge of the page.
    """
    box = patch.box
    above = [p for p in patches if p.box.top + p.box.height < box.top]
    level = [p.box for p in patches if p is not patch and p not in above]
    if any(b.width < _BUTTON * frame.unit and b.left >= box.left + box.width for b in level):
        return False
    alike = [p.box for p in above if apart(p.fill, patch.fill) <= NEAR]
    lefts = [b.left - box.left for b in alike]
    ends = [b.left + b.width - box.left - box.width for b in alike]
    return any((abs(x) <= _EXACT) != (abs(y) <= _EXACT) for x, y in zip(lefts, ends, strict=True))


def _is_field(box: Box, patches: Sequence[Patch], frame: Frame, height: int) -> bool:
    """Tell whether a wide patch near the bottom is a typing box: lowest, with a button beside it.

    Where no button shows, it stands further out than any bubble.
    """
    end = box.top + box.height
    others = [p.box for p in patches if p.box is not box]
    if end < _FOOT * min(height, frame.bottom) or box.height > _FIELD * frame.unit:
        return False
    if any(b.top + b.height > end + 3 and b.height > 0.5 * box.height for b in others):
        return False
    level = [b for b in others if b.top < end and b.top + b.height > box.top]
    button = any(b.width < _BUTTON * frame.unit and b.left >= box.left + box.width for b in level)
    above = [b.left for b in others if b not in level and b.height > _OUT * frame.unit]
    further_out = bool(above) and box.left < min(above) - _OUT * frame.unit
    return button or further_out
