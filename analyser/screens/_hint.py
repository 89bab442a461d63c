"""Read the pale words in the typing box, where many apps write their own name."""

from collections.abc import Sequence

from analyser.screens._crops import line_crop
from analyser.screens._engine import Word
from analyser.screens._frame import Frame
from analyser.screens._header_ink import ink_of, without_pictures
from analyser.screens._image import Pixels
from analyser.screens._lines import lines_of
from analyser.screens._outside import text_lines

_FOOT, _SURE = 0.09, 0.5
"""Share of the picture in which the typing box stands, and the least confidence of its words."""


def hint_crops(pixels: Pixels, frame: Frame, em: float) -> list[Pixels]:
    """Return the pale lines in the typing box: many apps write their own name there."""
    height = pixels.shape[0]
    part = pixels[frame.bottom : frame.bottom + round(_FOOT * height), frame.left : frame.right]
    if part.shape[0] < em:
        return []
    boxes = [b for b in text_lines(without_pictures(ink_of(part), em), em) if b.width > 2 * em]
    return [line_crop(part[b.top : b.top + b.height, b.left : b.left + b.width]) for b in boxes[:2]]


def hint_of(words: Sequence[list[Word]]) -> str | None:
    """Return the first of them that was read for sure."""
    for each in words:
        for line in lines_of(each)[:1]:
            if line.confidence >= _SURE:
                return " ".join(line.words)
    return None
