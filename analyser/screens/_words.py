"""Every word of a picture with its place, read several ways: for finding words, not for quoting.

The whole picture as it is and turned light for dark, and each bubble by itself with its ink dark
on white. A word can come back more than once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._engine import BLOCK, SPARSE, Reader, Word, ink, read_crops, read_groups
from analyser.screens._image import Pixels, load

_WIDE_PX = 1400
"""A narrower picture is made larger: its letters are smaller than the engine reads well."""
_LARGER = 2.0


@dataclass(frozen=True, slots=True)
class Placed:
    """One word with its box in pixels of the picture; `line` starts with which reading it is of."""

    text: str
    box: Box
    line: tuple[int, ...]


def find_words(data: bytes, boxes: Sequence[Box], reader: Reader = read_crops) -> list[Placed]:
    """Return the words of a picture; the parts in `boxes` are read once more by themselves.

    Raises:
        UnreadableSource: The picture is cut off, damaged, or could not be read in time.
        UnsafeSource: It is far larger than a screenshot.
        OcrMissing: Tesseract or its English data is not installed.
    """
    pixels, _ = load(data)
    height, width = pixels.shape[:2]
    whole, scale = _whole(pixels)
    parts = [each for each in (_within(box, width, height) for box in boxes) if each is not None]
    inks = [_scaled(ink(_cut(pixels, part)), _LARGER) for part in parts]
    found: list[Placed] = []
    groups: tuple[tuple[list[Pixels], int, list[tuple[int, int, float]]], ...] = (
        (whole, SPARSE, [(0, 0, scale)] * len(whole)),
        (inks, BLOCK, [(part.left, part.top, _LARGER) for part in parts]),
    )
    for crops, mode, places in groups:
        for words, (left, top, by) in zip(reader(crops, mode), places, strict=True):
            number = len({each.line[0] for each in found})
            found += [_placed(word, number, left, top, by) for word in words]
    return found


def find_texts(pictures: Sequence[bytes], reader: Reader = read_crops) -> list[str]:
    """Return the words of each picture, its parts apart; all are read at once.

    To start the engine takes longer than to read a small picture.

    Raises:
        AnalyserError: As `find_words`, of any of the pictures.
    """
    wholes = [_whole(load(data)[0])[0] for data in pictures]
    return [
        "\n".join(word.text for words in each for word in words)
        for each in read_groups(wholes, SPARSE, reader)
    ]


def _whole(pixels: Pixels) -> tuple[list[Pixels], float]:
    """Return a picture as it is and turned light for dark, and how much larger they are."""
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    scale = _LARGER if pixels.shape[1] < _WIDE_PX else 1.0
    return [_scaled(each, scale) for each in (grey, 255 - grey)], scale


def _cut(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.top + box.height, box.left : box.left + box.width]


def _within(box: Box, width: int, height: int) -> Box | None:
    left, top = max(0, box.left), max(0, box.top)
    right, low = min(width, box.left + box.width), min(height, box.top + box.height)
    if right <= left or low <= top:
        return None
    return Box(left=left, top=top, width=right - left, height=low - top)


def _scaled(pixels: NDArray[np.uint8], scale: float) -> Pixels:
    if scale == 1.0:
        return pixels
    larger = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    return np.asarray(larger, dtype=np.uint8)


def _placed(word: Word, reading: int, left: int, top: int, by: float) -> Placed:
    box = Box(
        left=left + int(word.left / by),
        top=top + int(word.top / by),
        width=int(word.width / by) + 1,
        height=int(word.height / by) + 1,
    )
    return Placed(word.text, box, (reading, *word.line))
