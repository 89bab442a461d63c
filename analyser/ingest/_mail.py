"""Turn one e-mail, as the standard library reads it, into a draft.

Source: chat-formats section 22.1. Nothing remote is loaded; pictures and scripts are passed over.
"""

import re
from datetime import datetime
from email import policy
from email.header import decode_header, make_header
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from typing import Any

from analyser.ingest._format import Draft
from analyser.ingest._html import text_of_html
from analyser.ingest._mail_dates import date_of, wall_of_date
from analyser.ingest._mail_parts import DAMAGED, attached_names, bodies_below
from analyser.ingest._mail_quoted import parted, unflowed
from analyser.records import Kind

HEADER = re.compile(rb"[!-9;-~]{1,76}:[ \t]?.*")
_REPLY_LINES = re.compile(r"\r\n?")
_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"\b\w+://\S+|\[(?:image|cid):[^\[\]]*\]|mailto:\S+", re.IGNORECASE)
TWO_TEXTS = "Look at the e-mail in a mail program: it shows one part, and can show the other."
TOO_DEEP = "The HTML of this e-mail is nested deeper than any that can be read."
_APART_SECONDS = 600
"""The sender sets the date; servers note when it came. More than this apart is worth saying."""
_DRAFTS = frozenset(
    ("drafts", "draft", "entwürfe", "brouillons", "borradores", "bozze", "rascunhos", "concepten")
    + ("wersje robocze", "drafftiau", "черновики", "чернетки", "taslaklar", "utkast", "kladder")
)
_SENT = frozenset(
    ("sent", "gesendet", "messages envoyés", "enviados", "posta inviata", "verzonden", "wysłane")
)
_ODD_DATE = "This e-mail has no date that can be read; the time is when a server received it."

_HEADERS = HeaderRegistry()
_PARSED_AT_MOST = 2_000
"""Letters of a header up to which the standard library takes it apart: its time grows with their
square, and no subject, date or address is as long. A longer header is shown as it stands."""
_DECODED_AT_MOST = 100_000
_LONGEST_LETTER_BYTES = 4
NO_DATE = "no date, so it has no place in time."
SEE_DATE = "Look at it in the mail program for its date; save it again as .eml if you can."
DAMAGE = "What could be read is shown. Save it again from the mail program."


def _value(name: str, value: str) -> Any:  # noqa: ANN401  # the library makes a class of each name
    if len(value) <= _PARSED_AT_MOST:
        return _HEADERS(name, value)
    # What says of which kind a part is is needed taken apart, and is told at the beginning.
    of_part = name.casefold().startswith("content-")
    return _HEADERS(name, value[:_PARSED_AT_MOST]) if of_part else value


_POLICY = policy.default.clone(header_factory=_value)


def parse(data: bytes) -> EmailMessage:
    """Return the e-mail in `data`; what is damaged is among its defects."""
    message = BytesParser(policy=_POLICY).parsebytes(data)
    assert isinstance(message, EmailMessage)  # noqa: S101  # the policy makes nothing else
    return message


def draft_mail(message: EmailMessage, position: int) -> Draft:
    """Return the draft of one e-mail: own words as text, those of the mail replied to as quoted."""
    name, address = sender_of(message)
    shown = _date(message)
    instant, received = date_of(shown), _received(message)
    files = list(attached_names(message))
    parts, clock = wall_of_date(shown)
    text, quoted, _ = both(_body(message, "plain"), _body(message, "html"))
    subject = _header(message, "Subject")
    is_draft = _is_draft(message)
    kind = Kind.SYSTEM if is_draft else Kind.TEXT
    return Draft(
        position=position,
        units=1,
        instant=None if parts else instant or received,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        remark=_ODD_DATE if not parts and instant is None and received else None,
        sender=None if is_draft else name or address,
        owner_shown=not is_draft and not _labels(message).isdisjoint(_SENT),
        handle=None if is_draft else address,
        text=text or subject,
        kind=kind,
        attachment="; ".join(files) if files else None,
        inside=True,
        chat=", ".join(sorted({address or name or "", *_addresses(message)} - {""})) or None,
        quoted=quoted or None,
        key=_key(message, instant, text, quoted),
    )


def _date(message: EmailMessage) -> str:
    """Return the date as written; an e-mail that Outlook saved as text calls it "Sent"."""
    return _header(message, "Date") or _header(message, "Sent")


def is_undated(draft: Draft) -> bool:
    """Tell whether an e-mail that was sent shows no time at all."""
    dated = draft.instant or draft.parts or draft.shown_as
    return not dated and draft.kind is not Kind.SYSTEM


def _key(message: EmailMessage, instant: datetime | None, text: str, quoted: str) -> str | None:
    """Return what is equal in copies; a copy whose words were changed is no copy."""
    id_ = _header(message, "Message-ID")
    return repr((id_, instant, text, quoted)) if id_ else None


def _addresses(message: EmailMessage) -> set[str]:
    return {address or name for name, address in _pairs(message, "To", "Cc")}


def _pairs(message: EmailMessage, *names: str) -> list[tuple[str, str]]:
    """Return the names and addresses of these headers; none where one is nested too deep."""
    try:
        return getaddresses([_header(message, name)[:_DECODED_AT_MOST] for name in names])
    except RecursionError:
        return []


