"""What files beside an export tell of it: Slack's names of people, and whose X archive it is.

Source: chat-formats sections 15 and 17.
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
    """Names by id, and the id of the owner where a file says so."""

    names: Mapping[str, str] = field(default_factory=dict)
    owner: str | None = None


def look_beside(files: Iterable[Given]) -> Beside:
    """Return what the files tell; those that cannot be read tell nothing."""
    names: dict[str, str] = {}
    owners: set[str] = set()
    for given in files:
        base = PurePosixPath(given.name).name.lower()
        if base in ("users.json", "account.js") and given.size_bytes <= _LARGEST_BYTES:
            try:
                with given.open() as stream:
                    text = decode(stream.read())[0]
                value, _ = loads(text[text.index("[") :].strip().rstrip(";"))
            except (AnalyserError, OSError, ValueError, RecursionError):
                continue
            for _, row in rows(value):
                if owner := as_name(as_dict(row.get("account")).get("accountId")):
                    owners.add(owner)
                elif name := _name(row.get("profile"), row):
                    names[as_text(row.get("id"))] = name
    return Beside(names, owners.pop() if len(owners) == 1 else None)


def _name(profile: object, row: Mapping[str, object]) -> str | None:
    known = as_dict(profile)
    values = (known.get("display_name"), known.get("real_name"), row.get("name"))
    return next((name for value in values if (name := as_name(value))), None)
