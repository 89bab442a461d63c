"""Files that people give and that no reader here reads: known by their first bytes, refused kindly.

Source: chat-formats section 3, step 1. Reads nothing.
"""

from analyser.errors import UnknownFormat

_PICTURE = "Take a screenshot of it, or save it as PNG or JPEG, and add that."
_AS_TEXT = "Export the chat itself as text, or copy the rows into a table, and add that."
_MEDIA = (
    (4, (b"ftyp",)),
    (0, (b"OggS", b"ID3", b"RIFF", b"#!AMR", b"\xff\xfb", b"\xff\xf1", b"fLaC", b"\x1aE\xdf\xa3")),
    (0, (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM")),
)
"""First bytes of sounds, videos and pictures."""
_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis", b"word/", b"xl/")
_HEAD_BYTES = 65_536
_PAGE_BYTES = 4096
_BYTES_OF_NOISE = 240
"""Of 256 kinds of byte, a locked page of this size has nearly all."""
_KINDS = (
    (4, (b"ftypavif",), "a picture in a format of its own (AVIF)", _PICTURE),
    (4, (b"ftyp",), "a video or a sound", "Write down what is said, with the time, in a table."),
    (0, (b"%PDF-",), "a PDF", _AS_TEXT),
    (0, (b"SQLite format 3\x00",), "a database", _AS_TEXT),
    (
        0,
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        "an old Office document or an Outlook message",
        "Save it as .xlsx, or as text, and add that.",
    ),
    (
        0,
        (b"!BDN",),
        "a whole Outlook mailbox (PST or OST)",
        "Open it in Outlook, drag the e-mails that matter into a folder, and add those files.",
    ),
    (
        0,
        (b"bplist00", b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist'),
        "a part of an iPhone's backup",
        "Add the Messages database from an unencrypted backup, or screenshots of the chat.",
    ),
    (
        0,
        (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!"),
        "a packed file",
        "Unpack it and add the files.",
    ),
    (257, (b"ustar",), "a packed file", "Unpack it and add the files."),
    (0, (b"PK\x03\x04", b"PK\x05\x06"), "a packed file (zip)", "Unpack it and add the files."),
    (0, (b"OggS", b"ID3", b"RIFF"), "a sound or a video", "Write down what is said in a table."),
)


def is_media(head: bytes) -> bool:
    """Tell whether these are the first bytes of a sound, a video or a picture."""
    return any(head.startswith(marks, place) for place, marks in _MEDIA)


def refusal(data: bytes) -> UnknownFormat | None:
    """Return the error that says what kind of file this is, or None where that is not known."""
    if data.startswith(b"PK\x03\x04") and any(mark in data[:_HEAD_BYTES] for mark in _OFFICE):
        remedy = "Copy what it holds into a table, and add that."
        kind = "This file is an Office document, which the program cannot read."
        return UnknownFormat(kind, remedy)
    for place, marks, kind, remedy in _KINDS:
        if data.startswith(marks, place):
            return UnknownFormat(f"This file is {kind}, which the program cannot read.", remedy)
    if len(data) % _PAGE_BYTES == 0 and len(set(data[:_PAGE_BYTES])) > _BYTES_OF_NOISE:
        return UnknownFormat(
            "This file looks like a locked database, as Signal and WhatsApp keep on a device.",
            "Export the chat from the app itself: in Signal as a readable backup, in WhatsApp "
            "with Export chat.",
        )
    return None
