"""Pictures for the report: screenshots with their items outlined, and crops beside flags.

Works on copies in memory; what was given is never altered. Metadata of the picture stays behind.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont, ImageOps, UnidentifiedImageError

from analyser.picture_files import open_picture
from analyser.records import Box, Message
from analyser.report._blocks import Picture, phrase

_PX_PER_MM = 12
"""Of a screenshot as it is printed: 300 dots an inch."""
_WIDEST_MM, _PHONE_MM, _TALLEST_MM = 154, 57, 118
"""A screenshot takes the line, or where it is as slim as a phone, a quarter of a page."""
_SLIM = 1.5
"""Height by width."""
_COARSEST = 8
"""Pixels a millimetre; a small picture is not blown up further."""
_CROP_PX = 480
_CROP_MM, _CROP_LEAST = 62, 0.25
"""A crop as wide as on a telephone, and not narrower than a quarter of that."""
_TALLEST = 2.25
"""Height of a piece by its width; a longer capture goes on in the next piece."""
_SHORTEST = 0.6
"""Of the tallest piece: how far up a cut may go to pass between two messages."""
_LABEL_MM, _BESIDE_MM = 2.3, 1
"""Height of the numbers of the items, at the left, and the room around them."""
_PAD_PX = 14
_QUALITY = 78
_INK, _PAPER = (20, 20, 20), (255, 255, 255)


@lru_cache(maxsize=4)
def _opened(data: bytes) -> Image.Image | None:
    try:
        with open_picture(data) as image:
            return ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None


def _jpeg(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "JPEG", quality=_QUALITY)
    return made.getvalue()


def _fitted(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.BOX)


def boxes_by_source(messages: Sequence[Message]) -> dict[str, list[tuple[str, Box]]]:
    """Return for each picture the items seen in it and where."""
    found: dict[str, list[tuple[str, Box]]] = {}
    for message in messages:
        places = [(seen.source, seen.where) for seen in message.seen_in]
        for source, where in places or [(message.source, message.where)]:
            if where.box is not None:
                found.setdefault(source, []).append((message.id, where.box))
    return found


def crop(message: Message, pictures: Mapping[str, bytes]) -> tuple[Picture, ...]:
    """Return the part of a screenshot that shows `message`; nothing where there is none."""
    places = [(message.source, message.where)]
    places += [(seen.source, seen.where) for seen in message.seen_in]
    for source, where in places:
        data = pictures.get(source)
        image = _opened(data) if where.box and data else None
        if image is not None and where.box is not None:
            alt = phrase("crop", item=message.id, source=source)
            return _cut(image, where.box, alt)
    return ()


def _cut(image: Image.Image, box: Box, alt: str) -> tuple[Picture, ...]:
    left, top = max(0, box.left - _PAD_PX), max(0, box.top - _PAD_PX)
    right = min(image.width, box.left + box.width + _PAD_PX)
    low = min(image.height, box.top + box.height + _PAD_PX)
    if right <= left or low <= top:
        return ()
    part = _fitted(image.crop((left, top, right, low)), _CROP_PX)
    width_mm = round(max(_CROP_LEAST, (right - left) / image.width) * _CROP_MM)
    return (Picture(data=_jpeg(part), alt=alt, width_mm=width_mm),)


def pieces(data: bytes, boxes: Sequence[tuple[str, Box]], caption: str) -> Iterator[Picture]:
    """Yield a screenshot in pieces that fit a page, each with its items outlined and numbered."""
    image = _opened(data)
    if image is None:
        return
    shape = min(image.height / image.width, _TALLEST)
    widest = _WIDEST_MM if shape < _SLIM else _PHONE_MM
    width_mm = min(widest, _TALLEST_MM / shape, image.width / _COARSEST)
    small = _fitted(image, round(width_mm * _PX_PER_MM))
    dots = small.width / width_mm
    font = ImageFont.load_default(size=_LABEL_MM * dots)
    labels = max((font.getlength(item) for item, _ in boxes), default=0)
    margin = round(labels + _BESIDE_MM * dots) if labels else 0
    sheet = Image.new("RGB", (small.width + margin, small.height), _PAPER)
    sheet.paste(small, (margin, 0))
    draw, scale = ImageDraw.Draw(sheet), small.width / image.width
    spans = []
    for item, box in boxes:
        left, top = margin + round(box.left * scale), round(box.top * scale)
        right, low = left + round(box.width * scale), top + round(box.height * scale)
        draw.rectangle((left - 3, top - 3, right + 3, low + 3), outline=_INK, width=2)
        draw.rectangle((left - 5, top - 5, right + 5, low + 5), outline=_PAPER, width=2)
        draw.text((0, max(0, top)), item, fill=_INK, font=font)
        spans.append((top - 5, low + 5))
    cuts = [0, *_cuts(sheet.height, round(small.width * _TALLEST), spans), sheet.height]
    for number, (top, low) in enumerate(pairwise(cuts), start=1):
        of = f" (piece {number} of {len(cuts) - 1})" if len(cuts) > 2 else ""
        part = _jpeg(sheet.crop((0, top, sheet.width, low)))
        yield Picture(data=part, alt=caption + of, width_mm=round(sheet.width / dots))


def _cuts(height: int, tall: int, spans: Sequence[tuple[int, int]]) -> Iterator[int]:
    """Yield where a long picture is cut: between two messages where there is such a place."""
    cut = 0
    while height - cut > tall:
        free = range(cut + tall, cut + round(tall * _SHORTEST), -1)
        cut = next((y for y in free if not any(a < y < b for a, b in spans)), cut + tall)
        yield cut
