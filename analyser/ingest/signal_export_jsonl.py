"""signal-export's data.json: one message a line.

Source: chat-formats section 9.1. Times are of the clock of the exporting computer.
"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._json import Json, as_dict, as_list, as_text, key_paths, rows
from analyser.ingest._json_lines import json_lines
from analyser.ingest._stored import Stored
from analyser.ingest._wall import wall_of
from analyser.ingest.signal_md import LEFT_OUT, call_kind
from analyser.records import Kind, Side


def recognises(head: bytes) -> bool:
    """Tell whether its lines have a date, a sender and a body."""
    return {"date", "sender", "body"} <= key_paths(head)


def draft(data: bytes | Stored, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the file's order."""
    items: list[Draft | Stray] = []
    for number, line in json_lines(data):
        try:
            items += _drafts(number, as_dict(json.loads(line)))
        except (ValueError, RecursionError):
            items.append(Stray(position=number, text=line, reason="This line is cut off."))
    return Drafted(
        items=tuple(items), app="signal", facts=("Read as made by signal-export.", LEFT_OUT)
    )


def _drafts(number: int, row: Json) -> Iterator[Draft]:
    shown = as_text(row.get("date"))
    parts, clock = wall_of(shown)
    who = as_text(row.get("sender"))
    # The program puts two spaces behind each, for a line break in its Markdown.
    text = as_text(row.get("body")).removesuffix("  ").strip("\n")
    files = [
        PurePosixPath(as_text(each.get("path"))).name or as_text(each.get("name"))
        for _, each in rows(row.get("attachments"))
    ]
    call = as_text(row.get("call"))
    kind = Kind.MEDIA if files or row.get("sticker") else Kind.TEXT if text else Kind.UNKNOWN
    if row.get("deleted") is True:
        kind = Kind.DELETED
    elif row.get("missed") is True:
        kind = Kind.MISSED_CALL
    elif call or (text and call_kind(text)):
        kind = call_kind(call or text) or Kind.CALL
    yield Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=who or None,
        side=_side(who),
        text=text or call or as_text(row.get("sticker")).strip(),
        kind=kind,
        attachment="; ".join(files) if files else None,
        quoted=as_text(row.get("quote")).strip().removeprefix("> ").strip() or None,
    )
    for reaction in as_list(row.get("reactions")):
        pair = [as_text(each) for each in as_list(reaction)] + ["", ""]
        yield Draft(
            position=number,
            units=1,
            sender=pair[0] or None,
            side=_side(pair[0]),
            text=pair[1],
            kind=Kind.REACTION,
        )


def _side(who: str) -> Side | None:
    return Side.SENT if who == "Me" else Side.RECEIVED if who else None


FORMAT = ChatFormat(
    id="signal_export_jsonl",
    label="Signal (signal-export, JSON lines)",
    recognises=recognises,
    draft=draft,
    stored=draft,
)
