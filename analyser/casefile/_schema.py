"""The tables of a case file: made, brought forward to this version, refused where newer."""

import shutil
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import apsw

from analyser.casefile._database import told, transaction
from analyser.errors import NewerCase

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


def bring_forward(database: apsw.Connection, path: Path, steps: Sequence[str]) -> None:
    """Bring the tables to this version in one transaction; a copy lies beside until it is done.

    Raises:
        CaseError: It could not be done; the file is as it was, and so is the copy.
    """
    now = version(database)
    if now == len(steps):
        return
    copy = path.with_name(f"{path.name}.before-{len(steps)}") if now else None
    if copy:
        with told():
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        # Encrypted like the file itself. One left by an earlier try is older than this.
        _copy(path, copy)
    with transaction(database):
        for step in steps[now:]:
            database.execute(step)
        database.pragma("user_version", len(steps))
    if copy:
        copy.unlink(missing_ok=True)


def _copy(path: Path, copy: Path) -> None:
    with told():
        try:
            shutil.copyfile(path, copy)
        except OSError as cause:
            copy.unlink(missing_ok=True)
            raise apsw.FullError from cause
