"""Telegram Desktop's result.json: one chat, or a whole account.

Source: chat-formats section 6.1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from analyser.ingest._direction import side_of
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count
from analyser.ingest._json import (
    Json,
    as_dict,
    as_list,
    as_name,
    as_text,
    key_paths,
    rows,
)
from analyser.ingest._json_rows import load_rows
from analyser.ingest._stored import Stored
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side
from analyser.wording import counted

LEFT_OUT = (
    "A Telegram export leaves out deleted messages, secret chats and cleared history, without "
    "saying so."
)
_MISSED = ("missed", "busy")
_DETAILS = ("title", "members", "message_id", "period", "emoticon", "duration", "text")
_TWO = 2
_NEVER = ("", "1969", "1970")
"""Years of an edit that never was."""


def recognises(head: bytes) -> bool:
    """Tell whether it is one chat with typed messages, or a list of such chats."""
    keys = key_paths(head)
    one = {"messages", "type", "id"} <= keys and bool(
        keys & {"messages[].from_id", "messages[].actor_id", "messages[].date_unixtime"}
    )
    # In a whole account the chats can stand far behind the contacts.
    account = "personal_information" in keys and bool(
        keys & {"contacts", "frequent_contacts", "profile_pictures", "sessions", "about"}
    )
    return one or account or "chats.list" in keys or "left_chats.list" in keys


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of every chat in the file, in its order."""
    wanted: set[str] = set()

    def look(row: object) -> None:
        if answered := as_text(as_dict(row).get("reply_to_message_id")):
            wanted.add(answered)

    value, mended = load_rows(data, "messages", through=("chats", "left_chats", "list"), look=look)
    whole = as_dict(value)
    chats = [whole] if "messages" in whole else []
    for part in ("chats", "left_chats"):
        chats += [chat for _, chat in rows(as_dict(whole.get(part)).get("list"))]
    me = as_text(as_dict(whole.get("personal_information")).get("user_id"))
    items: list[Draft | Stray] = []
    members: set[str] = set()
    number = forwarded = crowded = 0
    for chat in chats:
        by_id = _answered(chat, wanted)
        who_is = _who(chat, me)
        crowded += who_is.crowded
        for _, row in rows(chat.get("messages")):
            number += 1
            forwarded += "forwarded_from" in row
            members.update(as_text(name) for name in as_list(row.get("members")))
            items += _drafts(number, row, chat, by_id, who_is)
    facts = [f"Read as a Telegram export with {counted(len(chats), 'chat')}.", LEFT_OUT]
    if forwarded:
        facts.append(f"{counted(forwarded, 'forwarded message')}: the words are another person's.")
    if crowded:
        facts.append(_crowded(crowded))
    if mended:
        facts.append("Escapes that are no JSON were mended so that the file could be read.")
    return Drafted(
        items=tuple(items),
        app="telegram",
        by_record=True,
        facts=tuple(facts),
        members=frozenset(members),
    )


def _crowded(chats: int) -> str:
    return (
        f"In {counted(chats, 'chat')} of two people more than two accounts stand, so that the file "
        "itself does not show which of them is yours."
    )


@dataclass(frozen=True, slots=True)
class _Who:
    """Number of the user, and of the other in a chat of two, where the file tells; else empty."""

    me: str
    other: str = ""
    crowded: bool = False
    """More than two accounts in a chat of two: the file does not show which is the user's."""


def _who(chat: Json, me: str) -> _Who:
    """Return who is who in a chat; a chat of two has the other's number, or at least their name.

    The account that is left is the user's only where there is but one, and it is not deleted.
    """
    if me or as_text(chat.get("type")) not in ("personal_chat", "bot_chat"):
        return _Who(me)
    names = _accounts(chat)
    own, title = as_text(chat.get("id")), as_name(chat.get("name"))
    of_title = [id_ for id_, name in names.items() if name and name == title]
    other = own if own in names else of_title[0] if len(of_title) == 1 else ""
    left = [id_ for id_ in names if id_ != other]
    sure = other and len(left) == 1 and names[left[0]]
    return _Who(left[0] if sure else "", other, crowded=len(names) > _TWO)


def _accounts(chat: Json) -> dict[str, str]:
    """Return the name of each account in a chat by its number; "" for a deleted one."""
    names: dict[str, str] = {}
    for _, row in rows(chat.get("messages")):
        found = [(row.get("from_id"), row.get("from")), (row.get("actor_id"), row.get("actor"))]
        for _, reaction in rows(row.get("reactions")):
            found += [(e.get("from_id"), e.get("from")) for _, e in rows(reaction.get("recent"))]
        for id_, name in found:
            if bare := _bare(id_):
                names[bare] = names.get(bare) or as_name(name) or ""
    return names


def _bare(id_: object) -> str:
    return as_text(id_).removeprefix("user")


def _answered(chat: Json, wanted: set[str]) -> dict[str, str]:
    """Return the words of the messages that others reply to, by id."""
    if not wanted:
        return {}
    listed = ((as_text(row.get("id")), row) for _, row in rows(chat.get("messages")))
    return {id_: _words(row) for id_, row in listed if id_ in wanted}


