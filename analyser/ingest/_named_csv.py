"""Read tables whose headings an app fixed: rows by heading, whatever their order.

Source: chat-formats section 4.9.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import cast

from analyser.ingest._csv_text import MARKS, parsed
from analyser.ingest._format import Draft, Stray
from analyser.ingest._row_checks import in_their_columns
from analyser.ingest._text import decode, encoding_of, lines_of

Row = Mapping[str, str]
_NUMBER = re.compile(r"\d\d")
_DELIMITERS = ",;\t"
_NOTHING = "This row has neither a time nor words nor a file."
_AGAIN = "The heading row, repeated."
_HEADING = "The title or the headings of a part of the table."
PART = ""
"""Under it a row has the title of the part of the table that it stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What was made of a table's rows, and what to say of the table."""

    items: tuple[Draft | Stray, ...]
    problems: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]


def _low(cell: str) -> str:
    return " ".join(cell.strip(' \ufeff"').lower().split())


@lru_cache(maxsize=8)
def headings(head: bytes) -> frozenset[str]:
    """Return the headings in the first line of a table, in lower case; empty for no table."""
    encoding = encoding_of(head)
    if encoding is None:
        return frozenset()
    line, _ = _first_line(head.decode(encoding, errors="replace"))
    found = (line.split(delimiter) for delimiter in _DELIMITERS)
    return frozenset(_low(cell) for cell in max(found, key=len))


def _first_line(text: str) -> tuple[str, str]:
    """Return the line of headings, and the text from there: some programs write "sep=;" above."""
    text = text.lstrip("\ufeff\r\n ")
    line = next(iter(lines_of(text.partition("\n")[0])), "")
    if line.lower().startswith("sep=") and len(line.strip()) == len("sep=;"):
        return _first_line(text.partition("\n")[2])
    return line, text


def draw(
    data: bytes,
    made: Callable[[int, Row], Draft | Stray],
    *,
    needed: Collection[str],
    words: Sequence[str] = (),
    nothing: str = _NOTHING,
    begins: Callable[[frozenset[str]], bool] | None = None,
    title: str = "",
) -> Drawn:
    """Return what `made` makes of each row that is not blank; rows are numbered from 1.

    Args:
        data: The whole file.
        made: Gets the number and the cells by heading in lower case.
        needed: Headings of which a row fills at least one; others list nothing.
        words: Headings whose cells hold what was said: cells beyond the last heading are theirs.
        nothing: Why a row lists nothing.
        begins: Tells whether a row's cells, in lower case, are the headings of a further part;
            None where a table has one part only.
        title: Of the first part.
    """
    line, text = _first_line(decode(data)[0])
    parted_by = max(_DELIMITERS, key=line.count)
    table, in_order = parsed(text, parted_by)
    items: list[Draft | Stray] = []
    beyond: dict[tuple[str, str], None] = {}
    unnamed: dict[str, None] = {}
    for part in _parts(table, begins, title):
        names = part.names
        place = next((names.index(word) for word in words if word in names), len(names) - 1)
        by_row, more, facts = in_their_columns(part.rows, names, place, parted_by)
        kept = cast(list[tuple[int, list[str]]], by_row)  # of text there are no other cells
        items += part.headings
        items += _items(kept, part, made, frozenset(needed), nothing)
        beyond |= dict.fromkeys(more)
        unnamed |= dict.fromkeys(facts)
    marks = () if in_order else (MARKS,)
    return Drawn(items=tuple(items), problems=(*marks, *beyond), facts=tuple(unnamed))


@dataclass(slots=True, kw_only=True)
class _Part:
    """Rows under one row of headings, which with the title above it is kept as not read."""

    names: list[str]
    title: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    headings: list[Stray] = field(default_factory=list)


def _parts(
    table: list[list[str]], begins: Callable[[frozenset[str]], bool] | None, title: str
) -> list[_Part]:
    """Part the rows at those of headings, and at those with one cell: titles of what follows."""
    part = _Part(names=[_low(cell) for cell in table[0]] if table else [], title=title)
    parts = [part]
    for number, row in enumerate(islice(table, 1, None), start=1):
        filled = [cell.strip() for cell in row if cell.strip()]
        # Titles and headings have no numbers of two digits, which nearly all other rows have.
        if filled and begins and not _NUMBER.search("".join(filled)):
            names = [_low(cell) for cell in row]
            said = Stray(position=number, text=" | ".join(filled), reason=_HEADING)
            if len(filled) == 1:
                part = _Part(names=part.names, title=filled[0], headings=[said])
                parts.append(part)
                continue
            if begins(frozenset(names)) and (names != part.names or not part.rows):
                if part.rows:
                    part = _Part(names=names, title=part.title)
                    parts.append(part)
                part.names = names
                part.headings.append(said)
                continue
        if filled:
            part.rows.append((number, row))
    return parts


def _items(
    body: Sequence[tuple[int, Sequence[str]]],
    part: _Part,
    made: Callable[[int, Row], Draft | Stray],
    needed: frozenset[str],
    nothing: str,
) -> Iterator[Draft | Stray]:
    names = part.names
    places = [place for place, name in enumerate(names) if name in needed]
    idle: list[tuple[int, str]] = []
    for number, row in body:
        width = len(row)
        if not any(row[place].strip() for place in places if place < width):
            # Of a damaged file these can be half a million, one behind the other.
            idle.append((number, " | ".join(filter(None, row))))
            continue
        yield from _stray(idle, nothing)
        idle = []
        if _low(row[0]) == names[0] and [_low(cell) for cell in row] == names:
            yield from _stray([(number, " | ".join(row))], _AGAIN)
        else:
            yield made(number, dict(zip(names, row, strict=False)) | {PART: part.title})
    yield from _stray(idle, nothing)


def _stray(rows: list[tuple[int, str]], reason: str) -> Iterator[Stray]:
    if rows:
        text = "\n".join(words for _, words in rows)
        yield Stray(position=rows[0][0], text=text, reason=reason, units=len(rows))


def cell(row: Row, *names: str) -> str:
    """Return the first cell under one of `names` that is not empty, spaces around it dropped."""
    for name in names:
        if value := row.get(name, "").strip():
            return value
    return ""
