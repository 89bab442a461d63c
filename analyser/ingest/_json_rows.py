"""Read JSON whose long list of messages is never held as a whole: each row is read when needed.

The rows of a file of 200 MB take 1 GB once they are read; what is made of them takes a third. The
file stays bytes, or where it lies: one emoji in a text makes four bytes of each of its letters.
"""

import codecs
import json
import re
from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

from analyser.ingest._json import BAD_ESCAPE
from analyser.ingest._stored import Stored, whole_of
from analyser.ingest._text import decode, decodes, encoding_of

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[ \t\r\n]*")
_BAD_ESCAPE = re.compile(BAD_ESCAPE.pattern.encode())
_PIECE_BYTES = 1 << 20
_SHORT = 12
"""Characters from the end within which a fault may be of what is not there yet."""

Look = Callable[[object], None]


class Rows(Sequence[object]):
    """The values of one list, read anew each time one is asked for."""

    def __init__(self, data: bytes | Stored, starts: "array[int]", ends: "array[int]") -> None:
        self._data = data
        self._starts = starts
        self._ends = ends

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows": ...
    def __getitem__(self, index: int | slice) -> object:
        """Return the value at `index`, or the rows of a part."""
        if isinstance(index, slice):
            return Rows(self._data, self._starts[index], self._ends[index])
        text = self._data[self._starts[index] : self._ends[index]].decode()
        return _DECODER.raw_decode(text)[0]

    def __iter__(self) -> Iterator[object]:
        """Yield the values, one at a time."""
        data, decoded = self._data, _DECODER.raw_decode
        for start, end in zip(self._starts, self._ends, strict=True):
            yield decoded(data[start:end].decode())[0]


class NamedRows:
    """The values of one object with their names, also of a name that stands twice."""

    def __init__(self, names: Sequence[str], rows: Rows) -> None:
        self._names = names
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """Yield names and values, one at a time."""
        return zip(self._names, self._rows, strict=True)


def pairs_of(value: object) -> Iterator[tuple[str, object]]:
    """Yield names and values of an object, also of one read row by row; of nothing else any."""
    if isinstance(value, NamedRows):
        return iter(value)
    return iter(value.items() if isinstance(value, dict) else ())


def _pass_over(value: object) -> None:
    """Look at nothing."""


