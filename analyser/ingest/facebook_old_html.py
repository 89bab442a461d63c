"""Facebook's messages.htm of 2010 to 2017: all threads on one page, newest first.

Source: chat-formats section 7.3. The weekday can contradict the date and is not used; the zone
beside the time is.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import first, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.meta_inbox_json import LEFT_OUT
from analyser.records import Kind
from analyser.times import real_date

_ZONE = re.compile(r"\s(?:UTC|GMT)([+-]\d{1,2})(?::?(\d\d))?$")
_NAMED = re.compile(r"\s(?P<name>[A-Z]{3,4})$")
_NEVER = datetime.max.replace(tzinfo=UTC)
_NAMED_HOURS = {"GMT": 0, "UTC": 0, "BST": 1, "PST": -8, "PDT": -7, "EST": -5, "EDT": -4}


def recognises(head: bytes) -> bool:
    """Tell whether threads with headers of messages stand in it."""
    text = html_head(head)
    return 'class="thread"' in text and "message_header" in text


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all threads, each oldest first."""
    page = soup(data)
    threads: dict[str | None, list[list[Draft]]] = {}
    number = 0
    for thread in page.select("div.thread"):
        title = next((text.strip() for text in thread.find_all(string=True) if text.strip()), None)
        made = []
        for block in thread.select("div.message"):
            number += 1
            made.append(_draft(number, block, title))
        threads.setdefault(title, []).append(made[::-1])
    return Drafted(
        items=tuple(each for blocks in threads.values() for each in _joined(blocks)),
        owner=seen(first(page, "h1")).strip() or None,
        app="messenger",
        by_record=True,
        facts=("Read as Facebook's messages.htm of before 2018.", LEFT_OUT),
    )


def _joined(blocks: list[list[Draft]]) -> list[Draft]:
    """Return one thread of the blocks that it is repeated in, each oldest first."""
    times = [block[0].instant for block in blocks if block]
    if all(times):
        blocks = sorted((b for b in blocks if b), key=lambda block: block[0].instant or _NEVER)
    return [each for block in blocks for each in block]


def _draft(number: int, block: Tag, title: str | None) -> Draft:
    shown = seen(first(block, ".meta")).strip()
    words = block.find_next_sibling()
    text = seen(words).strip() if isinstance(words, Tag) and words.name == "p" else ""
    instant = _instant(shown)
    parts, clock = (None, None) if instant else wall_of(shown)
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=seen(first(block, ".user")).strip() or None,
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
        chat=str(title) if title else None,
    )


def _instant(shown: str) -> datetime | None:
    """Return the instant where the zone is known; the words hold the date in full."""
    if offset := _ZONE.search(shown):
        minutes = int(offset[1]) * 60 + int(offset[2] or 0)
    elif (named := _NAMED.search(shown)) and named["name"] in _NAMED_HOURS:
        minutes = _NAMED_HOURS[named["name"]] * 60
    else:
        return None
    parts, clock = wall_of(_NAMED.sub("", _ZONE.sub("", shown)))
    day = real_date(*parts) if parts else None
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock.time(), tzinfo=timezone(timedelta(minutes=minutes)))


FORMAT = ChatFormat(
    id="facebook_old_html",
    label="Facebook before 2018 (HTML)",
    recognises=recognises,
    draft=draft,
)
