"""One encrypted file that holds a case: the files as given, and the log of everything done.

Every write is one transaction. It stores and gives back; it knows nothing of what a message means,
and nothing touches the disk until a person asks for a case file.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from analyser.casefile import _rekey, _schema
from analyser.casefile._cipher import SALT_BYTES, key_from, secret_from, secret_of
from analyser.casefile._database import (
    connect,
    make_ready,
    refuse_moved,
    told,
    wrong_passphrase,
)
from analyser.casefile._entries import Log
from analyser.casefile._file import CaseFile, write_rows
from analyser.casefile._held import held
from analyser.casefile._opened import checked, opened, opened_anew
from analyser.casefile.journal import Journal
from analyser.errors import BadRequest, CaseNotWritten, WrongPassphrase
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
    if _left_over(path):
        raise BadRequest(
            "Beside this name lies what is left of another case file of the same name.",
            "Choose another name.",
        )
    salt = os.urandom(SALT_BYTES)
    secret = secret_from(passphrase, salt)
    unfinished = path.with_name(path.name + _UNFINISHED)
    try:
        _schema.begin(unfinished)
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
                unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    return opened_anew(path.resolve(), secret, salt)


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
    path = path.resolve()  # through a link the file itself is meant, also where it is wiped
    if not path.is_file():  # a pipe would keep who opens it waiting
        raise _no_file()
    with held(path) as hold:
        try:
            with path.open("rb") as stream:
                salt = stream.read(SALT_BYTES)
        except OSError as cause:
            raise _no_file() from cause
        if len(salt) < SALT_BYTES:
            raise wrong_passphrase()
        if (secret := secret_of(typed)) is not None:
            with suppress(WrongPassphrase):  # words of a passphrase can look like a key
                return opened(path, secret, salt, steps, hold)
        return opened(path, secret_from(typed, salt), salt, steps, hold)


def change_passphrase(file: CaseFile, passphrase: str) -> CaseFile:
    """Return the file open with another passphrase; the one before and its recovery key are void.

    All of it is copied into a new file that is checked before it takes the name.

    Raises:
        CaseError: It could not be done; `file` is open as before.
    """
    refuse_moved(file._database)
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
                unfinished.with_name(unfinished.name + rest).unlink(missing_ok=True)
    return opened_anew(path, secret, salt)


def _take_place(file: CaseFile, new: Path) -> None:
    """Close the file and put the new one in its place; where that fails, open it again."""
    refuse_moved(file._database)
    file.close()
    try:
        new.replace(file.path)
        _settle(file.path.parent)
    except OSError:
        file._database = connect(file.path, key_from(file._secret, file._salt), file._salt)
        make_ready(file._database)
        with held(file.path) as hold:
            file._hold = hold
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
    _schema.begin(to)
    database = connect(to, key_from(secret, salt), salt)
    try:
        make_ready(database)
        _schema.bring_forward(database, _schema.STEPS)
        _rekey.copy_all(file._database, database)
        copied = checked(to, database, secret, salt)
        same = len(copied.entries) == file._written and copied.changed == file.changed
        if copied.closed is not None or not same or copied._stored.keys() != file._stored.keys():
            raise CaseNotWritten(
                "The copy with the new passphrase is not like the file.",
                "Try again. The file opens as before.",
            )
    finally:
        with told():
            database.close()


def _fill(
    path: Path, secret: bytes, salt: bytes, journal: Journal, originals: Mapping[str, Given]
) -> None:
    database = connect(path, key_from(secret, salt), salt)
    try:
        make_ready(database)
        _schema.bring_forward(database, _schema.STEPS)
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


def _no_file() -> BadRequest:
    return BadRequest(
        "There is no file at that place that could be opened.", "Check the folder and the name."
    )


def _left_over(path: Path) -> bool:
    """Tell whether a file that was cut off while it was written, and is gone, left a part."""
    beside = (path.with_name(path.name + rest) for rest in ("-wal", "-journal"))
    return any(each.is_file() and each.stat().st_size for each in beside)
