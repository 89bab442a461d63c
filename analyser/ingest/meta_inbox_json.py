"""Messenger's and Instagram's "inbox" JSON: one thread a file, every text doubly encoded.

Source: chat-formats sections 4.2, 7.1 and 8.
"""

import html
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._json import Json, as_dict, as_list, as_name, as_text, key_paths, rows
from analyser.ingest._json_rows import load_rows
from analyser.ingest._mojibake import mend_all
from analyser.records import Kind, Side
from analyser.wording import counted

_MEDIA = ("photos", "videos", "audio_files", "files", "gifs")
_MISSED = re.compile(
    r"\bmissed (?:an?|your) (?:video |audio |voice )?(?:call|chat)\b", re.IGNORECASE
)
_MISSED_YOURS = re.compile(r"[^\W\d_]\S{0,40} missed your (?:video |audio |voice )?(?:call|chat)\.")
"""What the service writes for the user's own call; it begins with the other's first name."""
_CALLED = re.compile(r"\bcalled (?:you|\S.*)\.?$|\bstarted an? (?:video|audio) (?:chat|call)\b")
_CALL_ENDED = re.compile(r"(?:Video|Audio) (?:chat|call) ended\.?")
_WAS_CALL = re.compile(r"The (?:video|audio) (?:chat|call) ended\.")
"""What Messenger writes of a call between two; no other row says that it began."""
_REACTED = re.compile(r"(?:Reacted \S+ to your message|Liked a message)\s*")
_UNSENT = re.compile(r"(?:You|.{1,60}) unsent a message\.?")
_NOTICE = re.compile(
    r"(?:named the group|added .{1,200} to the group|left the group|"
    r"removed .{1,200} from the group|"
    r"(?:changed|set) the (?:group|chat|theme|emoji|nickname|quick reaction)|created the group|"
    r"(?:set|cleared) (?:the|your|his|her|their|\S+) (?:own )?nickname|turned (?:on|off) |"
    r"joined the (?:call|video|group)|made .{1,200} an? (?:group )?admin|"
    r"voted for |changed (?:his|her|their|your) vote|removed (?:his|her|their|your) vote)"
)
_SENT = re.compile(
    r"(?:sent|shared|started sharing) (?:a|their|your) (?:live )?location\b"
    r"|(?P<poll>created a poll\b)"
)
LEFT_OUT = (
    "This download leaves out end-to-end encrypted chats (they must be fetched apart, under "
    "Message storage), the words of unsent messages and messages in vanish mode; media may lie "
    "in another part of the download."
)


