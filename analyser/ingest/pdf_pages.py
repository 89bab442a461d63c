"""The pages of a PDF that hold pictures only, each as a picture that a reader of screenshots takes.

A page of a few screenshots gives each by itself; any other page is drawn whole.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any, BinaryIO

import pypdfium2 as pdfium
from pypdfium2 import raw

from analyser.errors import UnreadableSource
from analyser.given import Given

_HEAD_BYTES = 1024
_LETTERS_AT_MOST = 40
"""A program that scans writes its own name under the picture; a chat says more."""
_PAGES_AT_MOST = 2000
_PIXELS_AT_MOST = 12_000_000
_SIDE_AT_MOST = 6000
_POINTS_BETWEEN = 2
"""Pictures closer than this are strips of one."""
_LEAST_SHARE = 0.04
"""Of the page: what is smaller is a logo."""
_SCALE_PLAIN, _SCALE_MOST = 2.5, 6.0
"""Pixels a point: 180 dots an inch where nothing tells how fine the picture is."""
_ONE_AT_A_TIME = Lock()
"""The library may not be called from two threads."""

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top, in points from the bottom left."""


def is_pdf(head: bytes) -> bool:
    """Tell whether these are the first bytes of a PDF."""
    return b"%PDF-" in head[:_HEAD_BYTES]


def picture_pages(given: Given) -> tuple[tuple[Given, ...], bool]:
    """Return the pictures in a PDF's pages without text, and whether other pages have text.

    One that is locked or damaged has none: its reader says why it cannot be read.
    """
    with given.open() as stream:
        data = stream.read()
    found: list[Given] = []
    text = False
    with _ONE_AT_A_TIME:
        try:
            with pdfium.PdfDocument(data) as document:
                for number in range(min(len(document), _PAGES_AT_MOST)):
                    places = _places(document[number])
                    text = text or places is None
                    found += _named(given, number, places or ())
        except pdfium.PdfiumError:
            return (), True
    return tuple(found), text


def _named(given: Given, number: int, places: Sequence[Edges | None]) -> Iterator[Given]:
    for place, edges in enumerate(places, start=1):
        several = f", picture {place}" if len(places) > 1 else ""
        yield Given(
            name=f"page {number + 1}{several}",
            open=partial(_draw, given, number, edges),
            size_bytes=0,
            not_after=given.not_after,
        )


def _places(page: Any) -> tuple[Edges | None, ...] | None:  # noqa: ANN401  # the library's own
    """Return where the pictures of a page are, None for the whole page; None if it has text."""
    letters = page.get_textpage().get_text_bounded().strip()
    objects = list(page.get_objects(max_depth=1))
    images = [each for each in objects if each.type == raw.FPDF_PAGEOBJ_IMAGE]
    if letters and (len(letters) > _LETTERS_AT_MOST or not images):
        return None
    if not objects:
        return ()
    width, height = page.get_size()
    edges = [tuple(each.get_bounds()) for each in images]
    large = [each for each in edges if _area(each) > _LEAST_SHARE * width * height]
    others = any(each.type == raw.FPDF_PAGEOBJ_FORM for each in objects)
    if not large or others or page.get_rotation() or any(_touch(large)):
        return (None,)
    return tuple(sorted(large, key=lambda each: (-round(each[3]), each[0])))


def _area(edges: Edges) -> float:
    return max(0.0, edges[2] - edges[0]) * max(0.0, edges[3] - edges[1])


def _touch(places: Sequence[Edges]) -> Iterator[bool]:
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            yield (
                one[0] < other[2] + _POINTS_BETWEEN
                and other[0] < one[2] + _POINTS_BETWEEN
                and one[1] < other[3] + _POINTS_BETWEEN
                and other[1] < one[3] + _POINTS_BETWEEN
            )


def _draw(given: Given, number: int, edges: Edges | None) -> BinaryIO:
    """Return a page, or the part of it within `edges`, as the bytes of a PNG.

    Raises:
        UnreadableSource: The page cannot be drawn.
    """
    with given.open() as stream:
        data = stream.read()
    out = BytesIO()
    with _ONE_AT_A_TIME:
        try:
            with pdfium.PdfDocument(data) as document:
                page = document[number]
                width, height = page.get_size()
                left, bottom, right, top = edges or (0.0, 0.0, width, height)
                crop = (max(0.0, left), max(0.0, bottom), max(0.0, width - right))
                scale = _scale(page, right - left, top - bottom)
                drawn = page.render(scale=scale, crop=(*crop, max(0.0, height - top)))
                drawn.to_pil().convert("RGB").save(out, "PNG", compress_level=1)
        except (pdfium.PdfiumError, ValueError, MemoryError) as cause:
            raise UnreadableSource(
                "A page of this PDF could not be drawn.", "Take a screenshot of the page."
            ) from cause
    out.seek(0)
    return out


def _scale(page: Any, width: float, height: float) -> float:  # noqa: ANN401  # as above
    """Return the pixels a point at which the finest picture keeps its own, within limits."""
    finest = _SCALE_PLAIN
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, _, right, _ = each.get_bounds()
        if right - left > 1:
            finest = max(finest, each.get_px_size()[0] / (right - left))
    most = min(_SIDE_AT_MOST / max(width, height), (_PIXELS_AT_MOST / (width * height)) ** 0.5)
    return float(min(finest, _SCALE_MOST, most))
