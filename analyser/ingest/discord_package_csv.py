"""Discord's older data package: one channel's messages.csv, the owner's words only.

Source: chat-formats section 13.2.
"""

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._named_csv import Row, cell, draw, headings
from analyser.ingest.discord_package_json import OWN_ONLY
from analyser.records import Kind, Side


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
        facts=("Read as a channel of Discord's own data package.", OWN_ONLY, *drawn.facts),
        problems=drawn.problems,
    )


def _draft(number: int, row: Row) -> Draft:
    shown = cell(row, "timestamp")
    links = cell(row, "attachments").split()
    files = [link.partition("?")[0].rpartition("/")[2] for link in links]
    text = row.get("contents", "").replace("\r\n", "\n")
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=None,
        side=Side.SENT,
        text=text,
        kind=Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="; ".join(files) if files else None,
        key=cell(row, "id") or None,
    )


FORMAT = ChatFormat(
    id="discord_package_csv",
    label="Discord data package (CSV)",
    recognises=recognises,
    draft=draft,
)
