"""Google Voice's pages, from Google's Takeout: texts, calls and voicemail.

Source: chat-formats section 19.
"""

import re

from bs4.element import Tag

from analyser.ingest._direction import doubted
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._instants import from_iso
from analyser.records import Kind, Side
from analyser.wording import counted

_KINDS = (
    ("missed", Kind.MISSED_CALL, Side.RECEIVED, "Missed call"),
    ("placed", Kind.CALL, Side.SENT, "Placed call"),
    ("voicemail", Kind.CALL, Side.RECEIVED, "Voicemail"),
    ("received", Kind.CALL, Side.RECEIVED, "Received call"),
    ("recorded", Kind.CALL, Side.UNKNOWN, "Recorded call"),
)
_SECONDS = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
_LEFT_OUT = "Google Voice leaves out what was deleted in it."


def recognises(head: bytes) -> bool:
    """Tell whether it is a page of texts or of a call."""
    text = html_head(head)
    return "hChatLog" in text or "haudio" in text


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one page, in its order."""
    page = soup(data)
    blocks = page.select("div.hChatLog div.message")
    items: list[Draft | Stray] = [
        _text(number, block) for number, block in enumerate(blocks, start=1)
    ]
    if "Me" not in seen(first(page, "title")).split():
        items = doubted(items, ())  # the account may write another word for the user
    calls = page.select("div.haudio")
    items += [_call(number, block) for number, block in enumerate(calls, start=len(items) + 1)]
    return Drafted(
        items=tuple(items),
        app="google_voice",
        by_record=True,
        facts=("Read as a page of Google Voice.", _LEFT_OUT),
    )


def _who(block: Tag) -> tuple[str | None, str | None]:
    name = seen(first(block, "a.tel .fn") or first(block, "span.fn, abbr.fn")).strip()
    number = attribute(first(block, "a.tel"), "href").removeprefix("tel:")
    return name or number or None, number or None


def _text(number: int, block: Tag) -> Draft:
    name, phone = _who(block)
    own = name == "Me"
    stamp = attribute(first(block, "abbr.dt"), "title")
    text = seen(first(block, "q")).strip()
    files = [attribute(each, "src") for each in block.select("img[src], video[src], audio[src]")]
    return Draft(
        position=number,
        units=1,
        instant=from_iso(stamp),
        shown_as=stamp or None,
        sender=name,
        handle=phone,
        side=Side.SENT if own else Side.RECEIVED,
        text=text,
        kind=Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="; ".join(each.rpartition("/")[2] for each in files) if files else None,
    )


def _call(number: int, block: Tag) -> Draft:
    name, phone = _who(block)
    stamp = attribute(first(block, "abbr.published"), "title")
    words = seen(block).lower()
    _, kind, side, told = next((each for each in _KINDS if each[0] in words), _KINDS[-1])
    lasted = _SECONDS.fullmatch(attribute(first(block, "abbr.duration"), "title"))
    if lasted:
        hours, minutes, seconds = (int(part or 0) for part in lasted.groups())
        total = hours * 3600 + minutes * 60 + seconds
        told += f", {counted(total, 'second')}" if total else ""
    transcript = seen(first(block, "span.full-text")).strip()
    return Draft(
        position=number,
        units=1,
        instant=from_iso(stamp),
        shown_as=stamp or None,
        sender=None if side is Side.SENT else name,
        handle=None if side is Side.SENT else phone,
        side=side,
        text="\n".join(part for part in (told, transcript) if part),
        kind=kind,
        chat=name,
    )


FORMAT = ChatFormat(
    id="google_voice_html", label="Google Voice", recognises=recognises, draft=draft
)
