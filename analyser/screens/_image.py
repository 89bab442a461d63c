"""Load a picture safely: refuse bombs before decoding, turn it upright, flatten it."""

import warnings
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from analyser.errors import AnalyserError, UnreadableSource, UnsafeSource
from analyser.picture_files import is_heic, open_picture, reads_heic

Pixels = NDArray[np.uint8]
"""Rows, columns, red-green-blue."""
CHANNELS = 3

_PIXELS_AT_MOST = 60_000_000
"""A long scrolling screenshot has some 20 million; at 60 the arrays still take well under 1 GB."""
_SIDE_AT_MOST = 40_000
_HEADS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def is_image(head: bytes) -> bool:
    """Tell whether these are the first bytes of a picture that can be read here."""
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return head.startswith(_HEADS) or webp or is_heic(head)


def load(data: bytes) -> tuple[Pixels, bool]:
    """Return the pixels, upright, and whether it was one frame of several.

    Raises:
        UnsafeSource: It is far larger than any screenshot; nothing was decoded.
        UnreadableSource: It is cut off or damaged.
    """
    Image.MAX_IMAGE_PIXELS = None  # our own ceiling stands below, with words for a person
    try:
        with warnings.catch_warnings(), open_picture(data, _FORMATS) as image:
            warnings.simplefilter("ignore")
            width, height = image.size
            if width * height > _PIXELS_AT_MOST or max(width, height) > _SIDE_AT_MOST:
                raise UnsafeSource(
                    f"This picture is {width} by {height} pixels, far larger than a screenshot.",
                    "Cut it into smaller pictures, or add the original screenshots.",
                )
            several = bool(getattr(image, "n_frames", 1) > 1)
            flat = _flat(ImageOps.exif_transpose(image))
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as cause:
        raise _unreadable(data) from cause
    return np.asarray(flat, dtype=np.uint8), several


def _flat(image: Image.Image) -> Image.Image:
    """Return the picture without what shows through it, on white."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    shown = image.convert("RGBA")
    through = shown.getchannel("A")
    if through.getextrema() == (255, 255):  # as a phone saves it
        return shown.convert("RGB")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(shown, mask=through)
    return flat


def _unreadable(data: bytes) -> AnalyserError:
    """Return the error that says why a picture could not be opened, and what to do."""
    if is_heic(data[:12]):
        here = "is cut off or damaged" if reads_heic() else "cannot be opened on this computer"
        return UnreadableSource(
            f"This picture, in the format of iPhones (HEIC), {here}.",
            "Copy it again, or save it as JPEG: on an iPhone copy it in Photos and paste it into a "
            "folder in Files; on a computer open it and export it as JPEG or PNG.",
        )
    return UnreadableSource(
        "This picture is cut off or damaged.", "Copy it again from the phone, or take it again."
    )


def largest(pixels: NDArray[Any]) -> NDArray[Any]:
    """Return the largest of the three values of each pixel.

    Three whole planes at once: numpy's own `max` over the last axis takes ten times as long, and
    took half of all the time that a picture took beside Tesseract.
    """
    most: NDArray[Any] = np.maximum(np.maximum(pixels[..., 0], pixels[..., 1]), pixels[..., 2])
    return most


def distance(part: Pixels, base: NDArray[Any]) -> NDArray[np.uint8]:
    """Return how far each pixel is from the fill under it, in its furthest channel.

    Args:
        part: Shape (rows, columns, 3).
        base: The fill, 0 to 255: one colour, one for each row, or one for each pixel.
    """
    if not part.size:
        return np.zeros(part.shape[:2], np.uint8)
    fill = np.asarray(base, dtype=np.uint8)
    if fill.size == CHANNELS:
        planes = zip(cv2.split(part), fill.ravel(), strict=True)
        red, green, blue = (cv2.absdiff(each, np.full_like(each, level)) for each, level in planes)
    else:
        red, green, blue = cv2.split(cv2.absdiff(part, np.broadcast_to(fill, part.shape).copy()))
    return np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)
