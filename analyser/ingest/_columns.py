"""Tell which column of a table holds what, by the meaning of its headings; never by a guess."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from analyser.records import Columns
from analyser.tables import read_toml
from analyser.times import plain

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
"""Between the words of "createdDateTime"."""
_SLASH = re.compile(r" ?/ ?")
_SECOND = re.compile(r"\b(?:number|phone|tel|mobile|id|email|address|received|read|delivered)\b")
"""What says something for the second time, where another column says it more plainly."""


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return read_toml(files("analyser.ingest") / "headings.toml")


@cache
def _headings() -> dict[str, dict[str, frozenset[str]]]:
    return {
        tier: {meaning: frozenset(names) for meaning, names in _table()[tier].items()}
        for tier in ("clear", "loose", "last")
    }


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    return {meaning: re.compile("|".join(forms)) for meaning, forms in _table()["form"].items()}


def is_heading(word: str) -> bool:
    """Tell whether `word` is what people write above a column."""
    named = (names for meanings in _headings().values() for names in meanings.values())
    return any(word.casefold() in names for names in named)


def _places(cells: Sequence[str], meaning: str) -> list[int]:
    """Return the columns whose headings claim `meaning`, the clear ones where there are any."""
    found: list[int] = []
    for tier in ("clear", "loose", "last"):
        names = _headings()[tier][meaning]
        found = found or [place for place, cell in enumerate(cells) if cell in names]
    if not found:
        found = [place for place, cell in enumerate(cells) if _forms()[meaning].fullmatch(cell)]
    # "Sender name" and "Sender number" are one person twice, and "Date" is not when it was read.
    plainer = [place for place in found if not _SECOND.search(cells[place])]
    return plainer if len(found) > 1 and plainer else found


def _plain_heading(cell: str) -> str:
    apart = _CAMEL.sub(" ", plain(cell))
    words = _BRACKETS.sub(" ", apart.lower().replace("_", " ").replace("-", " "))
    return _SLASH.sub("/", " ".join(words.split())).strip(" :?.*#'\"")


def chosen(choices: Sequence[Columns], cells: tuple[str, ...]) -> Columns | None:
    """Return the person's answer for a header: made for it, or naming some of its headings."""
    for choice in choices:
        if choice.header == cells:
            return choice
    words = [cell.casefold() for cell in cells]
    for choice in choices:
        named = [name.casefold() for name in choice.header]
        if all(words.count(name) == 1 for name in named):
            places = (choice.date, choice.time, choice.sender, choice.text)
            date, clock, sender, text = (
                None if place is None else words.index(named[place]) for place in places
            )
            return Columns(header=cells, date=date, time=clock, sender=sender, text=text or 0)
    return None


def guess_columns(cells: tuple[str, ...]) -> Columns | None:
    """Return the columns that the headings name.

    None unless a date and a text are named, and where two columns claim the same meaning.
    """
    words = [_plain_heading(cell) for cell in cells]
    found = {meaning: _places(words, meaning) for meaning in ("date", "time", "sender", "text")}
    if any(len(places) > 1 for places in found.values()):
        return None
    if not found["date"] or not found["text"]:
        return None
    first = {meaning: next(iter(places), None) for meaning, places in found.items()}
    return Columns(
        header=cells,
        date=first["date"],
        time=first["time"],
        sender=first["sender"],
        text=found["text"][0],
    )
