"""DiscordChatExporter's JSON: one channel or direct conversation.

Source: chat-formats section 13.1.
"""

from collections.abc import Iterator

from analyser.ingest._discord import LEFT_OUT, told_count
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_iso
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, rows
from analyser.ingest._json_rows import load_rows
from analyser.ingest._stored import Stored
from analyser.records import Kind

_WORDS = ("Default", "Reply", "0", "19", "20", "ChatInputCommand", "ContextMenuCommand", "")
_CALL = ("Call", "3")
_LONGEST_COUNT = 10


def recognises(head: bytes) -> bool:
    """Tell whether a guild, a channel and messages stand in it."""
    keys = key_paths(head)
    return {"guild", "channel"} <= keys and bool(keys & {"messages", "exportedAt", "dateRange"})


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all messages, in the file's order."""
    answered: set[str] = set()
    ids: set[str] = set()

    def look(row: object) -> None:
        ids.add(as_text(as_dict(row).get("id")))
        answered.add(_answered(as_dict(row)))

    whole = as_dict(load_rows(data, "messages", look=look)[0])
    listed = as_list(whole.get("messages"))
    quoted = (row for _, row in rows(listed) if as_text(row.get("id")) in answered)
    by_id = {as_text(row.get("id")): as_text(row.get("content")) for row in quoted}
    title = as_name(as_dict(whole.get("channel")).get("name"))
    items: list[Draft | Stray] = []
    unnamed = 0
    for number, row in rows(listed):
        items += _drafts(number, row, title, by_id)
        unnamed += sum(_unnamed(each) for _, each in rows(row.get("reactions")))
    said = as_text(whole.get("messageCount"))
    return Drafted(
        items=tuple(items),
        app="discord",
        by_record=True,
        facts=("Read as a conversation exported from Discord.", LEFT_OUT, *_said_of(unnamed)),
        problems=told_count(said if said.isdecimal() else "", len(listed), len(ids)),
    )


def _said_of(unnamed: int) -> tuple[str, ...]:
    if not unnamed:
        return ()
    are = "reaction names nobody" if unnamed == 1 else "reactions name nobody"
    return (f"{unnamed} {are}: the file only counts them. Each sign is shown once, with no name.",)


def _answered(row: Json) -> str:
    """Return the id of the message that a row replies to."""
    return as_text(as_dict(row.get("reference")).get("messageId"))


def _drafts(number: int, row: Json, title: str | None, by_id: dict[str, str]) -> Iterator[Draft]:
    author = as_dict(row.get("author"))
    shown = as_text(row.get("timestamp"))
    text = as_text(row.get("content")) or _embedded(row)
    files = [as_text(each.get("fileName")) for _, each in rows(row.get("attachments"))]
    files += [as_text(each.get("name")) for _, each in rows(row.get("stickers"))]
    kind = _kind(row, text, has_file=bool(files))
    name = as_name(author.get("nickname")) or as_name(author.get("name"))
    forwarded = as_text(as_dict(row.get("forwardedMessage")).get("content"))
    if kind is Kind.SYSTEM and name:
        text = f"{name}: {text or as_text(row.get('type'))}"
    yield Draft(
        position=number,
        units=1,
        instant=from_iso(shown),
        shown_as=shown or None,
        sender=None if kind is Kind.SYSTEM else name,
        handle=None if kind is Kind.SYSTEM else as_name(author.get("name")),
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=title,
        quoted=by_id.get(_answered(row)) or forwarded or None,
        key=as_name(row.get("id")),
    )
    for place, reaction in rows(row.get("reactions")):
        sign = as_text(as_dict(reaction.get("emoji")).get("name"))
        named = [user for _, user in rows(reaction.get("users"))]
        # Of those who are only counted one event tells; the number is said of the file.
        for user in [*named, *([{}] if _unnamed(reaction) else [])]:
            yield Draft(
                position=number,
                units=1,
                sender=as_name(user.get("nickname")) or as_name(user.get("name")),
                handle=as_name(user.get("name")),
                text=sign,
                kind=Kind.REACTION,
                chat=title,
                key=f"{as_text(row.get('id'))}/{place}/{as_text(user.get('id'))}",
            )


def _unnamed(reaction: Json) -> int:
    """Return how many who reacted are only counted: not every export names them."""
    count = as_text(reaction.get("count"))
    known = len(list(rows(reaction.get("users"))))
    return max(int(count) - known, 0) if count.isdecimal() and len(count) < _LONGEST_COUNT else 0


def _embedded(row: Json) -> str:
    """Return the words of the cards in a message that has no other words."""
    names = ("title", "description", "url")
    told = [as_text(each.get(name)) for _, each in rows(row.get("embeds")) for name in names]
    return "\n".join(each for each in told if each)


def _kind(row: Json, text: str, *, has_file: bool) -> Kind:
    type_ = as_text(row.get("type"))
    if type_ in _CALL:
        lasted = from_iso(as_text(row.get("callEndedTimestamp")))
        missed = "missed" in text.lower() or not lasted
        return Kind.MISSED_CALL if missed and "started a call" not in text.lower() else Kind.CALL
    if type_ not in _WORDS:
        return Kind.SYSTEM
    if has_file:
        return Kind.MEDIA
    if row.get("timestampEdited"):
        return Kind.EDITED
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(
    id="discord_json",
    label="Discord (DiscordChatExporter, JSON)",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
