"""Tables as Excel workbooks; every sheet that has rows, formulas by the value last shown."""

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import zip_longest

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from analyser.errors import UnreadableSource, UnsafeSource
from analyser.ingest import call_log_csv, imazing_csv
from analyser.ingest._cell_times import written
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._row_checks import Cell
from analyser.ingest._rows import Table, TablePreview, draft_tables, preview
from analyser.times import read_numeric_date
from analyser.wording import counted
from analyser.written_days import read_day

_UNPACKED_BYTES_AT_MOST = 300 * 1024**2
"""A workbook of a million rows stays below it; a bomb does not."""
_CHECKED_BYTES_AT_MOST = 8 * 1024**2
"""Merged and hidden cells are known only of a workbook held whole, at fifty times its size."""
_ANY_DAY = datetime(2000, 1, 1)  # noqa: DTZ001  # only its clock is used
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, InvalidFileException),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, OverflowError, SyntaxError),
)
"""What the reader of workbooks lets out where one is damaged; errors in XML are `SyntaxError`s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What only a workbook held whole shows.

    Attributes:
        merged: By sheet, the ranges of merged cells: first row, last row, column, all from 0.
        hidden: Rows, columns or sheets are hidden.
    """

    merged: dict[str, list[tuple[int, int, int]]]
    hidden: bool


def recognises(head: bytes) -> bool:
    """Tell whether these are the first bytes of an office document that holds a workbook."""
    return head.startswith(b"PK\x03\x04") and (
        b"xl/" in head or (b"[Content_Types].xml" in head and b"word/" not in head)
    )


def _tables(data: bytes) -> tuple[list[Table], list[str], list[tuple[str, str]]]:
    """Return the tables, facts and problems."""
    try:
        return _read(data)
    except UnsafeSource:
        raise
    except _DAMAGE as cause:
        raise UnreadableSource(
            "This workbook is cut off or damaged.", "Open it in Excel, save it again and add that."
        ) from cause


def _read(data: bytes) -> tuple[list[Table], list[str], list[tuple[str, str]]]:
    size, has_formulas = _looked_over(data)
    book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    look = _look(data) if size <= _CHECKED_BYTES_AT_MOST else None
    formulas = openpyxl.load_workbook(BytesIO(data), read_only=True) if has_formulas else None
    tables, unsaved = [], 0
    for table, missing in _sheets(book, formulas):
        unsaved += missing
        ranges = look.merged.get(table.name, []) if look else []
        tables.append(_filled(table, ranges) if ranges else table)
    facts = []
    if look is None:
        facts.append("This workbook is too large to look for hidden or merged cells.")
    elif look.hidden:
        facts.append("Hidden rows, columns or sheets of this workbook were read like the others.")
    problems = []
    if unsaved:
        what = counted(unsaved, "cell holds", "cells hold")
        what += " a formula whose result was not saved; the formula is shown."
        problems.append((what, "Open the workbook in Excel, save it again and add that."))
    if len(tables) == 1:
        tables = [replace(tables[0], name="")]
    return tables, facts, problems


def _looked_over(data: bytes) -> tuple[int, bool]:
    """Return the unpacked size, and whether a sheet has formulas.

    Raises:
        UnsafeSource: It would unpack to far more than a list of messages does.
    """
    with zipfile.ZipFile(BytesIO(data)) as packed:
        entries = packed.infolist()
        size = sum(entry.file_size for entry in entries)
        if size > _UNPACKED_BYTES_AT_MOST:
            raise UnsafeSource(
                "This workbook would unpack to far more than a list of messages does.",
                "Copy the rows into a new workbook and add that.",
            )
        sheets = [e for e in entries if e.filename.startswith("xl/worksheets/")]
        return size, any(_has_formula(packed, entry) for entry in sheets)


