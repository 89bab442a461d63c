"""Turn a page that was read into messages: text, side, kind, time from the date lines above."""

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from analyser.records import (
    Accounted,
    Box,
    CaseFacts,
    Certainty,
    Kind,
    Message,
    Moment,
    Problem,
    Side,
    Unread,
    Where,
)
from analyser.screens._checks import app_of, problems_of
from analyser.screens._kinds import BOX_HINT, STATUS, kind_of, without_icon
from analyser.screens._labels import Between
from analyser.screens._lines import confidence_of, text_of
from analyser.screens._read import Bubble, Page
from analyser.time_finder import FoundTime, day_of, find_time, moment_of
from analyser.times import read_clock, resolve
from analyser.written_days import Day

_CENTRED = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What was made of one page."""

    app: str | None
    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    accounted: Accounted
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
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


def assemble(page: Page, *, source: str, facts: CaseFacts) -> Assembled:
    """Return the messages of one page, in reading order."""
    walk = _Walk(page=page, source=source, facts=facts, messages=[], unread=[])
    things: list[tuple[int, Bubble | Between]] = [(b.region.box.top, b) for b in page.bubbles]
    things += [(b.box.top, b) for b in page.between]
    for _, thing in sorted(things, key=lambda each: each[0]):
        if isinstance(thing, Bubble):
            _bubble(walk, thing)
        else:
            _between(walk, thing)
    messages = tuple(walk.messages or ())
    unread = tuple(walk.unread or ())
    notices = sum(m.kind is Kind.SYSTEM for m in messages)
    header = 1 if page.header else 0
    said = len(messages) - notices
    system = walk.system + notices + header
    app = app_of(page)
    return Assembled(
        app=app,
        messages=tuple(replace(m, app=app) for m in messages),
        unread=unread,
        accounted=Accounted(
            units=said + system + walk.continuation + len(unread),
            messages=said,
            continuation=walk.continuation,
            system=system,
            unread=len(unread),
        ),
        problems=tuple(problems_of(page, messages, unread, walk.unplaced)),
        facts=(f"The header shows {page.header}.",) if page.header else (),
    )


def _bubble(walk: _Walk, bubble: Bubble) -> None:
    region = bubble.region
    text = text_of(bubble.lines)
    unplaced = region.centred or region.side is Side.UNKNOWN
    if unplaced and bubble.clock is None and _date_line(walk, text):
        return
    if _is_typing_box(bubble, text, walk.page):
        walk.system += 1
        return
    if not text.strip() and not bubble.picture:
        if not region.partial or bubble.clock:
            reason = "A bubble was found, but no words could be read in it."
            _unread(walk, region.box, reason)
        return
    centred = bubble.clock is None and unplaced
    kind = Kind.SYSTEM if centred else kind_of(text, edited=bubble.edited, picture=bubble.picture)
    if bubble.quoted:
        walk.continuation += 1
    _add(
        walk,
        box=region.box,
        text=without_icon(text, kind),
        side=Side.UNKNOWN if kind is Kind.SYSTEM else region.side,
        kind=kind,
        clock=bubble.clock,
        name=bubble.name,
        quoted=_quoted(bubble, walk.page.header),
        confidence=confidence_of(bubble.lines),
        partial=region.partial,
    )


def _is_typing_box(bubble: Bubble, text: str, page: Page) -> bool:
    low = bubble.region.box.top > 0.8 * page.height  # noqa: PLR2004
    wide = bubble.region.box.width > 0.5 * page.width  # noqa: PLR2004
    return low and bool(BOX_HINT.match(text.strip()) or (wide and not text.strip()))


def _between(walk: _Walk, line: Between) -> None:
    middle = line.box.left + line.box.width / 2
    centred = abs(middle - walk.page.width / 2) < _CENTRED * walk.page.width
    if not line.text:
        _unread(walk, line.box, "Something stands here that may be a bubble; it was not read.")
    elif line.emoji:
        _add(
            walk,
            box=line.box,
            text=line.text,
            side=Side.RECEIVED if middle < walk.page.width / 2 else Side.SENT,
            kind=Kind.MEDIA if line.picture else Kind.TEXT,
            clock=line.clock,
            name=line.name,
        )
    elif BOX_HINT.match(line.text) and line.box.top > 0.8 * walk.page.height:  # noqa: PLR2004
        walk.system += 1
    elif (centred and _date_line(walk, line.text)) or STATUS.match(line.text):
        walk.system += 0 if centred and find_time(line.text).day else 1
    elif centred:
        _add(
            walk,
            box=line.box,
            text=line.text,
            side=Side.UNKNOWN,
            kind=Kind.SYSTEM,
            confidence=round(line.confidence, 3),
        )
    else:
        _unread(
            walk, line.box, "A line outside the bubbles; it may belong to a cut one.", line.text
        )


def _unread(walk: _Walk, box: Box, reason: str, text: str = "") -> None:
    if walk.unread is not None:
        walk.unread.append(
            Unread(source=walk.source, where=Where(box=box), reason=reason, text=text)
        )


def _date_line(walk: _Walk, text: str) -> bool:
    """Take a line as the date of what follows, where it is nothing but a time."""
    found = find_time(text)
    if found.day is None or len(found.rest) > 14:  # noqa: PLR2004  # "Text Message", "Today"
        return False
    walk.system += 1
    walk.name = None
    walk.line, walk.line_shown, walk.fresh = found, text, True
    walk.day = day_of(found, walk.facts)
    return True


def _quoted(bubble: Bubble, header: str | None) -> str | None:
    lines = list(bubble.quoted)
    if not lines:
        return None
    first = " ".join(lines[0].words).strip().lower()
    named = first == "you" or (header is not None and first == header.lower())
    return text_of(lines[1:] if named and len(lines) > 1 else lines)


def _add(
    walk: _Walk,
    *,
    box: Box,
    text: str,
    side: Side,
    kind: Kind,
    clock: str | None = None,
    name: str | None = None,
    quoted: str | None = None,
    confidence: float | None = None,
    partial: bool = False,
) -> None:
    assert walk.messages is not None  # noqa: S101  # set when the walk begins
    walk.messages.append(
        Message(
            id=f"{walk.source}-{len(walk.messages) + 1}",
            source=walk.source,
            where=Where(box=box),
            when=_when(walk, clock),
            sender=_sender(walk, side, name),
            side=side,
            kind=kind,
            text=text,
            quoted=quoted,
            confidence=confidence,
            partial=partial,
        )
    )
    walk.fresh = False


def _sender(walk: _Walk, side: Side, name: str | None) -> str | None:
    """Return who the picture shows as sender; in a group a name holds for its run only."""
    if side is not Side.RECEIVED:
        walk.name = None
        return walk.facts.me[0] if side is Side.SENT and walk.facts.me else None
    if not walk.page.group:
        return walk.page.header
    walk.name = name or walk.name
    return walk.name


def _when(walk: _Walk, clock: str | None) -> Moment:
    """Return the moment of a message from its own clock and the date line in force."""
    if clock is not None:
        if walk.day is None:
            walk.unplaced += walk.line is not None
            return Moment(shown_as=clock)
        zone = ZoneInfo(walk.facts.timezone)
        return resolve(
            walk.day.date, read_clock(clock), zone, shown_as=clock, inferred=walk.day.inferred
        )
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
