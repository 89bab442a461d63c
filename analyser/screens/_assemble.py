"""Turn a page that was read into messages: text, side, kind, time from the date lines above."""

import re
from collections.abc import Sequence
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
from analyser.screens._lines import confidence_of, text_of
from analyser.screens._read import Between, Bubble, Page
from analyser.time_finder import FoundTime, day_of, find_time, moment_of
from analyser.times import read_clock, resolve
from analyser.written_days import Day

_KINDS = (
    (Kind.MISSED_CALL, re.compile(r"missed (?:voice|video|group|audio)? ?call", re.IGNORECASE)),
    (
        Kind.DELETED,
        re.compile(
            r"(?:this|you deleted this) message(?: was deleted)?\.?$|.*message was deleted",
            re.IGNORECASE,
        ),
    ),
    (Kind.CALL, re.compile(r"(?:voice|video|audio) call\b(?!ing)(?:$|[\s,.]*\d)", re.IGNORECASE)),
)
_STATUS = re.compile(
    r"^(?:delivered|read|sent|not delivered|seen|typing|online|text message|imessage|sms)\b"
    r".{0,14}$",
    re.IGNORECASE,
)
_CENTRED = 0.1
_BOX_HINT = re.compile(r"^(?:message|imessage|type a message|text message|aa|sms)$", re.IGNORECASE)


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
    return Assembled(
        app=_app(page),
        messages=tuple(replace(m, app=_app(page)) for m in messages),
        unread=unread,
        accounted=Accounted(
            units=said + system + walk.continuation + len(unread),
            messages=said,
            continuation=walk.continuation,
            system=system,
            unread=len(unread),
        ),
        problems=tuple(_problems(walk, messages, unread)),
        facts=(f"The header shows {page.header}.",) if page.header else (),
    )


def _bubble(walk: _Walk, bubble: Bubble) -> None:
    region = bubble.region
    text = text_of(bubble.lines)
    if region.side is Side.UNKNOWN and _date_line(walk, text):
        return
    if not text.strip() and not bubble.picture:
        reason = "A bubble was found, but no words could be read in it."
        _unread(walk, region.box, reason)
        return
    if _BOX_HINT.match(text.strip()) and region.box.top > 0.85 * walk.page.height:
        walk.system += 1
        return
    centred = region.centred or (region.side is Side.UNKNOWN and bubble.clock is None)
    kind = Kind.SYSTEM if centred else _kind(text, bubble)
    if bubble.quoted:
        walk.continuation += 1
    _add(
        walk,
        box=region.box,
        text=text,
        side=Side.UNKNOWN if kind is Kind.SYSTEM else region.side,
        kind=kind,
        clock=bubble.clock,
        quoted=_quoted(bubble, walk.page.header),
        confidence=confidence_of(bubble.lines),
    )


def _between(walk: _Walk, line: Between) -> None:
    middle = line.box.left + line.box.width / 2
    centred = abs(middle - walk.page.width / 2) < _CENTRED * walk.page.width
    if line.emoji:
        _add(
            walk,
            box=line.box,
            text=line.text,
            side=Side.RECEIVED if middle < walk.page.width / 2 else Side.SENT,
            kind=Kind.TEXT,
            clock=None,
            quoted=None,
            confidence=None,
        )
    elif (centred and _date_line(walk, line.text)) or _STATUS.match(line.text):
        walk.system += 0 if centred and find_time(line.text).day else 1
    elif centred:
        _add(
            walk,
            box=line.box,
            text=line.text,
            side=Side.UNKNOWN,
            kind=Kind.SYSTEM,
            clock=None,
            quoted=None,
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
    walk.line, walk.line_shown, walk.fresh = found, text, True
    walk.day = day_of(found, walk.facts)
    return True


def _kind(text: str, bubble: Bubble) -> Kind:
    shown = re.sub(
        r"^\W*(?:\w{1,2}\s+)?(?=[Mm]issed|[Tt]his message|[Yy]ou deleted)",
        "",
        text.strip("\ufffc \n"),
    )
    for kind, words in _KINDS:
        if words.match(shown):
            return kind
    if bubble.edited:
        return Kind.EDITED
    return Kind.MEDIA if bubble.picture else Kind.TEXT


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
    clock: str | None,
    quoted: str | None,
    confidence: float | None,
) -> None:
    assert walk.messages is not None  # noqa: S101  # set when the walk begins
    sender = walk.page.header if side is Side.RECEIVED else None
    if side is Side.SENT and walk.facts.me:
        sender = walk.facts.me[0]
    walk.messages.append(
        Message(
            id=f"{walk.source}-{len(walk.messages) + 1}",
            source=walk.source,
            where=Where(box=box),
            when=_when(walk, clock),
            sender=sender,
            side=side,
            kind=kind,
            text=text,
            quoted=quoted,
            confidence=confidence,
        )
    )
    walk.fresh = False


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


def _problems(walk: _Walk, messages: Sequence[Message], unread: Sequence[Unread]) -> list[Problem]:
    found = []
    if walk.unplaced:
        what = f"{walk.unplaced} messages stand under a day that needs the date of the screenshot."
        do = "Say when the screenshot was taken (on the Add page, or with --captured-at)."
        found.append(Problem(what=what, do=do))
    empty = [u for u in unread if not u.text]
    if empty:
        what = f"{len(empty)} bubbles were found whose words could not be read."
        do = "Look at them in the picture, and add a clearer copy if you have one."
        found.append(Problem(where=empty[0].where, what=what, do=do))
    if len(unread) > len(empty):
        what = f"{len(unread) - len(empty)} lines of this picture belong to no whole bubble."
        do = "If a message is cut at the edge, add the screenshot before or after it."
        found.append(Problem(where=next(u.where for u in unread if u.text), what=what, do=do))
    unsure = sum(m.side is Side.UNKNOWN and m.kind is not Kind.SYSTEM for m in messages)
    if unsure:
        what = f"For {unsure} messages the picture does not show who sent them."
        found.append(Problem(what=what, do="Check them on the Review page."))
    return found


def _app(page: Page) -> str | None:
    """Return the app where its structure is clear: clocks in all bubbles, or date lines alone."""
    real = [b for b in page.bubbles if not b.region.centred]
    clocks = sum(b.clock is not None for b in real)
    sent = [b.region.fill for b in real if b.region.side is Side.SENT]
    if not real:
        return None
    green = any(g > r and g > b + 10 for r, g, b in sent)
    blue = any(b > 180 and b > r + 80 for r, _, b in sent)  # noqa: PLR2004
    if clocks >= 0.6 * len(real) and (green or not sent):  # noqa: PLR2004
        return "whatsapp" if green else None
    lines = any(find_time(b.text).clock and find_time(b.text).day for b in page.between)
    return "imessage" if clocks == 0 and (blue or lines) else None
