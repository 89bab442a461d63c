"""A case file is opened: for work or for reading, brought forward, and checked as a whole."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import apsw

from analyser.casefile import _entries, _originals, _schema
from analyser.casefile._cipher import key_from
from analyser.casefile._database import (
    connect,
    connect_for_reading,
    make_ready,
    read_only,
    wrong_passphrase,
)
from analyser.casefile._file import CaseFile
from analyser.casefile._held import Hold, held
from analyser.casefile.journal import Journal
from analyser.errors import CaseNotWritten


def opened_anew(path: Path, secret: bytes, salt: bytes) -> CaseFile:
    """Open a file that was just written."""
    with held(path) as hold:
        return opened(path, secret, salt, _schema.STEPS, hold)


def opened(path: Path, secret: bytes, salt: bytes, steps: Sequence[str], hold: Hold) -> CaseFile:
    """Open a file that `hold` is of, for reading where it cannot be written to.

    Raises:
        CaseError: It cannot be opened.
    """
    try:
        found = _opened_for_work(path, secret, salt, steps)
    except CaseNotWritten:
        found = _opened_for_reading(path, secret, salt, steps)
    found._hold = hold
    return found


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
        found = replace(checked(path, database, secret, salt), reading=read_only(whole=True))
        undone.pop_all()
        return found


def _opened_for_work(path: Path, secret: bytes, salt: bytes, steps: Sequence[str]) -> CaseFile:
    with ExitStack() as undone:
        database = undone.enter_context(_ready(path, secret, salt, steps))
        if _schema.version(database) < len(steps):
            database.close()
            # Whoever closes the file after copying it gives up the lock on it, so that comes first.
            copied = undone.enter_context(_schema.copied(path, steps))
            database = undone.enter_context(_ready(path, secret, salt, steps))
            copied.refuse_changed()
            _schema.bring_forward(database, steps)
        return checked(path, database, secret, salt)


@contextmanager
def _ready(
    path: Path, secret: bytes, salt: bytes, steps: Sequence[str]
) -> Iterator[apsw.Connection]:
    """Open a case file for work; it is closed again where the block fails."""
    with ExitStack() as undone:
        database = connect(path, key_from(secret, salt), salt)
        undone.callback(database.close)
        _schema.refuse_newer(database, steps)
        if _schema.version(database) == 0:
            raise wrong_passphrase()
        make_ready(database)
        yield database
        undone.pop_all()


def checked(path: Path, database: apsw.Connection, secret: bytes, salt: bytes) -> CaseFile:
    """Read the whole file once: every entry, every byte of every original."""
    log = _entries.read(database)
    listed = _originals.find(database)
    stored = listed.places
    changed = {
        sha256
        for sha256, (number, _) in stored.items()
        if not _originals.is_whole(database, number, sha256)
    }
    # One that the log names and that is not there was taken out, or the disk has spoiled the list.
    added = Journal.of(log.entries).files.values()
    changed |= {record["sha256"] for record in added} - stored.keys()
    return CaseFile(
        path=path,
        log=log,
        changed=frozenset(changed),
        list_spoiled=listed.spoiled,
        _database=database,
        _secret=secret,
        _salt=salt,
        _stored=stored,
        _written=len(log.entries),
    )
