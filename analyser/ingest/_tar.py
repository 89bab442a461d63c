"""List the files of a tar safely: nothing is written, links and path tricks are left out."""

import io
import tarfile
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from analyser.errors import UnreadableSource
from analyser.given import Given

_CUT_OFF = ("This tar file is cut off or damaged.", "Download the export again.")
_MARK, _MARK_AT = b"ustar", 257


def is_tar(head: bytes) -> bool:
    """Tell whether these are the first bytes of a tar."""
    return head[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


class _Window(io.RawIOBase):
    """The bytes of one member: a stretch of the tar, read forwards."""

    def __init__(self, outer: BinaryIO, start: int, size_bytes: int) -> None:
        self._outer, self._left = outer, size_bytes
        outer.seek(start)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` with what comes next, and return how many bytes that are."""
        room = memoryview(cast(bytearray, buffer))
        chunk = self._outer.read(min(len(room), self._left))
        if not chunk and self._left and len(room):
            raise UnreadableSource(*_CUT_OFF)
        self._left -= len(chunk)
        room[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        """Close the tar, which was opened for this member."""
        self._outer.close()
        super().close()


def _open(outer: Given, start: int, size_bytes: int) -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Window(outer.open(), start, size_bytes)))


def members(given: Given, *, at_most: int) -> Iterator[Given | tuple[str, str]]:
    """Yield each file, or its name and why it was left out; at most `at_most` of them.

    Raises:
        UnreadableSource: The file is cut off or damaged.
    """
    try:
        with given.open() as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
            for number, entry in enumerate(archive):
                if number >= at_most:
                    yield entry.name, "the archive holds far more files than an export does"
                    return
                path = PurePosixPath(entry.name)
                if entry.isdir():
                    continue
                if not entry.isreg() or entry.sparse:
                    yield entry.name, "it is a link or no file"
                elif path.is_absolute() or ".." in path.parts:
                    yield entry.name, "its name points outside the archive"
                else:
                    name = entry.name.removeprefix("./")
                    opener = partial(_open, given, entry.offset_data, entry.size)
                    yield Given(name=name, open=opener, size_bytes=entry.size)
    except (tarfile.TarError, EOFError, OverflowError, ValueError) as cause:
        raise UnreadableSource(*_CUT_OFF) from cause
