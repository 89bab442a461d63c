"""Read a large export as a stream, without the pictures and recordings that are packed in it.

A backup of texts or a mailbox can be gigabytes, of which the words are a hundredth. What is left
out is base64 that no reader looks at; every record, name and word stays.
"""

from collections.abc import Iterator
from typing import BinaryIO

from analyser.errors import UnsafeSource

_CHUNK_BYTES = 8 << 20
_BASE64 = bytes(
    set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") | set(b"\r\n&#;")
)
_PAYLOAD = b' data="'
_SHORTEST_PAYLOAD = 1024
"""Bytes; below it little is saved. Nobody writes so many letters without a space."""
_LONGEST_LINE = 1 << 20
_LONGEST_PAYLOAD_BYTES = 256 << 20
_TOO_LARGE = "This backup holds a single picture or recording of hundreds of megabytes."
_WORDS = (b"text/", b"message/", b"multipart/")


def sms_without_media(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a backup of texts without the `data` of its parts, where that is base64."""
    held = b""
    while chunk := stream.read(_CHUNK_BYTES):
        held += chunk
        place = 0
        while True:
            start = held.find(_PAYLOAD, place)
            if start < 0:
                kept = max(place, len(held) - len(_PAYLOAD) + 1)
                yield held[place:kept]
                held = held[kept:]
                break
            begin = start + len(_PAYLOAD)
            end = held.find(b'"', begin)
            if end < 0:
                if len(held) > _LONGEST_PAYLOAD_BYTES:
                    raise UnsafeSource(_TOO_LARGE, "Copy the backup again from the phone.")
                yield held[place:start]
                held = held[start:]
                break
            value = held[begin:end]
            small = len(value) < _SHORTEST_PAYLOAD or value.translate(None, _BASE64)
            yield held[place : end if small else begin]
            place = end
    yield held


def mail_without_media(stream: BinaryIO) -> Iterator[bytes]:
    """Yield e-mails without the base64 of parts that are no text."""
    in_header, skipping = True, False
    kind, encoding, last = b"", b"", b""
    while line := stream.readline(_LONGEST_LINE):
        if line.startswith((b"--", b"From ")):
            in_header, skipping, kind, encoding = True, False, b"", b""
        elif in_header and not line.strip():
            in_header = False
            skipping = encoding == b"base64" and bool(kind) and not kind.startswith(_WORDS)
        elif in_header:
            if line[:1] not in b" \t":
                last, _, value = line.partition(b":")
                last = last.lower()
                if last == b"content-type":
                    kind = value.strip().lower()
                elif last == b"content-transfer-encoding":
                    encoding = value.strip().lower()
            elif last == b"content-type" and not kind:
                kind = line.strip().lower()
        elif skipping and line.strip():
            continue
        yield line
