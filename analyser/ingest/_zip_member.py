"""Open a zip once and its members as streams: nothing is unpacked as a whole, and no bomb goes off.

A member's size is checked while it is read, not only from the header.
"""

import io
import lzma
import weakref
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from threading import Lock
from typing import IO, BinaryIO, cast

from analyser.errors import UnreadableSource, UnsafeSource

RATIO_AT_MOST = 200
"""Text shrinks to a tenth or so; a thousandth is a bomb."""
SMALL_BYTES = 1 << 20
"""Below this a high ratio does no harm: a short, repetitive chat reaches 100 and more."""

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError),
    *(NotImplementedError, RuntimeError),
)


@dataclass(slots=True)
class Shelf:
    """Holds the one zip inside a zip whose bytes are kept: several could fill the memory."""

    held: "Opened | None" = None

    def hold(self, opened: "Opened") -> None:
        """Let go of what was held before."""
        if self.held is not None and self.held is not opened:
            self.held.let_go()
        self.held = opened


@dataclass(slots=True)
class Opened:
    """A zip with its list of contents, which takes long to read, read once for all members.

    Attributes:
        open: Opens its bytes anew.
        shelf: For a zip in another: it is read from behind, so its bytes must be at hand.
    """

    open: Callable[[], BinaryIO]
    shelf: Shelf | None = None
    _archive: zipfile.ZipFile | None = None
    _lock: Lock = field(default_factory=Lock)

    def archive(self) -> zipfile.ZipFile:
        """Return the zip, opened at the first call.

        Raises:
            zipfile.BadZipFile: It is cut off or no zip.
        """
        with self._lock, ExitStack() as closing:
            if (archive := self._archive) is None:
                stream = closing.enter_context(self.open())
                if self.shelf is not None:
                    stream = io.BytesIO(stream.read())
                    self.shelf.hold(self)
                archive = self._archive = zipfile.ZipFile(stream)
                # Members are read long after this; the file is closed when nobody needs the zip.
                weakref.finalize(archive, closing.pop_all().close)
            return archive

    def let_go(self) -> None:
        """Forget the zip; the next call opens it anew."""
        self._archive = None


def open_member(opened: Opened, entry: zipfile.ZipInfo) -> BinaryIO:
    """Return the bytes of one member, as a stream that reads forwards.

    Raises:
        UnreadableSource: It is damaged; also while it is read.
        UnsafeSource: While it is read: it is larger than it could be.
    """
    try:
        stream = opened.archive().open(entry)
    except FileNotFoundError:
        raise  # the archive itself was moved or deleted
    except _DAMAGED as cause:
        raise _damaged() from cause
    return cast(BinaryIO, io.BufferedReader(_Checked(stream, entry), SMALL_BYTES))


def _damaged() -> UnreadableSource:
    return UnreadableSource(
        "A file in this archive is cut off or damaged.", "Export the chat again."
    )


class _Checked(io.RawIOBase):
    """A member's bytes, counted on the way."""

    def __init__(self, stream: IO[bytes], entry: zipfile.ZipInfo) -> None:
        self._stream = stream
        packed = max(SMALL_BYTES, RATIO_AT_MOST * max(entry.compress_size, 1))
        self._left = min(packed, entry.file_size + SMALL_BYTES)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` with what comes next, and return how many bytes that are."""
        room = memoryview(cast(bytearray, buffer))
        try:
            chunk = self._stream.read(len(room))
        except _DAMAGED as cause:
            raise _damaged() from cause
        self._left -= len(chunk)
        if self._left < 0:
            raise UnsafeSource(
                "A file in this archive unpacks to far more than it could hold.",
                "Add the chat by itself.",
            )
        room[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the member."""
        self._stream.close()
        super().close()
