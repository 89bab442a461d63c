"""Turn rows of cells into drafts: find the header by meaning, read dates, account for each row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from analyser.ingest._format import Draft, Drafted, Stray
from analyser.records import Columns
from analyser.tables import read_toml
from analyser.times import Clock, plain, read_clock, read_numeric_date
from analyser.written_days import read_day

Cell = str | datetime
Row = Sequence[Cell]

_HEADER_WITHIN_ROWS = 15
"""Title rows above the header are common; more than these are no table."""
_PREVIEW_ROWS = 5
_SPLIT = re.compile(r"[T,]?\s+|T")


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePreview:
    """What the column question shows: the header, the first rows, and our guess if we are sure."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guess: Columns | None


@cache
def _headings() -> dict[str, list[str]]:
    return dict(read_toml(files("analyser.ingest") / "headings.toml")["headings"])


def written(cell: Cell) -> str:
    """Return a cell as it is shown."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if _is_midnight(cell) else f"{cell:%Y-%m-%d %H:%M:%S}"
    return cell


def _is_midnight(cell: datetime) -> bool:
    return (cell.hour, cell.minute, cell.second) == (0, 0, 0)


def preview(rows: Sequence[Row], choices: Sequence[Columns]) -> TablePreview | None:
    """Return what the column question needs, or None where there are no rows."""
    if not rows:
        return None
    place, guess = _header(rows, choices)
    header = tuple(written(cell).strip() for cell in rows[place])
    after = rows[place + 1 : place + 1 + _PREVIEW_ROWS]
    shown = tuple(tuple(written(cell) for cell in row) for row in after)
    return TablePreview(header=header, rows=shown, guess=guess)


def _header(rows: Sequence[Row], choices: Sequence[Columns]) -> tuple[int, Columns | None]:
    """Return the place of the header row, and the columns where they are sure."""
    for place, row in enumerate(rows[:_HEADER_WITHIN_ROWS]):
        cells = tuple(written(cell).strip() for cell in row)
        for choice in choices:
            if choice.header == cells:
                return place, choice
        if columns := guess_columns(cells):
            return place, columns
    return 0, None


def guess_columns(cells: tuple[str, ...]) -> Columns | None:
    """Return the columns that the headings name, or None unless a date and a text are named."""
    places: dict[str, int] = {}
    for meaning, names in _headings().items():
        for place, cell in enumerate(cells):
            if " ".join(plain(cell).lower().replace("_", " ").split()) in names:
                places.setdefault(meaning, place)
    if "text" not in places or "date" not in places:
        return None
    return Columns(
        header=cells,
        date=places["date"],
        time=places.get("time"),
        sender=places.get("sender"),
        text=places["text"],
    )


def draft_rows(rows: Sequence[Row], choices: Sequence[Columns]) -> Drafted:
    """Return the drafts of a table; without sure columns every row is unread, with what to do."""
    place, columns = _header(rows, choices)
    body = [row for row in rows[place + 1 :] if any(written(cell).strip() for cell in row)]
    header = tuple(written(cell).strip() for cell in rows[place]) if rows else ()
    if columns is None:
        named = ", ".join(cell for cell in header if cell) or "none"
        reason = "The columns of this table are not known."
        problem = (
            f"This table has the headings: {named}. It is not clear which column holds what.",
            "Choose the columns on the Add page, or name them Date, Time, From and Message.",
        )
        strays = tuple(
            Stray(position=n, text=_joined(row), reason=reason) for n, row in enumerate(body, 1)
        )
        return Drafted(items=strays, app=None, by_record=True, problems=(problem,))
    items = tuple(_item(row, n, columns) for n, row in enumerate(body, 1))
    fact = f"Read as a table: text from the column {header[columns.text]!r}."
    return Drafted(items=items, app=None, by_record=True, facts=(fact,))


def _joined(row: Row) -> str:
    return " | ".join(written(cell) for cell in row)


def _item(row: Row, number: int, columns: Columns) -> Draft | Stray:
    def cell(place: int | None) -> Cell:
        return row[place] if place is not None and place < len(row) else ""

    if tuple(written(each).strip() for each in row) == columns.header:
        return Stray(position=number, text=_joined(row), reason="The heading row, repeated.")
    text = written(cell(columns.text))
    date, time = cell(columns.date), cell(columns.time)
    parts, clock = _moment(date, time)
    shown = " ".join(part for part in (written(date), written(time)) if part) or None
    sender = written(cell(columns.sender)).strip() or None
    return Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=shown,
        sender=sender,
        text=text.replace("\r\n", "\n"),
    )


def _moment(date: Cell, time: Cell) -> tuple[tuple[int, int, int] | None, Clock | None]:
    """Return the numbers of the date as written and the clock, None for what is not there."""
    clock = (
        Clock(time.hour, time.minute, time.second)
        if isinstance(time, datetime)
        else read_clock(time)
    )
    if isinstance(date, datetime):
        if clock is None and not _is_midnight(date):
            clock = Clock(date.hour, date.minute, date.second)
        return (date.year, date.month, date.day), clock
    text = plain(date).strip()
    for day, rest in _splits(text):
        if clock is None and rest and read_clock(rest.rstrip("Z")) is None:
            continue
        found = clock or (read_clock(rest.rstrip("Z")) if rest else None)
        if numbers := read_numeric_date(day):
            return numbers, found
        if named := read_day(day, captured=None):
            return (named.date.year, named.date.month, named.date.day), found
    return None, clock


def _splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to part a cell into a day and a clock time, whole first."""
    return [(text, "")] + [
        (text[: match.start()].strip(" ,"), text[match.end() :].strip())
        for match in _SPLIT.finditer(text)
    ]