def load_rows(
    data: bytes | Stored,
    keys: str | Collection[str],
    *,
    through: Collection[str] | None = (),
    look: Look = _pass_over,
    piece_bytes: int = _PIECE_BYTES,
) -> tuple[object, bool]:
    r"""Return the value of a file, lists under `keys` as `Rows`, objects as `NamedRows`.

    Also returns whether it was mended.

    Args:
        data: The whole file.
        keys: Names of the lists, or objects, of messages.
        through: Names of the objects and lists in which those are looked for; None for all.
        look: Called with each row once, while the places of the rows are found.
        piece_bytes: How much is looked at at a time.

    Raises:
        ValueError: It is no JSON, even where escapes of the form `\xNN` are mended.
    """
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    if encoding_of(data) not in ("utf-8", "utf-8-sig") or not decodes(data, "utf-8"):
        data, start = decode(whole_of(data))[0].removeprefix("\ufeff").encode(), 0
    wanted = _Wanted({keys} if isinstance(keys, str) else keys, through, look)
    try:
        return _Reader(data, start, wanted, piece_bytes).whole(), False
    except ValueError:
        if isinstance(data, Stored) and not data.can_be_held:
            raise
        data = whole_of(data)
        mended = _BAD_ESCAPE.sub(rb"\1\\u00\2", data)
        if mended == data:
            raise
        return _Reader(mended, start, wanted, piece_bytes).whole(), True


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What `load_rows` was asked for."""

    keys: Collection[str]
    through: Collection[str] | None
    look: Look


class _Reader:
    """Reads on through a file of which a piece is text at a time: `at` is a place in that."""

    def __init__(self, data: bytes | Stored, start: int, wanted: _Wanted, piece_bytes: int) -> None:
        self.data = data
        self.wanted = wanted
        self.piece_bytes = piece_bytes
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.next = start  # the first byte that is not text yet
        self.text, self.plain = "", True
        self.at = 0
        self.passed = 0, start  # a place in the text, and the byte that it is

    def more(self) -> bool:
        """Let go of the text before `at`, and take the next piece; tell whether there was one."""
        if self.next >= len(self.data):
            return False
        self.byte()
        held = self.text[self.at :]
        # A value that is longer than a piece is begun anew each time.
        wanted = max(self.piece_bytes, len(held))
        piece = self.data[self.next : self.next + wanted]
        self.next += len(piece)
        self.text = held + self.decoder.decode(piece)
        self.plain = self.text.isascii()
        self.at, self.passed = 0, (0, self.passed[1])
        return True

    def byte(self) -> int:
        """Return which byte of the file stands at `at`."""
        place, byte = self.passed
        between = self.at - place
        if not self.plain:
            between = len(self.text[place : self.at].encode())
        self.passed = self.at, byte + between
        return byte + between

    def mark(self) -> str:
        """Pass over space, and return the character there; empty at the end."""
        while True:
            match = _SPACE.match(self.text, self.at)
            self.at = match.end() if match else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def take(self, wanted: str, missing: str) -> None:
        if self.mark() != wanted:
            raise json.JSONDecodeError(missing, self.text, self.at)
        self.at += 1

    def plain_value(self) -> object:
        """Read the value at `at`, whatever it is, and stand behind it."""
        self.mark()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                cut = error.pos + _SHORT >= len(self.text) or error.msg.startswith("Unterminated")
                if not (cut and self.more()):
                    raise
                continue
            # A number may go on in the next piece.
            if end < len(self.text) or not self.more():
                self.at = end
                return value

    def whole(self) -> object:
        value = self.value()
        if self.mark():
            raise json.JSONDecodeError("More follows", self.text, self.at)
        return value

    def value(self) -> object:
        begins = self.mark()
        if begins == "{":
            return self.members()
        return [self.value() for _ in self.parts("[]")] if begins == "[" else self.plain_value()

    def parts(self, marks: str) -> Iterator[None]:
        """Walk a list or an object: stand where each part begins; the caller reads it."""
        self.at += 1
        if self.mark() == marks[1]:
            self.at += 1
            return
        while True:
            yield
            if self.mark() == marks[1]:
                self.at += 1
                return
            self.take(",", "A comma should stand here")
            self.mark()

    def name(self) -> str:
        """Read the name at `at`, and stand behind its colon."""
        if self.mark() != '"':
            raise json.JSONDecodeError("A name should stand here", self.text, self.at)
        name = str(self.plain_value())
        self.take(":", "A colon should stand here")
        return name

    def members(self) -> dict[str, object]:
        found: dict[str, object] = {}
        for _ in self.parts("{}"):
            name = self.name()
            through = self.wanted.through
            if name in self.wanted.keys and self.mark() in ("[", "{"):
                found[name] = self.rows() if self.mark() == "[" else self.named_rows()
            else:
                goes_on = through is None or name in through
                found[name] = self.value() if goes_on else self.plain_value()
        return found

    def rows(self) -> Rows:
        starts, ends = array("q"), array("q")
        for _ in self.parts("[]"):
            self.row(starts, ends)
        return Rows(self.data, starts, ends)

    def named_rows(self) -> NamedRows:
        starts, ends, names = array("q"), array("q"), list[str]()
        for _ in self.parts("{}"):
            names.append(self.name())
            self.mark()
            self.row(starts, ends)
        return NamedRows(names, Rows(self.data, starts, ends))

    def row(self, starts: "array[int]", ends: "array[int]") -> None:
        """Read the row at `at`, and keep its place."""
        starts.append(self.byte())
        self.wanted.look(self.plain_value())
        ends.append(self.byte())
