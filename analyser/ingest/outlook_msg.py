"""One Outlook message (.msg): properties read from the OLE container.

Source: chat-formats section 22.3.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

import olefile

from analyser.errors import UnreadableSource
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import text_of_html
from analyser.ingest._mail import NO_DATE, SEE_DATE, TWO_TEXTS, both, parse, sender_of, sent_at
from analyser.ingest._mail_parts import attached
from analyser.ingest._rtf import unpacked, words_of
from analyser.records import Kind

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = "__properties_version1.0".encode("utf-16-le")
_FILETIME = datetime(1601, 1, 1, tzinfo=UTC)
_TOP_HEADER, _ENTRY = 32, 16
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_FLAGS, _CODE_PAGE = 0x0E07, 0x3FDE
_TIME_TYPE, _NUMBER_TYPE = 0x0040, 0x0003
_UNSENT = 0x08
_OTHER_PAGES = {28591: "iso-8859-1", 28605: "iso-8859-15", 28592: "iso-8859-2", 20866: "koi8-r"}
"""Code pages that Python knows by another name than their number."""
_LEFT_OUT = "A message saved from Outlook shows no hidden copies (Bcc) of others."


def recognises(head: bytes) -> bool:
    """Tell whether it is an OLE container with the properties of a message."""
    return head.startswith(_MAGIC) and (_NAME in head or "__substg1.0_".encode("utf-16-le") in head)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the draft of the message.

    Raises:
        UnreadableSource: The container is damaged.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as container:
            return _drafted(container)
    except (OSError, IndexError, AttributeError, TypeError) as cause:
        raise UnreadableSource(
            "This Outlook message is damaged.", "Save it again from Outlook, or as .eml."
        ) from cause


def _drafted(container: olefile.OleFileIO) -> Drafted:
    numbers = _numbers(container)
    body = _text(container, "1000")
    html = _page(container, numbers)
    if not body and not html:
        words, is_html = words_of(unpacked(_stream(container, "__substg1.0_10090102")))
        body, html = ("", words) if is_html else (words, "")
    page = text_of_html(html, mark_quotes=True)
    own, quoted, two = both(body.replace("\r\n", "\n"), page)
    differ = (
        "The plain part and the HTML part of this message have different words; both are shown."
    )
    headers = parse(_text(container, "007D").encode())
    name, address = _sender(container, headers)
    to = _recipients(container)
    subject = _text(container, "0037")
    instant = _time(numbers, _SUBMITTED) or _time(numbers, _DELIVERED) or sent_at(headers)
    never = numbers.get(_FLAGS << 16 | _NUMBER_TYPE, 0) & _UNSENT or not (name or address)
    is_draft = instant is None and bool(never)
    lost = not (body.strip() or page) and container.exists("__substg1.0_10090102")
    what = "No words could be read from this message, which keeps them as RTF."
    files = [name.replace(";", ",") for name, _ in attachments(container)]
    return Drafted(
        items=(
            Draft(
                position=1,
                units=1,
                instant=instant,
                shown_as=f"{instant:%Y-%m-%d %H:%M:%S} UTC" if instant else None,
                sender=None if is_draft else name or address,
                handle=None if is_draft else address,
                text=own or subject,
                kind=Kind.SYSTEM if is_draft else Kind.TEXT,
                attachment="; ".join(files) if files else None,
                inside=True,
                quoted=quoted or None,
                chat=", ".join(sorted({address or name or "", *(to.values())} - {""})) or None,
            ),
        ),
        app="email",
        by_record=True,
        facts=("Read as one message saved from Outlook.", _LEFT_OUT, *attached(len(files))),
        problems=(
            *([(what, "Save it as .eml, or print it to a PDF.")] if lost else []),
            *([(differ, TWO_TEXTS)] if two else []),
            *([(f"This message has {NO_DATE}", SEE_DATE)] if not (instant or is_draft) else []),
        ),
        members=frozenset({*to, *to.values()}),
    )


def _sender(container: olefile.OleFileIO, headers: EmailMessage) -> tuple[str | None, str | None]:
    """Return name and address; an address as Exchange has it inside is no use to anybody."""
    shown, written = sender_of(headers)
    name = _text(container, "0042") or _text(container, "0C1A") or shown
    addresses = [_text(container, each) for each in ("5D02", "5D01", "0065", "0C1F")]
    ordinary = (each for each in addresses if each and not each.upper().startswith("/O="))
    return name or None, next(ordinary, written)


def _recipients(container: olefile.OleFileIO) -> dict[str, str]:
    """Return the names of those to whom it went, with their addresses."""
    found = {}
    for folder in _folders(container, "__recip_version1.0_"):
        name, address, other = (_text(container, each, folder) for each in ("3001", "39FE", "3003"))
        address = address or ("" if other.upper().startswith("/O=") else other)
        if name or address:
            found[name or address] = address or name
    return found or {each: each for each in _text(container, "0E04").split("; ") if each}


def _page(container: olefile.OleFileIO, numbers: Mapping[int, int]) -> str:
    """Return the HTML of the body; its encoding is a property beside it."""
    raw = _stream(container, "__substg1.0_10130102")
    if not raw:
        return _text(container, "1013")
    declared = numbers.get(_CODE_PAGE << 16 | _NUMBER_TYPE, 0)
    for encoding in ("utf-8", f"cp{declared}", _OTHER_PAGES.get(declared, "")):
        try:
            return raw.decode(encoding)
        except (ValueError, LookupError):
            continue
    return raw.decode("cp1252", errors="replace")


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    if not container.exists(name):
        return b""
    data = container.openstream(name).read()
    return data if isinstance(data, bytes) else b""


def _text(container: olefile.OleFileIO, property_: str, inside: str = "") -> str:
    wide = _stream(container, f"{inside}__substg1.0_{property_}001F")
    if wide:
        return wide.decode("utf-16-le", errors="replace").rstrip("\x00")
    narrow = _stream(container, f"{inside}__substg1.0_{property_}001E").rstrip(b"\x00")
    try:
        return narrow.decode("utf-8")
    except UnicodeDecodeError:
        return narrow.decode("cp1252", errors="replace")


def _numbers(container: olefile.OleFileIO) -> dict[int, int]:
    """Return the values of fixed size, by tag: the property and its type."""
    data = _stream(container, "__properties_version1.0")[_TOP_HEADER:]
    found: dict[int, int] = {}
    for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
        tag = int.from_bytes(data[at : at + 4], "little")
        size = 4 if tag & 0xFFFF == _NUMBER_TYPE else 8
        found.setdefault(tag, int.from_bytes(data[at + 8 : at + 8 + size], "little"))
    return found


def _time(numbers: Mapping[int, int], property_: int) -> datetime | None:
    count = numbers.get(property_ << 16 | _TIME_TYPE, 0)
    try:
        return _FILETIME + timedelta(seconds=count // 10_000_000) if count else None
    except OverflowError:
        return None


def _folders(container: olefile.OleFileIO, begin: str) -> list[str]:
    folders = {path[0] for path in container.listdir(streams=True, storages=True)}
    return [f"{each}/" for each in sorted(folders) if each.startswith(begin)]


def attachments(container: olefile.OleFileIO) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each attached file; no bytes for an attached message."""
    for folder in _folders(container, "__attach_version1.0_"):
        names = (_text(container, each, folder) for each in ("3707", "3704", "3001"))
        data = _stream(container, f"{folder}__substg1.0_37010102")
        yield next((name for name in names if name), "file"), data


FORMAT = ChatFormat(
    id="outlook_msg",
    label="Outlook message (.msg)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
)
