"""The X (Twitter) archive: direct messages and the owner's posts, in files of JavaScript.

Source: chat-formats section 15.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, from_iso, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, loads, rows
from analyser.ingest._text import decode, encoding_of
from analyser.records import Kind, Side

_HEAD = re.compile(
    r"\ufeff?\s*window\.YTD\.(direct_messages?(?:_group)?|tweets?|deleted_tweets?)\.part\d+\s*="
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_POSTED = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) \+0000 (\d{4})")
_LEFT_OUT = (
    "An X archive leaves out deleted messages, and shows accounts by their numbers only, not by "
    "their names."
)


def recognises(head: bytes) -> bool:
    """Tell whether it is a part with messages or posts."""
    encoding = encoding_of(head)
    return encoding is not None and bool(_HEAD.match(head.decode(encoding, errors="replace")))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages or posts, oldest first."""
    text = decode(data)[0]
    part = _HEAD.match(text)
    value, _ = loads(text[text.index("=") + 1 :].strip().rstrip(";"))
    deleted = bool(part and "deleted" in part[1])
    items = list(_items(value, deleted))
    return Drafted(
        items=in_order(items),
        app="x",
        by_record=True,
        facts=("Read as a part of an X archive.", _LEFT_OUT),
        owner=hints.beside.owner or _owner(value),
    )


def _owner(value: object) -> str | None:
    """Return the account that is in every conversation, where there are several."""
    talks = [as_dict(row.get("dmConversation")) for _, row in rows(value)]
    pairs = [set(as_text(talk.get("conversationId")).split("-")) for talk in talks]
    pairs = [pair for pair in pairs if len(pair) == 2]  # noqa: PLR2004  # no group
    shared = set.intersection(*pairs) if pairs else set()
    return next(iter(shared)) if len(shared) == 1 else None


def _items(value: object, deleted: bool) -> Iterator[Draft | Stray]:
    number = 0
    for _, row in rows(value):
        talk = as_dict(row.get("dmConversation"))
        for _, event in rows(talk.get("messages")):
            number += 1
            yield from _event(number, event, as_text(talk.get("conversationId")) or None)
        if "dmConversation" not in row:
            number += 1
            yield _post(number, as_dict(row.get("tweet", row)), deleted)


def _event(number: int, event: Json, chat: str | None) -> Iterator[Draft]:
    made = as_dict(event.get("messageCreate"))
    if not made:
        name = next(iter(event), "event")
        body = as_dict(event.get(name))
        shown = as_text(body.get("createdAt"))
        told = [f"{key}: {as_text(body[key])}" for key in body if as_text(body[key])]
        yield Draft(
            position=number,
            units=1,
            instant=from_iso(shown),
            shown_as=shown or None,
            sender=None,
            text=" ".join([name, *told]),
            kind=Kind.SYSTEM,
            chat=chat,
        )
        return
    shown = as_text(made.get("createdAt"))
    text = html.unescape(as_text(made.get("text")))
    id_ = as_text(made.get("id"))
    media = [_file(id_, as_text(url)) for url in as_list(made.get("mediaUrls"))]
    yield from _before(number, made, text, chat)
    yield Draft(
        position=number,
        units=1,
        instant=from_iso(shown),
        shown_as=shown or None,
        sender=as_name(made.get("senderId")),
        text=text,
        kind=_kind(made, text, bool(media)),
        attachment="; ".join(media) if media else None,
        chat=chat,
        key=as_name(made.get("id")),
    )
    for _, each in rows(made.get("reactions")):
        when = as_text(each.get("createdAt"))
        yield Draft(
            position=number,
            units=1,
            instant=from_iso(when),
            shown_as=when or None,
            sender=as_name(each.get("senderId")),
            text=as_text(each.get("reactionKey")),
            kind=Kind.REACTION,
            chat=chat,
        )


def _file(id_: str, url: str) -> str:
    """Return the name of a file in the archive: the number of its message stands before it."""
    return f"{id_}-{url.rpartition('/')[2]}"


def _before(number: int, made: Json, text: str, chat: str | None) -> Iterator[Draft]:
    """Yield what an edited message said before: it was sent as well."""
    for _, each in rows(made.get("editHistory")):
        before = html.unescape(as_text(each.get("editedText")))
        when = as_text(each.get("createdAtSec"))
        if before and before != text:
            yield Draft(
                position=number,
                units=1,
                instant=from_count(when) or from_iso(as_text(made.get("createdAt"))),
                shown_as=when or None,
                sender=as_name(made.get("senderId")),
                text=before,
                chat=chat,
            )


def _kind(made: Json, text: str, media: bool) -> Kind:
    if media:
        return Kind.MEDIA
    if as_list(made.get("editHistory")):
        return Kind.EDITED
    return Kind.TEXT if text else Kind.UNKNOWN


def _post(number: int, post: Json, deleted: bool) -> Draft:
    shown = as_text(post.get("created_at"))
    text = html.unescape(as_text(post.get("full_text")) or as_text(post.get("text")))
    shown_with = post.get("extended_entities") or post.get("entities")
    urls = [as_text(each.get("media_url")) for _, each in rows(as_dict(shown_with).get("media"))]
    files = [_file(as_text(post.get("id_str")), url) for url in urls if url]
    return Draft(
        position=number,
        units=1,
        instant=_posted(shown),
        shown_as=shown or None,
        sender=None,
        side=Side.SENT,
        text=text,
        kind=Kind.DELETED if deleted else Kind.MEDIA if files else Kind.TEXT,
        attachment="; ".join(files) if files else None,
        chat="Posts",
        key=as_name(post.get("id_str")),
    )


def _posted(shown: str) -> datetime | None:
    match = _POSTED.fullmatch(shown)
    if match is None or match[1] not in _MONTHS:
        return from_iso(shown)
    day, hour, minute, second, year = (int(match[n]) for n in range(2, 7))
    try:
        return datetime(year, _MONTHS.index(match[1]) + 1, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


FORMAT = ChatFormat(
    id="x_archive_js", label="X (Twitter) archive", recognises=recognises, draft=draft
)
