"""The pictures in e-mails that may be screenshots, each as a file that their reader takes.

An e-mail carries logos, banners and pictures of one pixel that tell when it was opened. What is
smaller than a screenshot ever is stays out, and how many those are is said.
"""

import binascii
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage, Message
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import BinaryIO

import olefile
from PIL import Image, UnidentifiedImageError

from analyser.errors import UnreadableSource
from analyser.given import Given
from analyser.ingest import mail_eml, mail_mbox, outlook_msg
from analyser.ingest._mail import DAMAGED
from analyser.picture_files import open_picture
from analyser.wording import counted

_SIDE_AT_LEAST, _LONG_SIDE_AT_LEAST = 280, 400
"""Pixels; the smallest phones show 320 across, and some are cut."""
_LARGEST_BYTES = 256 << 20
_CHUNK_BYTES = 1 << 20
_PICTURES_AT_MOST = 1000
"""In one e-mail, and so many in one file; no person sends more."""
_LONGEST_NAME = 60
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_IN_PAGE = re.compile(rb"data:image/[a-z.+-]{1,20};base64,([A-Za-z0-9+/=\s]{400,})", re.IGNORECASE)
_TOO_LARGE = "This mailbox is so large that pictures in it were not looked for: save the e-mails "
_TOO_LARGE += "that matter by themselves, and add them."
_GONE = "This picture can no longer be found in its e-mail.", "Add the file again as it was."

Picture = tuple[str, bytes]
"""A name as the e-mail gives it, or "", and the bytes."""
Reader = Callable[[bytes], Iterator[Picture]]
"""What reads one e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """What may be screenshots, each once, and a sentence about all; None where there are none."""

    found: tuple[Given, ...] = ()
    note: str | None = None


def pictures_in(given: Given, head: bytes) -> Pictures:
    """Return the pictures in an e-mail, a mailbox or an Outlook message; none in other files."""
    reader = _reader(head)
    if reader is None:
        return Pictures()
    if given.size_bytes > _LARGEST_BYTES:
        return Pictures(note=_TOO_LARGE)
    with given.open() as stream:
        data = stream.read(_LARGEST_BYTES)
    places = mail_mbox.places(data) if mail_mbox.recognises(head) else [(0, len(data))]
    found: list[Given] = []
    seen: set[bytes] = set()
    small = copies = more = 0
    for mail, place in enumerate(places, start=1):
        several = f"e-mail {mail}, " if len(places) > 1 else ""
        for number, (name, picture) in enumerate(reader(data[slice(*place)]), start=1):
            if len(found) >= _PICTURES_AT_MOST or number > _PICTURES_AT_MOST:
                more += 1
            elif not _may_be_screenshot(picture):
                small += 1
            elif (digest := sha256(picture).digest()) in seen:
                copies += 1
            else:
                seen.add(digest)
                shown = f"{several}picture {number}{f' ({name})' if name else ''}"
                opens = partial(_open, given, reader, place, number)
                found.append(
                    Given(
                        name=shown, open=opens, size_bytes=len(picture), not_after=given.not_after
                    )
                )
    return Pictures(found=tuple(found), note=_note(len(found), small, copies, more))


def _reader(head: bytes) -> Reader | None:
    if outlook_msg.recognises(head):
        return _in_outlook
    if mail_mbox.recognises(head):
        return _of_mailbox
    return _in_mail if mail_eml.recognises(head) else None


def _note(found: int, small: int, copies: int, more: int) -> str | None:
    said = []
    if found:
        said.append(f"{counted(found, 'picture')} in it read as screenshots, each by itself")
    if copies:
        said.append(f"{counted(copies, 'copy', 'copies')} of these not read again")
    if small:
        said.append(f"{counted(small, 'picture')} too small for a screenshot not read")
    if more:
        said.append(
            f"{counted(more, 'picture')} beyond the {_PICTURES_AT_MOST:,} of a file not read"
        )
    return f"Pictures: {'; '.join(said)}." if said else None


def _may_be_screenshot(data: bytes) -> bool:
    try:
        with warnings.catch_warnings(), open_picture(data, _FORMATS) as image:
            warnings.simplefilter("ignore")
            short, long = sorted(image.size)
    except Image.DecompressionBombError:
        return True  # its reader refuses it, and says why
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return False
    return short >= _SIDE_AT_LEAST and long >= _LONG_SIDE_AT_LEAST


def _open(given: Given, reader: Reader, place: tuple[int, int], number: int) -> BinaryIO:
    """Return the bytes of one picture of the e-mail that stands at `place` of the file.

    Raises:
        UnreadableSource: The file is no longer what it was.
    """
    pictures = _pictures_at(given, reader, place)
    if number > len(pictures):
        raise UnreadableSource(*_GONE)
    return BytesIO(pictures[number - 1])


@lru_cache(maxsize=1)  # thousands of pictures of one e-mail are asked for one after the other
def _pictures_at(given: Given, reader: Reader, place: tuple[int, int]) -> tuple[bytes, ...]:
    start, end = place
    with given.open() as stream:
        if stream.seekable():
            stream.seek(start)
        else:
            while start > 0 and (passed := len(stream.read(min(start, _CHUNK_BYTES)))):
                start -= passed
        data = stream.read(end - place[0])
    return tuple(picture for _, picture in islice(reader(data), _PICTURES_AT_MOST))


def _of_mailbox(data: bytes) -> Iterator[Picture]:
    return _in_mail(data, mail_mbox.mail_of)


def _in_mail(
    data: bytes, mail_of: Callable[[bytes], EmailMessage] = mail_eml.mail_of
) -> Iterator[Picture]:
    try:
        parts = [part for part in mail_of(data).walk() if not part.is_multipart()]
    except (*DAMAGED, RecursionError):
        return  # its reader says what is wrong with it
    for part in parts:
        kind = part.get_content_type()
        if kind == "text/html":
            yield from _in_page(_payload(part))
        elif kind.startswith("image/") or kind == "application/octet-stream":
            data = _payload(part)
            if kind.startswith("image/") or _may_be_screenshot(data):
                yield _name(part), data


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except DAMAGED:
        return b""
    return data if isinstance(data, bytes) else b""


def _name(part: Message) -> str:
    try:
        return _short(part.get_filename() or "")
    except DAMAGED:
        return ""


def _short(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())[
        :_LONGEST_NAME
    ].replace("/", "_")


def _in_page(page: bytes) -> Iterator[Picture]:
    """Yield the pictures that are written into the HTML itself."""
    for match in _IN_PAGE.finditer(page):
        try:
            yield "", binascii.a2b_base64(match[1])
        except ValueError:
            continue


def _in_outlook(data: bytes) -> Iterator[Picture]:
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            for name, attached in outlook_msg.attachments(container):
                if _may_be_screenshot(attached):
                    yield _short(name), attached
    except (OSError, IndexError, AttributeError, TypeError, ValueError, RecursionError):
        return  # as above
