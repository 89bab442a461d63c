"""imessage-exporter's HTML.

Source: chat-formats section 10.4. Copies of replies below a message are passed over.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.imessage_txt import LEFT_OUT
from analyser.records import Kind, Side

_UNSENT = re.compile(r".{1,60} unsent (?:a|this) message\b.*")
_NESTED = ".replies, .tapbacks, .reactions, .reply_context"
_TIME = re.compile(r"[A-Z][a-z]{2} \d{2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2} [AP]M")
_TAPBACK = re.compile(r"(.+?) by (.+)", re.DOTALL)


def recognises(head: bytes) -> bool:
    """Tell whether it holds messages with a direction and a time stamp."""
    text = html_head(head)
    sent = 'class="sent ' in text or 'class="received"' in text or 'class="announcement"' in text
    return 'class="message"' in text and sent and "timestamp" in text


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the page's order."""
    page = soup(data)
    blocks = [
        each
        for each in page.select("div.message, div.announcement")
        if not each.find_parent(class_=["replies", "message"])
    ]
    items: list[Draft] = []
    for number, block in enumerate(blocks, start=1):
        items += _drafts(number, block)
    return Drafted(
        items=tuple(items),
        app="imessage",
        by_record=True,
        facts=("Read as made by imessage-exporter.", LEFT_OUT),
    )


def _drafts(number: int, block: Tag) -> list[Draft]:
    stamp = first(block, "span.timestamp")
    told = " ".join(seen(stamp).split())
    match = _TIME.search(told)
    parts, clock = wall_of(match[0]) if match else (None, None)
    side_of = first(block, "div.sent, div.received")
    own = "sent" in attribute(side_of, "class").split()
    sender = seen(first(block, "span.sender")).strip() or None
    tapbacks = [
        seen(each).strip()
        for each in block.select(".tapback, .reaction")
        if seen(each).strip()
        and not each.select(".tapback, .reaction")
        and not each.find_parent(class_="replies")
    ]
    for part in block.select(_NESTED):
        part.extract()
    notice = first(block, "div.announcement") or (
        block if "announcement" in attribute(block, "class") else None
    )
    files = [
        (attribute(each, "src") or attribute(each, "href")).rpartition("/")[2]
        for each in block.select(".attachment img, .attachment a, img[src], video source")
    ]
    edits = block.select(".edited tr")
    bubbles = [seen(each).strip() for each in block.select("span.bubble")]
    text = "\n".join(part for part in bubbles if part)
    if edits:
        text = seen(edits[-1].find_all("td")[-1]).strip() if edits[-1].find_all("td") else text
    kind = Kind.MEDIA if files else Kind.EDITED if edits else Kind.TEXT if text else Kind.UNKNOWN
    if notice is not None and side_of is None:
        for part in notice.select("span.timestamp"):
            part.extract()
        text = " ".join(seen(notice).split())
        kind = Kind.DELETED if _UNSENT.fullmatch(text) else Kind.SYSTEM
    system = kind is Kind.SYSTEM or side_of is None
    made = Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=told or None,
        sender=None if system else sender,
        side=None if system else Side.SENT if own else Side.RECEIVED,
        text=text,
        kind=kind,
        attachment="; ".join(each for each in files if each) if files else None,
    )
    before = (replace(made, text=words, kind=Kind.TEXT) for words in _earlier(edits))
    return [*before, made, *_reactions(number, tapbacks)]


def _earlier(edits: Sequence[Tag]) -> Iterator[str]:
    """Yield the earlier words of an edited message: the newest stand last in its table."""
    for row in edits[:-1]:
        if (cells := row.find_all("td")) and (words := seen(cells[-1]).strip()):
            yield words


def _reactions(number: int, tapbacks: list[str]) -> Iterator[Draft]:
    for each in tapbacks:
        if found := _TAPBACK.fullmatch(each):
            who = found[2].strip()
            yield Draft(
                position=number,
                units=1,
                sender=who,
                side=Side.SENT if who in ("Me", "You") else Side.RECEIVED,
                text=found[1].strip(),
                kind=Kind.REACTION,
            )


FORMAT = ChatFormat(
    id="imessage_html",
    label="iMessage (imessage-exporter, HTML)",
    recognises=recognises,
    draft=draft,
)
