"""SMS Backup & Restore's XML: texts, picture messages and calls of an Android phone.

Source: chat-formats section 11. Entities are refused; nothing outside the file is opened.
"""

import re
from collections import Counter
from collections.abc import Iterator

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_count, in_order
from analyser.ingest._lighter import sms_without_media
from analyser.ingest._sms_xml import Attributes, Record, parsed
from analyser.ingest._text import decode, encoding_of
from analyser.records import Kind, Side
from analyser.wording import counted

_ROOT = re.compile(
    r"\ufeff?\s*(?:<\?[^>]*\?>\s*|<!DOCTYPE[^\[>]*(?:\[[^\]]*\]\s*)?>\s*|<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:smses|calls)\b",
    re.DOTALL,
)
_NONE = ("", "null", "(Unknown)")
_SENT_BOXES = {"2": Side.SENT, "1": Side.RECEIVED}
_NEVER_SENT = {"3": "draft", "4": "not yet sent", "5": "failed", "6": "waiting to be sent"}
_HIDDEN = {"2": "Withheld number", "3": "Unknown number", "4": "Payphone"}
_HIDDEN_NUMBERS = ("", "null", "-1", "-2", "-3")
_OWNER = "insert-address-token"
_FROM = "137"
_NOT_DOWNLOADED = "130"
_LEFT_OUT = (
    "A backup of texts leaves out deleted texts, RCS (chat) messages on many phones, and calls "
    "unless they are backed up too."
)
_CALLS = {
    "1": (Kind.CALL, Side.RECEIVED, "Incoming call"),
    "2": (Kind.CALL, Side.SENT, "Outgoing call"),
    "3": (Kind.MISSED_CALL, Side.RECEIVED, "Missed call"),
    "4": (Kind.CALL, Side.RECEIVED, "Voicemail"),
    "5": (Kind.MISSED_CALL, Side.RECEIVED, "Rejected call"),
    "6": (Kind.MISSED_CALL, Side.RECEIVED, "Blocked call"),
    "7": (Kind.CALL, Side.RECEIVED, "Call answered on another device"),
}


