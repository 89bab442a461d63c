"""Discord's own data package: one channel's messages.json, which holds the owner's words only.

Source: chat-formats section 13.2.
"""

from analyser.ingest._discord import PACKAGE, own_message
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._instants import in_order
from analyser.ingest._json import as_name, as_text, key_paths, load, rows


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of rows with Discord's four columns."""
    return {"[].ID", "[].Timestamp", "[].Contents"} <= key_paths(head)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first."""
    items = [
        own_message(
            number,
            id_=as_name(row.get("ID")),
            shown=as_text(row.get("Timestamp")),
            text=as_text(row.get("Contents")),
            links=as_text(row.get("Attachments")),
        )
        for number, row in rows(load(data))
    ]
    return Drafted(items=in_order(items), app="discord", by_record=True, facts=PACKAGE)


FORMAT = ChatFormat(
    id="discord_package_json", label="Discord data package", recognises=recognises, draft=draft
)
