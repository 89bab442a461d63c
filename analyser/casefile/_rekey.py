"""Give a case file another passphrase: all is written into a new file, which takes its place.

Nothing is changed in place, so a cut of power at any moment leaves one whole file under the name.
"""

import apsw

from analyser.casefile._database import told, transaction

_TABLES = {
    "original": "id, sha256, size",
    "piece": "id, bytes",
    "entry": "number, body, fingerprint",
    "derived": "name, body",
    "reading": "key, body",
}


def copy_all(old: apsw.Connection, new: apsw.Connection) -> None:
    """Copy every row in one transaction, a piece at a time."""
    with told(), transaction(new):
        for table, columns in _TABLES.items():
            marks = ", ".join("?" for _ in columns.split(","))
            rows = old.execute(f"SELECT {columns} FROM {table} ORDER BY 1")  # noqa: S608  # ours
            new.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def tables(database: apsw.Connection) -> set[str]:
    """Return the names of all tables."""
    with told():
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        return {str(name) for (name,) in database.execute(query)}
