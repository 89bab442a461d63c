"""Tables as text: CSV, semicolon, tab or pipe, with a header that names the columns."""

from collections import Counter

from analyser.ingest._columns import guess_columns
from analyser.ingest._csv_text import MARKS, parsed
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._rows import Table, TablePreview, draft_tables, preview
from analyser.ingest._text import decode, encoding_of, lines_of

_DELIMITERS = ",;\t|"
_PROSE_HAS = ","
"""Between words of a letter stand commas; the others stand in tables only."""
_LOOKED_AT_LINES = 30
_ROWS_AT_LEAST = 2


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
        rows, _ = parsed("\n".join(lines), delimiter)
        widths = Counter(len(row) for row in rows)
        width, often = widths.most_common(1)[0] if widths else (0, 0)
        # Prose has commas too; a table has the same number of cells in nearly every row.
        enough = width > (2 if delimiter == _PROSE_HAS else 1)
        if enough and often * 10 >= len(rows) * 9 and len(rows) >= _ROWS_AT_LEAST:
            best = max(best or (0, ""), (width, delimiter))
    return best[1] if best else None


def _table(data: bytes) -> tuple[Table, bool]:
    text, _ = decode(data)
    delimiter = _delimiter(text) or ","
    rows, in_order = parsed(text, delimiter)
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
    return draft_tables([table], hints.columns, problems=() if in_order else (MARKS,))


def preview_csv(data: bytes, hints: Hints) -> TablePreview | None:
    """Return what the column question shows."""
    return preview([_table(data)[0]], hints.columns)


FORMAT = ChatFormat(id="csv_table", label="Table (CSV)", recognises=recognises, draft=draft)
