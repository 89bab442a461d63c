"""Discord's older data package: one channel's messages.csv, the owner's words only.

Source: chat-formats section 13.2.
"""

from analyser.ingest._discord import PACKAGE, own_message
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import in_order
from analyser.ingest._named_csv import Row, cell, draw, headings


def recognises(head: bytes) -> bool:
    """Tell whether its headings are Discord's four."""
    return headings(head) == {"id", "timestamp", "contents", "attachments"}


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first."""
    needed = ("timestamp", "contents", "attachments")
    drawn = draw(data, _draft, needed=needed, words=("contents",))
    return Drafted(
        items=in_order(drawn.items),
        app="discord",
        by_record=True,
        facts=(*PACKAGE, *drawn.facts),
        problems=drawn.problems,
    )


def _draft(number: int, row: Row) -> Draft:
    return own_message(
        number,
        id_=cell(row, "id") or None,
        shown=cell(row, "timestamp"),
        text=row.get("contents", "").replace("\r\n", "\n"),
        links=cell(row, "attachments"),
    )


FORMAT = ChatFormat(
    id="discord_package_csv",
    label="Discord data package (CSV)",
    recognises=recognises,
    draft=draft,
)