def recognises(head: bytes) -> bool:
    """Tell whether the root element is that of texts or calls."""
    encoding = encoding_of(head)
    return encoding is not None and bool(_ROOT.match(head.decode(encoding, errors="replace")))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all texts, picture messages and calls, oldest first."""
    text, _ = decode(data)
    records, whole = parsed(text)
    items: list[Draft | Stray] = [_item(n, each) for n, each in enumerate(records, start=1)]
    problems = []
    if not whole:
        what = "This backup is cut off or damaged; what stands before that place was read."
        problems.append((what, "Copy the backup again from the phone, or make a new one."))
        rest = Stray(position=len(records) + 1, text="", reason="The file is damaged from here on.")
        return _drafted([*in_order(items), rest], records, problems)
    return _drafted([*in_order(items)], records, problems)


def _drafted(
    items: list[Draft | Stray], records: list[Record], problems: list[tuple[str, str]]
) -> Drafted:
    kept = Counter(each.own.get("type") or each.own.get("msg_box") for each in _texts(records))
    unsent = [f"{kept[box]} {word}" for box, word in _NEVER_SENT.items() if kept[box]]
    facts = ["Read as a backup of texts and calls made with SMS Backup & Restore.", _LEFT_OUT]
    if unsent:
        facts.append(
            f"Texts that did not leave the phone ({', '.join(unsent)}) are shown as notices and "
            "never counted as contact."
        )
    nulls = sum(each.tag == "sms" and each.own.get("body") == "null" for each in records)
    if nulls:
        what = f"Texts of the one word null, which the backup also writes for nothing: {nulls}."
        problems = [*problems, (what, "Look at them on the phone.")]
    return Drafted(
        items=tuple(items),
        app="sms",
        by_record=True,
        facts=tuple(facts),
        problems=tuple(problems),
    )


def _texts(records: list[Record]) -> Iterator[Record]:
    return (each for each in records if each.tag in ("sms", "mms"))


def _item(number: int, record: Record) -> Draft | Stray:
    if record.tag == "call":
        return _call(number, record.own)
    if record.tag == "sms":
        return _sms(number, record.own)
    if record.tag == "mms":
        return _mms(number, record)
    words = " ".join(f"{name}={value!r}" for name, value in record.own.items())
    return Stray(position=number, text=words, reason=f"No text or call: {record.tag!r}.")


def _said(own: Attributes, name: str) -> str:
    value = own.get(name, "")
    return "" if value in _NONE else value


def _key(own: Attributes) -> str:
    return repr(sorted(own.items()))


def _shown(own: Attributes) -> str | None:
    return _said(own, "readable_date") or _said(own, "date") or None


def _sms(number: int, own: Attributes) -> Draft:
    body = own.get("body", "")
    empty = body in ("", "null")
    box = own.get("type", "")
    side = _SENT_BOXES.get(box, Side.UNKNOWN)
    other = _said(own, "contact_name") or _said(own, "address") or None
    never = box in _NEVER_SENT
    return Draft(
        position=number,
        units=1,
        instant=from_count(own.get("date")) or from_count(own.get("date_sent")),
        shown_as=_shown(own),
        sender=None if side is Side.SENT or never else other,
        handle=None if side is Side.SENT or never else _said(own, "address") or None,
        side=side,
        chat=other,
        text="" if empty else body,
        kind=Kind.SYSTEM if never else Kind.UNKNOWN if empty else Kind.TEXT,
        key=_key(own),
    )


def _mms(number: int, record: Record) -> Draft:
    own = record.own
    box = own.get("msg_box", "")
    side = _SENT_BOXES.get(box, Side.UNKNOWN)
    never = box in _NEVER_SENT
    came_from = next((a for a in record.addresses if a.get("type") == _FROM), {})
    address = _said(came_from, "address").replace(_OWNER, "") or _said(own, "address")
    name = _said(own, "contact_name")
    is_group = "~" in own.get("address", "")
    other = (address if is_group else name or address) or None
    words = [_said(own, "sub")] + [
        part.get("text", "") for part in record.parts if part.get("ct") == "text/plain"
    ]
    text = "\n".join(word for word in words if word not in ("", "null"))
    files = [_file(part) for part in record.parts if _is_file(part)]
    kind = Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN
    if kind is Kind.MEDIA and all(name.lower().endswith(".vcf") for name in files):
        kind = Kind.CONTACT_CARD
    if own.get("m_type") == _NOT_DOWNLOADED:
        kind = Kind.UNKNOWN
    hide = side is Side.SENT or never
    return Draft(
        position=number,
        units=1,
        instant=from_count(own.get("date")),
        shown_as=_shown(own),
        sender=None if hide else other,
        handle=None if hide else address or None,
        side=side,
        chat=name or own.get("address") or None,
        text=text,
        kind=Kind.SYSTEM if never else kind,
        attachment="; ".join(files) if files else None,
        inside=True,
        key=_key(own) + repr(record.parts),
    )


def _is_file(part: Attributes) -> bool:
    return part.get("ct", "") not in ("text/plain", "application/smil", "")


def _file(part: Attributes) -> str:
    names = (_said(part, each) for each in ("cl", "name", "fn", "cid"))
    return next((name for name in names if name), part.get("ct", "file"))


def _call(number: int, own: Attributes) -> Draft:
    kind, side, words = _CALLS.get(own.get("type", ""), (Kind.CALL, Side.UNKNOWN, "Call"))
    seconds = own.get("duration", "")
    if kind is Kind.CALL and side is Side.SENT and seconds == "0":
        words += ", not answered"
    elif seconds.isdecimal() and seconds != "0":
        words += f", {counted(int(seconds), 'second')}"
    hidden = _HIDDEN.get(own.get("presentation", ""))
    if hidden is None and own.get("number", "") in _HIDDEN_NUMBERS:
        hidden = "Unknown number"
    address = None if hidden else _said(own, "number") or None
    other = hidden or _said(own, "contact_name") or address
    return Draft(
        position=number,
        units=1,
        instant=from_count(own.get("date")),
        shown_as=_shown(own),
        sender=None if side is Side.SENT else other,
        handle=None if side is Side.SENT else address,
        side=side,
        chat=other,
        text=words,
        kind=kind,
        key=_key(own),
    )


FORMAT = ChatFormat(
    id="sms_backup_xml",
    label="SMS Backup & Restore (XML)",
    recognises=recognises,
    draft=draft,
    lighter=sms_without_media,
)
