"""Google Chat's messages.json, from Google's Takeout.

Source: chat-formats section 19. Its times are words, in UTC.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, rows
from analyser.ingest._json_rows import load_rows
from analyser.ingest._stored import Stored
from analyser.ingest._wall import wall_of
from analyser.records import Kind
from analyser.times import plain

_UTC = re.compile(r"(?:UTC|GMT)$")
_LEFT_OUT = "This export leaves out the words of deleted messages and history that was turned off."


def recognises(head: bytes) -> bool:
    """Tell whether messages have a creator and a date in words."""
    return {"messages[].creator", "messages[].created_date"} <= key_paths(head)


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of one conversation, oldest first."""
    items: list[Draft | Stray] = []
    folder = hints.path.split("/")[-2] if "/" in hints.path else None
    names: dict[str, str | None] = {}

    def look(row: object) -> None:
        who = as_dict(as_dict(row).get("creator"))
        names[as_text(who.get("email"))] = as_name(who.get("name"))

    whole = as_dict(load_rows(data, "messages", look=look)[0])
    for number, row in rows(whole.get("messages")):
        items += _drafts(number, row, folder, names)
    return Drafted(
        items=in_order(items),
        app="google_chat",
        by_record=True,
        owner=hints.beside.google_owner,
        facts=("Read as a conversation of Google Chat.", _LEFT_OUT),
    )


def _instant(shown: str) -> datetime | None:
    if not _UTC.search(plain(shown)):
        return from_iso(shown)
    parts, clock = wall_of(shown)
    if parts is None or clock is None:
        return from_iso(shown)
    return datetime.combine(datetime(*parts, tzinfo=UTC).date(), clock.time(), tzinfo=UTC)


def _drafts(
    number: int, row: Json, folder: str | None, names: Mapping[str, str | None]
) -> Iterator[Draft]:
    creator = as_dict(row.get("creator"))
    shown = as_text(row.get("created_date"))
    instant = _instant(shown)
    parts, clock = (None, None) if instant else wall_of(shown)
    text = as_text(row.get("text"))
    files = [
        as_text(each.get("original_name")) or as_text(each.get("export_name"))
        for _, each in rows(row.get("attached_files"))
    ]
    quoted = as_text(as_dict(row.get("quoted_message_metadata")).get("text"))
    yield Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=as_name(creator.get("name")) or as_name(creator.get("email")),
        handle=as_name(creator.get("email")),
        text=text,
        kind=_kind(row, text, bool(files)),
        attachment="; ".join(files) if files else None,
        chat=folder,
        quoted=quoted or None,
        key=as_name(row.get("message_id")),
    )
    for place, reaction in rows(row.get("reactions")):
        sign = as_text(as_dict(reaction.get("emoji")).get("unicode"))
        for email in as_list(reaction.get("reactor_emails")):
            yield Draft(
                position=number,
                units=1,
                sender=names.get(as_text(email)) or as_name(email),
                handle=as_name(email),
                text=sign,
                kind=Kind.REACTION,
                chat=folder,
                key=f"{as_text(row.get('message_id'))}/{number}/{place}/{as_text(email)}",
            )


def _kind(row: Json, text: str, has_file: bool) -> Kind:
    if as_text(row.get("message_state")) == "DELETED":
        return Kind.DELETED
    if has_file:
        return Kind.MEDIA
    if row.get("updated_date"):
        return Kind.EDITED
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(
    id="google_chat_json",
    label="Google Chat",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
