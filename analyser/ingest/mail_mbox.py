"""Many e-mails in one file (.mbox), as Thunderbird, Apple Mail and Gmail's Takeout make it.

Source: chat-formats section 22.2: the standard library parts it at every line that begins with
"From ", so the parting is done here.
"""

import re
from email.message import EmailMessage
from itertools import pairwise

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import in_order
from analyser.ingest._lighter import mail_without_media
from analyser.ingest._mail import (
    TOO_DEEP,
    TWO_TEXTS,
    attached,
    draft_mail,
    files_of,
    is_far_apart,
    parse,
    recipients,
    says_two_things,
)
from analyser.ingest.mail_eml import LEFT_OUT

_FROM = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]{1,76}:)"
)
_MARK = b"\xef\xbb\xbf"
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def recognises(head: bytes) -> bool:
    """Tell whether it begins with "From ", a date, and then a header line."""
    return _FROM.match(head.removeprefix(_MARK)) is not None


def places(data: bytes) -> list[tuple[int, int]]:
    """Return where each e-mail begins, with its "From " line, and ends."""
    first = len(data) - len(data.removeprefix(_MARK))
    starts = [match.start() for match in _FROM.finditer(data, first)]
    return list(pairwise([*starts, len(data)]))


def mail_of(data: bytes) -> EmailMessage:
    """Return one e-mail of a mailbox, from its "From " line on."""
    return parse(_QUOTED_FROM.sub(rb"\1", data[data.find(b"\n") + 1 :]))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of all e-mails, oldest first."""
    items: list[Draft | Stray] = []
    apart, two, members = 0, 0, frozenset[str]()
    for number, (start, end) in enumerate(places(data), start=1):
        message = mail_of(data[start:end])
        apart += is_far_apart(message)
        members |= recipients(message)
        try:
            items.append(draft_mail(message, number))
            two += says_two_things(message)
        except RecursionError:
            raw = data[start:end].decode("utf-8", errors="replace")
            items.append(Stray(position=number, text=raw, reason=TOO_DEEP))
    drafts = [item for item in items if isinstance(item, Draft)]
    what = f"In {apart} e-mails the date that the sender set and a server's date are far apart."
    differ = (
        f"In {two} e-mails the plain part and the HTML part have different words; both are shown."
    )
    return Drafted(
        items=in_order(items),
        app="email",
        by_record=True,
        facts=("Read as a mailbox of e-mails.", LEFT_OUT, *attached(files_of(drafts))),
        members=members,
        problems=(
            *([(what, "Look at their Date and Received lines.")] if apart else []),
            *([(differ, TWO_TEXTS)] if two else []),
        ),
    )


FORMAT = ChatFormat(
    id="mail_mbox",
    label="Mailbox (.mbox)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
    lighter=mail_without_media,
)
