"""Read a page without bubbles: its frame, its rows of names and words, its header."""

from dataclasses import replace

import numpy as np

from analyser.records import Box
from analyser.screens._cards import find_panels, flattened, without_bands
from analyser.screens._engine import LINE, Reader, read_groups
from analyser.screens._frame import Frame, without_foot
from analyser.screens._header import header_lines, header_name
from analyser.screens._hint import hint_crops, hint_of
from analyser.screens._image import Pixels
from analyser.screens._page import Page
from analyser.screens._patches import find_patches, is_noisy
from analyser.screens._regions import page_colour
from analyser.screens._row_entries import read_entries
from analyser.screens._row_top import TALL

_NAMED = 1.8
"""How far above its words the name of a message begins at most, in em."""
_CENTRED = 0.03
"""How far from the middle of the page a date or a notice stands at most, in its widths."""


def without_bubbles(pixels: Pixels, frame: Frame, em: float, reader: Reader) -> Page | None:
    """Return the page as rows of names and words, or None where no names show."""
    if frame.foot:
        low = np.ascontiguousarray(pixels[frame.bottom :, frame.left : frame.right])
        found = find_patches(low, unit=frame.unit, noisy=is_noisy(pixels))
        frame = without_foot(frame, pixels.shape[0], [p.box for p in found])
    colour = page_colour(pixels[frame.top : frame.bottom, frame.left : frame.right])
    pixels = without_bands(pixels, frame, colour)
    panels = find_panels(pixels, frame, em, noisy=is_noisy(pixels))
    flat = flattened(pixels, frame, panels, colour) if panels else pixels
    quoting = [_moved(p.box, frame) for p in panels if not _is_centred(p.box, frame)]
    entries, em, seen = read_entries(flat, frame, reader, quoting)
    if not entries:
        return None
    first = float(pixels.shape[0])
    if not frame.head and first > TALL * (frame.right - frame.left):
        first = min(e.box.top - (_NAMED * em if e.headed else 0) for e in entries)
    head = header_lines(pixels, frame, round(first), em)
    named, hinted = read_groups([head.crops, hint_crops(pixels, frame, em)], LINE, reader)
    height, width = pixels.shape[:2]
    return Page(
        width=width,
        middle=(frame.left + frame.right) / 2,
        height=height,
        header=header_name(head, named, [e.name for e in entries if e.name])[0],
        group=any(entry.name for entry in entries),
        hint=hint_of(hinted),
        bubbles=(),
        between=(),
        entries=entries,
        seen=seen,
    )


def _moved(box: Box, frame: Frame) -> Box:
    return replace(box, left=box.left + frame.left, top=box.top + frame.top)


def _is_centred(box: Box, frame: Frame) -> bool:
    width = frame.right - frame.left
    narrow = box.width < 0.5 * width  # noqa: PLR2004
    return narrow and abs(box.left + box.width / 2 - width / 2) < _CENTRED * width
