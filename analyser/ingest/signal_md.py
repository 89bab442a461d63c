"""signal-export's chat.md (older: index.md): a chat of Signal as Markdown.

Source: chat-formats section 9.1. Times are of the clock of the exporting computer.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side

_LINE = re.compile(r"\[(\d{4}-\d\d-\d\d,? \d\d:\d\d(?::\d\d)?)\] ([^:]{1,80}): ?(.*)")
_REACTIONS = re.compile(r"\n?\(- (.+) -\)\s*$")
_STICKER = re.compile(r"\(\( .* \)\)")
_FILE = re.compile(
    r"!?\[([^\[\]\n]*)\]\(((?:\.?/?media|\.\./exported_stickers)/(?:[^()\n]|\([^()\n]*\))+)\)"
)
_DELETED = re.compile(r"\(?This message was deleted\.?\)?", re.IGNORECASE)
_CALL = re.compile(
    r"(?P<missed>missed (?:voice|video|group)? ?call)|"
    r"(?:incoming|outgoing) (?:voice|video|group) call|group call\b|(?:incoming|outgoing) call$",
    re.IGNORECASE,
)
_HITS_AT_LEAST = 2
LEFT_OUT = (
    "An export from Signal Desktop leaves out disappearing messages, view-once media and the "
    "words of messages deleted for everyone."
)


def call_kind(text: str) -> Kind | None:
    """Return what sort of call the words that Signal itself writes name, or None."""
    match = _CALL.match(text.strip())
    return None if match is None else Kind.MISSED_CALL if match["missed"] else Kind.CALL


def recognises(head: bytes) -> bool:
    """Tell whether lines begin with an ISO date in square brackets and a sender."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = [line for line in lines_of(head.decode(encoding, errors="replace")) if line.strip()]
    hits = [line for line in lines[:200] if _LINE.match(line)]
    # WhatsApp on an iPhone in Swedish also leads with the year, and with marks or a comma.
    commas = sum("," in line[:13] and line[18:19] == ":" for line in hits)
    starts = [line for line in lines[:200] if line.startswith(("[", "\u200e["))]
    few = len(hits) < _HITS_AT_LEAST and len(hits) * 2 <= len(starts)
    return bool(hits) and not few and commas * 2 < len(hits) and "\u200e[" not in "".join(lines)


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the file's order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    starts = [n for n, line in enumerate(lines) if _LINE.match(line)]
    items: list[Draft | Stray] = [
        Stray(position=n + 1, text=lines[n], reason="No message begins before it.")
        for n in range(starts[0] if starts else len(lines))
        if lines[n].strip()
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        items += _drafts(start, lines[start:end])
    return Drafted(
        items=tuple(items), app="signal", facts=("Read as made by signal-export.", LEFT_OUT)
    )


def _drafts(start: int, lines: Sequence[str]) -> list[Draft]:
    match = _LINE.match(lines[0])
    assert match is not None  # noqa: S101  # the line was chosen by it
    shown, who = match[1], match[2]
    parts, clock = wall_of(shown)
    body = "\n".join([match[3], *lines[1:]]).strip("\n ")
    units = 1 + sum(bool(line.strip()) for line in lines[1:])
    reactions = _REACTIONS.search(body)
    body = _REACTIONS.sub("", body)
    quoted, text = _parted(body)
    files = [PurePosixPath(found[2]).name.replace("%20", " ") for found in _FILE.finditer(text)]
    text = _FILE.sub("", text).strip("\n ") if files else text
    side = Side.SENT if who == "Me" else Side.RECEIVED
    made = [
        Draft(
            position=start + 1,
            units=units,
            parts=parts,
            clock=clock,
            shown_as=shown,
            sender=who,
            side=side,
            text=text,
            kind=_kind(text, bool(files)),
            attachment="; ".join(files) if files else None,
            quoted=quoted or None,
        )
    ]
    for one in reactions[1].split(", ") if reactions else []:
        name, _, sign = one.rpartition(": ")
        made.append(
            Draft(
                position=start + 1,
                units=1,
                sender=name or None,
                side=Side.SENT if name == "Me" else Side.RECEIVED,
                text=sign,
                kind=Kind.REACTION,
            )
        )
    return made


def _parted(body: str) -> tuple[str, str]:
    """Part the lines that quote another message from the sender's own words."""
    lines = body.split("\n")
    quoted = [line[2:] for line in lines if line.startswith("> ")]
    own = [line for line in lines if not line.startswith(("> ", ">\n")) and line != ">"]
    return "\n".join(quoted), "\n".join(own).strip("\n ")


def _kind(text: str, has_file: bool) -> Kind:
    if _DELETED.fullmatch(text):
        return Kind.DELETED
    if call := call_kind(text):
        return call
    if has_file or _STICKER.fullmatch(text):
        return Kind.MEDIA
    return Kind.TEXT if text else Kind.UNKNOWN


FORMAT = ChatFormat(
    id="signal_md", label="Signal (signal-export, Markdown)", recognises=recognises, draft=draft
)
