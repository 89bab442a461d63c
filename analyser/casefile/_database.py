"""The encrypted database: opened with a key, written in transactions, its errors told plainly."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from analyser.errors import (
    AnalyserError,
    CaseInUse,
    CaseNotWritten,
    DamagedCase,
    WrongPassphrase,
)

_WAIT_MS = 300
"""For a window that is just closing."""


def connect(path: Path, key: bytes, salt: bytes) -> apsw.Connection:
    """Open the file, or make it where there is none; the first read shows whether the key fits.

    Raises:
        CaseError: It cannot be opened.
    """
    with told():
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        database = apsw.Connection(str(path.absolute()), flags=flags)
        try:
            database.set_busy_timeout(_WAIT_MS)
            # Exclusive: a second window is refused, and no shared memory lies beside the case.
            database.pragma("locking_mode", "exclusive")
            _unlock(database, key, salt)
        except apsw.Error:
            database.close()
            raise
    return database


def _unlock(database: apsw.Connection, key: bytes, salt: bytes) -> None:
    database.pragma("cipher", "chacha20")
    # "raw:" hands over the key itself: Argon2id has done what the library would do.
    raw = f"raw:{key.hex()}{salt.hex()}".encode().hex()
    database.execute(f"PRAGMA hexkey='{raw}'")
    database.pragma("user_version")


def connect_for_reading(path: Path, key: bytes, salt: bytes) -> apsw.Connection:
    """Open the file as it lies there, without a lock and without anything beside it.

    Raises:
        CaseError: It cannot be opened.
    """
    with told():
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        database = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags)
        try:
            _unlock(database, key, salt)
        except apsw.Error:
            database.close()
            raise
    return database


def make_ready(database: apsw.Connection) -> None:
    """Set how the file is written, and take the lock that keeps a second window out."""
    with told():
        database.pragma("journal_mode", "wal")
        database.pragma("synchronous", "full")
        database.pragma("temp_store", "memory")
        database.execute("BEGIN IMMEDIATE; COMMIT")


def refuse_moved(database: apsw.Connection) -> None:
    """Write nothing into a file that is not where it was: what is written there is never found.

    Raises:
        CaseNotWritten: It was renamed, moved or deleted since it was opened.
    """
    moved = ctypes.c_int(0)
    # Windows does not know the question; there a file that is open cannot be moved.
    database.file_control("main", apsw.SQLITE_FCNTL_HAS_MOVED, ctypes.addressof(moved))
    if moved.value:
        raise CaseNotWritten(
            "The case file was renamed, moved or deleted while it was open, so what you do now is "
            "not saved.",
            "Put it back under its old name; then all is saved with the next thing you do. "
            "If it is gone, keep what is open here in a new file, on the Start page.",
        )


def settle(database: apsw.Connection) -> None:
    """Bring what was saved from beside the file into it: a copy or a new name takes it along.

    Nothing stays beside it that a later file of this name could be mixed up with.
    """
    with suppress(apsw.Error):  # it is saved all the same
        database.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)


@contextmanager
def transaction(database: apsw.Connection) -> Iterator[None]:
    """Make everything in the block one write: all of it is kept, or none."""
    with told():
        database.execute("BEGIN IMMEDIATE")
        try:
            yield
            database.execute("COMMIT")
        finally:
            # A full disk may have rolled back already.
            if not database.get_autocommit():
                database.execute("ROLLBACK")


@contextmanager
def told() -> Iterator[None]:
    """Turn the database's errors into ones that a person can do something about."""
    try:
        yield
    except apsw.Error as cause:
        raise _meaning(cause) from None


def _meaning(cause: apsw.Error) -> AnalyserError:
    if isinstance(cause, apsw.NotADBError):
        return wrong_passphrase()
    if isinstance(cause, apsw.BusyError | apsw.LockedError):
        return in_use()
    if isinstance(cause, apsw.CorruptError) or str(cause).startswith("no such table"):
        return damaged()
    if isinstance(cause, apsw.ReadOnlyError | apsw.CantOpenError | apsw.PermissionsError):
        return CaseNotWritten(
            "The folder of the case file cannot be written to.",
            "Choose a folder of your own, or copy the file there and open the copy.",
        )
    return CaseNotWritten(
        "The case file could not be written: the disk may be full, or it was taken away.",
        "Make room or plug it in again. What was saved before is still there.",
    )


def in_use() -> CaseInUse:
    """Return what is said where the file is open already."""
    return CaseInUse(
        "This case file is open in another window.",
        "Go on in that window, or close it there and open the file here again.",
    )


def wrong_passphrase() -> WrongPassphrase:
    """Return the one message for everything that keeps a file from opening."""
    return WrongPassphrase(
        "This file did not open with what was typed.",
        "Check capital letters and spaces, and that it is the right file. "
        "If both are right, the file may be damaged: use a copy if you have one.",
    )


def read_only(*, whole: bool) -> CaseNotWritten:
    """Return what is said of a place that cannot be written to; not `whole` where nothing opens."""
    if whole:
        return CaseNotWritten(
            "This case file lies in a place that cannot be written to, so it is open for reading "
            "only: what you change now is not saved.",
            "To go on working, keep the case in a new file in a folder of your own, on the Start "
            "page. You can look at everything here, and make a report.",
        )
    return CaseNotWritten(
        "This case file lies in a place that cannot be written to, and cannot be opened there.",
        "Copy it, with any file beside it whose name begins the same, to a folder of your own, and "
        "open the copy.",
    )


def damaged() -> DamagedCase:
    """Return what is said where the parts that everything hangs on cannot be read."""
    return DamagedCase(
        "Part of this case file has changed and cannot be read.",
        "Use a copy of the file if you have one. Do not delete this one: some of it may be saved.",
    )
