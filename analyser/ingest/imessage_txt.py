"""imessage-exporter's text: one file a chat, each message under a line with its time.

Source: chat-formats section 10.4. Replies stand in it twice and are counted once.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from analyser.handles import handle_key
from analyser.ingest._direction import doubted
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import wall_of
from analyser.records import Kind, Side
from analyser.times import plain

_TIME = re.compile(
    r"( *)([A-Z][a-z]{2} \d{2}, \d{4} {1,2}\d{1,2}:\d{2}:\d{2} [AP]M)( \([^()]*\))?(?: (.+))?"
)
_HITS_AT_LEAST = 2
_IS_REPLY = "This message responded to an earlier message."
_DELETED = "This message was deleted from the conversation!"
_UNSENT = re.compile(r".{1,60} unsent (?:a|this) message(?: part)?\b.*")
_TAPBACKS = re.compile(r"(?:Tapbacks|Reactions):")
_TAPBACK = re.compile(r"\s*(\S.{0,100}?) by (.+)")
_EDITED = re.compile(r"Edited .{1,100} later: ?.*")
_MISSING = "Attachment missing!"
_FILE = re.compile(r"[~\w./ -]*/[^/\n]+\.\w{2,5}")
LEFT_OUT = (
    "This export leaves out messages deleted more than 30 to 40 days before it was made; its "
    "times are of the clock of that computer."
)


def _header(line: str) -> re.Match[str] | None:
    return _TIME.fullmatch(plain(line))


def recognises(head: bytes) -> bool:
    """Tell whether lines hold only a time as the exporter writes it."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = [line for line in lines_of(head.decode(encoding, errors="replace")) if line.strip()]
    hits = sum(bool(_header(line.lstrip("\ufeff"))) for line in lines[:200])
    first = bool(lines) and bool(_header(lines[0].lstrip("\ufeff")))
    return hits >= _HITS_AT_LEAST or first


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one chat, in the file's order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    starts = [n for n, line in enumerate(lines) if (m := _header(line)) and not m[1]]
    items: list[Draft | Stray] = [
        Stray(position=n + 1, text=lines[n], reason="No message begins before it.")
        for n in range(starts[0] if starts else len(lines))
        if lines[n].strip()
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        items += _block(start, lines[start:end])
    named = PurePosixPath(hints.name).stem
    return Drafted(
        # A chat is named after the others in it, never after the user.
        items=tuple(doubted(items, {handle_key(name) for name in named.split(", ")})),
        app="imessage",
        facts=("Read as made by imessage-exporter.", LEFT_OUT),
    )


def _block(start: int, lines: Sequence[str]) -> list[Draft]:
    match = _header(lines[0])
    assert match is not None  # noqa: S101  # the line was chosen by it
    shown = match[2] + (match[3] or "")
    parts, clock = wall_of(" ".join(match[2].split()))
    units = sum(bool(line.strip()) for line in lines)
    if match[4]:
        return [_notice(start, lines, match, units)]
    sender = lines[1].strip() if len(lines) > 1 else ""
    if _UNSENT.fullmatch(sender):
        # Where nothing is left of a message, only what was done stands below the time.
        sender = sender.partition(" unsent ")[0]
        lines = [lines[0], sender, *lines[1:]]
    # Indented below a message stand the replies to it, which come again at their own place.
    body = _before_replies(lines[2:])
    tapbacks, body = _tapbacks(body)
    own = sender in ("Me", "You")
    text, kind, file = _words(body)
    side = Side.SENT if own else Side.RECEIVED
    before = _before_edits(body)
    whole = Draft(
        position=start + 1,
        units=units - len(tapbacks) - sum(each.count("\n") + 1 for each in before),
        parts=parts,
        clock=clock,
        shown_as=shown,
        sender=sender or None,
        side=side,
        text=text,
        kind=kind,
        attachment=file,
    )
    made = [
        replace(whole, units=each.count("\n") + 1, text=each, kind=Kind.TEXT, attachment=None)
        for each in before
    ]
    made.append(whole)
    for sign, who in tapbacks:
        mine = who in ("Me", "You")
        made.append(
            Draft(
                position=start + 1,
                units=1,
                sender=who,
                side=Side.SENT if mine else Side.RECEIVED,
                text=sign,
                kind=Kind.REACTION,
            )
        )
    return made


def _notice(start: int, lines: Sequence[str], match: re.Match[str], units: int) -> Draft:
    """Return what stands on the line of the time itself: something that was done."""
    text = match[4] + "".join(f"\n{line}" for line in lines[1:]).rstrip("\n ")
    parts, clock = wall_of(" ".join(match[2].split()))
    return Draft(
        position=start + 1,
        units=units,
        parts=parts,
        clock=clock,
        shown_as=match[2] + (match[3] or ""),
        sender=None,
        text=text,
        kind=Kind.DELETED if _UNSENT.fullmatch(text) else Kind.SYSTEM,
    )


def _before_replies(lines: Sequence[str]) -> list[str]:
    """Return the lines without the blocks of replies, which are indented and dated."""
    kept: list[str] = []
    inside = False
    for line in lines:
        if (match := _header(line)) and match[1]:
            inside = True
        elif inside and line.strip() and not line.startswith("    "):
            inside = False
        if not inside:
            kept.append(line)
    return kept


def _tapbacks(lines: list[str]) -> tuple[list[tuple[str, str]], list[str]]:
    place = next((n for n, line in enumerate(lines) if _TAPBACKS.fullmatch(line.strip())), None)
    if place is None:
        return [], lines
    found, after = [], place + 1
    for line in lines[place + 1 :]:
        match = _TAPBACK.fullmatch(line)
        if match is None:
            break
        found.append((match[1].strip(), match[2].strip()))
        after += 1
    return found, [*lines[:place], *lines[after:]]


def _before_edits(lines: Sequence[str]) -> list[str]:
    """Return the earlier versions of an edited message, which stand above the newest."""
    versions: list[list[str]] = [[]]
    for line in lines:
        if _EDITED.fullmatch(line):
            versions.append([line.partition(": ")[2]])
        elif line.strip():
            versions[-1].append(line)
    texts = ("\n".join(each).strip("\n ") for each in versions[:-1])
    return [text for text in texts if text]


def _words(lines: list[str]) -> tuple[str, Kind, str | None]:
    kept = [x for x in lines if x.strip() not in (_IS_REPLY, _DELETED, _MISSING)]
    edited = [n for n, line in enumerate(kept) if _EDITED.fullmatch(line)]
    if edited:
        # Versions stand one under the other, the newest last.
        newest = kept[edited[-1]].partition(": ")[2]
        kept = [newest, *kept[edited[-1] + 1 :]]
    kept = [line for line in kept if not line.startswith("Sent with ")]
    text = "\n".join(kept).strip("\n ")
    whole = {line.strip() for line in lines}
    if _UNSENT.fullmatch(text) or _DELETED in whole:
        return text, Kind.DELETED, None
    files = [line for line in text.split("\n") if _FILE.fullmatch(line.strip())]
    if files or _MISSING in whole:
        words = "\n".join(line for line in text.split("\n") if line not in files).strip()
        return words, Kind.MEDIA, "; ".join(each.strip().rpartition("/")[2] for each in files)
    return text, Kind.EDITED if edited else Kind.TEXT if text else Kind.UNKNOWN, None


FORMAT = ChatFormat(
    id="imessage_txt",
    label="iMessage (imessage-exporter, text)",
    recognises=recognises,
    draft=draft,
)
