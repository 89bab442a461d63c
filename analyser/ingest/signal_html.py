"""signal-export's index.html (version 3 on).

Source: chat-formats sections 3 and 9.1.
"""

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.signal_md import LEFT_OUT, call_kind
from analyser.records import Kind, Side

_NOT_WORDS = ".meta, .quote, blockquote, .reaction, .reactions, figure, img, video, audio"


def recognises(head: bytes) -> bool:
    """Tell whether messages with a sender and a time stand in it."""
    text = html_head(head)
    is_one = 'class="msg' in text or "class=msg" in text
    return is_one and "sender" in text and "<time" in text


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the page's order."""
    page = soup(data)
    blocks = page.select("div.msg, div.event")
    return Drafted(
        items=tuple(_draft(number, each) for number, each in enumerate(blocks, start=1)),
        app="signal",
        by_record=True,
        facts=("Read as made by signal-export.", LEFT_OUT),
    )


def _draft(number: int, block: Tag) -> Draft:
    stamp = first(block, "time")
    shown = attribute(stamp, "datetime") or seen(stamp).strip()
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
