"""Turn a page that was read into messages: text, side, kind, time from the date lines above."""

import re
from collections.abc import Iterator
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
from analyser.screens._checks import COVERED, LEFT, app_of, problems_of
from analyser.screens._entry_walk import take_entry
from analyser.screens._kinds import BOX_HINT, STATUS, kind_of, without_icon
from analyser.screens._labels import Between
from analyser.screens._lines import confidence_of, text_of
from analyser.screens._own import sided_by_fills, sided_by_names, with_unread_name
from analyser.screens._page import Bubble, Page
from analyser.screens._shapes import NEAR, apart
from analyser.screens._walk import Walk, add, clock_moment, give_up, sender_of, take_date
from analyser.time_finder import find_time

_CENTRED = 0.1
_LETTERS = 3
"""A notice has so many letters and digits at least."""
_SENTENCE = 5
"""Words from which a wide bubble that the edge cuts is a message and no notice."""
_ARROW = re.compile(r"[vVyY~\\/\s]{1,4}$")


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
    page = sided_by_fills(sided_by_names(page, facts))
    walk = Walk(page=page, source=source, facts=facts, messages=[], unread=[])
    unnamed = {b.region.box for b in with_unread_name(page)}
    if page.banner:
        give_up(walk, page.banner.box, COVERED, page.banner.text)
    for entry in page.entries:
        take_entry(walk, entry)
    things: list[tuple[int, Bubble | Between]] = [(b.region.box.top, b) for b in page.bubbles]
    things += [(b.box.top, b) for b in page.between]
    for _, thing in sorted(things, key=lambda each: each[0]):
        if isinstance(thing, Bubble):
            walk.name = None if thing.region.box in unnamed else walk.name
            _bubble(walk, thing)
        else:
            _between(walk, thing)
    for line in page.left:
        give_up(walk, line.box, LEFT, line.text)
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
            media=sum(each.kind is Kind.MEDIA for each in messages),
        ),
        problems=tuple(problems_of(page, messages, unread, walk.unplaced)),
        facts=tuple(_facts(page)),
    )


def _facts(page: Page) -> Iterator[str]:
    if page.header:
        yield f"The header shows {page.header}."
    if page.wallpaper:
        yield "A picture is behind this chat; emoji on it that stand in no bubble are not found."


def _bubble(walk: Walk, bubble: Bubble) -> None:
    region = bubble.region
    text = text_of(bubble.lines)
    unplaced = region.centred or region.side is Side.UNKNOWN or _is_pill(walk.page, bubble, text)
    if unplaced and take_date(walk, f"{text} {bubble.clock or ''}".strip()):
        return
    if _is_typing_box(bubble, text, walk.page) or _is_button(bubble, text, walk.page):
        walk.system += 1
        return
    if not text.strip() and not bubble.picture:
        if not region.partial or bubble.clock:
            reason = "A bubble was found, but no words could be read in it."
            give_up(walk, region.box, reason)
        return
    centred = bubble.clock is None and unplaced and not (region.partial and _is_long(text))
    if centred and sum(c.isalnum() for c in text) < _LETTERS and not bubble.picture:
        give_up(walk, region.box, "Something stands here that may be a notice.", text)
        return
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


def _is_long(text: str) -> bool:
    return len(text.split()) >= _SENTENCE


def _is_pill(page: Page, bubble: Bubble, text: str) -> bool:
    """Tell a date at the left edge, whose fill no words of anybody's have, from a message."""
    found = find_time(text)
    if bubble.clock or found.day is None or found.rest or not any(c.isdigit() for c in text):
        return False
    fills = [b.region.fill for b in page.bubbles if find_time(text_of(b.lines)).day is None]
    return not any(apart(bubble.region.fill, fill) <= NEAR for fill in fills)


def _is_typing_box(bubble: Bubble, text: str, page: Page) -> bool:
    box = bubble.region.box
    wide = box.width > 0.5 * page.width  # noqa: PLR2004
    if box.top > 0.8 * page.height and wide and not text.strip():  # noqa: PLR2004
        return True
    # A keyboard may stand below it.
    lowest = all(b.region.box.top <= box.top for b in page.bubbles)
    low = box.top > (0.4 if lowest else 0.8) * page.height  # noqa: PLR2004
    return low and bool(BOX_HINT.match(text.strip()))


def _is_button(bubble: Bubble, text: str, page: Page) -> bool:
    """Tell whether this is the round button that leads down the chat, its arrow read as a v."""
    box = bubble.region.box
    is_round = 0.85 < box.width / box.height < 1.18  # noqa: PLR2004
    low = box.top > 0.7 * page.height and box.left > page.middle  # noqa: PLR2004
    return is_round and low and bool(_ARROW.match(text))


def _between(walk: Walk, line: Between) -> None:
    middle = line.box.left + line.box.width / 2
    centred = abs(middle - walk.page.middle) < _CENTRED * walk.page.width
    if not line.text:
        give_up(walk, line.box, "Something stands here that may be a bubble; it was not read.")
    elif line.emoji:
        side = Side.RECEIVED if middle < walk.page.middle else Side.SENT
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
