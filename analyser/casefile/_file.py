"""A case file that is open: what is read from it and written into it, one transaction a time."""

import hashlib
import hmac
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import BinaryIO, cast

import apsw

from analyser.casefile import _originals
from analyser.casefile._cipher import recovery_key, secret_from, secret_of
from analyser.casefile._database import refuse_moved, settle, told, transaction, wrong_passphrase
from analyser.casefile._entries import Log
from analyser.casefile._held import Hold
from analyser.casefile.journal import Entry, Journal, Values
from analyser.errors import CaseNotWritten
from analyser.given import Given


@dataclass(slots=True)
class CaseFile:
    """A case file that is open in this window and in no other.

    Attributes:
        path: Where it lies.
        log: What could be read of its log when the file was opened.
        reading: Why the file is open for reading only; None where it is not.
        changed: Hashes of the originals whose bytes are no longer what they were.
        list_spoiled: The disk has spoiled part of the list of originals.
    """

    path: Path
    log: Log
    changed: frozenset[str]
    _database: apsw.Connection
    _secret: bytes
    _salt: bytes
    _stored: dict[str, tuple[int, int]]
    _written: int
    reading: CaseNotWritten | None = None
    list_spoiled: bool = False
    _hold: Hold | None = None
    _lock: RLock = field(default_factory=RLock)

    @property
    def recovery_key(self) -> str:
        """What opens the file in place of the passphrase, for printing."""
        return recovery_key(self._secret)

    def prove(self, typed: str) -> None:
        """Let whoever typed the file's passphrase or its recovery key pass.

        Raises:
            WrongPassphrase: It is neither.
        """
        secret = secret_of(typed) or secret_from(typed, self._salt)
        if not hmac.compare_digest(secret, self._secret):
            raise wrong_passphrase()

    @property
    def written(self) -> int:
        """How many entries of the log are in the file."""
        return self._written

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of the log that can be relied on."""
        return self.log.entries

    @property
    def broken(self) -> int | None:
        """Number of the first entry that was changed from outside; None where none was."""
        return self.log.broken

    @property
    def closed(self) -> CaseNotWritten | None:
        """Why nothing more is written into the file; None where it is."""
        if self.broken is not None:
            return log_changed(self.broken)
        if self.log.lost or self.log.to_end:
            return log_spoiled()
        if self.list_spoiled:
            return list_spoiled()
        return self.reading

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
        with self._lock:
            self._refuse()
            write_rows(self._database, fresh, new)
            settle(self._database)
            self._stored = _originals.find(self._database).places
            self.changed -= frozenset(new)
            self._written = len(journal.entries)

    def _refuse(self) -> None:
        if (why := self.closed) is not None:
            raise why
        refuse_moved(self._database)

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

    def unnamed(self, journal: Journal) -> list[Values]:
        """Return what can be said of originals that nothing in the log speaks of any more."""
        if not self.log.lost and not self.log.to_end:
            return []
        told = {file["sha256"] for e in journal.entries for file in e.what.get("files", ())}
        return [
            {"name": f"recovered file {n}", "path": "", "sha256": sha256, "modified": None}
            | {"beside": ()}
            for n, sha256 in enumerate((s for s in self._stored if s not in told), start=1)
        ]

    def derived(self, name: str) -> str | None:
        """Return what was worked out last and kept under `name`, as JSON."""
        with self._lock, told(), suppress(apsw.CorruptError):
            query = "SELECT body FROM derived WHERE name = ?"
            if row := self._database.execute(query, (name,)).fetchone():
                return str(row[0])
        return None

    def keep_derived(self, name: str, body: str) -> None:
        """Keep something that was worked out, as JSON, in place of what was there."""
        with self._lock:
            self._refuse()
            with transaction(self._database):
                query = "INSERT OR REPLACE INTO derived (name, body) VALUES (?, ?)"
                self._database.execute(query, (name, body))

    def readings(self) -> dict[str, str]:
        """Return what was read, by its key; without what is damaged or changed, to be read anew."""
        found: dict[str, str] = {}
        with self._lock, told(), suppress(apsw.CorruptError, apsw.NotADBError):
            for key, sealed in self._database.execute("SELECT key, body FROM reading"):
                mark, _, body = str(sealed).partition(" ")
                if mark == _mark(str(key), body):
                    found[str(key)] = body
        return found

    def add_readings(self, readings: Mapping[str, str]) -> None:
        """Keep these readings beside those that are there."""
        with self._lock:
            self._refuse()
            with transaction(self._database):
                insert = "INSERT OR REPLACE INTO reading (key, body) VALUES (?, ?)"
                self._database.executemany(insert, _sealed(readings))

    def keep_readings(self, readings: Mapping[str, str]) -> None:
        """Keep these readings and no others."""
        with self._lock:
            self._refuse()
            with told():
                known = {str(key) for (key,) in self._database.execute("SELECT key FROM reading")}
            new = {key: body for key, body in readings.items() if key not in known}
            gone = [(key,) for key in known - readings.keys()]
            if new or gone:
                with transaction(self._database):
                    self._database.executemany("DELETE FROM reading WHERE key = ?", gone)
                    insert = "INSERT INTO reading (key, body) VALUES (?, ?)"
                    self._database.executemany(insert, _sealed(new))

    def close(self) -> None:
        """Close the file; it can then be opened in another window."""
        with self._lock, told():
            self._database.close()
        if self._hold is not None:
            self._hold.release()


def _sealed(readings: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each reading as it is stored: with a mark that fits its words and its key only."""
    for key, body in readings.items():
        yield key, f"{_mark(key, body)} {body}"


def _mark(key: str, body: str) -> str:
    return hashlib.sha256(f"{key} {body}".encode("utf-8", "surrogatepass")).hexdigest()


def write_rows(
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


def log_changed(number: int) -> CaseNotWritten:
    """Return what is said where the log does not fit."""
    return CaseNotWritten(
        f"The log of this case file was changed from outside, at entry {number}. "
        "Nothing more is written into this file.",
        "Use a copy if you have one, or make a new case file from what could be read.",
    )


def log_spoiled() -> CaseNotWritten:
    """Return what is said where the disk has spoiled part of the log."""
    return CaseNotWritten(
        "Part of the log of this case file is damaged. What could be read is open, and nothing "
        "more is written into this file.",
        "Use a copy if you have one, or keep what could be read in a new file, on the Start page. "
        "Do not delete this one.",
    )


def list_spoiled() -> CaseNotWritten:
    """Return what is said where the disk has spoiled part of the list of originals."""
    return CaseNotWritten(
        "The list of the files in this case file is damaged. What could be read is open, and "
        "nothing more is written into this file.",
        "Use a copy if you have one, or keep what is open in a new file, on the Start page. Add "
        "files that are named as changed again first. Do not delete this one.",
    )
