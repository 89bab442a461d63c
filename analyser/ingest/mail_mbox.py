"""Many e-mails in one file (.mbox), as Thunderbird, Apple Mail and Gmail's Takeout make it.

Source: chat-formats section 22.2: the standard library parts it at every line that begins with
"From ", so the parting is done here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from email.message import EmailMessage
from itertools import pairwise

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import in_order
from analyser.ingest._lighter import mail_without_media
from analyser.ingest._mail import (
    DAMAGE,
    NO_DATE,
    SEE_DATE,
    TOO_DEEP,
    TWO_TEXTS,
    draft_mail,
    is_far_apart,
    is_undated,
    parse,
    recipients,
    says_two_things,
)
from analyser.ingest._mail_parts import attached, damage_of, files_of
from analyser.ingest.mail_eml import LEFT_OUT
from analyser.wording import counted

_FROM = re.compile(
    rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From \S[^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]{1,76}:)"
)
_NAMED_AT_MOST = 10
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
    damaged: dict[int, tuple[str, ...]] = {}
    for number, (start, end) in enumerate(places(data), start=1):
        message = mail_of(data[start:end])
        apart += is_far_apart(message)
        if found := damage_of(message):
            damaged[number] = found
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
            *_no_dates([each.position for each in drafts if is_undated(each)]),
            *_damaged(damaged),
        ),
    )


def _no_dates(numbers: Sequence[int]) -> Iterator[tuple[str, str]]:
    if numbers:
        count = counted(len(numbers), "e-mail has", "e-mails have")
        yield f"{count} {NO_DATE} {_which(numbers)}", SEE_DATE


def _damaged(found: Mapping[int, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    if found:
        count = counted(len(found), "e-mail is", "e-mails are")
        first = "; ".join(next(iter(found.values())))
        what = f"{count} damaged. {_which([*found])} Of the first of these: {first}."
        yield what, DAMAGE


def _which(numbers: Sequence[int]) -> str:
    """Return the places in the mailbox, counted from its beginning."""
    shown = ", ".join(f"{each:,}" for each in numbers[:_NAMED_AT_MOST])
    more = f" and {len(numbers) - _NAMED_AT_MOST:,} more" if len(numbers) > _NAMED_AT_MOST else ""
    return f"In the order of the file: {shown}{more}."


FORMAT = ChatFormat(
    id="mail_mbox",
    label="Mailbox (.mbox)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
    lighter=mail_without_media,
)
