"""Tesseract through pytesseract: many prepared crops in one process, words with boxes back.

One process reads a list of crops: starting one for each crop costs two to three times as much
(measured by `benchmarks/screens.py`).
"""

import csv
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import numpy as np
from PIL import Image

from analyser.errors import OcrMissing, UnreadableSource
from analyser.screens._accents import mended
from analyser.screens._components import dark_on_white
from analyser.screens._image import Pixels, distance
from analyser.screens._question_marks import asked

LINE, BLOCK, SPARSE = 7, 6, 11
"""Tesseract's page segmentation modes: one line, one block, text anywhere."""
_SECONDS_AT_MOST = 120
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its box in pixels of the crop, its line, and a confidence of 0.0 to 1.0."""

    text: str
    left: int
    top: int
    width: int
    height: int
    line: tuple[int, int, int]
    confidence: float


class Reader(Protocol):
    """What reads prepared crops; `read_crops` is the one in use."""

    def __call__(self, crops: Sequence[Pixels], mode: int) -> list[list[Word]]:
        """Return the words of each crop, in reading order."""
        ...


def _missing() -> OcrMissing:
    return OcrMissing(
        "Tesseract, which reads the text in pictures, is not installed.",
        "Install it (on Debian: apt install tesseract-ocr), then add the screenshots again.",
    )


@cache
def _library() -> Any:  # noqa: ANN401  # a module
    """Return pytesseract; it loads pandas, which only those who read a picture need."""
    import pytesseract

    return pytesseract


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that Tesseract has data for.

    Raises:
        OcrMissing: Tesseract is not installed.
    """
    try:
        return tuple(sorted(_library().get_languages()))
    except (_library().TesseractNotFoundError, OSError) as cause:
        raise _missing() from cause


@cache
def engine_name() -> str:
    """Return name and version of the engine, or that there is none."""
    try:
        return f"Tesseract {_library().get_tesseract_version()}"
    except (_library().TesseractNotFoundError, OSError, SystemExit):
        return "no Tesseract"


def read_crops(crops: Sequence[Pixels], mode: int) -> list[list[Word]]:
    """Return the words of each crop, in reading order.

    Raises:
        OcrMissing: Tesseract or its English data is not installed.
        UnreadableSource: It took too long or failed.
    """
    if not crops:
        return []
    if "eng" not in languages():
        raise OcrMissing(
            "Tesseract is installed, but not its English data.",
            "Install it (on Debian: apt install tesseract-ocr-eng).",
        )
    wanted = "eng+fra" if "fra" in languages() and mode != LINE else "eng"
    os.environ["OMP_THREAD_LIMIT"] = "1"  # its threads slow it down on small crops
    with TemporaryDirectory(prefix="notes-") as folder:
        paths = []
        for number, crop in enumerate(crops):
            path = Path(folder) / f"{number}.png"
            Image.fromarray(crop).save(path, compress_level=1)
            paths.append(str(path))
        listed = Path(folder) / "crops.txt"
        listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
        try:
            table = _library().image_to_data(
                str(listed), lang=wanted, config=f"--psm {mode}", timeout=_SECONDS_AT_MOST
            )
        except _library().TesseractNotFoundError as cause:
            raise _missing() from cause
        except (RuntimeError, _library().TesseractError) as cause:
            raise UnreadableSource(
                "The text of this picture could not be read.", "Try again, or add a clearer copy."
            ) from cause
    found = _words(table, len(crops))
    return [
        [asked(mended(word, crop), crop) for word in words]
        for words, crop in zip(found, crops, strict=True)
    ]


def read_groups(
    groups: Sequence[Sequence[Pixels]], mode: int, reader: Reader
) -> list[list[list[Word]]]:
    """Return the words of the crops of each group, all read at once: a start costs most."""
    words = iter(reader([crop for group in groups for crop in group], mode))
    return [[next(words) for _ in group] for group in groups]


def _words(table: str, crops: int) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(crops)]
    for row in csv.DictReader(StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row.get("text") or "").strip()
        if row["level"] != _WORD_LEVEL or not text:
            continue
        left, top, width, height = (int(row[key]) for key in ("left", "top", "width", "height"))
        line = (int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
        confidence = max(0.0, float(row["conf"])) / 100
        word = Word(text, left, top, width, height, line, confidence)
        found[int(row["page_num"]) - 1].append(word)
    return found


def ink(region: Pixels, fill: Pixels | None = None) -> Pixels:
    """Return dark ink on white: each pixel's distance from the fill it stands on.

    The fill is taken row by row, so that a gradient is no ink; light and dark themes and coloured
    words come out alike.
    """
    base = np.median(region, axis=1, keepdims=True) if fill is None else fill
    return dark_on_white(distance(region, base))


def squeezed(text: str) -> str:
    """Return `text` with runs of spaces made one."""
    return re.sub(r"\s+", " ", text).strip()
