"""TikTok's download as JSON: the direct messages, wherever in the tree they stand.

Source: chat-formats section 16.
"""

import re
from collections.abc import Iterator

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._json import Json, as_dict, as_name, as_text, key_paths, load, rows
from analyser.records import Kind, Side

_WITH = re.compile(r"Chat History with (.*)", re.IGNORECASE)
_BEFORE = (
    "activity.videobrowsinghistory",
    "activity.favoritevideos",
    "activity.loginhistory",
    "youractivity.watchhistory",
    "youractivity.videobrowsinghistory",
)
_LINK_ONLY = re.compile(r"https?://\S+")
LEFT_OUT = (
    "TikTok's download leaves out deleted and recalled messages; media are links or words that "
    "stand for them. Of comments it holds only those that its owner wrote."
)


def recognises(head: bytes) -> bool:
    """Tell whether direct messages stand in it under one of the names that TikTok gave them."""
    keys = {key.lower().replace(" ", "") for key in key_paths(head)}
    names = ("directmessage", "directmessages")
    # In a long history the messages stand far behind what the person watched.
    if any(key in keys for key in _BEFORE):
        return True
    return any(key.split(".")[-1] == "chathistory" or key in names for key in keys)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of every chat, oldest first."""
    tree = load(data)
    items: list[Draft | Stray] = []
    number = 0
    for name, listed in _chats(tree):
        for _, row in rows(listed):
            number += 1
            items.append(_draft(number, _low(row), name))
    for row in _comments(tree):
        number += 1
        items.append(_comment(number, row, _owner(tree)))
    return Drafted(
        items=in_order(items),
        app="tiktok",
        by_record=True,
        facts=("Read as TikTok's own download; its times are in UTC.", LEFT_OUT),
        owner=_owner(tree),
    )


def _low(row: Json) -> Json:
    return {key.lower(): value for key, value in row.items()}


def _chats(tree: object) -> Iterator[tuple[str, object]]:
    for key, value in as_dict(tree).items():
        if match := _WITH.fullmatch(key.strip()):
            yield match[1].strip().rstrip(":").strip(), value
        else:
            yield from _chats(value)


def _comments(tree: object) -> Iterator[Json]:
    """Yield what the owner wrote under videos, wherever the list of it stands."""
    for key, value in as_dict(tree).items():
        if key.lower() == "commentslist":
            yield from (_low(row) for _, row in rows(value))
        else:
            yield from _comments(value)


def _comment(number: int, row: Json, owner: str | None) -> Draft:
    shown = as_text(row.get("date"))
    text = as_text(row.get("comment"))
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=owner,
        side=Side.SENT,
        text=text,
        kind=Kind.TEXT if text else Kind.UNKNOWN,
        chat="Comments",
    )


def _owner(tree: object) -> str | None:
    for key, value in as_dict(tree).items():
        if key.lower() == "username" and (name := as_name(value)):
            return name
        if key.lower().startswith("profile") and (found := _owner(value)):
            return found
    return None


def _draft(number: int, row: Json, name: str) -> Draft:
    shown = as_text(row.get("date"))
    text = as_text(row.get("content"))
    media = _LINK_ONLY.fullmatch(text) and "tiktok" in text
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=as_name(row.get("from")),
        text=text,
        kind=Kind.MEDIA if media else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="" if media else None,
        chat=name,
    )


FORMAT = ChatFormat(id="tiktok_json", label="TikTok (JSON)", recognises=recognises, draft=draft)
