"""A folder in which the command line keeps what was read, so that a run goes on where it stopped.

There is none unless the person names one. What lies in it is not encrypted; the case file of the
app is.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from analyser.errors import BadRequest

_NAME = "read-so-far.sqlite"
PLAIN_WORDS = (
    "What is read is kept in the work folder, so that a run that is stopped goes on where it was. "
    "It holds the words of the messages and is not encrypted: keep it on a disk that is, and "
    "delete it when the report is done."
)


class WorkFolder:
    """What was read by earlier runs, by key, and what this run adds."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def known(self) -> dict[str, str]:
        """Return all that was read."""
        with _told():
            rows = self._database.execute("SELECT key, body FROM reading")
            return {str(key): str(body) for key, body in rows}

    def save(self, new: Mapping[str, str]) -> None:
        """Keep what was read; once this returns it survives a cut of power.

        Raises:
            BadRequest: It could not be written; what was kept before is as it was.
        """
        with _told(), self._database:
            insert = "INSERT OR REPLACE INTO reading (key, body) VALUES (?, ?)"
            self._database.executemany(insert, new.items())


@contextmanager
def work_folder(folder: Path) -> Iterator[WorkFolder]:
    """Open the folder, made if need be, for this account alone.

    Raises:
        BadRequest: It cannot be used, or another run has it open.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / _NAME
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as cause:
        raise BadRequest(
            "The work folder cannot be written to.", "Choose a folder of your own."
        ) from cause
    with closing(sqlite3.connect(path, timeout=1, check_same_thread=False)) as database:
        with _told():
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA synchronous = FULL")
            make = "CREATE TABLE IF NOT EXISTS reading (key TEXT PRIMARY KEY, body TEXT NOT NULL)"
            with database:
                database.execute("BEGIN IMMEDIATE")
                database.execute(make)
        yield WorkFolder(database)


def files_in(folder: Path) -> frozenset[Path]:
    """Return the resolved paths of what may lie in the folder."""
    return frozenset((folder / f"{_NAME}{end}").resolve() for end in ("", "-journal"))


@contextmanager
def _told() -> Iterator[None]:
    """Turn the database's errors into ones that a person can do something about."""
    try:
        yield
    except sqlite3.OperationalError as cause:
        if "locked" in str(cause):
            raise BadRequest(
                "Another run is using this work folder.", "Wait for it, or choose another folder."
            ) from cause
        raise BadRequest(
            "The work folder could not be written: the disk may be full, or it was taken away.",
            "Make room, then run the same command again: it goes on where it stopped.",
        ) from cause
    except sqlite3.DatabaseError as cause:
        raise BadRequest(
            f"{_NAME} in the work folder is damaged.",
            "Delete that file and run the same command again; everything is then read anew.",
        ) from cause
