"""Look at the rows of a table as a whole for what a program or a hand did to them.

Words that hold the sign which parts cells, rows of totals, and dates whose day and month a
spreadsheet changed over. Nothing is mended in silence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time

from analyser.ingest._direction import direction_column
from analyser.ingest._format import Draft, Stray
from analyser.records import Columns
from analyser.times import plain, read_numeric_date
from analyser.wording import counted

Cell = str | datetime | time
Row = Sequence[Cell]

_ROWS_NAMED = 12
_MONTHS = 12
_WORDS_TOLD = 3
"""A cell of so many words tells something; a name or a place has fewer."""
_PROOFS_AT_LEAST = 2
_TOTALS = frozenset(("total", "totals", "grand total", "sub total", "subtotal", "sum", "in total"))
_WORD = re.compile(r"[^\W\d_]")
_REAL = 1
"""Shape of the dates that a spreadsheet made; those that stayed text have shape 0."""


def _named(numbers: Sequence[int]) -> str:
    """Return the numbers of rows for a person, the first few where there are many."""
    more = " and others" if len(numbers) > _ROWS_NAMED else ""
    return ", ".join(map(str, numbers[:_ROWS_NAMED])) + more


def is_total(row: Sequence[str]) -> bool:
    """Tell whether a row is one of totals: the word, and beside it only numbers and formulas."""
    cells = [cell.strip() for cell in row if cell.strip()]
    words = [cell for cell in cells if _WORD.search(cell) and not cell.startswith("=")]
    return len(words) == 1 < len(cells) and words[0].casefold().rstrip(":") in _TOTALS


def in_their_columns(
    body: Sequence[tuple[int, Row]], header: Sequence[str], text: int, parted_by: str
) -> tuple[list[tuple[int, Row]], list[tuple[str, str]], list[str]]:
    """Return the rows with what stands beyond the last heading, problems, and facts.

    A few rows with too many cells hold the sign that parts cells in their words, which are put
    together again. Where most have them, these are columns that nobody gave a heading.
    """
    width = max((n for n, cell in enumerate(header, start=1) if cell), default=0)
    more = {n: k for n, row in body if (k := _length(row) - width) > 0}
    if len(more) * 2 <= len(body):
        more |= {n: k for n, row in body if n not in more and (k := _shifted(row, header, text))}
    if not more:
        return list(body), [], []
    if len(more) * 2 > len(body):
        columns = max(more.values())
        told = f"Columns behind the last heading, without one, were not read: {columns}."
        return list(body), [], [told]
    rows = [(n, _joined(row, text, more[n], parted_by) if n in more else row) for n, row in body]
    what = counted(len(more), "row has", "rows have")
    what += f" more cells than there are headings: {_named(list(more))}. The words in the column"
    what += f" {header[text]!r} were taken to hold them."
    do = "Check these rows against the original; words with such a sign need quotation marks."
    return rows, [(what, do)], []


def _length(row: Row) -> int:
    return max((n for n, cell in enumerate(row, start=1) if cell), default=0)


def _shifted(row: Row, header: Sequence[str], text: int) -> int:
    """Return how many cells a row has too many where the last are empty, as the words were cut."""
    more = len(row) - len(header)
    return more if more > 0 and all(row[text : text + more + 1]) else 0


def _joined(row: Row, text: int, more: int, parted_by: str) -> Row:
    cells = list(row)
    words = [cell if isinstance(cell, str) else str(cell) for cell in cells[text : text + more + 1]]
    return [*cells[:text], parted_by.join(words), *cells[text + more + 1 :]]


def changed_over(
    items: Sequence[Draft | Stray], dates: Iterable[Cell]
) -> tuple[list[Draft | Stray], list[tuple[str, str]]]:
    """Return the items, with dates undecided where a spreadsheet may have changed them over.

    A table opened where another order is used: what fits that order became a real date, wrongly;
    what does not, as no month is above 12, stayed text. Then the two must not be trusted alike.
    """
    pairs = list(zip(items, dates, strict=True))
    texts = [p for _, cell in pairs if isinstance(cell, str) and (p := _numbers(cell))]
    real = [cell for _, cell in pairs if isinstance(cell, datetime)]
    proofs = [a > _MONTHS for a, b, _ in texts if (a > _MONTHS) != (b > _MONTHS)]
    if (
        len(set(proofs)) != 1
        or len(proofs) < max(_PROOFS_AT_LEAST, len(texts))
        or not real
        or any(cell.day > _MONTHS for cell in real)
    ):
        return list(items), []
    day_first = proofs[0]
    made: list[Draft | Stray] = []
    for item, cell in pairs:
        if isinstance(cell, datetime) and isinstance(item, Draft) and item.parts:
            first, second = (cell.month, cell.day) if day_first else (cell.day, cell.month)
            item = replace(item, parts=(first, second, cell.year), shape=_REAL)
        made.append(item)
    order = "day" if day_first else "month"
    what = counted(len(real), "date of this table is", "dates of this table are")
    what += f" real, and the others are text that can only be read {order} first, as when a table "
    what += "is opened in a program set to another country. Day and month of the real ones may be "
    what += "changed over."
    return made, [(what, "Look at the table as it was first given to you.")]


def _numbers(cell: str) -> tuple[int, int, int] | None:
    """Return the numbers of a date that stands at the start of a cell, the year last."""
    words = plain(cell).split()
    found = read_numeric_date(words[0].rstrip(",")) if words else None
    return found if found and found[0] <= 31 else None  # noqa: PLR2004  # else a year leads


def undated(items: Sequence[Draft | Stray]) -> Iterator[tuple[str, str]]:
    """Yield what to do about rows with words and without a date that can be read."""
    drafts = (i for i in items if isinstance(i, Draft))
    lost = [i.position for i in drafts if i.parts is None and i.instant is None]
    if lost:
        rows = counted(len(lost), "row shows", "rows show")
        yield (
            f"{rows} no date that can be read: {_named(lost)}. Each is listed without a date.",
            "Look at these rows, and write their dates like 2025-03-04 21:05.",
        )


def left_out(columns: Columns, rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of the named columns of which nothing is read."""
    used = {columns.date, columns.time, columns.sender, columns.text}
    used.add(direction_column(rows, columns))
    return [n for n, cell in enumerate(columns.header) if cell and n not in used]


def left_with_words(columns: Columns, rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Yield what to say of columns that hold sentences, in which something may be told."""
    left = [
        repr(columns.header[n])
        for n in left_out(columns, rows)
        if any(len(row[n].split()) >= _WORDS_TOLD for row in rows if n < len(row))
    ]
    if left:
        what = f"There are words in columns that were not read: {', '.join(left)}."
        yield what, "Look at them in the table; put into its column of words what matters."