def _has_formula(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with packed.open(entry) as stream:
        tail = b""
        while chunk := stream.read(1 << 20):
            if b"<f>" in tail + chunk or b"<f " in tail + chunk:
                return True
            tail = chunk[-3:]
    return False


def _look(data: bytes) -> _Look:
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    merged: dict[str, list[tuple[int, int, int]]] = {}
    hidden = False
    for sheet in book.worksheets:
        dimensions = (*sheet.row_dimensions.values(), *sheet.column_dimensions.values())
        hidden = hidden or sheet.sheet_state != "visible" or any(d.hidden for d in dimensions)
        merged[sheet.title] = [
            (each.min_row - 1, each.max_row - 1, each.min_col - 1)
            for each in sheet.merged_cells.ranges
            if each.min_col == each.max_col
        ]
    return _Look(merged=merged, hidden=hidden)


def _sheets(book: Workbook, formulas: Workbook | None) -> Iterator[tuple[Table, int]]:
    """Yield each sheet, with how many of its cells show their formula for want of a value."""
    for place, sheet in enumerate(book.worksheets):
        # Some programs write a size that is too small, and cells beyond it would be lost.
        sheet.reset_dimensions()
        rows, missing = [], 0
        written = None
        if formulas is not None:
            written = formulas.worksheets[place]
            written.reset_dimensions()
        others = written.iter_rows(values_only=True) if written is not None else ()
        for values, texts in zip_longest(sheet.iter_rows(values_only=True), others, fillvalue=()):
            row = [_cell(value) for value in values]
            for column, text in enumerate(texts):
                if column < len(row) and not row[column] and str(text or "").startswith("="):
                    row[column] = str(text)
                    missing += 1
            rows.append(row)
        while rows and not any(rows[-1]):
            rows.pop()
        if rows:
            yield Table(rows=rows, name=sheet.title, epoch=book.epoch), missing


def _filled(table: Table, ranges: Sequence[tuple[int, int, int]]) -> Table:
    """Return the table with the days of merged cells in every row that they stand beside.

    Only days: a text that is merged over two rows is one text.
    """
    rows = [list(row) for row in table.rows]
    for first, last, column in ranges:
        value = rows[first][column] if first < len(rows) and column < len(rows[first]) else ""
        if isinstance(value, str) and not (read_numeric_date(value) or _is_day(value)):
            continue
        for row in rows[first + 1 : last + 1]:
            row += [""] * (column + 1 - len(row))
            row[column] = value
    return replace(table, rows=rows)


def _is_day(text: str) -> bool:
    return read_day(text, captured=None) is not None


def _cell(value: object) -> Cell:
    if isinstance(value, datetime | time):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())  # noqa: DTZ001  # a day has no zone
    if isinstance(value, timedelta):
        # A clock time in a format for durations.
        within_a_day = timedelta() <= value < timedelta(1)
        return (_ANY_DAY + value).time() if within_a_day else str(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows of all sheets."""
    tables, facts, problems = _tables(data)
    listed = _as_csv(tables[0]) if len(tables) == 1 else b""
    for known in (call_log_csv.FORMAT, imazing_csv.FORMAT):
        if known.recognises(listed):
            drafted = known.draft(listed, hints)
            said = (*facts, *drafted.facts)
            return replace(drafted, facts=said, problems=(*problems, *drafted.problems))
    return draft_tables(tables, hints.columns, facts=facts, problems=problems)


def _as_csv(table: Table) -> bytes:
    """Return a sheet as a network or a phone would have written the same list."""
    text = StringIO()
    rows = ([written(cell) for cell in row] for row in table.rows)
    csv.writer(text, lineterminator="\n").writerows(row if any(row) else [] for row in rows)
    return text.getvalue().encode()


def preview_xlsx(data: bytes, hints: Hints) -> TablePreview | None:
    """Return what the column question shows."""
    return preview(_tables(data)[0], hints.columns)


FORMAT = ChatFormat(id="xlsx_table", label="Table (Excel)", recognises=recognises, draft=draft)
