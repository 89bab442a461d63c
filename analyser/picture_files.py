"""Open the files that pictures are kept in, as Pillow does, and those of iPhones (HEIC) besides.

Every room opens pictures through here, so that what can be read can also be shown and printed.
"""

from functools import cache
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

_APPLE = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_TURNS = (b"irot", b"imir")
_HEAD_BYTES = 65_536


def is_heic(head: bytes) -> bool:
    """Tell whether these are the first bytes of a picture as iPhones keep it."""
    return head[4:8] == b"ftyp" and head[8:12] in _APPLE


def open_picture(data: bytes, formats: tuple[str, ...] | None = None) -> Image.Image:
    """Return the picture in `data`; its pixels are read when they are first needed.

    Args:
        data: The whole file.
        formats: Pillow's names of those that may be tried, besides that of iPhones; all where None.

    Raises:
        UnidentifiedImageError: Nothing that is installed here opens it.
    """
    if not is_heic(data[:12]):
        return Image.open(BytesIO(data), formats=formats)
    if not reads_heic():
        raise UnidentifiedImageError("no reader for HEIC")
    image = Image.open(BytesIO(data), formats=("HEIF",))
    turned = image.info.get("original_orientation")
    # A phone writes the turn into the picture and repeats it in the EXIF data, where the reader
    # takes it out. Other programs write it there only.
    if turned and not any(mark in data[:_HEAD_BYTES] for mark in _TURNS):
        image.getexif()[ExifTags.Base.Orientation] = turned
    return image


@cache
def reads_heic() -> bool:
    """Teach Pillow the format of iPhones, once; False where its reader is not installed.

    There is no build of it for every computer (none for Windows on ARM): pictures of that kind
    are refused there, and the rest of the program works.
    """
    try:
        from pi_heif import register_heif_opener
    except ImportError:
        return False
    # One thread: the workers share out the cores. No thumbnails or depths: nobody asks for them.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return True
