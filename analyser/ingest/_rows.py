"""Turn tables of cells into drafts: find the header, read dates, account for each row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from analyser.ingest._cell_times import day_of, moment_of, written
from analyser.ingest._columns import chosen, guess_columns
from analyser.ingest._direction import directed, direction_column
from analyser.ingest._format import Draft, Drafted, Stray
from analyser.ingest._instants import from_iso
from analyser.ingest._row_checks import (
    Cell,
    Row,
    changed_over,
    in_their_columns,
    is_total,
    left_out,
    left_with_words,
    undated,
)
from analyser.records import Columns

_HEADER_WITHIN_ROWS = 15
"""Title rows above the header are common; more than these are no table."""
_PREVIEW_ROWS = 5
_UTC = re.compile(r"\bUTC\b")
_TEXT_MARK = re.compile(r"^'(?=[+\d])")
_OWNER = frozenset(("me", "myself"))
"""What exporters write for the person who made the table."""
_NO_ROWS = (
    "This table has headings and no rows below them.",
    "Check that it is the whole table, and add it again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """What the column question shows: the header, the first rows, and our guess if we are sure."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Columns | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a file, blank rows included, so that rows can be found by their number.

    Attributes:
        name: Of the sheet; empty where a file is one table.
        epoch: The day that a workbook counts its days from; None where numbers are no days.
        parted_by: The sign that parts its cells, or what to show for it.
    """

    rows: Sequence[Row]
    name: str = ""
    epoch: datetime | None = None
    parted_by: str = " | "


def _is_blank(row: Row) -> bool:
    return not any(written(cell).strip() for cell in row)


def _cells(row: Row) -> tuple[str, ...]:
    return tuple(written(cell).strip() for cell in row)


def preview(tables: Sequence[Table], choices: Sequence[Columns]) -> TablePreview | None:
    """Return what the column question needs for the first table whose columns are not known.

    Of the first table where all are known; None where there are no rows.
    """
    found = None
    for table in tables:
        if not any(not _is_blank(row) for row in table.rows):
            continue
        place, guess = _header(table.rows, choices)
        after = [row for row in table.rows[place + 1 :] if not _is_blank(row)][:_PREVIEW_ROWS]
        shown = TablePreview(
            header=_cells(table.rows[place]),
            rows=tuple(tuple(written(cell) for cell in row) for row in after),
            guess=guess,
        )
        if guess is None:
            return shown
        found = found or shown
    return found


def _header(rows: Sequence[Row], choices: Sequence[Columns]) -> tuple[int, Columns | None]:
    """Return the place of the header row, and the columns where they are sure.

    Where no row names the columns, the header is the first row of the table's usual width.
    """
    first = [place for place, row in enumerate(rows) if not _is_blank(row)]
    first = first[:_HEADER_WITHIN_ROWS]
    for place in first:
        cells = _cells(rows[place])
        if choice := chosen(choices, cells):
            return place, choice
        if columns := guess_columns(cells):
            return place, columns
    widest = max((_filled(rows[place]) for place in first), default=0)
    return next((place for place in first if _filled(rows[place]) == widest), 0), None


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in _cells(row))


def draft_tables(
    tables: Sequence[Table],
    choices: Sequence[Columns],
    *,
    facts: Iterable[str] = (),
    problems: Iterable[tuple[str, str]] = (),
) -> Drafted:
    """Return the drafts of all tables; rows without sure columns are unread, with what to do."""
    items: list[Draft | Stray] = []
    said = list(facts)
    asked = list(problems)
    number = 0
    for table in tables:
        place, columns = _header(table.rows, choices)
        header = _cells(table.rows[place]) if table.rows else ()
        rows = list(enumerate(table.rows[place + 1 :], start=number + 1))
        body = [(n, row) for n, row in rows if not _is_blank(row)]
        if not body:
            if header:
                asked.append(_NO_ROWS)
            continue
        if columns is None:
            asked.append(_question(header, table.name))
            if any(day_of(cell) for cell in header):
                body.insert(0, (number, table.rows[place]))  # a row like those below, no headings
            reason = "The columns of this table are not known."
            items += [Stray(position=n, text=_joined(row), reason=reason) for n, row in body]
        else:
            body, beyond, unnamed = in_their_columns(body, header, columns.text, table.parted_by)
            own = [_item(row, n, columns, table.epoch) for n, row in body]
            own, doubtful = changed_over(own, [_date_of(row, columns) for _, row in body])
            cells = [_cells(row) for _, row in body]
            items += directed(own, cells, columns)
            asked += [*beyond, *doubtful, *undated(own)]
            said += unnamed + _facts(table, place, columns, cells, (body[0][0], body[-1][0]))
            asked += left_with_words(columns, cells)
        number = rows[-1][0]
    return Drafted(
        items=tuple(items), app=None, by_record=True, facts=tuple(said), problems=tuple(asked)
    )


def _question(header: Sequence[str], name: str) -> tuple[str, str]:
    named = ", ".join(cell for cell in header if cell) or "none"
    table = f"The sheet {name!r}" if name else "This table"
    return (
        f"{table} has the headings: {named}. It is not clear which column holds what.",
        "Choose the columns on the Add page, or with --columns date=…,from=…,text=… (the headings "
        "in place of the dots), or name them Date, Time, From and Message.",
    )


def _facts(
    table: Table,
    place: int,
    columns: Columns,
    rows: Sequence[Sequence[str]],
    span: tuple[int, int],
) -> list[str]:
    header = columns.header
    sheet = f" Rows {span[0]} to {span[1]} are of the sheet {table.name!r}." if table.name else ""
    said = [f"Read as a table: text from the column {header[columns.text]!r}.{sheet}"]
    if (direction := direction_column(rows, columns)) is not None:
        said.append(f"Sent or received as the column {header[direction]!r} says.")
    if left := [repr(header[n]) for n in left_out(columns, rows)]:
        said.append(f"These columns were not read: {', '.join(left)}.")
    if above := sum(not _is_blank(row) for row in table.rows[:place]):
        said.append(f"Rows above the headings, no entries and not read: {above}.")
    return said


def _date_of(row: Row, columns: Columns) -> Cell:
    place = columns.date
    return row[place] if place is not None and place < len(row) else ""


def _joined(row: Row) -> str:
    return " | ".join(written(cell) for cell in row)


def _item(row: Row, number: int, columns: Columns, epoch: datetime | None) -> Draft | Stray:
    def cell(place: int | None) -> Cell:
        return row[place] if place is not None and place < len(row) else ""

    if _cells(row) == columns.header:
        return Stray(position=number, text=_joined(row), reason="The heading row, repeated.")
    if is_total(_cells(row)):
        return Stray(position=number, text=_joined(row), reason="A row of totals.")
    text = written(cell(columns.text))
    date, clock_cell = cell(columns.date), cell(columns.time)
    parts, clock = moment_of(date, clock_cell, epoch)
    # "2025-06-13T21:05:00Z" is an instant: read as a clock in London it would be an hour out.
    utc = any(_UTC.search(columns.header[n]) for n in (columns.date, columns.time) if n is not None)
    whole = f"{date.strip()} {clock_cell}".strip() if isinstance(date, str) else written(date)
    instant = from_iso(whole, utc=True) if utc else None
    if isinstance(date, str) and not clock_cell:
        instant = instant or from_iso(date.strip())
    if parts is None and not text.strip():
        reason = "This row has neither a day that can be read nor words."
        return Stray(position=number, text=_joined(row), reason=reason)
    shown = " ".join(part for part in (written(date), written(clock_cell)) if part) or None
    # A spreadsheet keeps a mark in front of a number that it shall not change.
    sender = _TEXT_MARK.sub("", written(cell(columns.sender)).strip()) or None
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=None if instant else parts,
        clock=None if instant else clock,
        shown_as=shown,
        sender=sender,
        owner_shown=sender is not None and sender.casefold() in _OWNER,
        text=text.replace("\r\n", "\n"),
    )
