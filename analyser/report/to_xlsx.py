"""The chronology as an Excel workbook: filters, frozen header, only plain text in cells."""

import re
import zipfile
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from analyser.findings import Findings
from analyser.report._chronology import HEADER, rows
from analyser.report._writer import Writer

_WIDTHS = (10, 26, 28, 12, 30, 22, 14, 12, 12, 70, 30, 36, 12, 24, 66)
_CELL_AT_MOST = 32_000
"""Excel holds 32,767 characters a cell."""
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def _cell(text: str) -> str:
    shown = ILLEGAL_CHARACTERS_RE.sub(lambda m: f"[U+{ord(m[0]):04X}]", text)
    shown = re.sub("[\ud800-\udfff\ufffe\uffff]", lambda m: f"[U+{ord(m[0]):04X}]", shown)
    if len(shown) <= _CELL_AT_MOST:
        return shown
    return shown[:_CELL_AT_MOST] + f" [cut here: {len(shown)} characters, whole in report.json]"


def _write(findings: Findings, now: datetime) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  # a new workbook has one
    sheet.title = "Chronology"
    for place, name in enumerate(HEADER, start=1):
        sheet.cell(1, place, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[place - 1]
    for number, row in enumerate(rows(findings), start=2):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = _cell(text)
            # Text stays text: without this a leading "=" would be a formula.
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    fixed = now.replace(tzinfo=None, microsecond=0)
    book.properties.created = book.properties.modified = fixed
    book.properties.creator, book.properties.title = "", "Chronology"
    made = BytesIO()
    book.save(made)
    return _without_clock(made.getvalue())


def _without_clock(data: bytes) -> bytes:
    """Return the workbook with the file times inside it fixed, so that equal cases are equal."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(entry))
    return out.getvalue()


WRITER = Writer(id="to_xlsx", file_name="chronology.xlsx", write=_write)
