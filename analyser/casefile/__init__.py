"""One encrypted file that holds a case: the files as given, and the log of everything done.

Every write is one transaction. It stores and gives back; it knows nothing of what a message means,
and nothing touches the disk until a person asks for a case file.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import apsw

from analyser.casefile import _entries, _originals, _rekey, _schema
from analyser.casefile._cipher import SALT_BYTES, key_from, secret_from, secret_of
from analyser.casefile._database import (
    connect,
    connect_for_reading,
    make_ready,
    read_only,
    refuse_moved,
    told,
    wrong_passphrase,
)
from analyser.casefile._entries import Log
from analyser.casefile._file import CaseFile, write_rows
from analyser.casefile.journal import Journal
from analyser.errors import BadRequest, CaseNotWritten
from analyser.given import Given
from analyser.scratch import wipe_file

__all__ = ["CaseFile", "Log", "change_passphrase", "create", "open_case", "wipe"]

_UNFINISHED = ".unfinished"


def create(
    path: Path, passphrase: str, *, journal: Journal, originals: Mapping[str, Given]
) -> CaseFile:
    """Make a case file that holds `journal` and `originals`, and open it.

    It gets its name only when it is whole, so that a file cut off half-way is never taken for one.

    Raises:
        BadRequest: There is a file of that name already, or no such folder.
        CaseError: It cannot be written.
    """
    if path.exists():
        raise BadRequest(
            "There is a file of that name in this folder already.",
            "Choose another name, or open that file.",
        )
    if not path.parent.is_dir():
        raise BadRequest("There is no such folder.", "Check how the folder is written.")
    salt = os.urandom(SALT_BYTES)
    secret = secret_from(passphrase, salt)
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        _begin(unfinished)
        _fill(unfinished, secret, salt, journal, originals)
        unfinished.rename(path)
        _settle(path.parent)
    except OSError as cause:
        raise CaseNotWritten(
            "A file cannot be made in this folder.", "Choose a folder of your own."
        ) from cause
    finally:
        for rest in ("", "-wal", "-journal"):
            with suppress(OSError):  # what stopped the making says more
                _remove(unfinished.with_name(unfinished.name + rest))
    return _opened(path, secret, salt, _schema.STEPS)


def open_case(path: Path, typed: str, *, steps: Sequence[str] = _schema.STEPS) -> CaseFile:
    """Open a case file, bring it to this version, and check every entry and every original.

    What a disk has spoiled is named, and the rest opens; where the file cannot be written to, it
    opens for reading.

    Args:
        path: Where it lies.
        typed: Its passphrase or its recovery key.
        steps: Scripts that lead from version to version.

    Raises:
        BadRequest: There is no file there.
        CaseError: It cannot be opened.
    """
    try:
        with path.open("rb") as stream:
            salt = stream.read(SALT_BYTES)
    except OSError as cause:
        raise BadRequest(
            "There is no file at that place that could be opened.",
            "Check the folder and the name.",
        ) from cause
    if len(salt) < SALT_BYTES:
        raise wrong_passphrase()
    return _opened(path, secret_of(typed) or secret_from(typed, salt), salt, steps)


def change_passphrase(file: CaseFile, passphrase: str) -> CaseFile:
    """Return the file open with another passphrase; the one before and its recovery key are void.

    All of it is copied into a new file that is checked before it takes the name.

    Raises:
        CaseError: It could not be done; `file` is open as before.
    """
    path, salt = file.path, os.urandom(SALT_BYTES)
    secret = secret_from(passphrase, salt)
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        with file._lock:
            _copy(file, unfinished, secret, salt)
            _take_place(file, unfinished)
    except OSError as cause:
        raise CaseNotWritten(
            "The case file could not be written anew in this folder.",
            "Check that there is room, and that no other program has it open. "
            "It opens with the passphrase as before.",
        ) from cause
    finally:
        for rest in ("", "-wal", "-journal"):
            with suppress(OSError):
                _remove(unfinished.with_name(unfinished.name + rest))
    return _opened(path, secret, salt, _schema.STEPS)


def _take_place(file: CaseFile, new: Path) -> None:
    """Close the file and put the new one in its place; where that fails, open it again."""
    with file.path.open("rb") as stream:
        salt = stream.read(SALT_BYTES)
    file.close()
    try:
        new.replace(file.path)
        _settle(file.path.parent)
    except OSError:
        file._database = connect(file.path, key_from(file._secret, salt), salt)
        make_ready(file._database)
        raise


def wipe(file: CaseFile) -> None:
    """Close a case file, write over it and delete it, with all that was made beside it.

    Raises:
        CaseNotWritten: Some of it could not be deleted, or it is not where it was.
    """
    refuse_moved(file._database)
    file.close()
    copies = (f".before-{number}" for number in range(len(_schema.STEPS) + 1))
    beside = (_UNFINISHED, "-wal", "-shm", "-journal", *copies)
    try:
        for path in (file.path, *(file.path.with_name(file.path.name + rest) for rest in beside)):
            wipe_file(path)
    except OSError as cause:
        raise CaseNotWritten(
            "The case file could not be deleted.", "Delete it by hand, in its folder."
        ) from cause


def _copy(file: CaseFile, to: Path, secret: bytes, salt: bytes) -> None:
    """Write a copy under another key, and check that it is whole."""
    if file.closed is not None:
        raise file.closed
    _begin(to)
    database = connect(to, key_from(secret, salt), salt)
    try:
        make_ready(database)
        _schema.bring_forward(database, to, _schema.STEPS)
        _rekey.copy_all(file._database, database)
        copied = _checked(to, database, secret)
        same = len(copied.entries) == file._written and copied.changed == file.changed
        if copied.closed is not None or not same or copied._stored.keys() != file._stored.keys():
            raise CaseNotWritten(
                "The copy with the new passphrase is not like the file.",
                "Try again. The file opens as before.",
            )
    finally:
        with told():
            database.close()


def _opened(path: Path, secret: bytes, salt: bytes, steps: Sequence[str]) -> CaseFile:
    try:
        return _opened_for_work(path, secret, salt, steps)
    except CaseNotWritten:
        return _opened_for_reading(path, secret, salt, steps)


def _opened_for_reading(path: Path, secret: bytes, salt: bytes, steps: Sequence[str]) -> CaseFile:
    """Open a file that cannot be written to: a locked stick, a folder or copy of somebody else's.

    Raises:
        CaseError: It cannot be read alone, or holds the tables of another version.
    """
    beside = path.with_name(path.name + "-wal")
    with ExitStack() as undone:
        database = connect_for_reading(path, key_from(secret, salt), salt)
        undone.callback(database.close)
        if (beside.exists() and beside.stat().st_size) or _schema.version(database) != len(steps):
            raise read_only(whole=False)
        found = replace(_checked(path, database, secret), reading=read_only(whole=True))
        undone.pop_all()
        return found


def _opened_for_work(path: Path, secret: bytes, salt: bytes, steps: Sequence[str]) -> CaseFile:
    with ExitStack() as undone:
        database = connect(path, key_from(secret, salt), salt)
        undone.callback(database.close)
        _schema.refuse_newer(database, steps)
        if _schema.version(database) == 0:
            raise wrong_passphrase()
        make_ready(database)
        _schema.bring_forward(database, path, steps)
        found = _checked(path, database, secret)
        undone.pop_all()
        return found


def _checked(path: Path, database: apsw.Connection, secret: bytes) -> CaseFile:
    """Read the whole file once: every entry, every byte of every original."""
    log = _entries.read(database)
    listed = _originals.find(database)
    stored = listed.places
    changed = {
        sha256
        for sha256, (number, _) in stored.items()
        if not _originals.is_whole(database, number, sha256)
    }
    if listed.spoiled:
        added = Journal.of(log.entries).files.values()
        changed |= {record["sha256"] for record in added} - stored.keys()
    return CaseFile(
        path=path,
        log=log,
        changed=frozenset(changed),
        list_spoiled=listed.spoiled,
        _database=database,
        _secret=secret,
        _stored=stored,
        _written=len(log.entries),
    )


def _begin(path: Path) -> None:
    """Make an empty file that no other account can read."""
    _remove(path)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _fill(
    path: Path, secret: bytes, salt: bytes, journal: Journal, originals: Mapping[str, Given]
) -> None:
    database = connect(path, key_from(secret, salt), salt)
    try:
        make_ready(database)
        _schema.bring_forward(database, path, _schema.STEPS)
        write_rows(database, journal.entries, originals)
    finally:
        with told():
            database.close()


def _settle(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
