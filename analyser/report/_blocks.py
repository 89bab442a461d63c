"""The blocks a report is made of, and the report's own sentences; no writer is known here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from analyser.tables import read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as JPEG, what it shows in words, and how wide it is drawn."""

    data: bytes
    alt: str
    width_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        kind: heading, paragraph, note, bullets, table, index (a table whose last cells name the
            headings of which it prints the pages), contents (the headings and their pages on
            paper; nothing where there are no pages), cells (a table whose numbers shade their
            cells), bars, timeline, ways (three drawings), message, pictures or lines (a question
            in `text`, with room to write by hand), points (a name and its lines beside it).
        level: Of a heading, 1 to 3.
        text: Plain text; of a message its words.
        rows: Of a table; of bullets one cell a row; of bars and ways a label and a whole number,
            of bars besides what is marked, or nothing;
            of a timeline days after the first, a whole number, and the marks as digits.
        header: Of a table; of a timeline the first day, the last, and what each digit marks.
        widths: Of a table, shares of the line.
        item, head: Of a message: its number; who, when and where. Of a heading the item is the
            name that an index has for it. Of a drawing the head is what
            it shows in words, for those who do not see it.
        reply: Of a message: the words it replies to.
        tails: Of a message: what was flagged and why, one line each.
        pictures: Of pictures, one or two for a row with their captions; of a message its crop.
    """

    kind: str
    text: str = ""
    level: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    item: str = ""
    head: str = ""
    reply: str = ""
    tails: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole report; `head` and `footer` stand on every page."""

    title: str
    head: str
    footer: str
    blocks: tuple[Block, ...]


@cache
def _sentences() -> Mapping[str, str]:
    found: dict[str, str] = read_toml(files("analyser.report") / "wording.toml")["say"]
    return found


def phrase(key: str, **values: object) -> str:
    """Return the sentence `key` with its places filled in."""
    return _sentences()[key].format(**values)


def heading(text: str, level: int = 1) -> Block:
    """Return a heading."""
    return Block(kind="heading", text=text, level=level)


def paragraph(text: str) -> Block:
    """Return a paragraph."""
    return Block(kind="paragraph", text=text)


def bullets(texts: Iterable[str]) -> Block:
    """Return a list."""
    return Block(kind="bullets", rows=tuple((text,) for text in texts))
