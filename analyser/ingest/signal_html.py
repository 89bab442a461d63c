"""signal-export's index.html (version 3 on).

Source: chat-formats sections 3 and 9.1.
"""

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.signal_md import LEFT_OUT, call_kind
from analyser.records import Kind, Side

_SHOWN_ONCE = "This page shows one time above several messages; it is that of the first."
_NOT_WORDS = (
    ".meta, .date, .time, .sender, .quote, blockquote, .reaction, .reactions, "
    "figure, img, video, audio"
)


def recognises(head: bytes) -> bool:
    """Tell whether messages with a sender and a time stand in it."""
    text = html_head(head)
    is_one = 'class="msg' in text or "class=msg" in text
    return is_one and "sender" in text and ("<time" in text or 'class="time"' in text)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the page's order."""
    page = soup(data)
    items: list[Draft] = []
    head: Draft | None = None
    for number, block in enumerate(page.select("div.msg, div.event"), start=1):
        made = _draft(number, block)
        if "cont" in attribute(block, "class").split() and head is not None:
            made.sender, made.side = head.sender, head.side
            made.parts, made.clock, made.shown_as = head.parts, head.clock, head.shown_as
            made.remark, made.inferred = _SHOWN_ONCE, True
        else:
            head = made
        items.append(made)
    return Drafted(
        items=tuple(items),
        app="signal",
        by_record=True,
        facts=("Read as made by signal-export.", LEFT_OUT),
    )


def _draft(number: int, block: Tag) -> Draft:
    stamp = first(block, "time")
    # Pages of before 2026 have day and time in places of their own.
    old = " ".join(seen(each).strip() for each in block.select("span.date, span.time"))
    shown = attribute(stamp, "datetime") or seen(stamp).strip() or old
    parts, clock = wall_of(shown)
    classes = attribute(block, "class").split()
    sender = seen(first(block, ".sender")).strip() or None
    quoted = seen(first(block, ".quote, blockquote")).strip()
    files = [
        (attribute(each, "src") or attribute(each, "href")).rpartition("/")[2]
        for each in block.select("img[src], video[src], audio[src], a[href*='media/']")
    ]
    for part in block.select(_NOT_WORDS):
        part.extract()
    for link in block.select("a[href*='media/']"):
        link.extract()
    if stamp is not None:
        stamp.extract()
    text = seen(block).strip()
    own = "me" in classes or sender == "Me"
    call = call_kind(text)
    kind = call or (Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN)
    if "event" in classes and call is None:
        kind = Kind.SYSTEM
    elif "deleted" in classes:
        kind = Kind.DELETED
    return Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=None if kind is Kind.SYSTEM else sender,
        side=None if kind is Kind.SYSTEM or not sender else Side.SENT if own else Side.RECEIVED,
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        quoted=quoted or None,
    )


FORMAT = ChatFormat(
    id="signal_html", label="Signal (signal-export, HTML)", recognises=recognises, draft=draft
)
