"""What the user entered: corrections of what was read, events of their own, lines of the log.

Frozen records that hold values. Each is marked wherever it is shown, so that nobody takes it for
something that a file says.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Field(StrEnum):
    """Which part of a message the user said otherwise."""

    TEXT = "text"
    SIDE = "side"
    SENDER = "sender"
    TIME = "time"
    REPLY = "reply"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One part of a message that the user said otherwise; the first reading stays beside it.

    Attributes:
        message: Id of the message.
        first: What was read at first, as text; empty where nothing was.
        now: What the user says, as text; of a reply the id of the message it answers.
    """

    message: str
    field: Field
    first: str
    now: str


class IncidentKind(StrEnum):
    """What sort of event the user typed."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    POST = "post"
    TOLD_TO_STOP = "told_to_stop"
    BLOCK = "block"
    POLICE_WARNING = "police_warning"
    ORDER = "order"
    OTHER = "other"


COUNTED_FROM = frozenset(
    {
        IncidentKind.TOLD_TO_STOP,
        IncidentKind.BLOCK,
        IncidentKind.POLICE_WARNING,
        IncidentKind.ORDER,
    }
)
"""Contact after these was not wanted, and is counted."""


class Known(StrEnum):
    """How well the user knows when an event was."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An event that the user typed; it comes from no file.

    Attributes:
        id: `N1`, `N2`, … in the order typed; a number is never used again.
        at: Time-zone-aware; None where unknown. Local midnight where only the day is known.
        clock: Whether the clock time is known, and not only the day.
        until: Last day of an order or of a stretch of time; else None.
        written_at: When the entry was written; None where it was given with a command, so that the
            same command gives the same report.
        fields: Names of the table of fields with what was typed, those left empty not there.
    """

    id: str
    kind: IncidentKind
    at: datetime | None
    clock: bool
    known: Known
    until: datetime | None = None
    written_at: datetime | None
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry of the log of a case in plain words.

    Attributes:
        number: From 1, without gaps.
        when: Local time by the computer's clock, and UTC, in words.
        who: Initials as given; empty where none were.
        what: What was done, before and after.
        fingerprint: SHA-256 that stands for this entry and all before it.
    """

    number: int
    when: str
    who: str
    what: str
    fingerprint: str
