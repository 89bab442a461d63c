"""Walk through an e-mail, a mail of a mailbox or an Outlook message, and yield the files in it.

An e-mail attached to it is one of them, and what is attached to that comes after it.
"""

import binascii
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from io import BytesIO

import olefile
from PIL import Image, UnidentifiedImageError

from analyser.given import HEAD_BYTES
from analyser.ingest import mail_eml, mail_mbox, outlook_msg
from analyser.ingest._mail_parts import DAMAGED, WORDS, bodies_of, name_of, shown_name
from analyser.picture_files import open_picture

_SIDE_AT_LEAST, _LONG_SIDE_AT_LEAST = 280, 400
"""Pixels; the smallest phones show 320 across, and some are cut."""
_OF_PROGRAMS = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
    + ("application/pgp-keys", "message/delivery-status", "text/rfc822-headers", "text/calendar")
    + ("message/disposition-notification", "message/external-body", "message/partial")
)
"""Parts that programs send to each other; they are named with the e-mail and hold no chat."""
_AS_IT_IS = policy.default.clone(refold_source="none")
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_IN_PAGE = re.compile(rb"data:image/[a-z.+-]{1,20};base64,([A-Za-z0-9+/=\s]{400,})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A file in an e-mail.

    Attributes:
        name: As the e-mail gives it, or "".
        picture: It is a picture, or is called one.
        body: It is also what a mail program shows as the words of the e-mail.
    """

    name: str
    data: bytes
    picture: bool
    body: bool = False


Reader = Callable[[bytes], Iterator[Part]]
"""What reads one e-mail."""


def reader_for(head: bytes) -> Reader | None:
    """Return what reads one e-mail of a file that begins so; None where it is no such file."""
    if outlook_msg.recognises(head):
        return _in_outlook
    if mail_mbox.recognises(head):
        return _of_mailbox
    return _in_mail if mail_eml.recognises(head) else None


def may_be_screenshot(data: bytes) -> bool:
    """Tell whether it is a picture as large as the smallest screenshots are."""
    try:
        with warnings.catch_warnings(), open_picture(data, _FORMATS) as image:
            warnings.simplefilter("ignore")
            short, long = sorted(image.size)
    except Image.DecompressionBombError:
        return True  # its reader refuses it, and says why
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return False
    return short >= _SIDE_AT_LEAST and long >= _LONG_SIDE_AT_LEAST


def _of_mailbox(data: bytes) -> Iterator[Part]:
    return _in_mail(data, mail_mbox.mail_of)


def _in_mail(
    data: bytes, mail_of: Callable[[bytes], EmailMessage] = mail_eml.mail_of, *, opens: bool = True
) -> Iterator[Part]:
    try:
        message = mail_of(data)
        parts = [part for part in message.walk() if part.get_content_type() not in _OF_PROGRAMS]
        bodies = bodies_of(message)
    except (*DAMAGED, RecursionError):
        return  # its reader says what is wrong with it
    for part in parts:
        if part.get_content_type() == "message/rfc822":
            # What is attached to it comes after it, as the library walks on into it.
            yield from _attached_mail(part)
        elif not part.is_multipart():
            for each in _leaf(part, is_body=any(part is body for body in bodies)):
                yield each
                yield from _in_attached(each.data) if opens and not each.picture else ()


def _in_attached(data: bytes) -> Iterator[Part]:
    """Yield the files in an e-mail that is attached as a file; in that, no e-mail is opened."""
    head = data[:HEAD_BYTES]
    if outlook_msg.recognises(head):
        yield from _in_outlook(data, opens=False)
    elif mail_eml.recognises(head):
        yield from _in_mail(data, opens=False)


def _attached_mail(part: Message) -> Iterator[Part]:
    try:
        inner = part.get_payload(0)
        data = inner.as_bytes(policy=_AS_IT_IS) if isinstance(inner, Message) else b""
    except (*DAMAGED, RecursionError, KeyError):
        data = b""
    yield Part(name=name_of(part), data=data, picture=False)


def _leaf(part: Message, *, is_body: bool) -> Iterator[Part]:
    kind = part.get_content_type()
    data = _payload(part)
    if kind == "text/html":
        yield from (Part(name="", data=each, picture=True) for each in _in_page(data))
    if kind.startswith("image/") or (kind not in WORDS and may_be_screenshot(data)):
        yield Part(name=name_of(part), data=data, picture=True)
    elif kind not in WORDS or _is_named(part):
        yield Part(name=name_of(part), data=data, picture=False, body=is_body)


def _is_named(part: Message) -> bool:
    """Tell whether it is called a file, and not only a piece of the e-mail's own words."""
    return bool(name_of(part)) or part.get_content_disposition() == "attachment"


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except DAMAGED:
        return b""
    return data if isinstance(data, bytes) else b""


def _in_page(page: bytes) -> Iterator[bytes]:
    """Yield the pictures that are written into the HTML itself."""
    for match in _IN_PAGE.finditer(page):
        try:
            yield binascii.a2b_base64(match[1])
        except ValueError:
            continue


def _in_outlook(data: bytes, *, opens: bool = True) -> Iterator[Part]:
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            for name, attached in outlook_msg.attachments(container):
                picture = may_be_screenshot(attached)
                yield Part(name=shown_name(name), data=attached, picture=picture)
                yield from _in_attached(attached) if opens and not picture else ()
    except (OSError, IndexError, AttributeError, TypeError, ValueError, RecursionError):
        return  # as above
