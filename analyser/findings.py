"""What the program says about a case: frozen records that each point back to their messages.

They hold values and refuse behaviour; every claim carries its reason, made once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from analyser.contact import Bearing, Comparison, Count, Occasion, Run, UnansweredRun, Way
from analyser.elements import Chapter, Element, Service
from analyser.entered import Correction, Incident, LogLine
from analyser.made import Made
from analyser.records import CaseFacts, Message, Moment, Source, Unread


class Strength(StrEnum):
    """How openly the words say what a flag says they say."""

    EXPLICIT = "explicit"
    IMPLIED = "implied"
    NEEDS_CONTEXT = "needs_context"


class FlagReading(StrEnum):
    """How the flagged words are meant to be taken, as far as the text shows."""

    STATED = "stated"
    CONDITIONAL = "conditional"
    QUOTED = "quoted"
    DENIED = "denied"
    JOKING = "joking"


MODEL_RULE = "model."
"""How the rule id of a flag begins that the model alone raised."""
COUNTED_READINGS = frozenset({FlagReading.STATED, FlagReading.CONDITIONAL})
"""Only these count towards patterns and pointers; the others are shown, lower."""


class Status(StrEnum):
    """What a person has decided about a flag."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Words of one message that match a rule.

    Attributes:
        message: Id of the message.
        signal: Name from the table of signals.
        group: The signal's group.
        spans: Half-open offsets into the message's text, in code points, in order.
        score: 0.0 to 1.0; a property of the rule, never of the person.
        rule: Id of the rule.
        because: Plain sentence that names the words that did it.
        reason: Why the user decided so, in their own words; None where they did not say.
    """

    message: str
    signal: str
    group: str
    strength: Strength
    reading: FlagReading
    score: float
    spans: tuple[tuple[int, int], ...]
    rule: str
    because: str
    status: Status = Status.SUGGESTED
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person as the sources show them: one or more handles, never joined by the program."""

    id: str
    names: tuple[str, ...]
    is_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRequest:
    """A message by the user that asks for contact to stop; contact is counted from `plain` ones."""

    message: str
    at: datetime | None
    strength: Strength
    plain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterStop:
    """What came after the first explicit request to stop, to the person who was asked.

    Attributes:
        since: Instant of the request, the later of two readings; of an event as the user gave it.
        request: Id of the message that asks; empty for an event.
        message_ids: Everything counted here (messages, calls and missed calls).
        undated: What may have been before or after, by its date or by that of the request.
        group_messages: Messages after it in chats with several people; not counted above.
        event: What the user typed; None for a request in a message.
        first, last: Of what is counted here. first_readings, last_readings: as in `Way`.
        unanswered: The longest run after it without a message by the user.
        replies: Ids of the user's later messages, further requests apart; `counts` has a range.
        maybe: Ids of what `undated` counts.
        ways: By name or number and app, chats with several people apart.
        comparison: As often as before or not; None where there is too little on one side.
        counts: Every number of it that is shown, with its rows.
    """

    since: datetime
    request: str
    messages: int
    calls: int
    missed_calls: int
    days_with_contact: int
    occasions: int
    later_replies_by_user: int
    undated: int
    group_messages: int = 0
    message_ids: tuple[str, ...] = ()
    event: Incident | None = None
    first: datetime | None = None
    last: datetime | None = None
    unanswered: UnansweredRun | None = None
    replies: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()
    comparison: Comparison | None = None
    counts: tuple[Count, ...] = ()
    first_readings: tuple[datetime, ...] = ()
    last_readings: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPattern:
    """Contact by one person over everything given; counts describe the material, no more.

    Attributes:
        days_with_contact: At the least; what shows no certain day can add to it.
        days_with_contact_at_most: With each item without a certain day on a day of its own.
        undated: Items without a certain day.
        without_clock: Items without a clock time, which may have been at night and are not in
            `night_messages` and `night_calls`.
        occasions: Of what has a certain day; what shows only a day is its own where it must be.
        occasion_readings: In each way to read, if many. first_readings, last_readings: as in `Way`.
        group_messages: How many of `messages` were sent in chats with several people.
        counts: Every number of the page and the report, with its rows.
        bursts, silences: In direct chats. after_events: For each event that the user typed.
        threats: Ids of messages with a threat in them. `bearings` has none for ordinary contact.
    """

    person: str
    first: datetime | None
    last: datetime | None
    messages: int
    calls: int
    missed_calls: int
    days_with_contact: int
    undated: int
    occasions: tuple[Occasion, ...]
    longest_unanswered: UnansweredRun
    night_messages: int
    channels: tuple[str, ...]
    stop_requests: tuple[StopRequest, ...]
    after_stop: AfterStop | None
    days_with_contact_at_most: int = 0
    without_clock: int = 0
    night_calls: int = 0
    group_messages: int = 0
    counts: tuple[Count, ...] = ()
    ways: tuple[Way, ...] = ()
    bursts: tuple[Run, ...] = ()
    silences: tuple[Run, ...] = ()
    after_events: tuple[AfterStop, ...] = ()
    threats: tuple[str, ...] = ()
    bearings: tuple[Bearing, ...] = ()
    first_readings: tuple[datetime, ...] = ()
    last_readings: tuple[datetime, ...] = ()
    occasion_readings: tuple[tuple[Occasion, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternSignal:
    """A signal that is seen only across messages (`repeated_contact` and its like).

    Attributes:
        signal: Name from the table of signals, with `pattern` in its `found_in`.
        person: Id of the person whose contact shows it.
        messages: Ids of the messages that show it.
        occasions: Over how many they spread. because: A sentence with the counts and the rule.
    """

    signal: str
    person: str
    messages: tuple[str, ...]
    occasions: int
    occasions_at_most: int
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A provision worth showing the police or a solicitor, and why; never a finding.

    Attributes:
        provision: Id of the provision.
        title: Act and section, as the law table has it.
        label: A neutral heading to show in place of the title where the table says so; else None.
        because: Sentences, each naming what was found and in which messages.
        signals: Signals that led here, sorted.
        messages: Ids of the messages that led here, in timeline order.
        not_in_this_material: What the law needs that the program cannot see.
        elements: The same and what is shown, point by point.
        summary_only: Has a short time limit. last, last_at_most: The last day, certain or possible.
    """

    provision: str
    title: str
    label: str | None
    summary: str
    because: tuple[str, ...]
    signals: tuple[str, ...]
    messages: tuple[str, ...]
    not_in_this_material: tuple[str, ...]
    maximum: str
    time_limit: str
    source_url: str
    confidence: str
    elements: tuple[Element, ...] = ()
    summary_only: bool = False
    last: date | None = None
    last_at_most: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that the program has to say about a case; `messages` in timeline order, as corrected.

    `guide`, `next_steps` and `services` are those of the nation, else what holds everywhere.

    Attributes:
        own: Harsh words in the user's own messages, behind no count and no pointer, decided or not.
        incidents: What the user typed, by time; in no count of `patterns`.
        seen: Ids of the messages that the user marked as looked at.
        time_prompt: On short time limits; empty where no pointer has one.
        held: How many of the user's changes fit no message as it is read now.
        log: What was done on the case, where it goes into the report.
        chosen: What part of the case this is; empty for the whole.
        moments: When each message of the whole was, where this is a part: counts rest on all.
        begun: Messages outside the part that a count of it begins at.
    """

    made: Made
    facts: CaseFacts
    sources: tuple[Source, ...]
    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    people: tuple[Person, ...]
    flags: tuple[Flag, ...]
    patterns: tuple[ContactPattern, ...]
    signals: tuple[PatternSignal, ...]
    pointers: tuple[Pointer, ...]
    notices: tuple[str, ...]
    own: tuple[Flag, ...] = ()
    guide: tuple[Chapter, ...] = ()
    next_steps: tuple[str, ...] = ()
    services: tuple[Service, ...] = ()
    corrections: tuple[Correction, ...] = ()
    incidents: tuple[Incident, ...] = ()
    seen: frozenset[str] = frozenset()
    held: int = 0
    time_prompt: str = ""
    log: tuple[LogLine, ...] = ()
    chosen: str = ""
    moments: Mapping[str, Moment] = field(default_factory=dict)
    begun: tuple[Message, ...] = ()
