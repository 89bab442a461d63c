"""Records of contact across messages: numbers with their rows, ways and runs.

They hold values and refuse behaviour, as `findings` does; each names the messages behind it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A stretch of contact by one person without a long gap; times are None-free and aware."""

    start: datetime
    end: datetime
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnansweredRun:
    """Messages and calls by one person with no message by the user between them.

    Attributes:
        count: At the least; `messages` are its rows.
        at_most: Where dates can be read in two ways; equal to `count` where settled.
        start, end: None where they are not settled.
    """

    count: int
    at_most: int
    start: datetime | None
    end: datetime | None
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One number, what it counts and the rule in words, with its rows.

    Attributes:
        id: Its name in `wording.toml`, under `counts`.
        label: What was counted, with the rule where there is one.
        count: At the least.
        at_most: With everything in it whose time leaves it open; equal to `count` where settled.
        messages: Ids of the rows behind it, in timeline order.
    """

    id: str
    label: str
    count: int
    at_most: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of contact by one person; a burst, or what stands at both ends of a silence.

    Attributes:
        count: Of what makes it up; of a silence its whole days.
        own: Messages by the user within it.
    """

    count: int
    start: datetime
    end: datetime
    messages: tuple[str, ...]
    own: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Contact under one name or number in one app; chats with several people stand apart.

    Attributes:
        sender: As first written; empty where the source shows no name.
        app: Empty where it is not known.
        group: In chats with several people.
        messages, messages_at_most: At the least and at the most.
        calls_at_most: Calls and missed calls together.
        days, days_at_most: Different days, at the least and at the most.
        first, last: That could be dated for certain.
        first_readings, last_readings: One of these is the time of the first, or of the last; none
            where `first` and `last` are settled.
        rows: Ids of everything counted here for certain, in timeline order.
        new: No contact in this way stands before the request or event that is looked at.
    """

    sender: str
    app: str
    group: bool
    messages: int
    calls: int
    missed_calls: int
    reactions: int
    days: int
    first: datetime | None
    last: datetime | None
    rows: tuple[str, ...]
    new: bool = False
    messages_at_most: int = 0
    calls_at_most: int = 0
    days_at_most: int = 0
    first_readings: tuple[datetime, ...] = ()
    last_readings: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Messages and calls in a stretch of time; `at_most` as in `Count`."""

    start: datetime
    end: datetime
    count: int
    at_most: int
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two periods of the same length, before and after a request or an event.

    Attributes:
        days: Whole days in each; the day of the request or event is in neither.
        says: Both counts and both periods as a sentence; that it was more only where it is certain.
    """

    days: int
    before: Period
    after: Period
    says: str


class BearingPart(StrEnum):
    """Of which list a line is: one of the four signs, acts in stalking law, or questions."""

    FIXATED = "fixated"
    OBSESSIVE = "obsessive"
    UNWANTED = "unwanted"
    REPEATED = "repeated"
    ACTS = "acts"
    QUESTIONS = "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """One line of a list and the items that bear on it; none of it is a score.

    `looked_for` is false for a question that only a person can answer; `events` are ids of what
    the user typed.
    """

    part: BearingPart
    text: str
    messages: tuple[str, ...]
    looked_for: bool = True
    events: tuple[str, ...] = ()
