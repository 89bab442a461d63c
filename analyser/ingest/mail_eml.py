"""One e-mail as a file (.eml).

Source: chat-formats section 22.1.
"""

import re
from email.message import EmailMessage

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._lighter import mail_without_media
from analyser.ingest._mail import (
    DAMAGE,
    HEADER,
    NO_DATE,
    SEE_DATE,
    TOO_DEEP,
    TWO_TEXTS,
    draft_mail,
    is_far_apart,
    is_too_deep,
    is_undated,
    parse,
    recipients,
    says_two_things,
)
from analyser.ingest._mail_parts import attached, damage_of, files_of
from analyser.ingest._text import encoding_of

_TELLING = frozenset(
    (b"from", b"date", b"received", b"mime-version", b"subject", b"to", b"message-id")
    + (b"return-path", b"delivered-to", b"x-unsent", b"reply-to", b"content-type")
)
_TELLING_AT_LEAST = 2
_APPLE = re.compile(rb"(\d{1,9})[ \t]*\r?\n(?=[A-Za-z-]{2,40}:)")
"""Apple Mail's own files (.emlx) say the length of the mail first, and of it below the mail."""
_LINES = re.compile(rb"\r?\n")
LEFT_OUT = (
    "An e-mail shows no hidden copies (Bcc), and its date is set by the sender; only servers' "
    "Received lines are not."
)


def _bytes(data: bytes) -> bytes:
    """Return the file without marks, and as UTF-8 where it was saved as UTF-16."""
    encoding = encoding_of(data[:4096])
    if encoding and encoding.startswith("utf-16"):
        data = data.decode(encoding, errors="replace").lstrip("\ufeff").encode()
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n ")
    if match := _APPLE.match(data):
        return data[match.end() : match.end() + int(match[1])]
    return data


def _start(data: bytes) -> int | None:
    """Return where the header begins: one broken line may stand before it; None for no e-mail."""
    place, found = 0, None
    names: set[bytes] = set()
    for number, line in enumerate(_LINES.split(data[:65_536])):
        if HEADER.fullmatch(line):
            found = place if found is None else found
            names.add(line.partition(b":")[0].lower())
        elif found is None:
            if number > 0:
                break
        elif not line.startswith((b" ", b"\t")):
            break
        place = data.find(b"\n", place) + 1
    return found if len(names & _TELLING) >= _TELLING_AT_LEAST else None


def recognises(head: bytes) -> bool:
    """Tell whether it begins with the header of an e-mail."""
    return not head.startswith(b"From ") and _start(_bytes(head)) is not None


def mail_of(data: bytes) -> EmailMessage:
    """Return the e-mail in a file."""
    whole = _bytes(data)
    return parse(whole[_start(whole) or 0 :])


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the draft of the e-mail."""
    message = mail_of(data)
    problems = []
    if is_far_apart(message):
        what = "The date that the sender set and the date that a server noted are far apart."
        problems.append((what, "Look at the Date and Received lines of the e-mail."))
    item: Draft | Stray
    try:
        item = draft_mail(message, 1)
    except RecursionError:
        item = Stray(position=1, text=data.decode("utf-8", errors="replace"), reason=TOO_DEEP)
    if is_too_deep(message):
        problems.append((TOO_DEEP, "Look at it in the mail program."))
    elif says_two_things(message):
        what = (
            "The plain part and the HTML part of this e-mail have different words; both are shown."
        )
        problems.append((what, TWO_TEXTS))
    if isinstance(item, Draft) and is_undated(item):
        problems.append((f"This e-mail has {NO_DATE}", SEE_DATE))
    if damaged := damage_of(message):
        problems.append((f"This e-mail is damaged: {'; '.join(damaged)}.", DAMAGE))
    return Drafted(
        items=(item,),
        app="email",
        by_record=True,
        facts=(
            "Read as one e-mail.",
            LEFT_OUT,
            *attached(files_of([item] if isinstance(item, Draft) else [])),
        ),
        problems=tuple(problems),
        members=recipients(message),
    )


FORMAT = ChatFormat(
    id="mail_eml",
    label="E-mail (.eml)",
    recognises=recognises,
    draft=draft,
    own_encoding=True,
    lighter=mail_without_media,
)
