"""Messenger's download of end-to-end encrypted chats: one flat file a chat.

Source: chat-formats section 7.2.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, load, rows
from analyser.ingest._mojibake import mend_all
from analyser.records import Kind
from analyser.wording import counted

_COUNTER = re.compile(r"_\d+$")
_MISSED = re.compile(r"missed .{0,80}(?:call|chat)", re.IGNORECASE)
_CALL = re.compile(r"(?:voice|video|audio) (?:call|chat)|called|started an? (?:group )?call", re.I)
_UNSENT = re.compile(r".{1,60} unsent a message\.?")
_LEFT_OUT = (
    "This download leaves out unsent words, disappearing messages and the messages from before "
    "the chat became end-to-end encrypted."
)


def recognises(head: bytes) -> bool:
    """Tell whether messages have `senderName` and a thread name stands beside them."""
    keys = key_paths(head)
    named = "messages[].senderName" in keys
    return ("threadName" in keys and (named or "messages" in keys)) or (
        named and "messages[].isUnsent" in keys
    )


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat."""
    value, mended, _ = mend_all(load(data), wary=True)
    thread = as_dict(value)
    title = _COUNTER.sub("", as_text(thread.get("threadName"))) or None
    items: list[Draft | Stray] = []
    for number, row in rows(thread.get("messages")):
        items += _drafts(number, row, title)
    people = [name for each in as_list(thread.get("participants")) if (name := as_name(each))]
    what = f"Restored, as the service had encoded them twice: {counted(mended, 'text')}."
    return Drafted(
        items=in_order(items),
        app="messenger",
        by_record=True,
        facts=("Read as an end-to-end encrypted chat downloaded from Messenger.", _LEFT_OUT),
        problems=((what, "Check accents and emoji against the app."),) if mended else (),
        members=frozenset(people),
        is_group=len(people) > 2,  # noqa: PLR2004  # two people are no group
    )


def _drafts(number: int, row: Json, title: str | None) -> Iterator[Draft]:
    stamp = row.get("timestamp")
    text = as_text(row.get("text"))
    uris = [as_text(each.get("uri")) for _, each in rows(row.get("media"))]
    # Where a picture could not be fetched, a sentence stands in place of its path.
    files = [PurePosixPath(uri).name if "/" in uri else "" for uri in uris]
    yield Draft(
        position=number,
        units=1,
        instant=from_count(stamp),
        shown_as=as_text(stamp) or None,
        sender=as_name(row.get("senderName")),
        text=text,
        kind=_kind(row, text, has_file=bool(uris)),
        attachment="; ".join(name for name in files if name) if uris else None,
        chat=title,
    )
    for _, each in rows(row.get("reactions")):
        yield Draft(
            position=number,
            units=1,
            sender=as_name(each.get("actor")),
            text=as_text(each.get("reaction")),
            kind=Kind.REACTION,
            chat=title,
        )


def _kind(row: Json, text: str, *, has_file: bool) -> Kind:
    if row.get("isUnsent") is True or _UNSENT.fullmatch(text):
        return Kind.DELETED
    if as_text(row.get("type")) == "placeholder":
        if _MISSED.search(text):
            return Kind.MISSED_CALL
        return Kind.CALL if _CALL.search(text) else Kind.UNKNOWN
    if has_file:
        return Kind.MEDIA
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(
    id="messenger_e2ee_json",
    label="Messenger, end-to-end encrypted (JSON)",
    recognises=recognises,
    draft=draft,
)
