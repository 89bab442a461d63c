"""List the files of a tar safely: nothing is written, links and path tricks are left out."""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from analyser.errors import UnreadableSource
from analyser.given import Given

_CUT_OFF = ("This tar file is cut off or damaged.", "Download the export again.")
_MARK, _MARK_AT = b"ustar", 257


def is_tar(head: bytes) -> bool:
    """Tell whether these are the first bytes of a tar."""
    return head[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK


@dataclass(frozen=True, slots=True)
class _Open:
    """Opens one member anew."""

    outer: Given
    name: str

    def __call__(self) -> BinaryIO:
        try:
            with self.outer.open() as stream, tarfile.open(fileobj=stream, mode="r:") as archive:
                member = archive.extractfile(self.name)
                return BytesIO(member.read() if member else b"")
        except (tarfile.TarError, EOFError, KeyError) as cause:
            raise UnreadableSource(*_CUT_OFF) from cause


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
                if not entry.isreg():
                    yield entry.name, "it is a link or no file"
                elif path.is_absolute() or ".." in path.parts:
                    yield entry.name, "its name points outside the archive"
                else:
                    name = entry.name.removeprefix("./")
                    opener = _Open(given, entry.name)
                    yield Given(name=name, open=opener, size_bytes=entry.size)
    except (tarfile.TarError, EOFError, OverflowError, ValueError) as cause:
        raise UnreadableSource(*_CUT_OFF) from cause
