"""What was given and read: frozen records that flow from room to room.

They hold values; checking is done where one enters. Names that programs outside see stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Certainty(StrEnum):
    """How sure a time is."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"
    AMBIGUOUS = "ambiguous"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """Which way a message went, seen from the user."""

    SENT = "sent"
    RECEIVED = "received"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What sort of event a message is.

    `UNKNOWN` is something the sender did for which the source has no words, such as Android's
    bare "null": contact, but neither a message nor a call.
    """

    TEXT = "text"
    MEDIA = "media"
    CALL = "call"
    MISSED_CALL = "missed_call"
    DELETED = "deleted"
    EDITED = "edited"
    REACTION = "reaction"
    POLL = "poll"
    LOCATION = "location"
    CONTACT_CARD = "contact_card"
    SYSTEM = "system"
    UNKNOWN = "unknown"


class Jurisdiction(StrEnum):
    """The nation whose law is pointed to; values are those of the command line."""

    ENGLAND_AND_WALES = "england-and-wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern-ireland"


class DayOrder(StrEnum):
    """Which part of a written date comes first."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A written time, what it resolves to, and how sure that is.

    Attributes:
        shown_as: The time exactly as the source shows it; None where it shows none.
        instant: Time-zone-aware; None where unknown or ambiguous.
        certainty: `AMBIGUOUS` exactly when `readings` is not empty.
        readings: The two possible instants, earlier first; else empty.
        note: Why it is not certain, as a sentence a person can read; else None.
    """

    shown_as: str | None = None
    instant: datetime | None = None
    certainty: Certainty = Certainty.UNKNOWN
    readings: tuple[datetime, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels of the original image, origin top left."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a source; the fields that fit its kind are set, the others None.

    Attributes:
        line: First line in a text, from 1.
        record: Row or record, from 1 (in a table the first row below the header is 1).
        page: Page, from 1.
        box: Place in an image.
    """

    line: int | None = None
    record: int | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person should know about a source, and what they can do."""

    where: Where = field(default_factory=Where)
    what: str
    do: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounted:
    """Where each unit (non-empty line, record, text region) of a source went; the sum is `units`.

    Parts of these: `media`, messages that are files; `duplicates`, continuation that stands twice.
    """

    units: int = 0
    messages: int = 0
    continuation: int = 0
    system: int = 0
    unread: int = 0
    media: int = 0
    duplicates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """A name that a file shows beside numbers and addresses, as in a phone's list of contacts."""

    name: str
    handles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as the person gave it; never altered.

    Attributes:
        id: `S1`, `S2`, … in the order given.
        name: File name as given, without folders.
        member: Path inside an archive, for what was read out of a zip; else None.
        sha256: Of the file as given (the archive's own for a member), 64 lower-case hex digits.
        member_sha256: Of the member's bytes; None where there is no member.
        size_bytes: Of the file as given.
        file: Number of the file as given, which what is read out of one archive shares; 0 for none.
        kind: Id of the format or reader that read it; `unknown` where none did.
        app: `whatsapp`, `imessage`, …; None where not known.
        facts: Things worth knowing that are no problem (date order, what the export leaves out).
        cards: The contact cards it holds.
    """

    id: str
    name: str
    sha256: str
    size_bytes: int
    kind: str
    file: int = 0
    app: str | None = None
    member: str | None = None
    member_sha256: str | None = None
    accounted: Accounted = field(default_factory=Accounted)
    problems: tuple[Problem, ...] = ()
    facts: tuple[str, ...] = ()
    cards: tuple[ContactCard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file a message names, and whether it was among what was given."""

    name: str | None
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One place of a message seen in several, its number there, and another day or name there."""

    source: str
    where: Where
    dated: datetime | None = None
    item: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    r"""One thing said or done, as its source shows it.

    Attributes:
        id: `<source id>-<number in the source, from 1>`; the same on every run.
        source: Id of the source.
        sender: Name, number or handle as written; None for the app's own notices and where
            the source shows no name.
        side: Seen from the user; `UNKNOWN` rather than a guess.
        kind: What sort of event; `SYSTEM` is never contact.
        text: Body as in the source, line ends made `\n`, nothing else changed. In text read
            from an image a glyph seen but not read is U+FFFC.
        quoted: Text of the message this one replies to, when shown.
        confidence: Mean word confidence of the reading, 0.0 to 1.0; None for typed text.
        partial: Cut off at the edge of an image.
        seen_in: All places, this one included, when there is more than one; else empty.
        attachment: The file it names; None where it names none.
        chat: Title or other party of its chat, where the source holds several; else None.
        handle: Number, address or id of the sender that the source shows beside the name.
    """

    id: str
    source: str
    where: Where
    app: str | None = None
    when: Moment = field(default_factory=Moment)
    sender: str | None = None
    side: Side = Side.UNKNOWN
    kind: Kind = Kind.TEXT
    text: str = ""
    quoted: str | None = None
    confidence: float | None = None
    partial: bool = False
    seen_in: tuple[Sighting, ...] = ()
    attachment: Attachment | None = None
    chat: str | None = None
    handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A stretch of a source that no rule could read, and why; `text` is what is there, if text."""

    source: str
    where: Where
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came out of the sources, in the order of the sources and of their places."""

    sources: tuple[Source, ...] = ()
    messages: tuple[Message, ...] = ()
    unread: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of a table holds what: zero-based places, None where there is no such column.

    Attributes:
        header: The header row the choice was made for, cells stripped, or some of its headings.
        date: Date, or date and time in one.
        time: Clock time, where it stands apart.
    """

    header: tuple[str, ...]
    date: int | None
    time: int | None
    sender: int | None
    text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What only the person can say about their case.

    Attributes:
        me: The user's names and handles as written in the sources.
        timezone: IANA name of the zone that clocks without a zone are read in.
        day_order: The person's answer for dates that the files leave open.
        captured_at: When the screenshots were taken; aware. Used for "Today" and "Monday".
        persons: Person's name to the handles that are this person.
        columns: Answers to the column question.
        formats: SHA-256 of a file (or member) to the format the person says it is, or `screenshot`.
        left_out: Chats the person left out, each as the SHA-256 of its file and its title.
        today: The day of reading, never kept: no later date can be right. None: not looked at.
    """

    me: tuple[str, ...] = ()
    jurisdiction: Jurisdiction | None = None
    timezone: str = "Europe/London"
    day_order: DayOrder | None = None
    captured_at: datetime | None = None
    persons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[Columns, ...] = ()
    formats: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[tuple[str, str]] = frozenset()
    today: date | None = None
