"""Readings of pictures that were made before, so that a case opens without reading them anew.

A reading is kept under all that it hangs on: the bytes of the picture, what the person said that
it depends on, the code and tables that make it, and the versions of what reads letters.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pydantic import TypeAdapter, ValidationError

from analyser import __version__, screens
from analyser.made import code_hash
from analyser.not_yet import ODD_FUTURE, not_yet
from analyser.records import CaseFacts, Message, Problem, Unread
from analyser.wording import counted

_ANY = "S0"
"""Stands for the source: a picture has another number when files are added."""
_RESULT = TypeAdapter(screens.ScreenResult)
_ROOMS = ("analyser", "analyser.screens")
"""The code that a reading of a picture hangs on."""


def _keep_nowhere(new: Mapping[str, str]) -> None:
    """Keep nothing but what is in memory."""


@dataclass(slots=True)
class Readings:
    """Readings by their key, as JSON.

    Attributes:
        known: All that are kept.
        used: Keys that were asked for since this was made.
        save: Called with what is new, as soon as it is there.
    """

    known: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    save: Callable[[Mapping[str, str]], None] = _keep_nowhere

    def find(self, sha256: str, *, source: str, facts: CaseFacts) -> screens.ScreenResult | None:
        """Return the reading of the picture with this hash as of `source`; None where none is kept.

        Args:
            sha256: Of the bytes.
            source: Id of the source.
            facts: What the person said about the case.
        """
        result = _loaded(self.known.get(key_of(sha256, facts)))
        if result is None:
            return None
        self.used.add(key_of(sha256, facts))
        return _of(result, source)

    def keep(self, sha256: str, result: screens.ScreenResult, *, facts: CaseFacts) -> None:
        """Keep what `read_picture` returned for the picture with this hash."""
        self.put({key_of(sha256, facts): _RESULT.dump_json(result).decode()})

    def put(self, new: Mapping[str, str]) -> None:
        """Keep what was worked out, by its key."""
        self.known.update(new)
        self.used.update(new)
        self.save(new)

    def kept(self) -> Mapping[str, str]:
        """Return those that were asked for; others are of files or answers that are gone."""
        return {key: body for key, body in self.known.items() if key in self.used}


def key_of(sha256: str, facts: CaseFacts) -> str:
    """Return what the reading of a picture is kept under."""
    said = (facts.me, facts.timezone, facts.captured_at and facts.captured_at.isoformat())
    whole = repr((sha256, said, __version__, screens.engine_name(), code_hash(*_ROOMS)))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def read_picture(data: bytes, facts: CaseFacts) -> screens.ScreenResult:
    """Return the reading of one picture, of no source yet; a worker can do it."""
    return screens.read(data, source=_ANY, facts=facts)


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


def without_future(result: screens.ScreenResult, today: date | None) -> screens.ScreenResult:
    """Take the instants off messages whose date had not come, and say so."""
    messages = tuple(replace(m, when=not_yet(m.when, today)) for m in result.messages)
    odd = [new for new, old in zip(messages, result.messages, strict=True) if new.when != old.when]
    if not odd:
        return result
    what = f"{counted(len(odd), 'message')}: {ODD_FUTURE}. The first is {odd[0].id}."
    problem = Problem(where=odd[0].where, what=what, do="Check them against the phone.")
    return replace(result, messages=messages, problems=(*result.problems, problem))
