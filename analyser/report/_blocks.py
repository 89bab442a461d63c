"""The blocks a report is made of: what is said, and nothing of how a writer draws it.

Frozen records without behaviour. Every string in them is text, never markup.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """How much weight a block carries on the page."""

    PLAIN = "plain"
    LEAD = "lead"
    MUTED = "muted"


class Column(StrEnum):
    """What a table's column holds, which decides its width and its alignment."""

    TEXT = "text"
    SHORT = "short"
    NUMBER = "number"
    CODE = "code"


class Weight(StrEnum):
    """What an entry is: the thing spoken of, its surroundings, or a stretch of silence."""

    FULL = "full"
    AROUND = "around"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 opens a section."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of running text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list; numbered where the items are counted in the text around it."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBox:
    """Sentences that must not be passed over."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """Terms, each with what holds for it."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """A line left blank for a person to write on."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose header is repeated on every page; each row is as long as the header."""

    header: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of a message in one manner; `marked` are the words a flag speaks of."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message as its source shows it.

    Attributes:
        item: Id of the message; empty for a gap.
        when: Its time in words, with the certainty.
        sender: As shown, or the words for none.
        label: What sort of event it is, where it is not plain text; else empty.
        quoted: What it replies to; empty where that is not shown.
        runs: Its text, whole and in order; for a gap the sentence about it.
        notes: Its place, and all that limits how it may be read.
    """

    item: str
    when: str
    sender: str
    label: str
    quoted: str
    runs: tuple[Run, ...]
    notes: tuple[str, ...]
    weight: Weight = Weight.FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """Messages set out one below the other, with item, time and sender in the margin."""

    header: tuple[str, str]
    rows: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBreak:
    """What follows starts on a new page."""


Block = (
    Heading
    | Paragraph
    | Bullets
    | NoteBox
    | Definitions
    | FillIn
    | Table
    | Entries
    | PageBreak
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report, ready to be drawn.

    Attributes:
        title: Neutral; names nobody.
        made: When it was made, in words.
        head: Running head of every page.
        foot: The notice at the foot of every page.
        page: "Page {page} of {pages}", with both places still open.
        in_reply_to: The words that stand before a quoted message.
    """

    title: str
    made: str
    head: str
    foot: str
    page: str
    in_reply_to: str
    blocks: tuple[Block, ...]
