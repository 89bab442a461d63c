"""TikTok's download as text: "Direct Messages.txt".

Source: chat-formats section 16.
"""

import re

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._instants import from_iso
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest.tiktok_json import LEFT_OUT
from analyser.records import Kind

_WITH = re.compile(r">>> ?Chat History with (.*)")
_LINE = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?: UTC)?) (.{1,80}?): ?(.*)", re.DOTALL)


def recognises(head: bytes) -> bool:
    """Tell whether it begins with the heading of a chat."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    text = head.decode(encoding, errors="replace")
    return any(_WITH.fullmatch(line) for line in lines_of(text)[:200])


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of every chat, in the file's order."""
    items: list[Draft | Stray] = []
    chat = None
    now: tuple[int, re.Match[str], list[str]] | None = None

    def close() -> None:
        if now is not None:
            items.append(_draft(*now, chat))

    for number, line in enumerate(lines_of(decode(data)[0]), start=1):
        if heading := _WITH.fullmatch(line):
            close()
            now, chat = None, heading[1].strip().rstrip(":").strip()
            items.append(_notice(number, line, chat))
        elif match := _LINE.fullmatch(line):
            close()
            now = (number, match, [])
        elif now is not None:
            now[2].append(line)
        elif line.strip():
            items.append(Stray(position=number, text=line, reason="No message begins before it."))
    close()
    return Drafted(
        items=tuple(items),
        app="tiktok",
        facts=("Read as TikTok's own download as text; its times are in UTC.", LEFT_OUT),
    )


def _notice(number: int, line: str, chat: str) -> Draft:
    return Draft(
        position=number, units=1, sender=None, text=line, kind=Kind.SYSTEM, chat=chat or None
    )


def _draft(position: int, match: re.Match[str], more: list[str], chat: str | None) -> Draft:
    units = 1 + sum(bool(line.strip()) for line in more)
    while more and not more[-1].strip():
        more.pop()
    return Draft(
        position=position,
        units=units,
        instant=from_iso(match[1], utc=True),
        shown_as=match[1],
        sender=match[2],
        text="\n".join([match[3], *more]),
        chat=chat,
    )


FORMAT = ChatFormat(id="tiktok_txt", label="TikTok (text)", recognises=recognises, draft=draft)
