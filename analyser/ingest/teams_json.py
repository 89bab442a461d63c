"""Teams at work, as Microsoft's Graph gives its chat messages.

Source: chat-formats section 18.
"""

from collections.abc import Iterator

from analyser.errors import AnalyserError
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._html import text_of_html
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest._json import (
    Json,
    as_dict,
    as_list,
    as_name,
    as_text,
    key_paths,
    load,
    loads,
    rows,
)
from analyser.records import Kind

_LEFT_OUT = "What an export of Teams holds depends on who made it and on what was kept."
_WANTED = ("messageType", "createdDateTime", "body")


def recognises(head: bytes) -> bool:
    """Tell whether it is a list of Graph's chat messages, alone or under "value"."""
    keys = key_paths(head)
    return any({f"{at}{name}" for name in _WANTED} <= keys for at in ("[].", "value[]."))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first."""
    whole = load(data)
    listed = whole if isinstance(whole, list) else as_dict(whole).get("value")
    return Drafted(
        items=in_order(each for number, row in rows(listed) for each in _drafts(number, row)),
        app="teams",
        by_record=True,
        facts=("Read as messages of Teams.", _LEFT_OUT),
    )


def _drafts(number: int, row: Json) -> Iterator[Draft]:
    yield _draft(number, row)
    for place, reaction in rows(row.get("reactions")):
        user = as_dict(as_dict(reaction.get("user")).get("user"))
        shown = as_text(reaction.get("createdDateTime"))
        id_ = as_name(row.get("id"))
        yield Draft(
            position=number,
            units=1,
            instant=from_iso(shown),
            shown_as=shown or None,
            sender=as_name(user.get("displayName")),
            handle=as_name(user.get("id")),
            text=as_text(reaction.get("reactionType")),
            kind=Kind.REACTION,
            chat=as_name(row.get("chatId")),
            key=f"{id_}/{place}" if id_ else None,
        )


def _quoted(row: Json) -> str | None:
    """Return the words that the message answers, as the preview beside it shows them."""
    for _, each in rows(row.get("attachments")):
        if as_text(each.get("contentType")) == "messageReference":
            try:
                told = as_dict(loads(as_text(each.get("content")))[0])
            except (AnalyserError, ValueError, RecursionError):
                continue
            return as_text(told.get("messagePreview")) or None
    return None


def _draft(number: int, row: Json) -> Draft:
    shown = as_text(row.get("createdDateTime"))
    body = as_dict(row.get("body"))
    content = as_text(body.get("content"))
    is_html = as_text(body.get("contentType")).lower() == "html"
    text = text_of_html(content) if is_html else content
    files = [as_text(each.get("name")) for _, each in rows(row.get("attachments"))]
    files = [name for name in files if name]
    kind, told = _kind(row, text, bool(files))
    caller = as_dict(as_dict(row.get("eventDetail")).get("initiator"))
    user = as_dict((as_dict(row.get("from")) or caller).get("user"))
    call = kind is Kind.SYSTEM
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown),
        shown_as=shown or None,
        sender=None if call else as_name(user.get("displayName")),
        handle=None if call else as_name(user.get("id")),
        text=told,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=as_name(row.get("chatId")),
        quoted=_quoted(row),
        key=as_name(row.get("id")),
    )


def _kind(row: Json, text: str, has_file: bool) -> tuple[Kind, str]:
    if as_text(row.get("messageType")) not in ("message", "chatMessage", ""):
        event = as_dict(row.get("eventDetail"))
        name = as_text(event.get("@odata.type")).rpartition(".")[2]
        if name.startswith("callEnded"):
            return Kind.CALL, " ".join(("Call ended", as_text(event.get("callDuration")))).strip()
        return Kind.SYSTEM, name or text
    if row.get("deletedDateTime"):
        return Kind.DELETED, text
    if has_file or as_list(row.get("hostedContents")):
        return Kind.MEDIA, text
    if row.get("lastEditedDateTime"):
        return Kind.EDITED, text
    return (Kind.TEXT if text else Kind.UNKNOWN), text


FORMAT = ChatFormat(id="teams_json", label="Teams", recognises=recognises, draft=draft)
