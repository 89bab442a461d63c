"""Read JSON whose long list of messages is never held as a whole: each row is read when needed.

The rows of a file of 200 MB take 1 GB once they are read; what is made of them takes a third.
"""

import json
import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import overload

from analyser.ingest._json import BAD_ESCAPE
from analyser.ingest._text import decode

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")

Look = Callable[[object], None]


class Rows(Sequence[object]):
    """The values of one list, read anew each time one is asked for."""

    def __init__(self, text: str, places: "array[int]") -> None:
        self._text = text
        self._places = places

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> object:
        """Return the value at `index`, or the rows of a part."""
        if isinstance(index, slice):
            return Rows(self._text, self._places[index])
        return _DECODER.raw_decode(self._text, self._places[index])[0]

    def __iter__(self) -> Iterator[object]:
        """Yield the values, one at a time."""
        for place in self._places:
            yield _DECODER.raw_decode(self._text, place)[0]


def _pass_over(value: object) -> None:
    """Look at nothing."""


def load_rows(
    data: bytes, key: str, *, through: Collection[str] = (), look: Look = _pass_over
) -> tuple[object, bool]:
    r"""Return the value of a file, its lists under `key` as `Rows`; and whether it was mended.

    Args:
        data: The whole file.
        key: Name of the lists of messages.
        through: Names of the objects and lists in which such lists are looked for.
        look: Called with each row once, while the places of the rows are found.

    Raises:
        ValueError: It is no JSON, even where escapes of the form `\xNN` are mended.
    """
    text = decode(data)[0].removeprefix("\ufeff")
    try:
        return _Reader(text, key, frozenset(through), look).whole(), False
    except ValueError:
        mended = BAD_ESCAPE.sub(r"\1\\u00\2", text)
        if mended == text:
            raise
        return _Reader(mended, key, frozenset(through), look).whole(), True


class _Reader:
    def __init__(self, text: str, key: str, through: frozenset[str], look: Look) -> None:
        self.text = text
        self.key = key
        self.through = through
        self.look = look

    def whole(self) -> object:
        value, at = self.value(self.past_space(0), inside=True)
        if self.past_space(at) != len(self.text):
            raise json.JSONDecodeError("More follows", self.text, at)
        return value

    def past_space(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def value(self, at: int, *, inside: bool) -> tuple[object, int]:
        begins = self.text[at : at + 1]
        if inside and begins == "{":
            return self.members(at)
        if inside and begins == "[":
            values: list[object] = []
            for place in (steps := _Steps(self, at)):
                value, steps.at = self.value(place, inside=True)
                values.append(value)
            return values, steps.at
        return _DECODER.raw_decode(self.text, at)

    def members(self, at: int) -> tuple[dict[str, object], int]:
        found: dict[str, object] = {}
        for place in (steps := _Steps(self, at, "{}")):
            if self.text[place : place + 1] != '"':
                raise json.JSONDecodeError("A name should stand here", self.text, place)
            name, at = _DECODER.raw_decode(self.text, place)
            at = self.past_space(at)
            if self.text[at : at + 1] != ":":
                raise json.JSONDecodeError("A colon should stand here", self.text, at)
            at = self.past_space(at + 1)
            if name == self.key and self.text[at : at + 1] == "[":
                found[name], steps.at = self.rows(at)
            else:
                found[name], steps.at = self.value(at, inside=name in self.through)
        return found, steps.at

    def rows(self, at: int) -> tuple[Rows, int]:
        places = array("q")
        for place in (steps := _Steps(self, at)):
            value, steps.at = _DECODER.raw_decode(self.text, place)
            places.append(place)
            self.look(value)
        return Rows(self.text, places), steps.at


class _Steps:
    """Walks a list or an object: yields where each part begins; the caller says where it ended."""

    def __init__(self, reader: _Reader, at: int, marks: str = "[]") -> None:
        self.reader = reader
        self.at = at + 1
        self.end = marks[1]

    def __iter__(self) -> Iterator[int]:
        text = self.reader.text
        self.at = self.reader.past_space(self.at)
        if text[self.at : self.at + 1] == self.end:
            self.at += 1
            return
        while True:
            yield self.at
            self.at = self.reader.past_space(self.at)
            mark = text[self.at : self.at + 1]
            self.at += 1
            if mark == self.end:
                return
            if mark != ",":
                raise json.JSONDecodeError("A comma should stand here", text, self.at)
            self.at = self.reader.past_space(self.at)
