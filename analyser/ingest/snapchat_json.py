"""Snapchat's "My Data": chat_history.json and snap_history.json, the older and the newer layout.

Source: chat-formats section 14.
"""

from analyser.ingest._direction import side_if
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, from_iso, in_order
from analyser.ingest._json import Json, as_dict, as_name, as_text, key_paths, load, rows
from analyser.records import Kind, Side

_OLD_LISTS = tuple(
    f"{way} {what}"
    for way in ("Received", "Sent")
    for what in ("Saved Chat History", "Unsaved Chat History", "Snap History")
)
_CALLS = {
    "Outgoing Calls": (Kind.CALL, Side.SENT, "Outgoing call"),
    "Incoming Calls": (Kind.CALL, Side.RECEIVED, "Incoming call"),
    "Missed Calls": (Kind.MISSED_CALL, Side.RECEIVED, "Missed call"),
    "Completed Calls": (Kind.CALL, Side.UNKNOWN, "Call"),
}
"""The lists of talk_history.json; most of its rows do not say with whom."""
_FRIENDS = (
    "Blocked Users",
    "Deleted Friends",
    "Friends",
    "Friend Requests Sent",
    "Ignored Snapchatters",
    "Pending Requests",
)
"""The lists of friends.json: whom the owner blocked or deleted, and when. No contact."""
_KINDS = {
    "TEXT": Kind.TEXT,
    "LOCATION": Kind.LOCATION,
    "STATUSERASEDMESSAGE": Kind.DELETED,
    "STATUSERASEDSNAPMESSAGE": Kind.DELETED,
    "STATUSCALLMISSEDAUDIO": Kind.MISSED_CALL,
    "STATUSCALLMISSEDVIDEO": Kind.MISSED_CALL,
}
_FILES = frozenset(("MEDIA", "STICKER", "NOTE", "SHARESAVEDSTORY", "IMAGE", "VIDEO"))
_MISSED_WORDS = {
    "STATUSCALLMISSEDAUDIO": "Missed audio call",
    "STATUSCALLMISSEDVIDEO": "Missed video call",
    "STATUSERASEDMESSAGE": "Erased message",
    "STATUSERASEDSNAPMESSAGE": "Erased snap",
}
LEFT_OUT = (
    "Snapchat's download leaves out everything that nobody saved, except the newest unopened "
    "messages; of snaps it holds only that they were sent."
)


def recognises(head: bytes) -> bool:
    """Tell whether its lists are named as Snapchat names them, or its rows have its columns."""
    keys = key_paths(head)
    if keys & set(_OLD_LISTS):
        return True
    if keys & set(_CALLS) and any(key.endswith("[].Date & Time") for key in keys):
        return True
    if keys & set(_FRIENDS) and any(key.endswith("[].Username") for key in keys):
        return True
    ends = {key.rpartition("[].")[2] for key in keys if key.count("[]") == 1}
    return {"Media Type", "Created"} <= ends and bool(ends & {"IsSender", "From", "To"})


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all chats, oldest first."""
    items: list[Draft | Stray] = []
    number = 0
    for name, listed in as_dict(load(data)).items():
        for _, row in rows(listed):
            number += 1
            reader = _call if name in _CALLS else _friend if name in _FRIENDS else _draft
            items.append(reader(number, row, name))
    return Drafted(
        items=in_order(items),
        app="snapchat",
        by_record=True,
        facts=("Read as Snapchat's own download (My Data).", LEFT_OUT),
    )


def _draft(number: int, row: Json, name: str) -> Draft:
    old = name in _OLD_LISTS
    side = side_if(name.startswith("Sent ") if old else row.get("IsSender"))
    sender = as_name(row.get("From"))
    other = as_name(row.get("To")) if side is Side.SENT else sender
    type_ = as_text(row.get("Media Type")).upper()
    text = as_text(row.get("Text") if "Text" in row else row.get("Content"))
    kind = kind_of(type_, text)
    told = text or _MISSED_WORDS.get(type_, "")
    if kind is Kind.SYSTEM:
        told = ": ".join(word for word in (sender or "", type_, text) if word)
    media = as_text(row.get("Media IDs"))
    shown = as_text(row.get("Created"))
    exact = row.get("Created(microseconds)")
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True) or from_count(exact),
        shown_as=shown or None,
        sender=None if kind is Kind.SYSTEM else sender,
        side=None if kind is Kind.SYSTEM else side,
        text=told,
        kind=kind,
        attachment=media.replace(" | ", "; ") if kind is Kind.MEDIA else None,
        chat=as_name(row.get("Conversation Title")) or (other if old else name),
    )


def _call(number: int, row: Json, name: str) -> Draft:
    kind, side, words = _CALLS[name]
    shown = as_text(row.get("Date & Time"))
    length = as_text(row.get("Length (sec)")) or as_text(row.get("Duration (seconds)"))
    told = [words, as_text(row.get("Call Type")).lower(), f"{length} seconds" if length else ""]
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=as_name(row.get("From")),
        side=side,
        text=", ".join(part for part in told if part),
        kind=kind,
        chat=as_name(row.get("To")) or as_name(row.get("From")),
    )


def _friend(number: int, row: Json, name: str) -> Draft:
    shown = as_text(row.get("Last Modified Timestamp")) or as_text(row.get("Creation Timestamp"))
    user, display = as_text(row.get("Username")), as_text(row.get("Display Name"))
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown, utc=True),
        shown_as=shown or None,
        sender=None,
        text=f"{name}: {display} ({user})" if display and display != user else f"{name}: {user}",
        kind=Kind.SYSTEM,
    )


def kind_of(type_: str, text: str) -> Kind:
    """Return what a row of one of Snapchat's types is."""
    if type_ in _KINDS:
        kind = _KINDS[type_]
        return Kind.UNKNOWN if kind is Kind.TEXT and not text else kind
    if type_.startswith("STATUS"):
        return Kind.SYSTEM
    return Kind.TEXT if text and type_ not in _FILES else Kind.MEDIA


FORMAT = ChatFormat(id="snapchat_json", label="Snapchat (JSON)", recognises=recognises, draft=draft)
