"""Turn bytes into text and text into lines, changing nothing but line ends."""

import codecs
import re

from analyser.errors import UnknownFormat
from analyser.ingest._stored import Stored, whole_of
from analyser.times import plain

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OTHER_ENDS = ("\r", "\x85", "\u2028")
_NOT_UTF8 = re.compile("[\udc80-\udcff]")
_NO_PLAIN_LETTER = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_SAMPLE_BYTES = 4096
_PIECE_BYTES = 1 << 20
_FEW_IN = 50
"""One control byte in so many is an accident; in pictures and programs it is one in ten."""
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31})


def encoding_of(data: bytes | Stored) -> str | None:
    """Return the encoding of `data`, or None where it is no text.

    A byte order mark decides; else zero bytes at all odd or even places mean UTF-16; else UTF-8
    where it decodes, or where most of what is no plain letter does; else Windows-1252, unless
    control bytes show that it is no text at all.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    sample = data[:_SAMPLE_BYTES]
    if b"\x00" in sample:
        half = len(sample) // 2
        for name, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
            if half and zeros.count(0) > 0.7 * half:  # noqa: PLR2004
                return name
        # Some lost bytes in a damaged export are no reason to refuse the rest of it.
        if sample.count(0) * _FEW_IN > len(sample):
            return None
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    if not decodes(data, "utf-8", to_its_end=False):
        if odd * _FEW_IN > len(sample):
            return None
        return "utf-8" if is_mixed(whole_of(data)) else "cp1252"
    # A message can hold a stray control character; a file of them is no text.
    return "utf-8" if odd <= 1 or odd * _FEW_IN <= len(sample) else None


def decodes(data: bytes | Stored, encoding: str, *, to_its_end: bool = True) -> bool:
    """Tell whether all of `data` is text in `encoding`; a piece at a time, to spare memory."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _PIECE_BYTES):
            decoder.decode(data[start : start + _PIECE_BYTES])
        decoder.decode(b"", final=to_its_end)
    except UnicodeDecodeError:
        return False
    return True


def is_mixed(data: bytes) -> bool:
    """Tell whether most of what is no plain letter is UTF-8, and some is not.

    One pasted byte must not turn every accent and emoji of a long chat into other signs.
    """
    text = data.decode("utf-8", errors="surrogateescape")
    lost = len(_NOT_UTF8.findall(text))
    return 0 < lost < len(_NO_PLAIN_LETTER.findall(text))


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read what is no UTF-8 as Windows-1252, except half a character at the end."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    at_end = error.end == len(error.object) and error.reason.startswith("unexpected end")
    return "\ufffd" if at_end else bad.decode("cp1252", errors="replace"), error.end


codecs.register_error("as_cp1252", _as_cp1252)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was read in.

    Raises:
        UnknownFormat: The bytes are no text.
    """
    encoding = encoding_of(data)
    if encoding is None:
        raise UnknownFormat(
            "This file does not hold text, whatever its name says.",
            "Export the chat again as text, or add the original file.",
        )
    # A byte that Windows-1252 does not know, or half a character at a cut-off end, is shown as
    # U+FFFD: the line is kept, and the room says so.
    errors = "as_cp1252" if encoding == "utf-8" else "replace"
    return data.decode(encoding, errors=errors), encoding


def behind(written: str, kept: int) -> str:
    """Return what stands behind the first `kept` characters that are no marks."""
    for place, char in enumerate(written):
        if kept <= 0:
            return written[place:]
        kept -= bool(plain(char))
    return ""


def lines_of(text: str) -> list[str]:
    r"""Split at \n only, dropping a \r before it: other line separators occur inside messages.

    Where a text has no \n at all, as some old programs save it, what it has instead parts lines.
    """
    if "\n" not in text:
        other = next((mark for mark in _OTHER_ENDS if mark in text), "\n")
        text = text.replace(other, "\n")
    lines = [line.rstrip("\r") for line in text.split("\n")]
    if lines and not lines[-1]:
        lines.pop()
    return lines
