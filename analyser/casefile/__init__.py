"""One encrypted file that holds a case: the files as given, and the log of everything done.

Every write is one transaction. It stores and gives back; it knows nothing of what a message means,
and nothing touches the disk until a person asks for a case file.
"""

import io
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import BinaryIO, cast

import apsw

from analyser.casefile import _originals, _schema
from analyser.casefile._cipher import SALT_BYTES, key_from, recovery_key, secret_from, secret_of
from analyser.casefile._database import (
    connect,
    make_ready,
    told,
    transaction,
    wrong_passphrase,
)
from analyser.casefile.journal import Entry, Journal, Values, entry_of, first_broken
from analyser.errors import BadRequest, CaseNotWritten
from analyser.given import Given
from analyser.scratch import wipe_file

_UNFINISHED = ".unfinished"


@dataclass(slots=True)
class CaseFile:
    """A case file that is open in this window and in no other.

    Attributes:
        path: Where it lies.
        entries: Its log as it was when the file was opened.
        broken: Number of the first entry that does not fit the one before; None where all do.
        changed: Hashes of the originals whose bytes are no longer what they were.
    """

    path: Path
    entries: tuple[Entry, ...]
    broken: int | None
    changed: frozenset[str]
    _database: apsw.Connection
    _secret: bytes
    _stored: dict[str, tuple[int, int]]
    _written: int
    _lock: RLock = field(default_factory=RLock)

    @property
    def recovery_key(self) -> str:
        """What opens the file in place of the passphrase, for printing."""
        return recovery_key(self._secret)

    def write(self, journal: Journal, originals: Mapping[str, Given]) -> None:
        """Save what is not saved yet: the new entries of `journal` and new `originals` by hash.

        Raises:
            CaseError: Nothing of it was saved; what was saved before is as it was.
        """
        new = {
            sha256: given
            for sha256, given in originals.items()
            if sha256 not in self._stored or sha256 in self.changed
        }
        fresh = journal.entries[self._written :]
        if not fresh and not new:
            return
        if self.broken is not None:
            raise _log_changed(self.broken)
        with self._lock:
            _write(self._database, fresh, new)
            self._stored = _originals.find(self._database)
            self.changed -= frozenset(new)
            self._written = len(journal.entries)

    def given(self, recorded: Values) -> Given | None:
        """Return a file as it was given; None where its bytes are not what they were."""
        sha256 = recorded["sha256"]
        if sha256 in self.changed or sha256 not in self._stored:
            return None
        number, size = self._stored[sha256]

        def open_() -> BinaryIO:
            raw = _originals.Stored(self._database, self._lock, number, size)
            return cast(BinaryIO, io.BufferedReader(raw))

        modified = recorded["modified"]
        return Given(
            name=recorded["name"],
            path=recorded["path"],
            open=open_,
            size_bytes=size,
            folder=frozenset(recorded["beside"]),
            modified=datetime.fromisoformat(modified) if modified else None,
        )

    def derived(self, name: str) -> str | None:
        """Return what was worked out last and kept under `name`, as JSON."""
        with self._lock, told():
            query = "SELECT body FROM derived WHERE name = ?"
            row = self._database.execute(query, (name,)).fetchone()
        return str(row[0]) if row else None

    def keep_derived(self, name: str, body: str) -> None:
        """Keep something that was worked out, as JSON, in place of what was there."""
        with self._lock, transaction(self._database):
            query = "INSERT OR REPLACE INTO derived (name, body) VALUES (?, ?)"
            self._database.execute(query, (name, body))

    def close(self) -> None:
        """Close the file; it can then be opened in another window."""
        with self._lock, told():
            self._database.close()


def wipe(file: CaseFile) -> None:
    """Close a case file, write over it and delete it, with all that was made beside it.

    Raises:
        CaseNotWritten: Some of it could not be deleted.
    """
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
            _remove(unfinished.with_name(unfinished.name + rest))
    return _opened(path, secret, salt, _schema.STEPS)


def open_case(path: Path, typed: str, *, steps: Sequence[str] = _schema.STEPS) -> CaseFile:
    """Open a case file, bring it to this version, and check every entry and every original.

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


def _opened(path: Path, secret: bytes, salt: bytes, steps: Sequence[str]) -> CaseFile:
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
    with told():
        query = "SELECT body, fingerprint FROM entry ORDER BY number"
        rows = [(str(body), str(mark)) for body, mark in database.execute(query)]
        stored = _originals.find(database)
    broken = first_broken(rows)
    # What follows the first that does not fit cannot be relied on.
    sound = rows if broken is None else rows[: broken - 1]
    return CaseFile(
        path=path,
        entries=tuple(entry_of(body) for body, _ in sound),
        broken=broken,
        changed=frozenset(
            sha256
            for sha256, (number, _) in stored.items()
            if not _originals.is_whole(database, number, sha256)
        ),
        _database=database,
        _secret=secret,
        _stored=stored,
        _written=len(sound),
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
        _write(database, journal.entries, originals)
    finally:
        with told():
            database.close()


def _write(
    database: apsw.Connection, entries: Sequence[Entry], originals: Mapping[str, Given]
) -> None:
    """Save entries and originals in one transaction."""
    insert = "INSERT INTO entry (number, body, fingerprint) VALUES (?, ?, ?)"
    try:
        with transaction(database):
            for sha256, given in originals.items():
                _originals.put(database, given, sha256)
            database.executemany(insert, ((e.number, e.body(), e.fingerprint()) for e in entries))
    except (_originals.NotTheSameError, OSError) as cause:
        raise CaseNotWritten(
            "One of the files changed or went away while it was being saved.",
            "Remove it on the Add page, and add it again.",
        ) from cause


def _log_changed(number: int) -> CaseNotWritten:
    return CaseNotWritten(
        f"The log of this case file was changed from outside, at entry {number}. "
        "Nothing more is written into this file.",
        "Use a copy if you have one, or make a new case file from what could be read.",
    )


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
