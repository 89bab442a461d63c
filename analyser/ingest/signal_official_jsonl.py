"""Signal's own readable backup (2026): main.jsonl, one frame a line.

Source: chat-formats section 9.2. The keys in it are secret: only the fields named here are read.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from analyser.ingest._direction import side_of
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, rows
from analyser.ingest._json_lines import json_lines
from analyser.ingest._stored import Stored
from analyser.records import Kind, Side

_OTHER_KINDS = {
    "remoteDeletedMessage": Kind.DELETED,
    "stickerMessage": Kind.MEDIA,
    "viewOnceMessage": Kind.MEDIA,
    "contactMessage": Kind.CONTACT_CARD,
    "poll": Kind.POLL,
}
_LEFT_OUT = (
    "Signal's export leaves out disappearing messages, view-once media and the words of messages "
    "deleted for everyone."
)


@dataclass(slots=True)
class _Book:
    names: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    me: str = ""
    chats: dict[str, str] = field(default_factory=dict)


def recognises(head: bytes) -> bool:
    """Tell whether the first line is the backup's own."""
    return "backupTimeMs" in key_paths(head)


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all chats, in the file's order."""
    book, items = _Book(), list[Draft | Stray]()
    for number, line in json_lines(data):
        try:
            frame = as_dict(json.loads(line))
        except (ValueError, RecursionError):
            items.append(Stray(position=number, text=line, reason="This line is cut off."))
            continue
        # A frame that holds no message is about the account, a person or a chat: no unit.
        items += _frame(number, frame, book)
    return Drafted(
        items=tuple(items), app="signal", facts=("Read as Signal's own export.", _LEFT_OUT)
    )


def _frame(number: int, frame: Json, book: _Book) -> Iterator[Draft]:
    if person := as_dict(frame.get("recipient")):
        _learn(person, book)
    elif chat := as_dict(frame.get("chat")):
        name, _ = book.names.get(as_text(chat.get("recipientId")), ("", None))
        book.chats[as_text(chat.get("id"))] = name
    elif item := as_dict(frame.get("chatItem")):
        yield from _item(number, item, book)


def _learn(person: Json, book: _Book) -> None:
    id_ = as_text(person.get("id"))
    if "self" in person:
        book.me = id_
        return
    contact, group = as_dict(person.get("contact")), as_dict(person.get("group"))
    number = as_text(contact.get("e164"))
    number = f"+{number}" if number and not number.startswith("+") else number
    title = as_dict(as_dict(group.get("snapshot")).get("title"))
    names = (
        _joined(as_dict(contact.get("nickname")), "given", "family"),
        _joined(contact, "systemGivenName", "systemFamilyName"),
        _joined(contact, "profileGivenName", "profileFamilyName"),
        as_text(contact.get("username")),
        as_text(title.get("title")),
        number,
    )
    book.names[id_] = (next((name for name in names if name), ""), number or None)


def _joined(row: Json, *keys: str) -> str:
    return " ".join(part for key in keys if (part := as_text(row.get(key))))


def _item(number: int, item: Json, book: _Book) -> Iterator[Draft]:
    author = as_text(item.get("authorId"))
    name, handle = book.names.get(author, ("", None))
    if "outgoing" in item:
        side: Side | None = Side.SENT
    else:
        side = Side.RECEIVED if "incoming" in item else None
    kind, text, quoted, files = _content(item)
    if kind in (Kind.CALL, Kind.MISSED_CALL) and side is None:
        side = side_of(author, book.me)
    system = kind is Kind.SYSTEM
    chat = book.chats.get(as_text(item.get("chatId"))) or None
    sent = as_text(item.get("dateSent"))
    for earlier in as_list(item.get("revisions")):
        # What an edited message said before was sent as well, at its own time.
        before = as_dict(earlier) | {"chatId": item.get("chatId"), "authorId": author}
        direction: Json = {key: item[key] for key in ("incoming", "outgoing") if key in item}
        drafts = _item(number, {**direction, **before, "revisions": []}, book)
        yield from (d for d in drafts if d.kind is not Kind.REACTION and (d.text or d.attachment))
    yield Draft(
        position=number,
        units=1,
        instant=from_count(sent),
        shown_as=sent or None,
        sender=None if system or side is Side.SENT else name or (chat if side else None),
        handle=None if system or side is Side.SENT else handle,
        side=None if system else side,
        text=f"{name}: {text}" if system and name else text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=chat,
        quoted=quoted,
    )
    yield from _reactions(number, item, book, chat)


def _reactions(number: int, item: Json, book: _Book, chat: str | None) -> Iterator[Draft]:
    body = next((as_dict(v) for k, v in item.items() if k.endswith("Message")), {})
    for _, each in rows(body.get("reactions")):
        author = as_text(each.get("authorId"))
        name, handle = book.names.get(author, ("", None))
        when = as_text(each.get("sentTimestamp"))
        side = side_of(author, book.me)
        own = side is Side.SENT
        yield Draft(
            position=number,
            units=1,
            instant=from_count(when),
            shown_as=when or None,
            sender=None if own else name or None,
            handle=None if own else handle,
            side=side,
            text=as_text(each.get("emoji")),
            kind=Kind.REACTION,
            chat=chat,
        )


def _content(item: Json) -> tuple[Kind, str, str | None, list[str]]:
    """Return what the item is, its words, those it replies to, and the names of its files."""
    if update := as_dict(item.get("updateMessage")):
        return _update(update)
    for key, kind in _OTHER_KINDS.items():
        if key in item:
            body = as_dict(item[key])
            return kind, as_text(body.get("question")), None, [""] if kind is Kind.MEDIA else []
    message = as_dict(item.get("standardMessage")) or as_dict(item.get("directStoryReplyMessage"))
    text = _text(message) or _text(as_dict(message.get("textReply")))
    quote = as_dict(message.get("quote"))
    files = [
        as_text(as_dict(row.get("pointer")).get("fileName")) or as_text(row.get("fileName"))
        for _, row in rows(message.get("attachments"))
    ]
    quoted = _text(quote) or as_text(quote.get("text")) or None
    if files:
        return Kind.MEDIA, text, quoted, files
    if item.get("revisions"):
        return Kind.EDITED, text, quoted, []
    return (Kind.TEXT if text else Kind.UNKNOWN), text, quoted, []


def _text(message: Json) -> str:
    return as_text(as_dict(message.get("text")).get("body"))


def _update(update: Json) -> tuple[Kind, str, str | None, list[str]]:
    if "individualCall" in update:
        call = as_dict(update["individualCall"])
        what = "video call" if as_text(call.get("type")) == "VIDEO_CALL" else "voice call"
        state = as_text(call.get("state"))
        incoming = as_text(call.get("direction")) != "OUTGOING"
        if state.startswith("MISSED") or (incoming and state == "NOT_ACCEPTED"):
            return Kind.MISSED_CALL, f"Missed {what}", None, []
        return Kind.CALL, f"{'Incoming' if incoming else 'Outgoing'} {what}", None, []
    if "groupCall" in update:
        return Kind.CALL, "Group call", None, []
    name, body = next(iter(update.items()))
    told = as_name(as_dict(body).get("type")) or ""
    return Kind.SYSTEM, " ".join(word for word in (name, told) if word), None, []


FORMAT = ChatFormat(
    id="signal_official_jsonl",
    label="Signal's own export",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