def recipients(message: EmailMessage) -> frozenset[str]:
    """Return the names and addresses of those to whom it went."""
    pairs = _pairs(message, "To", "Cc", "Delivered-To")
    return frozenset(part for pair in pairs for part in pair if part)


def is_far_apart(message: EmailMessage) -> bool:
    """Tell whether the date that the sender set and a server's differ by more than minutes."""
    sent, received = date_of(_header(message, "Date")), _received(message)
    return bool(sent and received) and abs((received - sent).total_seconds()) > _APART_SECONDS  # type: ignore[operator]  # both are there


def _header(message: EmailMessage, name: str) -> str:
    raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), None)
    try:
        value = message[name]
    except DAMAGED:
        value = raw  # some damaged headers stop the standard library's own parser
    if name == "Date" or any("\udc80" <= char <= "\udcff" for char in str(raw or "")):
        # The library writes a date anew, without a zone that it does not know, and puts its sign
        # for what it cannot read in place of letters.
        value = raw
    text = "" if value is None else str(value)
    if "=?" in text and len(text) <= _DECODED_AT_MOST:
        try:
            text = str(make_header(decode_header(text)))
        except DAMAGED:
            return text
    text = " ".join(text.split())
    if any("\udc80" <= char <= "\udcff" for char in text):
        raw = text.encode("utf-8", "surrogateescape")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", errors="replace")
    return text


def sender_of(message: EmailMessage) -> tuple[str | None, str | None]:
    """Return the name and the address of who sent it."""
    for header in ("From", "Sender", "Return-Path"):
        for name, address in _pairs(message, header):
            if name or address:
                return name or None, address or None
    return None, None


def sent_at(message: EmailMessage) -> datetime | None:
    """Return the date that the sender set, else the one that a server noted."""
    return date_of(_header(message, "Date")) or _received(message)


def _received(message: EmailMessage) -> datetime | None:
    for key, value in message.raw_items():
        if key.lower() == "received" and (found := date_of(str(value).rpartition(";")[2].strip())):
            return found
    return None


def _is_draft(message: EmailMessage) -> bool:
    """Tell whether it was never sent, as mail programs mark it."""
    return (
        _header(message, "X-Unsent") == "1"
        or not _labels(message).isdisjoint(_DRAFTS)
        or "X-Mozilla-Draft-Info" in message
        or _header(message, "X-Uniform-Type-Identifier") == "com.apple.mail-draft"
    )


def _labels(message: EmailMessage) -> set[str]:
    """Return the labels of Gmail's Takeout, which are in the language of the account."""
    return {label.strip() for label in _header(message, "X-Gmail-Labels").casefold().split(",")}


def _body(message: EmailMessage, kind: str) -> str:
    """Return the body of that kind (`plain` or `html`) as a person sees it; "" where none is."""
    try:
        part = message.get_body(preferencelist=(kind,))
    except DAMAGED:
        part = None
    if part is None:
        return ""
    assert isinstance(part, EmailMessage)  # noqa: S101  # the policy makes nothing else
    pieces = [part, *bodies_below(message, kind)]
    try:
        read = (_page(each) if kind == "html" else _plain(each) for each in pieces)
        return "\n\n".join(text for text in read if text)
    except RecursionError:
        if kind == "plain" or not _body(message, "plain"):
            raise
        return ""


def _page(part: EmailMessage) -> str:
    return text_of_html(_content(part), mark_quotes=True).strip("\n")


def _plain(part: EmailMessage) -> str:
    text = _REPLY_LINES.sub("\n", _content(part))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, drop_space=str(part.get_param("delsp", "")).lower() == "yes")
    return text.strip("\n")


def both(plain: str, page: str) -> tuple[str, str, bool]:
    """Return own words, quoted words, and whether the page has words of its own.

    A mail program shows one of the two parts. Where the page says what the text does not, both
    are shown, the text first.
    """
    own, quoted = parted(plain or page)
    shown = parted(page)[0]
    if not plain or _letters(shown) in _letters(plain) or not _words(shown) - _words(plain):
        return own, quoted, False
    return f"{own}\n\n{shown}", quoted, True


def is_too_deep(message: EmailMessage) -> bool:
    """Tell whether its page is nested deeper than any that can be read."""
    try:
        part = message.get_body(preferencelist=("html",))
        text_of_html(_content(part) if isinstance(part, EmailMessage) else "")
    except RecursionError:
        return True
    except DAMAGED:
        pass
    return False


def _words(text: str) -> set[str]:
    return set(_WORD.findall(_LINK.sub(" ", text).casefold()))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(_LINK.sub(" ", text).casefold()))


def says_two_things(message: EmailMessage) -> bool:
    """Tell whether its two parts have different words."""
    return both(_body(message, "plain"), _body(message, "html"))[2]


def _content(part: EmailMessage) -> str:
    try:
        content = part.get_content()
        if isinstance(content, str) and "\ufffd" not in content:
            return content
    except DAMAGED:
        pass
    raw = part.get_payload(decode=True)
    data = raw if isinstance(raw, bytes) else b""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(data) - error.start < _LONGEST_LETTER_BYTES:
            return data.decode("utf-8", errors="replace")  # cut off inside its last letter
        return data.decode("cp1252", errors="replace")
