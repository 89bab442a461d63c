"""Turn a page that was read into messages: text, side, kind, time from the date lines above."""

from dataclasses import dataclass, replace

from analyser.records import (
    Accounted,
    CaseFacts,
    Kind,
    Message,
    Problem,
    Side,
    Unread,
)
from analyser.screens._checks import app_of, problems_of
from analyser.screens._entry_walk import take_entry
from analyser.screens._kinds import BOX_HINT, STATUS, kind_of, without_icon
from analyser.screens._labels import Between
from analyser.screens._lines import confidence_of, text_of
from analyser.screens._page import Bubble, Page
from analyser.screens._walk import Walk, add, clock_moment, give_up, sender_of, take_date
from analyser.time_finder import find_time

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


def assemble(page: Page, *, source: str, facts: CaseFacts) -> Assembled:
    """Return the messages of one page, in reading order."""
    walk = Walk(page=page, source=source, facts=facts, messages=[], unread=[])
    for entry in page.entries:
        take_entry(walk, entry)
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


def _bubble(walk: Walk, bubble: Bubble) -> None:
    region = bubble.region
    text = text_of(bubble.lines)
    unplaced = region.centred or region.side is Side.UNKNOWN
    if unplaced and bubble.clock is None and take_date(walk, text):
        return
    if _is_typing_box(bubble, text, walk.page):
        walk.system += 1
        return
    if not text.strip() and not bubble.picture:
        if not region.partial or bubble.clock:
            reason = "A bubble was found, but no words could be read in it."
            give_up(walk, region.box, reason)
        return
    centred = bubble.clock is None and unplaced
    kind = Kind.SYSTEM if centred else kind_of(text, edited=bubble.edited, picture=bubble.picture)
    if bubble.quoted:
        walk.continuation += 1
    side = Side.UNKNOWN if kind is Kind.SYSTEM else region.side
    add(
        walk,
        box=region.box,
        text=without_icon(text, kind),
        side=side,
        kind=kind,
        moment=clock_moment(walk, bubble.clock) if bubble.clock else None,
        sender=sender_of(walk, side, bubble.name),
        quoted=_quoted(bubble, walk.page.header),
        confidence=confidence_of(bubble.lines),
        partial=region.partial,
    )


def _is_typing_box(bubble: Bubble, text: str, page: Page) -> bool:
    low = bubble.region.box.top > 0.8 * page.height  # noqa: PLR2004
    wide = bubble.region.box.width > 0.5 * page.width  # noqa: PLR2004
    return low and bool(BOX_HINT.match(text.strip()) or (wide and not text.strip()))


def _between(walk: Walk, line: Between) -> None:
    middle = line.box.left + line.box.width / 2
    centred = abs(middle - walk.page.width / 2) < _CENTRED * walk.page.width
    if not line.text:
        give_up(walk, line.box, "Something stands here that may be a bubble; it was not read.")
    elif line.emoji:
        side = Side.RECEIVED if middle < walk.page.width / 2 else Side.SENT
        add(
            walk,
            box=line.box,
            text=line.text,
            side=side,
            kind=Kind.MEDIA if line.picture else Kind.TEXT,
            moment=clock_moment(walk, line.clock) if line.clock else None,
            sender=sender_of(walk, side, line.name),
        )
    elif BOX_HINT.match(line.text) and line.box.top > 0.8 * walk.page.height:  # noqa: PLR2004
        walk.system += 1
    elif (centred and take_date(walk, line.text)) or STATUS.match(line.text):
        walk.system += 0 if centred and find_time(line.text).day else 1
    elif centred:
        add(
            walk,
            box=line.box,
            text=line.text,
            side=Side.UNKNOWN,
            kind=Kind.SYSTEM,
            sender=sender_of(walk, Side.UNKNOWN, None),
            confidence=round(line.confidence, 3),
        )
    else:
        give_up(
            walk, line.box, "A line outside the bubbles; it may belong to a cut one.", line.text
        )


def _quoted(bubble: Bubble, header: str | None) -> str | None:
    lines = list(bubble.quoted)
    if not lines:
        return None
    first = " ".join(lines[0].words).strip().lower()
    named = first == "you" or (header is not None and first == header.lower())
    return text_of(lines[1:] if named and len(lines) > 1 else lines)
