"""The database of Messages on a Mac (chat.db) or in an iPhone's backup (sms.db).

Source: chat-formats sections 10.1 to 10.3. It is never written, nor copied to the disk.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import inf
from operator import itemgetter
from typing import Any

import apsw

from analyser.errors import UnreadableSource
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._instants import from_count
from analyser.ingest._open_database import open_database
from analyser.ingest._stored import Stored
from analyser.ingest._typedstream import earlier_versions, text_in
from analyser.records import Kind, Side
from analyser.wording import counted

_FROM_ME = {1: Side.SENT, 0: Side.RECEIVED}
_MAGIC = b"SQLite format 3\x00"
_APPLE = datetime(2001, 1, 1, tzinfo=UTC)
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

_BLOBS = frozenset({"attributedBody", "message_summary_info"})

Row = Mapping[str, object]


def recognises(head: bytes) -> bool:
    """Tell whether it is a database with the tables of messages and handles."""
    return head.startswith(_MAGIC) and b"CREATE TABLE" in head and b"is_from_me" in head


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of all messages, oldest first.

    Raises:
        UnreadableSource: The database is damaged or has no such tables.
    """
    try:
        with open_database(data) as base:
            items = _drafts(base)
    except (apsw.Error, UnicodeDecodeError, OverflowError) as cause:
        raise UnreadableSource(
            "This database is damaged or not one of messages.",
            "Copy it again with the two files beside it, or export the chat as text.",
        ) from cause
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


@dataclass(frozen=True, slots=True)
class _Base:
    """An open database and the columns of its tables; what a view works out is nobody's record."""

    opened: apsw.Connection
    columns: Mapping[str, Sequence[str]]

    def rows(self, table: str, *names: str) -> Iterator[tuple[Any, ...]]:
        """Yield number and columns of each row; none where one of them is not there."""
        if not set(names) <= set(self.columns.get(table, ())):
            return
        # Text may be damaged, so it is asked for as its bytes.
        kept = (
            f'CASE TYPEOF("{n}") WHEN \'text\' THEN CAST("{n}" AS BLOB) ELSE "{n}" END'
            for n in names
        )
        asked = self.opened.execute(f"SELECT {', '.join(('ROWID', *kept))} FROM {table}")  # noqa: S608  # our own names
        whole = [name not in _BLOBS for name in names]
        for number, *values in asked:
            read = zip(values, whole, strict=True)
            yield number, *(_text(value) if is_text else value for value, is_text in read)


def _text(kept: object) -> object:
    return kept.decode("utf-8", errors="replace") if isinstance(kept, bytes) else kept


def _tables(opened: apsw.Connection) -> _Base:
    kept = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    named = "SELECT name FROM pragma_table_info(?)"
    tables = [str(name) for (name,) in opened.execute(kept)]
    return _Base(opened, {t: [str(n) for (n,) in opened.execute(named, (t,))] for t in tables})


def _drafts(opened: apsw.Connection) -> list[Draft]:
    """Return the drafts, oldest first; those without a time come before all others."""
    base = _tables(opened)
    there = [name for name in _WANTED if name in base.columns.get("message", ())]
    if not there:
        raise apsw.SQLError
    titles = {
        id_: name or own for id_, name, own in base.rows("chat", "display_name", "chat_identifier")
    }
    joined = base.rows("chat_message_join", "message_id", "chat_id")
    chats = {message: str(titles[chat] or "") for _, message, chat in joined if chat in titles}
    handles = {id_: str(name or "") for id_, name in base.rows("handle", "id")}
    files = _files(base)
    recent = {message for _, message in base.rows("chat_recoverable_message_join", "message_id")}
    quoted = _quoted(base)
    made: list[tuple[tuple[float, int], Draft]] = []
    for id_, *values in base.rows("message", *there):
        row = dict(zip(there, values, strict=True), id=id_)
        draft = _draft(
            row,
            other=handles.get(row.get("handle_id")) or chats.get(id_) or None,
            chat=chats.get(id_),
            files=files.get(id_),
            quoted=quoted.get(str(row.get("thread_originator_guid"))),
            deleted=id_ in recent,
        )
        date = row.get("date")
        place = date if isinstance(date, int | float) else -inf, id_
        for text, when in earlier_versions(row.get("message_summary_info")):
            at = from_count(when, since=_APPLE) or draft.instant
            made.append((place, replace(draft, text=text, kind=Kind.TEXT, instant=at)))
        made.append((place, draft))
    made.sort(key=itemgetter(0))
    return [draft for _, draft in made]


def _files(base: _Base) -> dict[object, str]:
    names = base.rows("attachment", "transfer_name", "filename")
    named = {id_: str(name or path or "") for id_, name, path in names}
    files: dict[object, str] = {}
    for _, message, file in base.rows("message_attachment_join", "message_id", "attachment_id"):
        if file in named:
            files[message] = f"{files[message]}; {named[file]}" if message in files else named[file]
    return files


def _quoted(base: _Base) -> dict[str, str]:
    """Return the words of the messages that others reply to, by their id."""
    wanted = {guid for _, guid in base.rows("message", "thread_originator_guid") if guid}
    if not wanted:
        return {}
    return {
        str(guid): _words({"text": text, "attributedBody": blob})
        for _, guid, text, blob in base.rows("message", "guid", "text", "attributedBody")
        if guid in wanted
    }


def _number(row: Row, name: str, *, missing: int = 0) -> int:
    value = row.get(name)
    return value if isinstance(value, int) else missing


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
    side = _FROM_ME.get(_number(row, "is_from_me", missing=-1))
    kind, text = _kind(row, files, deleted)
    system = kind is Kind.SYSTEM
    raw = row.get("date")
    return Draft(
        position=_number(row, "id"),
        units=1,
        instant=from_count(raw, since=_APPLE),
        shown_as=str(raw) if raw else None,
        sender=None if system or side is not Side.RECEIVED else other,
        side=None if system else side,
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
    stored=draft,
    own_encoding=True,
)
