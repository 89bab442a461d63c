"""Write a case's WhatsApp export as the app writes it, and what a reader should find in it.

Android (24-hour clock, minutes, LF) gives one text file. The iPhone (12-hour clock,
seconds, CRLF) gives a zip. The shapes are those of `chat-formats.md`, section 5.
"""

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from samples.make.chat import Case, Chat, Said

# The iPhone writes this mark before every text of its own making.
LRM = "\u200e"
# A zip file holds a date for each member; a fixed one keeps the bytes the same.
ZIP_DATE = (2025, 6, 22, 18, 12, 0)


def clock(at: datetime, *, twelve: bool) -> str:
    """Return the time of day as the phone shows it, with a plain space."""
    if not twelve:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def photo_name(said: Said) -> str:
    """Return the name the iPhone gives to an attached picture."""
    return f"{int(said.id.split('-')[1]):08d}-PHOTO-{said.sent_at:%Y-%m-%d-%H-%M-%S}.jpg"


def written(case: Case, chat: Chat) -> tuple[str, list[dict[str, Any]]]:
    """Return the export's text and the expected messages, in order."""
    iphone, parts, expected, line = chat.look.startswith("iphone"), [], [], 1
    names = {"sent": case.facts["me"], "received": chat.title}
    for said in chat.lines:
        body = _iphone_body(said) if iphone else _android_body(said)
        shown = _stamp(said.sent_at) if iphone else f"{said.sent_at:%d/%m/%Y, %H:%M}"
        name = names.get(said.side)
        if iphone:
            # Rows that hold the mark begin with it too; notices carry the chat's name.
            lead = LRM if LRM in body and said.kind != "system" else ""
            parts.append(f"{lead}[{shown}] {name or chat.title}: {body}")
        else:
            parts.append(f"{shown} - {f'{name}: ' if name else ''}{body}")
        expected.append(_message(said, name, body, shown, line, iphone=iphone))
        line += body.count("\n") + 1
    return "".join(f"{part}\n" for part in parts), expected


def write(case: Case, chat: Chat, media: Path) -> bytes:
    """Return the bytes of the export file; pictures are taken from the folder `media`."""
    text, _ = written(case, chat)
    if not chat.look.startswith("iphone"):
        return text.encode()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        text_file = text.replace("\n", "\r\n").encode()
        archive.writestr(zipfile.ZipInfo("_chat.txt", ZIP_DATE), text_file)
        for said in chat.lines:
            if said.detail.endswith(".jpg") and not said.missing:
                picture = (media / said.detail).read_bytes()
                archive.writestr(zipfile.ZipInfo(photo_name(said), ZIP_DATE), picture)
    return held.getvalue()


def _stamp(at: datetime) -> str:
    """Return the iPhone's date and time: a narrow no-break space stands before am and pm."""
    hour, _, half = clock(at, twelve=True).partition(" ")
    return f"{at:%d/%m/%Y}, {hour}:{at:%S}\u202f{half}"


def _android_body(said: Said) -> str:
    """Return what follows the sender on Android."""
    if said.kind == "deleted":
        return "This message was deleted"
    if said.kind == "missed_call":
        return f"Missed {said.detail} call"
    if said.kind == "media":
        return "<Media omitted>"
    return said.text + (" <This message was edited>" if said.kind == "edited" else "")


def _iphone_body(said: Said) -> str:
    """Return what follows the sender on the iPhone."""
    if said.kind == "deleted":
        return f"{LRM}This message was deleted."
    if said.kind == "missed_call":
        return f"{LRM}Missed {said.detail} call"
    if said.kind == "media":
        return f"{said.text} {LRM}<attached: {photo_name(said)}>".lstrip()
    if said.kind == "system":
        return f"{LRM}{said.text}"
    return said.text + (f" {LRM}<This message was edited>" if said.kind == "edited" else "")


def _message(
    said: Said, name: str | None, body: str, shown: str, line: int, *, iphone: bool
) -> dict[str, Any]:
    """Return the expected message for one line of the export."""
    sent_at = said.sent_at if iphone else said.sent_at.replace(second=0)
    return {
        "is": said.id,
        "where": {"line": line},
        "sent_at": sent_at.isoformat(),
        "shown_as": shown,
        "certainty": "second" if iphone else "minute",
        "sender": name,
        "side": said.side,
        "kind": said.kind,
        "text": body,
        # An export does not say which message a reply quotes.
        "quoted": None,
        "confidence": None,
        "partial": False,
    }
