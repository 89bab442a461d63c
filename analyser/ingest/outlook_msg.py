"""One Outlook message (.msg): properties read from the OLE container.

Source: chat-formats section 22.3. Words that are kept only as RTF are not read; this is said.
"""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import olefile

from analyser.errors import UnreadableSource
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import text_of_html
from analyser.ingest._mail import TWO_TEXTS, both
from analyser.records import Kind

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = "__properties_version1.0".encode("utf-16-le")
_FILETIME = datetime(1601, 1, 1, tzinfo=UTC)
_TOP_HEADER, _ENTRY = 32, 16
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_TIME_TYPE = 0x0040
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
    body = _text(container, "1000")
    raw = _stream(container, "__substg1.0_10130102") or _text(container, "1013").encode()
    page = text_of_html(raw.decode("utf-8", errors="replace")) if raw else ""
    own, quoted, two = both(body.replace("\r\n", "\n"), page)
    differ = (
        "The plain part and the HTML part of this message have different words; both are shown."
    )
    name, address = _text(container, "0C1A"), _text(container, "5D01") or _text(container, "0C1F")
    subject = _text(container, "0037")
    instant = _time(container, _SUBMITTED) or _time(container, _DELIVERED)
    # A message that was never sent has neither a sender nor a time.
    is_draft = not (name or address) and instant is None
    rtf_only = not (body or page) and container.exists("__substg1.0_10090102")
    what = "The words of this message are kept in a form (RTF) that is not read."
    files = _files(container)
    return Drafted(
        items=(
            Draft(
                position=1,
                units=1,
                instant=instant,
                shown_as=f"{instant:%Y-%m-%d %H:%M:%S} UTC" if instant else None,
                sender=name or address or None,
                handle=address or None,
                text=own or subject,
                kind=Kind.SYSTEM if is_draft else Kind.TEXT,
                attachment="; ".join(files) if files else None,
                inside=True,
                quoted=quoted or None,
            ),
        ),
        app="email",
        by_record=True,
        facts=("Read as one message saved from Outlook.", _LEFT_OUT),
        problems=(
            *([(what, "Save it as .eml, or print it to a PDF.")] if rtf_only else []),
            *([(differ, TWO_TEXTS)] if two else []),
        ),
        members=frozenset(part for part in _text(container, "0E04").split("; ") if part),
    )


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


def _time(container: olefile.OleFileIO, property_: int) -> datetime | None:
    data = _stream(container, "__properties_version1.0")[_TOP_HEADER:]
    for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
        tag = int.from_bytes(data[at : at + 4], "little")
        if tag == (property_ << 16 | _TIME_TYPE):
            count = int.from_bytes(data[at + 8 : at + _ENTRY], "little")
            try:
                return _FILETIME + timedelta(seconds=count // 10_000_000) if count else None
            except OverflowError:
                return None
    return None


def _files(container: olefile.OleFileIO) -> list[str]:
    folders = {path[0] for path in container.listdir(streams=True, storages=True)}
    found = []
    for folder in sorted(each for each in folders if each.startswith("__attach_version1.0_")):
        names = (_text(container, each, f"{folder}/") for each in ("3707", "3704", "3001"))
        found.append(next((name for name in names if name), "file").replace(";", ","))
    return found


FORMAT = ChatFormat(
    id="outlook_msg",
    label="Outlook message (.msg)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
)
