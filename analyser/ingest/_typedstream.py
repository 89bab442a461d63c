"""Find the words in Apple's "streamtyped" blob of a message.

Source: chat-formats section 10.3; the rest of the blob (mentions, links) is not read.
"""

import plistlib
from collections.abc import Iterator

_CLASSES = (b"NSString", b"NSMutableString")
_STARTS = b"\x01\x2b"
_ENDS = b"\x86\x84"
_DAMAGED = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError)
"""What the standard library lets out at a list of properties that is damaged."""
_TWO_BYTES, _FOUR_BYTES = 0x81, 0x82


def text_in(blob: bytes) -> str:
    """Return the words, empty where there are none."""
    name = next((at for each in _CLASSES if (at := blob.find(each)) >= 0), -1)
    start = blob.find(_STARTS, max(name, 0))
    if name < 0 or start < 0 or start + 3 > len(blob):
        return ""
    at = start + len(_STARTS)
    length, at = blob[at], at + 1
    width = {_TWO_BYTES: 2, _FOUR_BYTES: 4}.get(length, 0)
    if width:
        length = int.from_bytes(blob[at : at + width], "little")
        at += width
    raw = blob[at : at + length]
    # A length can run over the end of the words: the next mark then comes earlier. Both bytes
    # are also parts of letters, so they end the words only where these do not decode whole.
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.partition(_ENDS)[0].decode("utf-8", errors="replace")


def earlier_versions(summary: object) -> Iterator[tuple[str, object]]:
    """Yield the words that an edited message had before, oldest first, with their time."""
    try:
        kept = plistlib.loads(summary) if isinstance(summary, bytes) else {}
        parts = [each for each in kept.get("ec", {}).values() if isinstance(each, list)]
    except _DAMAGED:
        return
    for part in parts:
        for version in part[:-1]:  # the last is the message as it stands
            blob = version.get("t") if isinstance(version, dict) else None
            if isinstance(blob, bytes) and (words := text_in(blob)):
                yield words, version.get("d")
