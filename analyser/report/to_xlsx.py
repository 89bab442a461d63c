"""The chronology as an Excel workbook: filters, frozen header, only plain text in cells."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from analyser.findings import Findings
from analyser.report._chronology import header, rows, turned_out
from analyser.report._writer import Writer
from analyser.report._xml_text import xml_text
from analyser.report._zip import without_clock
from analyser.report_options import Options

_WIDTHS = (10, 26, 28, 12, 30, 22, 14, 12, 12, 70, 30, 36, 12, 24, 66, 50, 20, 60)
"""Of the columns, and of one more that says what part of the material is shown."""
_CELL_AT_MOST = 32_000
"""Excel holds 32,767 characters a cell, each beyond U+FFFF counted twice."""
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def _cell(text: str) -> str:
    # Excel takes "_x0041_" for "A"; its own way to write the underscore keeps the text as it is.
    shown = _CODED.sub("_x005F_", xml_text(turned_out(text)))
    length = len(shown.encode("utf-16-le")) // 2
    if length <= _CELL_AT_MOST:
        return shown
    kept = shown.encode("utf-16-le")[: 2 * _CELL_AT_MOST].decode("utf-16-le", errors="ignore")
    return f"{kept} [cut here: {len(text)} characters, whole in report.json]"


def _write(findings: Findings, now: datetime, options: Options) -> bytes:
    # Row by row: all cells of 200,000 messages at once take a gigabyte.
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Chronology")
    names = header(findings)
    for place, width in zip(range(1, len(names) + 1), _WIDTHS, strict=False):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell_of(sheet, name, font=Font(bold=True)) for name in names])
    cells = [_cell_of(sheet, "", alignment=_WRAPPED) for _ in names]
    count = 1
    for count, row in enumerate(rows(findings), start=2):  # noqa: B007  # it is used below
        # A row is written as soon as it is added, so that the next can use the same cells.
        sheet.append(
            [_filled(*each) if each[1] else None for each in zip(cells, row, strict=False)]
        )
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{count}"
    properties = book.properties
    properties.creator, properties.title = "", "Chronology"
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    made = BytesIO()
    # Not `book.save`: it writes the computer's clock over `modified`.
    ExcelWriter(book, ZipFile(made, "w")).save()
    return without_clock(made.getvalue())


def _cell_of(sheet: WriteOnlyWorksheet, text: str, **style: Font | Alignment) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    for name, value in style.items():
        setattr(cell, name, value)
    return _filled(cell, text)


def _filled(cell: Cell, text: str) -> Cell:
    cell.value = _cell(text)
    # Text stays text: without this a leading "=" would be a formula.
    cell.data_type = "s"
    return cell


WRITER = Writer(id="to_xlsx", file_name="chronology.xlsx", write=_write)
