"""WhatsApp-Chat-Exporter's JSON: chats by their WhatsApp id.

Source: chat-formats section 5.6. `timestamp` is the truth; `time` depends on the tool's computer.
"""

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from analyser.ingest._direction import side_if
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count
from analyser.ingest._json import Json, as_dict, as_name, as_text, key_paths
from analyser.ingest._json_rows import load_rows, pairs_of
from analyser.ingest._stored import Stored
from analyser.records import Kind, Side

_BREAK = re.compile(r"<br ?/?>")
_JID = re.compile(r"[\w.+-]+@(?:s\.whatsapp\.net|g\.us|lid|broadcast|newsletter)")
_LEFT_OUT = (
    "A copy of WhatsApp's database leaves out messages that were deleted only for the owner."
)


def recognises(head: bytes) -> bool:
    """Tell whether the first key is a WhatsApp id, with messages below it."""
    keys = key_paths(head)
    return any(_JID.match(key) for key in keys) and any(".messages" in key for key in keys)


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all chats, in the file's order."""
    items: list[Draft | Stray] = []
    number = 0
    for jid, value in as_dict(load_rows(data, "messages", through=None)[0]).items():
        chat = as_dict(value)
        for id_, row in pairs_of(chat.get("messages")):
            number += 1
            items += _drafts(number, as_dict(row), jid, chat, id_)
    return Drafted(
        items=tuple(items),
        app="whatsapp",
        by_record=True,
        facts=("Read as JSON made by WhatsApp-Chat-Exporter.", _LEFT_OUT),
    )


def _drafts(number: int, row: Json, jid: str, chat: Json, id_: str) -> Iterator[Draft]:
    side = side_if(row.get("from_me"))
    own = side is Side.SENT
    phone = jid.partition("@")[0] if jid.endswith("@s.whatsapp.net") else ""
    title = as_name(chat.get("name")) or (f"+{phone}" if phone else jid)
    data = as_text(row.get("data"))
    # Where the tool also made pages, line breaks and signs are written as there.
    made_for_pages = bool(_BREAK.search(data))
    text = html.unescape(_BREAK.sub("\n", data)) if made_for_pages else data
    kind = _kind(row, text)
    file = None
    if kind is Kind.MEDIA:
        file, text = PurePosixPath(text).name, as_text(row.get("caption"))
    system = kind is Kind.SYSTEM
    other = as_name(row.get("sender")) or (
        # A chat of two is named after the other, who wrote what the user did not.
        title if side is Side.RECEIVED and not jid.endswith("@g.us") else None
    )
    stamp = as_text(row.get("timestamp"))
    yield Draft(
        position=number,
        units=1,
        instant=from_count(stamp),
        shown_as=stamp or None,
        sender=None if system or own else other,
        handle=f"+{phone}" if phone and side is Side.RECEIVED and not system else None,
        side=None if system else side,
        text=text,
        kind=kind,
        attachment=file,
        chat=title,
        quoted=as_text(row.get("quoted_data")) or None,
        key=f"{jid}/{id_}",
    )
    for name, sign in as_dict(row.get("reactions")).items():
        yield Draft(
            position=number,
            units=1,
            sender=name,
            side=Side.SENT if name in ("You", "Me") else Side.RECEIVED,
            text=as_text(sign),
            kind=Kind.REACTION,
            chat=title,
        )


def _kind(row: Json, text: str) -> Kind:
    low = text.lower()
    if row.get("meta") is True:
        if "missed" in low and "call" in low:
            return Kind.MISSED_CALL
        return Kind.DELETED if "deleted" in low else Kind.SYSTEM
    if row.get("media") is True or row.get("sticker") is True:
        return Kind.MEDIA
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(
    id="whatsapp_exporter_json",
    label="WhatsApp-Chat-Exporter (JSON)",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
