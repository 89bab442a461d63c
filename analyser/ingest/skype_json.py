"""The export of Skype and of Teams for private use: messages.json.

Source: chat-formats section 18.
"""

import html
import re

from bs4.element import Tag

from analyser.ingest._direction import side_of
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._html import attribute, seen, tree
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._json import Json, as_dict, as_name, as_text, key_paths, rows
from analyser.ingest._json_rows import load_rows
from analyser.ingest._stored import Stored
from analyser.records import Kind
from analyser.wording import counted

_PREFIX = re.compile(r"^\d+:")
_MEDIA = ("RichText/UriObject", "RichText/Media")
_LEFT_OUT = "This export leaves out messages that were removed; media are in a download apart."


def recognises(head: bytes) -> bool:
    """Tell whether an owner, a date and conversations stand in it."""
    return {"userId", "exportDate", "conversations"} <= key_paths(head)


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all conversations, oldest first."""
    whole = as_dict(load_rows(data, "MessageList", through=("conversations",))[0])
    me = as_text(whole.get("userId"))
    items: list[Draft | Stray] = []
    number = 0
    for _, talk in rows(whole.get("conversations")):
        id_ = as_text(talk.get("id"))
        title = as_name(talk.get("displayName")) or _PREFIX.sub("", id_)
        for _, row in rows(talk.get("MessageList")):
            number += 1
            items.append(_draft(number, row, title, me))
    return Drafted(
        items=in_order(items),
        app="skype",
        by_record=True,
        facts=("Read as an export of Skype or of Teams for private use.", _LEFT_OUT),
    )


def _draft(number: int, row: Json, title: str, me: str) -> Draft:
    author = as_text(row.get("from")).rpartition("/")[2]
    shown = as_text(row.get("originalarrivaltime"))
    text, quoted = _words(as_text(row.get("content")))
    kind, told = _kind(row, text)
    system = kind is Kind.SYSTEM
    name = as_name(row.get("displayName")) or _PREFIX.sub("", author) or None
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown),
        shown_as=shown or None,
        sender=None if system else name,
        handle=None if system else _PREFIX.sub("", author) or None,
        side=None if system else side_of(_PREFIX.sub("", author), _PREFIX.sub("", me)),
        text=told,
        kind=kind,
        attachment=_file(row) if kind is Kind.MEDIA else None,
        chat=title,
        quoted=quoted or None,
        key=as_name(row.get("id")) and f"{title}/{as_text(row.get('id'))}",
    )


def _words(content: str) -> tuple[str, str]:
    """Return the words, and those of a message that is quoted in them."""
    if "<" not in content:
        return html.unescape(content), ""
    page = tree(content)
    for mark in page.find_all(["e_m", "legacyquote"]):
        mark.decompose()
    quotes = [each.extract() for each in page.find_all("quote")]
    return seen(page).strip(), "\n".join(seen(each).strip() for each in quotes)


def _call(state: str, part: object) -> str:
    lasted = part.find("duration") if isinstance(part, Tag) else None
    seconds = seen(lasted).strip().partition(".")[0] if isinstance(lasted, Tag) else ""
    how_long = f", {counted(int(seconds), 'second')}" if seconds.isdecimal() else ""
    return f"Call {state}".strip() + how_long


def _file(row: Json) -> str:
    """Return the name of a picture or file as its sender had it."""
    name = tree(as_text(row.get("content"))).find("originalname")
    return attribute(name, "v") if isinstance(name, Tag) else ""


def _kind(row: Json, text: str) -> tuple[Kind, str]:
    type_ = as_text(row.get("messagetype"))
    content = tree(as_text(row.get("content"))) if "/" in type_ else None
    more = as_dict(row.get("properties"))
    if type_ == "Event/Call":
        part = content.find("partlist") if content else None
        state = attribute(part, "type") if isinstance(part, Tag) else ""
        if state == "missed":
            return Kind.MISSED_CALL, "Missed call"
        return (Kind.SYSTEM if state == "started" else Kind.CALL), _call(state, part)
    if more.get("deletetime") and not text:
        return Kind.DELETED, text
    if type_.startswith(_MEDIA):
        return Kind.MEDIA, text
    simple = {"RichText/Location": Kind.LOCATION, "RichText/Contacts": Kind.CONTACT_CARD}
    if type_ in simple or type_ == "Poll":
        cards = content.find_all("c") if content and not text else []
        names = [attribute(card, "f") or attribute(card, "s") for card in cards]
        return simple.get(type_, Kind.POLL), text or ", ".join(names)
    if not (type_ in ("Text", "RichText") or type_.startswith("RichText/")):
        return Kind.SYSTEM, " ".join(part for part in (type_, text) if part)
    if more.get("edittime"):
        return Kind.EDITED, text
    return (Kind.TEXT if text else Kind.UNKNOWN), text


FORMAT = ChatFormat(
    id="skype_json",
    label="Skype, or Teams for private use",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
