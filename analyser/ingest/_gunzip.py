"""Read a gzip from any place, with nothing written: marks are kept on the way to go on from.

Its size is checked while it is read, so that no bomb goes off.
"""

import io
import zlib
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import BinaryIO, cast

from analyser.errors import UnreadableSource, UnsafeSource
from analyser.ingest._zip_member import RATIO_AT_MOST, SMALL_BYTES

_GZIP = 31
"""The window of zlib, with the head and the checksum of a gzip."""
_PACKED_BYTES = 1 << 16
_APART_BYTES = 8 << 20
"""From mark to mark; each takes some 50 KB of memory."""
_TOTAL_BYTES_AT_MOST = 4 * 1024**3


@dataclass(slots=True)
class _Mark:
    """The place in what comes out, that in the packed file, and how to go on from there."""

    out: int
    packed: int
    unpacker: "zlib._Decompress"
    rest: bytes


@dataclass(slots=True)
class Gzip:
    """A gzip that many readers open; they share the marks."""

    packed: Callable[[], BinaryIO]
    marks: list[_Mark] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def open(self) -> BinaryIO:
        """Return what comes out, as a stream."""
        return cast(BinaryIO, io.BufferedReader(_Unpacked(self), SMALL_BYTES))


def begins(head: bytes, count: int) -> bytes:
    """Return the first `count` bytes that come out of a gzip; fewer, or none, where it is none."""
    try:
        return zlib.decompressobj(_GZIP).decompress(head, count)
    except zlib.error:
        return b""


class _Unpacked(io.RawIOBase):
    def __init__(self, of: Gzip) -> None:
        self._of, self._stream = of, of.packed()
        self._go_on(_Mark(0, 0, zlib.decompressobj(_GZIP), b""))

    def _go_on(self, mark: _Mark) -> None:
        self._stream.seek(mark.packed)
        self._out, self._packed, self._rest = mark.out, mark.packed, mark.rest
        self._unpacker = mark.unpacker.copy()

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def tell(self) -> int:
        """Return the place in what comes out."""
        return self._out

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, from the last mark before it; past the end it stays at the end."""
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation
        place += self._out if whence == io.SEEK_CUR else 0
        number = bisect_right(self._of.marks, place, key=lambda mark: mark.out)
        mark = self._of.marks[number - 1] if number else None
        if place < self._out or (mark and mark.out > self._out):
            self._go_on(mark or _Mark(0, 0, zlib.decompressobj(_GZIP), b""))
        while self._out < place and self._more(min(place - self._out, SMALL_BYTES)):
            pass
        return self._out

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` with what comes next, and return how many bytes that are."""
        room = memoryview(cast(bytearray, buffer))
        chunk = self._more(len(room))
        room[: len(chunk)] = chunk
        return len(chunk)

    def _more(self, count: int) -> bytes:
        chunk = b""
        while not chunk and count:
            if not self._rest:
                self._rest = self._stream.read(_PACKED_BYTES)
                self._packed += len(self._rest)
            ended = not self._rest
            if self._unpacker.eof:
                if ended:
                    break
                # A gzip may be several, one behind the other; zeros fill up the last.
                self._rest = self._rest.lstrip(b"\0")
                if not self._rest:
                    continue
                self._unpacker = zlib.decompressobj(_GZIP)
            try:
                chunk = self._unpacker.decompress(self._rest, count)
            except zlib.error as cause:
                raise _damaged() from cause
            if ended and not chunk and not self._unpacker.eof:
                raise _damaged()
            self._rest = self._unpacker.unconsumed_tail or self._unpacker.unused_data
        self._count(len(chunk))
        return chunk

    def _count(self, length: int) -> None:
        self._out += length
        if self._out > min(
            _TOTAL_BYTES_AT_MOST, SMALL_BYTES + RATIO_AT_MOST * max(self._packed, 1)
        ):
            raise UnsafeSource(
                "This packed file would unpack to far more than an export does.",
                "Take out the chat and add it by itself.",
            )
        with self._of.lock:
            marks = self._of.marks
            if self._out >= (marks[-1].out if marks else 0) + _APART_BYTES:
                copy = self._unpacker.copy()
                marks.append(_Mark(self._out, self._packed, copy, self._rest))

    def close(self) -> None:
        """Close the packed file, which was opened for this reader."""
        if not self.closed:
            self._stream.close()
        super().close()


def _damaged() -> UnreadableSource:
    return UnreadableSource("This packed file is cut off or damaged.", "Download the export again.")
