"""Read tables whose headings an app fixed: rows by heading, whatever their order.

Source: chat-formats section 4.9.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import StringIO

from analyser.ingest._text import decode, encoding_of, lines_of

Row = Mapping[str, str]
_DELIMITERS = ",;\t"
csv.field_size_limit(2**31 - 1)  # as the library has it, a long cell ends the table


def _low(cell: str) -> str:
    return " ".join(cell.strip(' \ufeff"').lower().split())


@lru_cache(maxsize=8)
def headings(head: bytes) -> frozenset[str]:
    """Return the headings in the first line of a table, in lower case; empty for no table."""
    encoding = encoding_of(head)
    if encoding is None:
        return frozenset()
    text = head.decode(encoding, errors="replace").lstrip("\ufeff\r\n ")
    line = next(iter(lines_of(text)), "")
    found = (line.split(delimiter) for delimiter in _DELIMITERS)
    return frozenset(_low(cell) for cell in max(found, key=len))


def named_rows(data: bytes) -> Iterator[tuple[int, Row]]:
    """Yield each row that is not blank with its number from 1, cells by heading in lower case."""
    text = decode(data)[0].lstrip("\ufeff\r\n ")
    line = next(iter(lines_of(text)), "")
    delimiter = max(_DELIMITERS, key=line.count)
    table = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    names: list[str] = []
    for number, row in enumerate(table):
        if not names:
            names = [_low(cell) for cell in row]
        elif any(cell.strip() for cell in row) and [_low(cell) for cell in row] != names:
            yield number, dict(zip(names, row, strict=False))


def cell(row: Row, *names: str) -> str:
    """Return the first cell under one of `names` that is not empty, spaces around it dropped."""
    return next((value for name in names if (value := row.get(name, "").strip())), "")