def _words(row: Json) -> str:
    text = row.get("text")
    if isinstance(text, str):
        return text
    parts = as_list(text)
    return "".join(
        part if isinstance(part, str) else as_text(as_dict(part).get("text")) for part in parts
    )


def _told(row: Json) -> str:
    """Return the words, and what a place, a contact or a poll shows beside them."""
    place = as_dict(row.get("location_information"))
    card = as_dict(row.get("contact_information"))
    poll = as_dict(row.get("poll"))
    shown = [
        as_text(row.get("place_name")),
        ", ".join(as_text(place.get(each)) for each in ("latitude", "longitude") if place),
        " ".join(as_text(card.get(n)) for n in ("first_name", "last_name", "phone_number")),
        as_text(poll.get("question")),
        *(as_text(answer.get("text")) for _, answer in rows(poll.get("answers"))),
    ]
    lines = (" ".join(each.split()) for each in shown)
    return "\n".join(each for each in (_words(row), *lines) if each)


def _drafts(
    number: int, row: Json, chat: Json, by_id: dict[str, str], who_is: _Who
) -> Iterator[Draft | Stray]:
    if as_text(row.get("type")) == "unsupported" or not row:
        yield Stray(position=number, text="", reason="Telegram could not export this message.")
        return
    service = as_text(row.get("type")) == "service"
    who = "actor" if service else "from"
    id_ = as_text(row.get(f"{who}_id"))
    shown = as_text(row.get("date"))
    instant = from_count(row.get("date_unixtime"))
    parts, clock = (None, None) if instant else wall_of(shown)
    kind, text = _call_or_notice(row) if service else (_kind(row), _told(row))
    name = as_name(row.get(who)) or ("Deleted Account" if id_ else None)
    files = _file(row)
    yield Draft(
        position=number,
        units=1,
        instant=instant,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=None if kind is Kind.SYSTEM else name,
        handle=None if kind is Kind.SYSTEM else id_ or None,
        side=None if kind is Kind.SYSTEM else _side(id_, who_is),
        text=text,
        kind=kind,
        attachment=files,
        chat=as_name(chat.get("name")) or as_name(chat.get("type")),
        quoted=by_id.get(as_text(row.get("reply_to_message_id"))) or None,
        key=f"{as_text(chat.get('id'))}/{as_text(row.get('id'))}" if row.get("id") else None,
    )
    yield from _reactions(number, row, chat, who_is)


def _reactions(number: int, row: Json, chat: Json, who_is: _Who) -> Iterator[Draft]:
    for _, reaction in rows(row.get("reactions")):
        sign = as_text(reaction.get("emoji")) or as_text(reaction.get("type"))
        for _, each in rows(reaction.get("recent")):
            parts, clock = wall_of(as_text(each.get("date")))
            id_ = as_text(each.get("from_id"))
            yield Draft(
                position=number,
                units=1,
                parts=parts,
                clock=clock,
                shown_as=as_text(each.get("date")) or None,
                sender=as_name(each.get("from")),
                handle=id_ or None,
                side=_side(id_, who_is),
                text=sign,
                kind=Kind.REACTION,
                chat=as_name(chat.get("name")),
            )


def _side(id_: str, who_is: _Who) -> Side | None:
    """Return the side that the file shows; None where it shows none."""
    bare = _bare(id_)
    return side_of(bare, who_is.me) or (Side.RECEIVED if bare and bare == who_is.other else None)


def _file(row: Json) -> str | None:
    path = as_text(row.get("photo")) or as_text(row.get("file"))
    if not path:
        return None
    # Three sentences in brackets stand for files that were not exported.
    return as_text(row.get("file_name")) if path.startswith("(") else PurePosixPath(path).name


def _kind(row: Json) -> Kind:
    for key, kind in (
        ("poll", Kind.POLL),
        ("location_information", Kind.LOCATION),
        ("contact_information", Kind.CONTACT_CARD),
        ("photo", Kind.MEDIA),
        ("file", Kind.MEDIA),
    ):
        if row.get(key):
            return kind
    # Exports of 2018 to 2020 name the day that counting began in every row nobody edited.
    if as_text(row.get("edited"))[:4] not in _NEVER or as_text(row.get("edited_unixtime")):
        return Kind.EDITED
    return Kind.TEXT if _words(row) else Kind.UNKNOWN


def _call_or_notice(row: Json) -> tuple[Kind, str]:
    action = as_text(row.get("action"))
    if action in ("phone_call", "conference_call"):
        if as_text(row.get("discard_reason")) in _MISSED or row.get("is_missed") is True:
            return Kind.MISSED_CALL, "Missed call"
        seconds = as_text(row.get("duration_seconds"))
        return (
            Kind.CALL,
            f"Call, {counted(int(seconds), 'second')}" if seconds else "Call, not answered",
        )
    told = [f"{key}: {_shown(row[key])}" for key in _DETAILS if row.get(key)]
    who = as_text(row.get("actor"))
    return Kind.SYSTEM, " ".join([*([f"{who}:"] if who else []), action, *told])


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(each if isinstance(each, str) else _shown(each) for each in value)
    return as_text(value) or as_text(as_dict(value).get("text"))


FORMAT = ChatFormat(
    id="telegram_json",
    label="Telegram (JSON)",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
