"""Readings of pictures that were made before, so that a case opens without reading them anew.

A reading is kept under all that it hangs on: the bytes of the picture, what the person said that
it depends on, the code and tables that make it, and the versions of what reads letters.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import TypeAdapter, ValidationError

from analyser import __version__, screens
from analyser.records import CaseFacts, Message, Unread

_ANY = "S0"
"""Stands for the source: a picture has another number when files are added."""
_RESULT = TypeAdapter(screens.ScreenResult)
_ROOMS = ("analyser", "analyser.screens")
"""The code that a reading of a picture hangs on."""


@dataclass(slots=True)
class Readings:
    """Readings by their key, as JSON.

    Attributes:
        known: All that are kept.
        used: Keys that were asked for since this was made.
    """

    known: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def read(
        self, data: bytes, sha256: str, *, source: str, facts: CaseFacts
    ) -> screens.ScreenResult:
        """Return the reading of one picture, read anew only where it was not read before.

        Args:
            data: Its bytes.
            sha256: Their hash.
            source: Id of the source.
            facts: What the person said about the case.
        """
        key = key_of(sha256, facts)
        self.used.add(key)
        result = _loaded(self.known.get(key))
        if result is None:
            result = screens.read(data, source=_ANY, facts=facts)
            self.known[key] = _RESULT.dump_json(result).decode()
        return _of(result, source)

    def kept(self) -> Mapping[str, str]:
        """Return those that were asked for; others are of files or answers that are gone."""
        return {key: body for key, body in self.known.items() if key in self.used}


def key_of(sha256: str, facts: CaseFacts) -> str:
    """Return what the reading of a picture is kept under."""
    said = (facts.me, facts.timezone, facts.captured_at and facts.captured_at.isoformat())
    whole = repr((sha256, said, __version__, screens.engine_name(), _code()))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _code() -> str:
    """Return a hash of the code and tables: a version number alone would outlive a change."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for each in sorted(files(room).iterdir(), key=_name):
            if each.is_file() and each.name.endswith((".py", ".toml")):
                digest.update(each.name.encode() + each.read_bytes())
    return digest.hexdigest()


def _name(path: Traversable) -> str:
    return path.name


def _loaded(body: str | None) -> screens.ScreenResult | None:
    """Return a kept reading; None where there is none, or where it cannot be understood."""
    if body is None:
        return None
    try:
        return _RESULT.validate_json(body)
    except ValidationError:
        return None


def _of(result: screens.ScreenResult, source: str) -> screens.ScreenResult:
    return replace(
        result,
        messages=tuple(_message(each, source) for each in result.messages),
        unread=tuple(_unread(each, source) for each in result.unread),
    )


def _message(message: Message, source: str) -> Message:
    number = message.id.rpartition("-")[2]
    return replace(message, id=f"{source}-{number}", source=source)


def _unread(unread: Unread, source: str) -> Unread:
    return replace(unread, source=source)
