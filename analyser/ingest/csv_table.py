"""Tables as text: CSV, semicolon, tab or pipe, with a header that names the columns."""

import csv
from collections import Counter
from io import StringIO

from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._rows import TablePreview, draft_rows, guess_columns, preview
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.records import Columns

_DELIMITERS = ",;\t|"
_LOOKED_AT_LINES = 30
_ROWS_AT_LEAST = 2
_LARGEST_CELL = 10_000_000
csv.field_size_limit(_LARGEST_CELL)


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
        rows = list(csv.reader(StringIO("\n".join(lines)), delimiter=delimiter))
        widths = Counter(len(row) for row in rows)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        # Prose has commas too; a table has the same number of cells in nearly every row.
        if width > 2 and often * 10 >= len(rows) * 9 and len(rows) >= _ROWS_AT_LEAST:  # noqa: PLR2004
            best = max(best or (0, ""), (width, delimiter))
    return best[1] if best else None


def _rows(data: bytes) -> list[list[str]]:
    text, _ = decode(data)
    delimiter = _delimiter(text) or ","
    rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    return rows[1:] if rows and rows[0] and rows[0][0].lower().startswith("sep=") else rows


def recognises(head: bytes) -> bool:
    """Tell whether the first lines are rows of one width, or a header that names the columns."""
    encoding = encoding_of(head)
    if encoding is None or head.lstrip().startswith((b"{", b"[", b"<")):
        return False
    return _delimiter(head.decode(encoding, errors="replace")) is not None


def _choices(hints: Hints) -> tuple[Columns, ...]:
    return tuple(choice for choice in hints.columns if isinstance(choice, Columns))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows."""
    return draft_rows(_rows(data), _choices(hints))


def preview_csv(data: bytes, hints: Hints) -> TablePreview | None:
    """Return what the column question shows."""
    return preview(_rows(data), _choices(hints))


FORMAT = ChatFormat(id="csv_table", label="Table (CSV)", recognises=recognises, draft=draft)
