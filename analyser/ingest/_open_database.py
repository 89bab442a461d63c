"""Open an SQLite database from bytes or from a file as given: nothing is ever written anywhere.

It knows no tables. Sorting and grouping stay in memory: a file on the disk could be left behind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import apsw

from analyser.ingest._stored import Stored

_HEADER_BYTES = 100
_WAL_PLACES = slice(18, 20)
_ONE_FILE = b"\x01\x01"
_LONGEST_VALUE_BYTES = 64 << 20
_IN_MEMORY = 2
_numbers = count(1)


@contextmanager
def open_database(data: bytes | Stored) -> Iterator[apsw.Connection]:
    """Give the database, read-only.

    Raises:
        apsw.Error: It is damaged; also while it is read.
    """
    name = f"given-{next(_numbers)}"
    system = _Given(name, data)
    try:
        base = apsw.Connection(name, flags=apsw.SQLITE_OPEN_READONLY, vfs=name)
        try:
            base.pragma("temp_store", _IN_MEMORY)
            base.pragma("trusted_schema", 0)
            base.limit(apsw.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE_BYTES)
            yield base
        finally:
            base.close(True)
    finally:
        system.unregister()


class _Given(apsw.VFS):
    """A file system that holds the one file, and makes none."""

    def __init__(self, name: str, data: bytes | Stored) -> None:
        self._name, self._data = name, data
        super().__init__(name, base="")

    def xOpen(self, name: object, flags: list[int]) -> "_Pages":  # type: ignore[override]  # noqa: N802  # as SQLite calls it
        asked = name.filename() if isinstance(name, apsw.URIFilename) else name
        if asked != self._name:
            raise apsw.CantOpenError
        flags[1] = apsw.SQLITE_OPEN_READONLY
        return _Pages(self._data)

    def xAccess(self, pathname: str, flags: int) -> bool:  # noqa: N802
        return False

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        raise apsw.ReadOnlyError


class _Pages:
    """The open file: what SQLite asks of one that is never written."""

    def __init__(self, data: bytes | Stored) -> None:
        self._data = data
        # A database in two files is told so in its header; without the second it opens as one.
        header = bytearray(data[:_HEADER_BYTES])
        header[_WAL_PLACES] = _ONE_FILE
        self._header = bytes(header)

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        read = self._data[offset : offset + amount]
        return self._header[offset : offset + amount] + read[max(_HEADER_BYTES - offset, 0) :]

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._data)

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_IMMUTABLE

    def xSectorSize(self) -> int:  # noqa: N802
        return 0

    def xFileControl(self, op: int, ptr: int) -> bool:  # noqa: N802
        return False

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xLock(self, level: int) -> None:  # noqa: N802
        """Lock nothing: nobody writes."""

    def xUnlock(self, level: int) -> None:  # noqa: N802
        """Have nothing locked."""

    def xClose(self) -> None:  # noqa: N802
        """Leave the closing to whoever opened the file."""
