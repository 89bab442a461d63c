"""Read exports: choose the format from the bytes, and turn drafts into messages, once for all.

The room knows ids, dates, zones, sides and accounting; a format knows only its own spelling.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import BinaryIO

from analyser.errors import AnalyserError, UnknownFormat, UnreadableSource
from analyser.given import Given
from analyser.ingest import csv_table, xlsx_table
from analyser.ingest._assemble import Assembled, assemble
from analyser.ingest._beside import Beside, look_beside
from analyser.ingest._format import ChatFormat, Drafted, Hints
from analyser.ingest._garbage import no_garbage
from analyser.ingest._html import ends_early
from analyser.ingest._refused import is_media, refusal
from analyser.ingest._rows import TablePreview
from analyser.ingest._stored import Stored, whole_of
from analyser.ingest._text import decode, decodes, encoding_of, is_mixed, lines_of
from analyser.ingest._whatsapp_senders import title_of
from analyser.records import Accounted, CaseFacts, ContactCard, Message, Problem, Unread
from analyser.registry import collect

_LAST = ("_table", "diary_txt", "undated_txt")
"""What is taken only where no app's own layout fits; tables stand before diaries, those before
lines without dates."""

__all__ = [
    "Beside",
    "IngestResult",
    "Stored",
    "TablePreview",
    "formats",
    "is_media",
    "lighter",
    "look_beside",
    "preview",
    "read",
    "reads_stored",
    "recognise",
    "text_lines",
    "title_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What came out of one export; `me` are senders that the file itself shows to be its owner."""

    kind: str
    app: str | None
    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    accounted: Accounted
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]
    me: tuple[str, ...] = ()
    cards: tuple[ContactCard, ...] = ()


def formats() -> Mapping[str, ChatFormat]:
    """Return every format by id."""
    own = sys.modules[__name__]
    return {
        id_: each
        for id_, each in collect(
            own, ChatFormat, skip=("archive", "mail_files", "pdf_pages")
        ).items()
    }


def lighter(format_id: str) -> Callable[[BinaryIO], Iterator[bytes]] | None:
    """Return what reads a large file of a format without its packed media; None where nothing."""
    return formats()[format_id].lighter


def reads_stored(format_id: str) -> bool:
    """Tell whether a file of a format can be read where it lies."""
    return formats()[format_id].stored is not None


def recognise(head: bytes) -> str | None:
    """Return the id of the format that `head`, the first 64 KiB, is in; None where none fits."""
    fits = [id_ for id_, each in formats().items() if each.recognises(head)]
    # A chat with commas may look like a table, and with dates like a diary; never the reverse.
    chats = [id_ for id_ in fits if not id_.endswith(_LAST)]
    return next(iter(chats or sorted(fits)), None)


def read(
    data: bytes | Stored,
    *,
    name: str,
    source: str,
    facts: CaseFacts,
    path: str = "",
    beside: Beside | None = None,
    folder: frozenset[str] = frozenset(),
    format_id: str | None = None,
    not_after: date | None = None,
) -> IngestResult:
    """Return the messages of one export.

    Args:
        data: The whole file; stored only where `reads_stored` tells so.
        name: File name; a hint at the chat's title, never at the format.
        source: Id of the source.
        facts: What the person said about the case.
        path: With the folders it lies in, as far as they are known; tells like layouts apart.
        beside: What other files of the same export tell, from `look_beside`.
        folder: Names of the files beside it, to tell which attachments are there.
        format_id: To choose the format by hand; otherwise it is recognised.
        not_after: No message can be later than this; helps to tell the day from the month.

    Raises:
        UnknownFormat: No reader knows these bytes.
        UnreadableSource: The reader that knows them cannot read them to the end.
    """
    if isinstance(data, bytes) and not data.strip(b"\x00\t\r\n "):
        raise UnreadableSource("This file is empty.", "Export or copy it again.")
    format_id = format_id or _recognised(whole_of(data))
    chosen, hints = formats()[format_id], _hints(name, path, facts, beside or Beside())
    said, cut = _first_look(chosen, data)
    try:
        with no_garbage():
            drafted = _drafted(chosen, data, hints)
            del data  # hundreds of megabytes, of which all is in the drafts
            items, drafted = list(drafted.items), replace(drafted, items=())  # handed over
            made = assemble(
                items, drafted, source=source, facts=facts, folder=folder, not_after=not_after
            )
    except AnalyserError:
        raise
    except (ValueError, KeyError, IndexError, OverflowError, RecursionError) as cause:
        raise UnreadableSource(
            "This file begins like a chat export but cannot be read to its end.",
            "Export the chat again.",
        ) from cause
    return IngestResult(
        kind=format_id,
        app=drafted.app,
        messages=made.messages,
        unread=made.unread,
        accounted=made.accounted,
        problems=(*_problems(format_id, made, cut_off=cut), *said),
        facts=(*drafted.facts, *made.facts),
        me=made.me,
        cards=drafted.cards,
    )


