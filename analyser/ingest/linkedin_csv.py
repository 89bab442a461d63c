"""LinkedIn's messages.csv.

Source: chat-formats section 20.
"""

import re

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import text_of_html
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._named_csv import Row, cell, draw, headings
from analyser.ingest._wall import wall_of
from analyser.records import Kind

_TAG = re.compile(r"</?(?:p|br|div|span|a|b|i|strong|em|ul|li)\b[^>]*>", re.IGNORECASE)
_LEFT_OUT = "LinkedIn's download leaves out deleted messages; links to attachments expire."


def recognises(head: bytes) -> bool:
    """Tell whether its headings are LinkedIn's."""
    return {"from", "date", "content", "conversation id"} <= headings(head)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first."""
    needed = ("date", "content", "subject", "attachments")
    drawn = draw(data, _draft, needed=needed, words=("content",))
    return Drafted(
        items=in_order(drawn.items),
        app="linkedin",
        by_record=True,
        facts=("Read as LinkedIn's own download of messages.", _LEFT_OUT, *drawn.facts),
        problems=drawn.problems,
    )


def _draft(number: int, row: Row) -> Draft:
    shown = cell(row, "date")
    instant = from_iso(shown, utc=True)
    parts, clock = (None, None) if instant else wall_of(shown)
    content = row.get("content", "").replace("\r\n", "\n")
    text = text_of_html(content) if _TAG.search(content) else content
    subject = cell(row, "subject")
    is_draft = cell(row, "is message draft").lower() in ("yes", "true")
    files = [link.rpartition("/")[2] for link in cell(row, "attachments").split()]
    kind = Kind.MEDIA if files else Kind.TEXT if text or subject else Kind.UNKNOWN
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=None if is_draft else cell(row, "from") or None,
        handle=None if is_draft else cell(row, "sender profile url") or None,
        text=text or subject,
        kind=Kind.SYSTEM if is_draft else kind,
        attachment="; ".join(files) if files else None,
        chat=cell(row, "conversation title", "conversation id") or None,
    )


FORMAT = ChatFormat(id="linkedin_csv", label="LinkedIn", recognises=recognises, draft=draft)