def recognises(head: bytes) -> bool:
    """Tell whether it is a thread with named participants and messages in thousandths."""
    keys = key_paths(head)
    dated = keys & {"messages[].timestamp_ms", "messages[].timestamp"}
    return (
        "messages[].sender_name" in keys
        and bool(dated)
        or (
            "participants[].name" in keys
            and bool(keys & {"thread_path", "messages[].timestamp_ms"})
        )
    )


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one thread, oldest first."""
    loaded = as_dict(load_rows(data, "messages")[0])
    listed = loaded.pop("messages", None)
    value, mended, broken = mend_all(loaded)
    thread = as_dict(value)
    app = _app(listed, hints)
    title = as_name(thread.get("title"))
    items: list[Draft | Stray] = []
    for number, row in rows(listed):
        value, good, bad = mend_all(row)
        mended, broken = mended + good, broken + bad
        items += _drafts(number, as_dict(value), title, instagram=app == "instagram")
    facts = [f"Read as one thread of a download from {NAMES[app]}.", LEFT_OUT]
    if mended:
        facts.append(f"Restored, as the service had encoded them twice: {counted(mended, 'text')}.")
    if "message_requests" in hints.path or "filtered_threads" in hints.path:
        facts.append("This thread is from message requests or filtered messages, not the inbox.")
    what = f"Damaged inside a character, shown as written: {counted(broken, 'text')}."
    people = [as_name(p.get("name")) for _, p in rows(thread.get("participants"))]
    return Drafted(
        items=in_order(items),
        app=app,
        by_record=True,
        facts=tuple(facts),
        problems=((what, "Look at them in the app."),) if broken else (),
        members=frozenset(name for name in people if name),
        is_group=len(people) > 2,  # noqa: PLR2004  # two people are no group
    )


NAMES = {"messenger": "Facebook", "instagram": "Instagram"}


def _app(listed: object, hints: Hints) -> str:
    """Tell the two services apart by the folders, else by the paths of the media."""
    if "instagram" in hints.path.lower():
        return "instagram"
    if "facebook" in hints.path.lower():
        return "messenger"
    for _, each in rows(listed):
        row = as_dict(mend_all(each)[0])
        share = as_dict(row.get("share"))
        uris = [uri for name in _MEDIA for uri in _uris(row.get(name))]
        told = " ".join((*uris, as_text(share.get("link")))).lower()
        if "instagram" in told or "original_content_owner" in share:
            return "instagram"
        if _REACTED.fullmatch(as_text(row.get("content"))):
            return "instagram"
        if "your_activity_across_facebook" in told or "your_facebook_activity" in told:
            return "messenger"
    return "messenger"


def _uris(value: object) -> list[str]:
    return [as_text(each.get("uri")) for _, each in rows(value)]


def _files(row: Json) -> list[str]:
    uris = [uri for name in _MEDIA for uri in _uris(row.get(name))]
    uris.append(as_text(as_dict(row.get("sticker")).get("uri")))
    return [PurePosixPath(uri).name for uri in uris if uri]


def _drafts(number: int, row: Json, title: str | None, *, instagram: bool) -> Iterator[Draft]:
    sender = as_name(row.get("sender_name"))
    stamp = row.get("timestamp_ms") or row.get("timestamp")
    content = as_text(row.get("content"))
    if instagram:
        content = html.unescape(content)
    share = as_dict(row.get("share"))
    link = as_text(share.get("link"))
    text = content if not link or link in content else "\n".join(t for t in (content, link) if t)
    files = _files(row)
    kind = _kind(row, content, sender, has_file=bool(files), has_words=bool(text))
    yield Draft(
        position=number,
        units=1,
        instant=from_count(stamp),
        shown_as=as_text(stamp) or None,
        sender=None if kind is Kind.SYSTEM else sender,
        side=own_call(content),
        text=text,
        kind=kind,
        attachment="; ".join(files) if files else None,
        chat=title,
        quoted=as_text(share.get("share_text")) or None,
    )
    for _, reaction in rows(row.get("reactions")):
        when = reaction.get("timestamp")
        yield Draft(
            position=number,
            units=1,
            instant=from_count(when),
            shown_as=as_text(when) or None,
            sender=as_name(reaction.get("actor")),
            text=as_text(reaction.get("reaction")),
            kind=Kind.REACTION,
            chat=title,
        )


def _kind(row: Json, content: str, sender: str | None, *, has_file: bool, has_words: bool) -> Kind:
    if row.get("is_unsent") is True or _UNSENT.fullmatch(content):
        return Kind.DELETED
    if own_call(content) or (_MISSED.search(content) and _is_apps_own(row, content, sender)):
        return Kind.MISSED_CALL
    if _CALL_ENDED.fullmatch(content):
        # The row in which the call began is the call.
        return Kind.SYSTEM
    if _WAS_CALL.fullmatch(content) or "call_duration" in row or as_text(row.get("type")) == "Call":
        return _call_kind(row, content)
    if _REACTED.fullmatch(content):
        return Kind.REACTION
    if as_text(row.get("type")) in ("Subscribe", "Unsubscribe") or as_list(row.get("users")):
        return Kind.SYSTEM
    if _is_apps_own(row, content, sender) and (kind := _apps_kind(content)):
        return kind
    if has_file:
        return Kind.MEDIA
    return Kind.TEXT if has_words else Kind.UNKNOWN


def _apps_kind(content: str) -> Kind | None:
    """Return what the service's own words are of; None where they are no event."""
    if _CALLED.search(content):
        return Kind.CALL
    if _NOTICE.search(content):
        return Kind.SYSTEM
    sent = _SENT.search(content)
    return (Kind.POLL if sent["poll"] else Kind.LOCATION) if sent else None


def _call_kind(row: Json, content: str) -> Kind:
    # In another language only the time that it lasted tells whether it was answered.
    unanswered = row.get("call_duration") == 0 and not _CALLED.search(content)
    return Kind.MISSED_CALL if row.get("missed") is True or unanswered else Kind.CALL


def words_kind(content: str, sender: str | None, *, has_file: bool) -> Kind:
    """Return what a message is where its words are all that is known of it."""
    return _kind({}, content, sender, has_file=has_file, has_words=bool(content))


def own_call(content: str) -> Side | None:
    """Return that the user called, where the service says that another missed their call."""
    return Side.SENT if _MISSED_YOURS.fullmatch(content) else None


def _is_apps_own(row: Json, content: str, sender: str | None) -> bool:
    """Tell whether the service itself may have written the words: they begin with who did it."""
    if content.startswith(("You ", f"{sender} ")) or "call_duration" in row:
        return True
    # Of what was changed in a chat it tells with the first name only.
    first = (sender or "").partition(" ")[0]
    return (
        bool(first)
        and bool(_NOTICE.match(content.removeprefix(f"{first} ")))
        and (content.startswith(f"{first} "))
    )


FORMAT = ChatFormat(
    id="meta_inbox_json",
    label="Messenger or Instagram (JSON)",
    recognises=recognises,
    draft=draft,
)
