"""The database of Messages on a Mac (chat.db) or in an iPhone's backup (sms.db).

Source: chat-formats sections 10.1 to 10.3. It is opened in memory and never written.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from analyser.errors import UnreadableSource
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_count
from analyser.ingest._typedstream import earlier_versions, text_in
from analyser.records import Kind, Side
from analyser.wording import counted

_MAGIC = b"SQLite format 3\x00"
_APPLE = datetime(2001, 1, 1, tzinfo=UTC)
_WAL_PLACES = slice(18, 20)
_REACTIONS = range(2000, 3008)
_REMOVED_FROM = 3000
_SIGNS = (
    "Loved",
    "Liked",
    "Disliked",
    "Laughed at",
    "Emphasised",
    "Questioned",
    "Reacted",
    "Sticker",
)
_LEFT_OUT = (
    "This database leaves out messages deleted more than 30 to 40 days before, and whatever was "
    "not on that device; newest messages may be in the file that ends in -wal beside it."
)
_WANTED = (
    *("guid", "text", "attributedBody", "subject", "handle_id", "service", "date", "is_from_me"),
    *("date_edited", "date_retracted", "item_type", "group_title", "associated_message_guid"),
    *("associated_message_type", "associated_message_emoji", "thread_originator_guid", "error"),
    "message_summary_info",
)

Row = Mapping[str, object]


def recognises(head: bytes) -> bool:
    """Tell whether it is a database with the tables of messages and handles."""
    return head.startswith(_MAGIC) and b"CREATE TABLE" in head and b"is_from_me" in head


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first.

    Raises:
        UnreadableSource: The database is damaged or has no such tables.
    """
    whole = bytearray(data)
    # A database in two files is told so in its header; without the second it opens as one.
    whole[_WAL_PLACES] = b"\x01\x01"
    base = sqlite3.connect(":memory:")
    try:
        base.deserialize(bytes(whole))
        base.row_factory = sqlite3.Row
        base.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
        items = list(_drafts(base))
    except (sqlite3.Error, OverflowError) as cause:
        raise UnreadableSource(
            "This database is damaged or not one of messages.",
            "Copy it again with the two files beside it, or export the chat as text.",
        ) from cause
    finally:
        base.close()
    return Drafted(
        items=tuple(items),
        app="imessage",
        by_record=True,
        facts=("Read as the Messages database of an Apple device.", _LEFT_OUT, *_gaps(items)),
    )


def _gaps(items: Sequence[Draft]) -> Iterator[str]:
    """Yield how many row numbers are not in use; the file does not show why."""
    numbers = {item.position for item in items}
    if numbers and (gone := max(numbers) - min(numbers) + 1 - len(numbers)):
        told = counted(gone, "row number is", "row numbers are")
        yield (
            f"{told} missing between the first and the last message of this database. The rows "
            "were removed, or never kept; it does not show which."
        )


def _columns(base: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in base.execute(f"PRAGMA table_info({table})")}


def _pairs(base: sqlite3.Connection, query: str) -> dict[object, str]:
    try:
        return {row[0]: str(row[1] or "") for row in base.execute(query)}
    except sqlite3.OperationalError:
        # Some databases lack the tables of chats or attachments.
        return {}


def _drafts(base: sqlite3.Connection) -> Iterator[Draft]:
    there = [name for name in _WANTED if name in _columns(base, "message")]
    chats = _pairs(
        base,
        "SELECT j.message_id, COALESCE(NULLIF(c.display_name, ''), c.chat_identifier) "
        "FROM chat_message_join j JOIN chat c ON c.ROWID = j.chat_id",
    )
    handles = _pairs(base, "SELECT ROWID, id FROM handle")
    files = _pairs(
        base,
        "SELECT j.message_id, GROUP_CONCAT(COALESCE(a.transfer_name, a.filename, ''), '; ') "
        "FROM message_attachment_join j JOIN attachment a ON a.ROWID = j.attachment_id "
        "GROUP BY j.message_id",
    )
    recent = _pairs(base, "SELECT message_id, 1 FROM chat_recoverable_message_join")
    names = ", ".join(f'"{name}"' for name in there)
    found = base.execute(f"SELECT ROWID AS id, {names} FROM message ORDER BY date, ROWID")  # noqa: S608  # our own names
    rows = [dict(row) for row in found]
    by_guid = {str(row.get("guid")): _words(row) for row in rows}
    for row in rows:
        id_ = row["id"]
        made = _draft(
            row,
            other=handles.get(row.get("handle_id")) or chats.get(id_) or None,
            chat=chats.get(id_),
            files=files.get(id_),
            quoted=by_guid.get(str(row.get("thread_originator_guid"))),
            deleted=id_ in recent,
        )
        for text, when in earlier_versions(row.get("message_summary_info")):
            at = from_count(when, since=_APPLE) or made.instant
            yield replace(made, text=text, kind=Kind.TEXT, instant=at)
        yield made


def _number(row: Row, name: str) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else 0


def _words(row: Row) -> str:
    text = row.get("text")
    if isinstance(text, str) and text:
        return text
    blob = row.get("attributedBody")
    return text_in(blob) if isinstance(blob, bytes) else ""


def _draft(
    row: Row,
    *,
    other: str | None,
    chat: str | None,
    files: str | None,
    quoted: str | None,
    deleted: bool,
) -> Draft:
    sent = _number(row, "is_from_me") == 1
    kind, text = _kind(row, files, deleted)
    system = kind is Kind.SYSTEM
    raw = row.get("date")
    return Draft(
        position=_number(row, "id"),
        units=1,
        instant=from_count(raw, since=_APPLE),
        shown_as=str(raw) if raw else None,
        sender=None if system or sent else other,
        side=None if system else Side.SENT if sent else Side.RECEIVED,
        text=text,
        kind=kind,
        attachment=files if kind is Kind.MEDIA else None,
        chat=chat or other,
        quoted=quoted or None,
    )


def _kind(row: Row, files: str | None, deleted: bool) -> tuple[Kind, str]:
    text = _words(row)
    reaction = _number(row, "associated_message_type")
    if reaction in _REACTIONS:
        sign = str(row.get("associated_message_emoji") or "") or _SIGNS[reaction % 1000 % 8]
        removed = "Removed: " if reaction >= _REMOVED_FROM else ""
        return Kind.REACTION, f"{removed}{sign}"
    if _number(row, "item_type") != 0:
        title = str(row.get("group_title") or "")
        return Kind.SYSTEM, text or title or f"Notice of type {_number(row, 'item_type')}"
    if _number(row, "error") and _number(row, "is_from_me"):
        return Kind.SYSTEM, text  # it did not leave the device, and is no contact
    if _number(row, "date_retracted") or deleted:
        return Kind.DELETED, text
    if files or "\ufffc" in text:
        return Kind.MEDIA, text.replace("\ufffc", "").strip()
    if _number(row, "date_edited"):
        # Unsent messages keep the time of the change, but no words.
        return (Kind.EDITED, text) if text else (Kind.DELETED, "")
    subject = str(row.get("subject") or "")
    text = "\n".join(part for part in (subject, text) if part)
    return (Kind.TEXT, text) if text else (Kind.UNKNOWN, "")


FORMAT = ChatFormat(
    id="imessage_db",
    label="Messages database (iMessage, SMS)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
)
