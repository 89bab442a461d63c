"""Walk down a page that was read: the day in force, the name in force, the messages so far."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from analyser.records import (
    Box,
    CaseFacts,
    Certainty,
    Kind,
    Message,
    Moment,
    Side,
    Unread,
    Where,
)
from analyser.screens._page import Page
from analyser.time_finder import FoundTime, day_of, find_time, moment_of
from analyser.times import read_clock, resolve
from analyser.written_days import Day


@dataclass(slots=True)
class Walk:
    """The walk down the page: the day and the time in force, and what was made so far."""

    page: Page
    source: str
    facts: CaseFacts
    day: Day | None = None
    line: FoundTime | None = None
    line_shown: str | None = None
    fresh: bool = False
    name: str | None = None
    messages: list[Message] | None = None
    unread: list[Unread] | None = None
    system: int = 0
    continuation: int = 0
    unplaced: int = 0
    run: Moment | None = None


def give_up(walk: Walk, box: Box, reason: str, text: str = "") -> None:
    """Add what was seen and not made a message."""
    if walk.unread is not None:
        walk.unread.append(
            Unread(source=walk.source, where=Where(box=box), reason=reason, text=text)
        )


def take_date(walk: Walk, text: str) -> bool:
    """Take a line as the date of what follows, where it is nothing but a time."""
    found = find_time(text)
    if found.day is None or len(found.rest) > 14:  # noqa: PLR2004  # "Text Message", "Today"
        return False
    walk.system += 1
    walk.name = None
    walk.line, walk.line_shown, walk.fresh = found, text, True
    walk.day = day_of(found, walk.facts)
    return True


def add(
    walk: Walk,
    *,
    box: Box,
    text: str,
    side: Side,
    kind: Kind,
    moment: Moment | None = None,
    sender: str | None = None,
    quoted: str | None = None,
    confidence: float | None = None,
    partial: bool = False,
) -> None:
    """Add a message; `moment` is that of the date line above where it is not given."""
    assert walk.messages is not None  # noqa: S101  # set when the walk begins
    walk.messages.append(
        Message(
            id=f"{walk.source}-{len(walk.messages) + 1}",
            source=walk.source,
            where=Where(box=box),
            when=moment or line_moment(walk),
            sender=sender,
            side=side,
            kind=kind,
            text=text,
            quoted=quoted,
            confidence=confidence,
            partial=partial,
        )
    )
    walk.fresh = False


def sender_of(walk: Walk, side: Side, name: str | None) -> str | None:
    """Return who the picture shows as sender; in a group a name holds for its run only."""
    if side is not Side.RECEIVED:
        walk.name = None
        return walk.facts.me[0] if side is Side.SENT and walk.facts.me else None
    if not walk.page.group:
        return walk.page.header
    walk.name = name or walk.name
    return walk.name


def clock_moment(walk: Walk, clock: str) -> Moment:
    """Return the moment shown at a message: a clock is on the day of the date line in force."""
    found = find_time(clock)
    if found.day is not None:
        moment = moment_of(found, walk.facts, clock)
        walk.unplaced += moment.instant is None
        return moment
    if walk.day is None:
        walk.unplaced += walk.line is not None
        return Moment(shown_as=clock)
    zone = ZoneInfo(walk.facts.timezone)
    return resolve(
        walk.day.date, read_clock(clock), zone, shown_as=clock, inferred=walk.day.inferred
    )


def line_moment(walk: Walk) -> Moment:
    """Return the moment of a message without a clock, from the date line in force."""
    if walk.line is None or walk.line_shown is None:
        return Moment()
    moment = moment_of(walk.line, walk.facts, walk.line_shown)
    if moment.instant is None:
        walk.unplaced += 1
        return Moment(shown_as=walk.line_shown if walk.fresh else None)
    if walk.fresh:
        return moment
    # Only the first message below a date line has its clock; the others are later, by how much
    # the picture does not show.
    return Moment(instant=moment.instant, certainty=Certainty.INFERRED)
