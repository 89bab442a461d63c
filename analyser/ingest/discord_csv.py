"""DiscordChatExporter's CSV.

Source: chat-formats section 13.1; in old versions the date is in the local spelling.
"""

from analyser.ingest._discord import LEFT_OUT, file_names
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_iso
from analyser.ingest._named_csv import Row, cell, draw, headings
from analyser.ingest._wall import wall_of
from analyser.records import Kind


def recognises(head: bytes) -> bool:
    """Tell whether its headings are the exporter's."""
    return {"authorid", "author", "date", "content"} <= headings(head)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows, in the file's order."""
    drawn = draw(data, _draft, needed=("date", "content", "attachments"), words=("content",))
    return Drafted(
        items=drawn.items,
        app="discord",
        by_record=True,
        facts=("Read as a conversation exported from Discord.", LEFT_OUT, *drawn.facts),
        problems=drawn.problems,
    )


def _draft(number: int, row: Row) -> Draft:
    shown = cell(row, "date")
    instant = from_iso(shown)
    parts, clock = (None, None) if instant else wall_of(shown)
    links = [link for link in row.get("attachments", "").split(",") if link.strip()]
    files = file_names(links)
    text = row.get("content", "").replace("\r\n", "\n")
    return Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=cell(row, "author") or None,
        handle=cell(row, "authorid") or None,
        text=text,
        kind=Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="; ".join(files) if files else None,
    )


FORMAT = ChatFormat(
    id="discord_csv",
    label="Discord (DiscordChatExporter, CSV)",
    recognises=recognises,
    draft=draft,
)
