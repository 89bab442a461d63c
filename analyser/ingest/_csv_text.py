"""Part a table of text into cells, also where its quotation marks are not in order.

Source: chat-formats section 4.9. A mark that is never closed would swallow the rest of the file.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from typing import Protocol

csv.field_size_limit(2**31 - 1)  # as the library has it, a long cell ends the table
_MENDED_AT_MOST = 2000
"""Rows taken alone; a file with more of them is no table with quotation marks."""
_LONGEST_LINE = 2_000
"""Of a line whose marks are put right; a longer one is parted at each delimiter."""
MARKS = (
    "The quotation marks in this table are not in order, so its cells may be parted wrongly.",
    "Check the rows against the original, and save the table again if they are wrong.",
)


class _Table(Protocol):
    """What the library's reader is; its own name is not to be had."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


def parsed(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the rows, and whether the quotation marks are in order."""
    rows: list[list[str]] = []
    try:
        rows += _reader(StringIO(text, newline=""), delimiter, strict=True)
    except csv.Error:
        return list(_mended(list(StringIO(text, newline="")), delimiter)), False
    return rows, True


def _mended(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows; the line at which a row begins that cannot be parted is a row by itself."""
    start = 0
    for _ in range(_MENDED_AT_MOST):
        table = _reader(islice(lines, start, None), delimiter, strict=True)
        done = 0
        try:
            for row in table:
                yield row
                done = table.line_num
        except csv.Error:
            yield _one_line(lines[start + done], delimiter)
            start += done + 1
        else:
            return
    yield from (line.rstrip("\r\n").split(delimiter) for line in lines[start:])


def _one_line(line: str, delimiter: str) -> list[str]:
    """Part a line whose marks are not in order: a cell in marks ends at one before a delimiter."""
    line, d = line.rstrip("\r\n"), re.escape(delimiter)
    if len(line) > _LONGEST_LINE:
        return line.split(delimiter)
    cells = re.findall(rf'(?:^|{d})(?:"(.*?)"(?={d}|$)|"?([^{d}]*))', line)
    return [(inside or plain).replace('""', '"') for inside, plain in cells]


def _reader(lines: Iterable[str], delimiter: str, *, strict: bool) -> _Table:
    return csv.reader(lines, delimiter=delimiter, strict=strict)
