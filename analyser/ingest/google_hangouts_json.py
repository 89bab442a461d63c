"""Google's old Hangouts.json, from its Takeout: every conversation in one file.

Source: chat-formats section 19; instants in millionths of a second.
"""

from analyser.ingest._direction import side_of
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._json import Json, as_dict, as_name, as_text, key_paths, rows
from analyser.ingest._json_rows import load_rows
from analyser.ingest._stored import Stored
from analyser.records import Kind
from analyser.wording import counted

_MICRO = 1000
_NEW_LINE = "\n"
_LEFT_OUT = "This export leaves out the words of messages whose history was turned off."


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of conversations with participants, or with events."""
    keys = key_paths(head)
    new = any(
        key.startswith(("conversations[].conversation.", "conversations[].events[]"))
        for key in keys
    )
    old = any(key.startswith("conversation_state[].conversation_state.") for key in keys)
    return new or old


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all conversations, each oldest first, in the order of the file."""
    lists = ("conversations", "conversation_state")
    whole = as_dict(load_rows(data, ("events", "event"), through=lists)[0])
    listed = whole.get("conversations") or whole.get("conversation_state")
    items: list[Draft | Stray] = []
    number, chats = 0, 0
    for _, each in rows(listed):
        state = as_dict(each.get("conversation_state")) or each
        own: list[Draft | Stray] = []
        about = as_dict(state.get("conversation"))
        about = as_dict(about.get("conversation")) or about
        names, me = _people(about)
        title = as_name(about.get("name")) or _others(names, me)
        for _, event in rows(state.get("events") or state.get("event")):
            number += 1
            own.append(_event(number, event, names, me, title))
        items += in_order(own)
        chats += 1
    read = f"Read as Google Hangouts with {counted(chats, 'conversation')}."
    return Drafted(
        items=tuple(items), app="google_hangouts", by_record=True, facts=(read, _LEFT_OUT)
    )


def _id(value: object) -> str:
    person = as_dict(value)
    return as_text(person.get("gaia_id")) or as_text(person.get("chat_id"))


def _people(about: Json) -> tuple[dict[str, str], str]:
    names = {
        _id(each.get("id")): as_text(each.get("fallback_name"))
        for _, each in rows(about.get("participant_data"))
    }
    state = as_dict(as_dict(about.get("self_conversation_state")).get("self_read_state"))
    return names, _id(state.get("participant_id"))


def _others(names: dict[str, str], me: str) -> str | None:
    return ", ".join(name for id_, name in names.items() if id_ != me and name) or None


def _event(number: int, event: Json, names: dict[str, str], me: str, title: str | None) -> Draft:
    id_ = _id(event.get("sender_id"))
    stamp = as_text(event.get("timestamp"))
    text, files = _content(as_dict(as_dict(event.get("chat_message")).get("message_content")))
    kind = Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN
    if "hangout_event" in event:
        kind, text = _call(as_dict(event.get("hangout_event")))
    elif "chat_message" not in event:
        kind = Kind.SYSTEM
        text = as_text(event.get("event_type")).replace("_", " ").lower()
    return Draft(
        position=number,
        units=1,
        instant=from_count(int(stamp) // _MICRO) if stamp.isdecimal() else None,
        shown_as=stamp or None,
        sender=None if kind is Kind.SYSTEM else names.get(id_) or id_ or None,
        handle=None if kind is Kind.SYSTEM else id_ or None,
        side=None if kind is Kind.SYSTEM else side_of(id_, me),
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=title,
        key=as_name(event.get("event_id")),
    )


def _content(content: Json) -> tuple[str, list[str]]:
    pieces = [_piece(each) for _, each in rows(content.get("segment"))]
    files = []
    for _, each in rows(content.get("attachment")):
        item = as_dict(each.get("embed_item"))
        photo = as_dict(item.get("plus_photo")) or as_dict(item.get("embeds.PlusPhoto.plus_photo"))
        url = as_text(photo.get("url")) or as_text(as_dict(photo.get("thumbnail")).get("url"))
        files.append(url.rpartition("/")[2])
    return "".join(pieces), files


def _piece(segment: Json) -> str:
    text = as_text(segment.get("text"))
    return text or (_NEW_LINE if as_text(segment.get("type")) == "LINE_BREAK" else "")


def _call(event: Json) -> tuple[Kind, str]:
    if as_text(event.get("event_type")) != "END_HANGOUT":
        return Kind.SYSTEM, "Call started"
    seconds = as_text(event.get("hangout_duration_secs"))
    return Kind.CALL, f"Call, {counted(int(seconds), 'second')}" if seconds.isdecimal() else "Call"


FORMAT = ChatFormat(
    id="google_hangouts_json",
    label="Google Hangouts",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
