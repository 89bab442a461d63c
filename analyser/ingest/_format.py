"""What a chat format is: bytes recognised from their head, and bytes turned into drafts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from sys import intern
from typing import BinaryIO

from analyser.ingest._beside import Beside
from analyser.ingest._stored import Stored
from analyser.records import Columns, ContactCard, Kind, Side
from analyser.times import Clock


# Not frozen: it never leaves the room, and freezing doubles the time that making one takes.
@dataclass(slots=True, kw_only=True)
class Draft:
    r"""One message as its source spells it; the room gives it id, side and moment.

    Attributes:
        position: First line or record, from 1.
        units: How many units (non-empty lines, records) it takes.
        parts: The numbers of the date as written; None where there is none.
        clock: None where only a day is shown.
        shown_as: Date and time exactly as written.
        sender: None for the app's own notices.
        owner_shown: The source shows that the sender is the one who made the export.
        attachment: Name of a file, several parted by "; ", "" where one is named without a name,
            None where none is.
        shape: Dates of one shape are in one order; several exports may stand in one file.
        remark: What is odd about its clock time, as a sentence; else None.
        inferred: The time is of another message: this one shows none of its own.
        instant: Time-zone-aware, where the source keeps instants; then `parts` is None.
        side: Where the source itself shows it; None where the room must tell it by the sender.
        handle: Number, address or id of the sender beside the name; else None.
        chat: Title or other party of its chat, where a file may hold several; else None.
        key: Equal in two records that are one message given twice; else None.
        page: Page of a printout, from 1; then the place is shown as a page.
        inside: The attachment is inside the export itself.
        quoted: Text of the message that this one replies to; else None.
    """

    position: int
    units: int
    parts: tuple[int, int, int] | None = None
    clock: Clock | None = None
    shown_as: str | None = None
    sender: str | None
    text: str
    kind: Kind = Kind.TEXT
    owner_shown: bool = False
    attachment: str | None = None
    shape: int = 0
    remark: str | None = None
    inferred: bool = False
    instant: datetime | None = None
    side: Side | None = None
    handle: str | None = None
    chat: str | None = None
    quoted: str | None = None
    key: str | None = None
    inside: bool = False
    page: int | None = None

    def __post_init__(self) -> None:
        """Keep one copy of each name: a long chat has two, and as many copies as messages."""
        if self.sender is not None:
            self.sender = intern(self.sender)
        if self.handle is not None:
            self.handle = intern(self.handle)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """A line or record that no rule could read; `units` non-empty lines from `position` on."""

    position: int
    text: str
    reason: str
    units: int = 1
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """All that a format makes of one file.

    Attributes:
        facts: Sentences about the file that are no problem.
        by_record: Positions are records and not lines.
        title: The other person's name, where the export's name shows that the chat is with one.
        is_group: Notices show that the chat is a group.
        members: Names that notices show as members.
        owner: Name or handle of the one whose export it is, where the file says so.
        cards: Contact cards; a record each, and no messages.
    """

    items: tuple[Draft | Stray, ...]
    app: str | None
    facts: tuple[str, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    by_record: bool = False
    title: str | None = None
    is_group: bool = False
    members: frozenset[str] = frozenset()
    owner: str | None = None
    cards: tuple[ContactCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFormat:
    """A kind of export: how to know it from its first 64 KiB, and how to read it.

    Attributes:
        recognises: Cheap; never raises.
        own_encoding: Says its own encoding inside, so that the room's remark on it is not needed.
        lighter: Yields a file of it without packed media that `draft` does not look at.
        stored: Reads a large file by places, where it lies, as `draft` does its bytes.
        draft: May let `ValueError` and `KeyError` out; the room makes them `UnreadableSource`.
    """

    id: str
    label: str
    recognises: Callable[[bytes], bool]
    draft: Callable[[bytes, "Hints"], Drafted]
    own_encoding: bool = False
    lighter: Callable[[BinaryIO], Iterator[bytes]] | None = None
    stored: Callable[[Stored, "Hints"], Drafted] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a format may use besides the bytes.

    Attributes:
        name: Of the file, or of the archive where the file's own says nothing.
        path: Of the file with the folders it lies in, as far as they are known.
        columns: The person's answers to the column question.
        names: Names and handles that the person said: their own and those of others.
        beside: What other files of the same export tell.
    """

    name: str = ""
    path: str = ""
    columns: tuple[Columns, ...] = ()
    names: tuple[str, ...] = ()
    beside: Beside = field(default_factory=Beside)


Drafts = Iterator[Draft | Stray]
