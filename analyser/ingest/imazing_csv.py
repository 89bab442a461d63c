"""iMazing's CSV of an iPhone's messages, WhatsApp chats and calls.

Source: chat-formats sections 10.5 and 12.
"""

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints
from analyser.ingest._named_csv import Row, cell, draw, headings
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side

_SIDES = {"incoming": Side.RECEIVED, "outgoing": Side.SENT}
_LEFT_OUT = "This export leaves out messages that were deleted on the phone before it was made."
_NEEDED = ("message date", "text", "attachment")
_WHATSAPP_ONLY = frozenset(("sent date", "forwarded", "attachment info"))


def recognises(head: bytes) -> bool:
    """Tell whether its headings are iMazing's."""
    found = headings(head)
    return {"chat session", "message date", "type"} <= found


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the rows, in the file's order."""
    app = "whatsapp" if _WHATSAPP_ONLY & headings(data[:65_536]) else "imessage"
    drawn = draw(data, _draft, needed=_NEEDED, words=("text",))
    return Drafted(
        items=drawn.items,
        app=app,
        by_record=True,
        facts=("Read as messages exported with iMazing.", _LEFT_OUT, *drawn.facts),
        problems=drawn.problems,
    )


def _draft(number: int, row: Row) -> Draft:
    shown = cell(row, "message date")
    parts, clock = wall_of(shown)
    type_ = cell(row, "type").lower()
    side = _SIDES.get(type_)
    notice = type_ not in _SIDES
    text = row.get("text", "").replace("\r\n", "\n")
    file = cell(row, "attachment")
    return Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=None
        if notice or side is Side.SENT
        else cell(row, "sender name", "sender id") or None,
        handle=None if notice or side is Side.SENT else cell(row, "sender id") or None,
        side=side,
        text=text,
        kind=_kind(row, text, notice=notice),
        attachment=file or None,
        chat=cell(row, "chat session") or None,
        quoted=cell(row, "replying to") or None,
    )


def _kind(row: Row, text: str, *, notice: bool) -> Kind:
    low = text.lower()
    if "missed" in low and "call" in low and notice:
        return Kind.MISSED_CALL
    if notice:
        return Kind.SYSTEM
    if cell(row, "deleted date"):
        return Kind.DELETED
    if cell(row, "attachment"):
        return Kind.MEDIA
    if cell(row, "edited date"):
        return Kind.EDITED
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(id="imazing_csv", label="iMazing (CSV)", recognises=recognises, draft=draft)
