"""The tables of a case file: made, brought forward to this version, refused where newer."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import apsw

from analyser.casefile._database import in_use, told, transaction
from analyser.errors import DamagedCase, NewerCase

STEPS: Sequence[str] = tuple(
    (files("analyser.casefile") / name).read_text(encoding="utf-8")
    for name in ("schema.sql", "schema_2.sql")
)
"""The script that leads to each version from the one before; a version is never changed."""


def version(database: apsw.Connection) -> int:
    """Return the version of the tables; 0 where there are none."""
    with told():
        return int(database.pragma("user_version"))


def refuse_newer(database: apsw.Connection, steps: Sequence[str]) -> None:
    """Stop before anything is written where a later version of the program made the file.

    Raises:
        NewerCase: It did.
    """
    if version(database) > len(steps):
        raise NewerCase(
            "A newer version of this program made this case file. Nothing in it was changed.",
            "Install the newest version and open the file with that.",
        )


def bring_forward(database: apsw.Connection, steps: Sequence[str]) -> None:
    """Bring the tables to this version in one transaction.

    Raises:
        CaseError: It could not be done; the file is as it was.
    """
    with transaction(database):
        for step in steps[version(database) :]:
            try:
                database.execute(step)
            except apsw.SQLError as cause:
                raise DamagedCase(
                    "This case file could not be brought to this version of the program. "
                    "Nothing in it was changed.",
                    "Open it with the version that made it, or use a copy if you have one.",
                ) from cause
        database.pragma("user_version", len(steps))


@contextmanager
def copied(path: Path, steps: Sequence[str]) -> Iterator["Copied"]:
    """Keep a copy of a file that is not open beside it, and delete it where the block succeeds.

    It is encrypted like the file itself; one left by an earlier try is older than this.

    Raises:
        CaseError: It could not be made.
    """
    copy = path.with_name(f"{path.name}.before-{len(steps)}")
    with told():
        try:
            before = _state_of(path)
            begin(copy)
            shutil.copyfile(path, copy)
        except OSError as cause:
            copy.unlink(missing_ok=True)
            raise apsw.FullError from cause
    yield Copied(path, before)
    copy.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Copied:
    """A file as it was when it was copied."""

    path: Path
    state: tuple[int, int, int]

    def refuse_changed(self) -> None:
        """Stop where another window wrote into the file after it was copied.

        Raises:
            CaseInUse: One did.
        """
        if _state_of(self.path) != self.state:
            raise in_use()


def _state_of(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def begin(path: Path) -> None:
    """Make an empty file that no other account can read."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
