"""Discord's own data package: one channel's messages.json, which holds the owner's words only.

Source: chat-formats section 13.2.
"""

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._json import as_name, as_text, key_paths, load, rows
from analyser.records import Kind, Side

OWN_ONLY = (
    "Discord's data package holds only what its owner wrote: it shows nothing of what others sent."
)


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of rows with Discord's four columns."""
    return {"[].ID", "[].Timestamp", "[].Contents"} <= key_paths(head)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first."""
    items = []
    for number, row in rows(load(data)):
        shown = as_text(row.get("Timestamp"))
        text = as_text(row.get("Contents"))
        links = as_text(row.get("Attachments")).split()
        files = [link.partition("?")[0].rpartition("/")[2] for link in links]
        items.append(
            Draft(
                position=number,
                units=1,
                instant=from_iso(shown, utc=True),
                shown_as=shown or None,
                sender=None,
                side=Side.SENT,
                text=text,
                kind=Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
                attachment="; ".join(files) if files else None,
                key=as_name(row.get("ID")),
            )
        )
    return Drafted(
        items=in_order(items),
        app="discord",
        by_record=True,
        facts=("Read as a channel of Discord's own data package.", OWN_ONLY),
    )


FORMAT = ChatFormat(
    id="discord_package_json", label="Discord data package", recognises=recognises, draft=draft
)
