"""DiscordChatExporter's HTML.

Source: chat-formats section 13.1. A message's number holds its exact instant; it is used where it
agrees with the shown time up to a whole quarter of an hour.
"""

import re
from datetime import UTC, datetime, timedelta

from bs4.element import Tag

from analyser.ingest._discord import LEFT_OUT, file_names, told_count
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._wall import Wall, wall_of
from analyser.records import Kind

_AUTHORS = ".chatlog__author, .chatlog__author-name, .chatlog__system-notification-author"
_STAMPS = ".chatlog__timestamp, .chatlog__short-timestamp, .chatlog__system-notification-timestamp"
_HELD = re.compile(r"Exported ([\d,. ]{1,15}) message")
_DISCORD = datetime(2015, 1, 1, tzinfo=UTC)
_QUARTER = 15
_ONE_HEAD = timedelta(days=1)
"""The exporter goes on under one head while no more than minutes lie between two messages."""
_WIDEST_ZONE_MINUTES = 14 * 60


def recognises(head: bytes) -> bool:
    """Tell whether it is a page of the exporter's."""
    text = html_head(head)
    return "chatlog__message" in text or ("chatlog" in text and "preamble" in text)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, in the page's order."""
    page = soup(data)
    entries = [seen(each).strip() for each in page.select(".preamble__entry")]
    title = entries[-1] if entries else None
    items: list[Draft] = []
    sender, handle, last = None, None, ""
    blocks = page.select("[data-message-id], .chatlog__message")
    for number, block in enumerate(_outer(blocks), start=1):
        group = block.find_parent(class_="chatlog__message-group") or block
        author = first(block, _AUTHORS) or first(group, _AUTHORS)
        if author is not None:
            sender = seen(author).strip() or None
            handle = attribute(author, "title") or None
        own = first(block, _STAMPS)
        stamp = own or first(group, _STAMPS)
        shown = (attribute(stamp, "title") or seen(stamp).strip()) if stamp else last
        last = shown
        before = items[-1].instant if items and own is None else None
        items.append(_draft(number, block, sender, handle, shown, title, before))
    ends = [_HELD.search(seen(each)) for each in page.select(".postamble")]
    held = next((match[1] for match in ends if match), "")
    return Drafted(
        items=tuple(items),
        app="discord",
        by_record=True,
        facts=("Read as a page of a Discord conversation.", LEFT_OUT),
        problems=told_count(held, len(items), len({each.key for each in items})),
    )


def _outer(blocks: list[Tag]) -> list[Tag]:
    chosen = {id(each) for each in blocks}
    return [b for b in blocks if not any(id(parent) in chosen for parent in b.parents)]


def _draft(
    number: int,
    block: Tag,
    sender: str | None,
    handle: str | None,
    shown: str,
    title: str | None,
    before: datetime | None,
) -> Draft:
    """Return one message; `before` is the moment of the one above that shows the time of both."""
    content = first(block, ".chatlog__content")
    edited = first(block, ".chatlog__edited-timestamp") is not None
    if content is not None:
        for mark in content.select(".chatlog__edited-timestamp"):
            mark.extract()
    text = seen(content).strip()
    links = [attribute(a, "href") for a in block.select(".chatlog__attachment a[href]")]
    files = file_names(links)
    notice = first(block, ".chatlog__system-notification-content")
    wall = wall_of(shown)
    id_ = attribute(block, "data-message-id") or attribute(block, "id").rpartition("-")[2]
    instant = _exact(id_, wall) if before is None else _next(id_, before)
    kind = Kind.MEDIA if files else Kind.EDITED if edited else Kind.TEXT if text else Kind.UNKNOWN
    if notice is not None and not text:
        text = seen(notice).strip()
        kind = Kind.CALL if "call" in text.lower() else Kind.SYSTEM
    quoted = seen(first(block, ".chatlog__reply-content, .chatlog__reference-content")).strip()
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=None if instant else wall[0],
        clock=None if instant else wall[1],
        shown_as=shown or None,
        sender=None if kind is Kind.SYSTEM else sender,
        handle=None if kind is Kind.SYSTEM else handle,
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=title,
        quoted=quoted or None,
        key=id_ or None,
    )


def _is_number(id_: str) -> bool:
    return id_.isdecimal() and len(id_) < 21  # noqa: PLR2004  # 64 bits


def _moment(id_: str) -> datetime:
    return _DISCORD + timedelta(milliseconds=int(id_) >> 22)


def _next(id_: str, before: datetime) -> datetime | None:
    """Return the moment of a message below another, where old pages show the time of both once."""
    moment = _moment(id_).replace(microsecond=0) if _is_number(id_) else before
    return moment if before <= moment <= before + _ONE_HEAD else before


def _exact(id_: str, wall: Wall) -> datetime | None:
    parts, clock = wall
    if not (_is_number(id_) and parts and clock):
        return None
    exact = _moment(id_)
    year, others = (parts[0], parts[1:]) if parts[0] > 31 else (parts[2], parts[:2])  # noqa: PLR2004
    for month, day in {(others[0], others[1]), (others[1], others[0])}:
        try:
            local = datetime(
                year if year > 99 else 2000 + year,
                month,
                day,
                clock.hour,
                clock.minute,
                tzinfo=UTC,  # noqa: PLR2004
            )
        except ValueError:
            continue
        minutes = round((local - exact.replace(second=0, microsecond=0)).total_seconds() / 60)
        if minutes % _QUARTER == 0 and abs(minutes) <= _WIDEST_ZONE_MINUTES:
            return exact.replace(microsecond=0)
    return None


FORMAT = ChatFormat(
    id="discord_html",
    label="Discord (DiscordChatExporter, HTML)",
    recognises=recognises,
    draft=draft,
)