def _first_look(chosen: ChatFormat, data: bytes | Stored) -> tuple[tuple[Problem, ...], bool]:
    """Return what the bytes alone show: problems of encoding, and whether a page was cut off."""
    cut_off = chosen.id.endswith("_html") and ends_early(whole_of(data))
    return () if chosen.own_encoding else _encoding_problem(data), cut_off


def _problems(format_id: str, made: Assembled, *, cut_off: bool) -> tuple[Problem, ...]:
    found = made.problems or _nothing_found(format_id, made)
    return (*found, _cut_off(made)) if cut_off else found


def _nothing_found(format_id: str, made: Assembled) -> tuple[Problem, ...]:
    """Return what to say of a page of which nothing was read: apps change how they are built."""
    if not format_id.endswith("_html") or made.messages or made.unread:
        return ()
    what = "This page looks like one of a chat, but no message was found in it."
    return (
        Problem(what=what, do="Open it in a browser: if it holds messages, print it to a PDF."),
    )


def _cut_off(made: Assembled) -> Problem:
    """Return what to say of a page that ends in its middle."""
    last = max(made.messages, key=lambda m: m.where.record or m.where.line or 0, default=None)
    where = f"item {last.id}" if last else "its beginning"
    what = f"This page is cut off before its end. Messages below {where} in it may be missing."
    return Problem(what=what, do="Export or copy it again.")


def _drafted(chosen: ChatFormat, data: bytes | Stored, hints: Hints) -> Drafted:
    if chosen.stored is not None and isinstance(data, Stored):
        return chosen.stored(data, hints)
    return chosen.draft(whole_of(data), hints)


def _recognised(data: bytes) -> str:
    if (format_id := recognise(data[:65_536])) is None:
        raise _unknown(data)
    return format_id


def _unknown(data: bytes) -> UnknownFormat:
    """Return the error that says best why no reader takes these bytes."""
    if (known := refusal(data)) is not None:
        return known
    if encoding_of(data) is None:
        return UnknownFormat(
            "This file holds no text that can be read, whatever its name says.",
            "Add the chat export, a screenshot (PNG or JPEG), or a table (CSV, XLSX).",
        )
    return UnknownFormat(
        "This file does not look like any chat export that the program knows.",
        "Export the chat again as text, or copy it into a table with the headings Date, "
        "Time, From and Message.",
    )


def _hints(name: str, path: str, facts: CaseFacts, beside: Beside) -> Hints:
    handles = (each for name, more in facts.persons.items() for each in (name, *more))
    return Hints(
        name=name,
        path=path or name,
        beside=beside,
        columns=facts.columns,
        names=(*facts.me, *handles),
    )


def _encoding_problem(data: bytes | Stored) -> tuple[Problem, ...]:
    encoding = None if xlsx_table.recognises(data[:65_536]) else encoding_of(data)
    if encoding is None:
        return ()
    if encoding == "cp1252":
        what = "This file is not in the usual encoding; it was read as Windows-1252."
        do = "Check accents and signs against the phone; export again if they are wrong."
        return (Problem(what=what, do=do),)
    if not decodes(data, encoding):
        if encoding == "utf-8" and is_mixed(whole_of(data)):
            what = (
                "Some bytes of this file are in another encoding; they were read as Windows-1252."
            )
            do = "Check accents and signs against the phone."
            return (Problem(what=what, do=do),)
        what = "This file is damaged or ends inside a character; that place is shown as \ufffd."
        return (Problem(what=what, do="Copy it again from the phone, or export the chat again."),)
    return ()


def text_lines(given: Given) -> list[str]:
    """Return the lines of an export as given, to show a message at its place.

    Raises:
        UnknownFormat: It is no text.
    """
    with given.open() as stream:
        text, _ = decode(stream.read())
    return lines_of(text)


def preview(data: bytes) -> TablePreview | None:
    """Return what the column question shows for a table; None for everything else."""
    kind = recognise(data[:65_536])
    if kind == "csv_table":
        return csv_table.preview_csv(data, Hints())
    return xlsx_table.preview_xlsx(data, Hints()) if kind == "xlsx_table" else None
