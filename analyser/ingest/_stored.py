"""The bytes of a large file, read where and when they are asked for; the file stays where it is.

Only for formats that read by places: rows of JSON, pages of a database.
"""

from typing import BinaryIO

from analyser.errors import UnsafeSource

_WHOLE_BYTES_AT_MOST = 256 << 20


class Stored:
    """Bytes that are not held: a slice reads that part of the file."""

    def __init__(self, stream: BinaryIO) -> None:
        """Take a stream that can go to any place; the caller closes it."""
        self._stream = stream
        self._size_bytes = stream.seek(0, 2)

    def __len__(self) -> int:
        """Return how many bytes there are."""
        return self._size_bytes

    def __getitem__(self, part: slice) -> bytes:
        """Return the bytes of a part without a step."""
        start, stop, _ = part.indices(self._size_bytes)
        self._stream.seek(start)
        return self._stream.read(max(stop - start, 0))

    def startswith(self, mark: bytes) -> bool:
        """Tell whether the file begins with `mark`."""
        return self[: len(mark)] == mark

    @property
    def can_be_held(self) -> bool:
        """Tell whether all bytes may be held in memory."""
        return self._size_bytes <= _WHOLE_BYTES_AT_MOST

    def whole(self) -> bytes:
        """Return all bytes, for what cannot be read by places.

        Raises:
            UnsafeSource: They are too many to be held in memory.
        """
        if not self.can_be_held:
            raise UnsafeSource(
                "This file is too large to be read in the way it is written.",
                "Export it again, one chat or a shorter period at a time.",
            )
        return self[:]


def whole_of(data: bytes | Stored) -> bytes:
    """Return all bytes of `data`, as `Stored.whole` does."""
    return data.whole() if isinstance(data, Stored) else data
