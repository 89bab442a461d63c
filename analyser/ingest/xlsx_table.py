"""Tables as Excel workbooks; every sheet that has rows, formulas by the value last shown."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from analyser.errors import UnreadableSource, UnsafeSource
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._rows import Cell, TablePreview, draft_rows, preview
from analyser.records import Columns

_UNPACKED_BYTES_AT_MOST = 300 * 1024**2
"""A workbook of a million rows stays below it; a bomb does not."""
_EPOCH_DAY = date(1899, 12, 30)


def recognises(head: bytes) -> bool:
    """Tell whether these are the first bytes of an office document that holds a workbook."""
    return head.startswith(b"PK\x03\x04") and (
        b"xl/" in head or (b"[Content_Types].xml" in head and b"word/" not in head)
    )


def _rows(data: bytes) -> list[list[Cell]]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
        if size > _UNPACKED_BYTES_AT_MOST:
            raise UnsafeSource(
                "This workbook would unpack to far more than a list of messages does.",
                "Copy the rows into a new workbook and add that.",
            )
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
        rows = [
            [_cell(value) for value in row]
            for sheet in book.worksheets
            for row in sheet.iter_rows(values_only=True)
        ]
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        EOFError,
        OSError,
    ) as cause:
        raise UnreadableSource(
            "This workbook is cut off or damaged.", "Open it in Excel, save it again and add that."
        ) from cause
    return [row for row in rows if any(cell for cell in row)]


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value
    if isinstance(value, time):
        return datetime.combine(_EPOCH_DAY, value)  # noqa: DTZ  # a clock time has no zone
    if isinstance(value, date):
        return datetime.combine(value, time())  # noqa: DTZ  # nor has a day
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _choices(hints: Hints) -> tuple[Columns, ...]:
    return tuple(choice for choice in hints.columns if isinstance(choice, Columns))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows of all sheets."""
    return draft_rows(_rows(data), _choices(hints))


def preview_xlsx(data: bytes, hints: Hints) -> TablePreview | None:
    """Return what the column question shows."""
    return preview(_rows(data), _choices(hints))


FORMAT = ChatFormat(id="xlsx_table", label="Table (Excel)", recognises=recognises, draft=draft)
