"""Tables as text: CSV, semicolon, tab or pipe, with a header that names the columns."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from analyser.ingest._columns import guess_columns
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._rows import Table, TablePreview, draft_tables, preview
from analyser.ingest._text import decode, encoding_of, lines_of

_DELIMITERS = ",;\t|"
_PROSE_HAS = ","
"""Between words of a letter stand commas; the others stand in tables only."""
_LOOKED_AT_LINES = 30
_ROWS_AT_LEAST = 2
csv.field_size_limit(2**31 - 1)
_MARKS = (
    "The quotation marks in this table are not in order, so its cells may be parted wrongly.",
    "Check the rows against the original, and save the table again if they are wrong.",
)


def _delimiter(text: str) -> str | None:
    """Return the character that parts the cells: the same number of times in most lines."""
    lines = [line for line in lines_of(text)[:_LOOKED_AT_LINES] if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        return lines[0].strip()[-1]
    for delimiter in _DELIMITERS:
        if any(
            guess_columns(tuple(c.strip(' "') for c in line.split(delimiter))) for line in lines
        ):
            return delimiter
    best: tuple[int, str] | None = None
    for delimiter in _DELIMITERS:
        rows, _ = _parsed("\n".join(lines), delimiter)
        widths = Counter(len(row) for row in rows)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        # Prose has commas too; a table has the same number of cells in nearly every row.
        enough = width > (2 if delimiter == _PROSE_HAS else 1)
        if enough and often * 10 >= len(rows) * 9 and len(rows) >= _ROWS_AT_LEAST:
            best = max(best or (0, ""), (width, delimiter))
    return best[1] if best else None


def _parsed(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """Return the rows, and whether the quotation marks are in order."""
    try:
        return list(_reader(text, delimiter, strict=True)), True
    except csv.Error:
        pass
    try:
        rows = list(_reader(text, delimiter, strict=False))
    except csv.Error:
        rows = []
    lines = [line for line in lines_of(text) if line.strip()]
    if len(rows) * 2 < len(lines):
        # A mark that is never closed swallows the rest of the file.
        rows = [line.split(delimiter) for line in lines_of(text)]
    return rows, False


def _reader(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)


def _table(data: bytes) -> tuple[Table, bool]:
    text, _ = decode(data)
    delimiter = _delimiter(text) or ","
    rows, in_order = _parsed(text, delimiter)
    if rows and rows[0] and rows[0][0].lower().startswith("sep="):
        rows = rows[1:]
    return Table(rows=rows, parted_by=delimiter), in_order


def recognises(head: bytes) -> bool:
    """Tell whether the first lines are rows of one width, or a header that names the columns."""
    encoding = encoding_of(head)
    if encoding is None or head.lstrip().startswith((b"{", b"[", b"<")):
        return False
    return _delimiter(head.decode(encoding, errors="replace")) is not None


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows."""
    table, in_order = _table(data)
    return draft_tables([table], hints.columns, problems=() if in_order else (_MARKS,))


def preview_csv(data: bytes, hints: Hints) -> TablePreview | None:
    """Return what the column question shows."""
    return preview([_table(data)[0]], hints.columns)


FORMAT = ChatFormat(id="csv_table", label="Table (CSV)", recognises=recognises, draft=draft)
