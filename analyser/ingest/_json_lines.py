"""Read a file with one JSON value a line, a large one where it lies."""

from collections.abc import Iterator

from analyser.ingest._stored import Stored, whole_of
from analyser.ingest._text import decode, encoding_of, lines_of

_PIECE_BYTES = 1 << 20
_LONGEST_LINE_BYTES = 64 << 20
"""A message with all its earlier versions has some thousand bytes."""


def json_lines(data: bytes | Stored) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank, with its number from 1.

    Raises:
        ValueError: A line of a large file is longer than any message.
    """
    by_pieces = isinstance(data, Stored) and encoding_of(data) == "utf-8"
    lines = _pieces(data) if by_pieces else iter(lines_of(decode(whole_of(data))[0]))
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield number, line


def _pieces(data: bytes | Stored) -> Iterator[str]:
    rest = b""
    for start in range(0, len(data), _PIECE_BYTES):
        *lines, rest = (rest + data[start : start + _PIECE_BYTES]).split(b"\n")
        if len(rest) > _LONGEST_LINE_BYTES:
            raise ValueError("a line that does not end")
        yield from map(_text, lines)
    if rest:
        yield _text(rest)


def _text(line: bytes) -> str:
    return line.decode("utf-8", errors="as_cp1252").strip("\r\ufeff")
