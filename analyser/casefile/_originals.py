"""The files as given, byte for byte, in pieces; read back only after their hash was checked."""

import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from threading import RLock
from typing import Any

import apsw

from analyser.casefile._database import damaged, told
from analyser.given import Given

_PIECE_BYTES = 1 << 20
_PIECE_BITS = 20
"""Room in an id for the number of a piece."""


class NotTheSameError(Exception):
    """The bytes read now are not those whose hash was taken when the file was given."""


def put(database: apsw.Connection, given: Given, sha256: str) -> None:
    """Store the bytes of `given`; part of the caller's transaction.

    Raises:
        NotTheSameError: They are no longer those with this hash.
        OSError: They cannot be read.
    """
    insert = "INSERT INTO original (sha256, size) VALUES (?, 0)"
    database.execute(insert, (sha256,))
    number = database.last_insert_rowid()
    digest, size = hashlib.sha256(), 0
    with given.open() as stream:
        place = number << _PIECE_BITS
        while piece := stream.read(_PIECE_BYTES):
            database.execute("INSERT INTO piece (id, bytes) VALUES (?, ?)", (place, piece))
            digest.update(piece)
            size, place = size + len(piece), place + 1
    if digest.hexdigest() != sha256:
        raise NotTheSameError
    database.execute("UPDATE original SET size = ? WHERE id = ?", (size, number))


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list of originals says.

    Attributes:
        places: Number and size of each original by its hash; the latest where there are several.
        spoiled: The disk has spoiled part of the list.
    """

    places: dict[str, tuple[int, int]]
    spoiled: bool = False


def find(database: apsw.Connection) -> Listed:
    """Return the list of originals; where it is spoiled, what else tells of them."""
    with told():
        try:
            return Listed(_places(database.execute("SELECT sha256, id, size FROM original")))
        except apsw.CorruptError:
            found = _places([*_each_by_number(database), *_from_index(database)])
            return Listed(found, spoiled=True)


def _places(rows: Iterable[Sequence[Any]]) -> dict[str, tuple[int, int]]:
    return {
        str(sha256): (int(number), int(size))
        for sha256, number, size in sorted(rows, key=itemgetter(1))
    }


def _each_by_number(database: apsw.Connection) -> Iterator[Sequence[Any]]:
    """Yield the rows that can be read, up to the last original that has pieces."""
    with suppress(apsw.CorruptError):
        ((last,),) = database.execute("SELECT coalesce(max(id), 0) FROM piece")
        for number in range(1, (int(last) >> _PIECE_BITS) + 1):
            with suppress(apsw.CorruptError):
                query = "SELECT sha256, id, size FROM original WHERE id = ?"
                yield from database.execute(query, (number,))


def _from_index(database: apsw.Connection) -> Iterator[Sequence[Any]]:
    """Yield rows from the hashes kept for looking up, with the size of the pieces there are."""
    with suppress(apsw.CorruptError):
        query = "SELECT sha256, id FROM original INDEXED BY original_by_hash ORDER BY sha256"
        for sha256, number in database.execute(query):
            with suppress(apsw.CorruptError):
                yield sha256, number, sum(len(piece) for piece in _pieces(database, int(number)))


def is_whole(database: apsw.Connection, number: int, sha256: str) -> bool:
    """Return whether every byte of the original is what it was."""
    digest = hashlib.sha256()
    try:
        for piece in _pieces(database, number):
            digest.update(piece)
    except (apsw.CorruptError, apsw.NotADBError):
        return False
    return digest.hexdigest() == sha256


def _pieces(database: apsw.Connection, number: int) -> Iterator[bytes]:
    first = number << _PIECE_BITS
    rows = database.execute(
        "SELECT bytes FROM piece WHERE id >= ? AND id < ? ORDER BY id",
        (first, first + (1 << _PIECE_BITS)),
    )
    for (piece,) in rows:
        yield bytes(piece)


class Stored(io.RawIOBase):
    """An original, read a piece at a time; several threads may each have their own."""

    def __init__(self, database: apsw.Connection, lock: RLock, number: int, size: int) -> None:
        super().__init__()
        self._database, self._lock = database, lock
        self._number, self._size = number, size
        self._place = 0
        self._at_hand: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place, as any file does."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, start + offset)
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # as typeshed has it
        """Read from the place on, to the end of a piece at most."""
        if self._place >= self._size:
            return 0
        index, within = divmod(self._place, _PIECE_BYTES)
        part = self._piece(index)[within : within + len(buffer)]
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _piece(self, index: int) -> bytes:
        if self._at_hand[0] != index:
            id_ = (self._number << _PIECE_BITS) + index
            with self._lock:
                query = "SELECT bytes FROM piece WHERE id = ?"
                try:
                    found = self._database.execute(query, (id_,)).fetchone()
                except apsw.Error as cause:
                    raise OSError from cause
            if found is None:
                raise damaged()
            self._at_hand = index, bytes(found[0])
        return self._at_hand[1]
