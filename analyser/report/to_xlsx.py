"""The chronology as an Excel workbook: filters, frozen header, only plain text in cells."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
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
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  # a new workbook has one
    sheet.title = "Chronology"
    for place, name in enumerate(header(findings), start=1):
        sheet.cell(1, place, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]
    wrapped, style = Alignment(wrap_text=True, vertical="top"), None
    for number, row in enumerate(rows(findings), start=2):
        for place, text in enumerate(row, start=1):
            if not text:
                continue  # a third of all cells; each takes half a kilobyte of memory
            cell = sheet.cell(number, place)
            cell.value = _cell(text)
            # Text stays text: without this a leading "=" would be a formula.
            cell.data_type = "s"
            if style is None:
                cell.alignment = wrapped
                style = cell._style  # type: ignore[union-attr]  # of a cell that is not merged
            # One for all: setting it anew makes one for each cell.
            cell._style = style  # type: ignore[union-attr]
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    properties = book.properties
    properties.creator, properties.title = "", "Chronology"
    properties.created = properties.modified = now.astimezone(UTC).replace(tzinfo=None)
    made = BytesIO()
    # Not `book.save`: it writes the computer's clock over `modified`.
    ExcelWriter(book, ZipFile(made, "w")).save()
    return without_clock(made.getvalue())


WRITER = Writer(id="to_xlsx", file_name="chronology.xlsx", write=_write)
