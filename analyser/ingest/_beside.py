"""What files beside an export tell of it: names of people, whose archive it is.

Source: chat-formats sections 15, 17 and 19.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from analyser.errors import AnalyserError
from analyser.given import Given
from analyser.ingest._json import as_dict, as_name, as_text, loads, rows
from analyser.ingest._text import decode

_LARGEST_BYTES = 16 * 1024**2
"""A list of people is far smaller."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Names by id, the id of an X archive's owner, and the name of a Takeout's, where told."""

    names: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None
    google_owner: str | None = None


def look_beside(files: Iterable[Given]) -> Beside:
    """Return what the files tell; those that cannot be read tell nothing."""
    names: dict[str, str] = {}
    owners: set[str] = set()
    of_google: set[str] = set()
    for given in files:
        base = PurePosixPath(given.name).name.lower()
        if (
            base in ("users.json", "account.js", "user_info.json")
            and given.size_bytes <= _LARGEST_BYTES
        ):
            try:
                with given.open() as stream:
                    text = decode(stream.read())[0]
                start = 0 if base == "user_info.json" else text.index("[")
                value, _ = loads(text[start:].strip().rstrip(";"))
            except (AnalyserError, OSError, ValueError, RecursionError):
                continue
            user = as_dict(as_dict(value).get("user"))
            if name := as_name(user.get("name")) or as_name(user.get("email")):
                of_google.add(name)
            for _, row in rows(value):
                if owner := as_name(as_dict(row.get("account")).get("accountId")):
                    owners.add(owner)
                elif name := _name(row.get("profile"), row):
                    names[as_text(row.get("id"))] = name
    return Beside(names, _only(owners), _only(of_google))


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _name(profile: object, row: Mapping[str, object]) -> str | None:
    known = as_dict(profile)
    values = (known.get("display_name"), known.get("real_name"), row.get("name"))
    return next((name for value in values if (name := as_name(value))), None)
