"""DiscordChatExporter's plain text.

Source: chat-formats section 13.1.
"""

import re

from analyser.ingest._discord import LEFT_OUT, file_names
from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.ingest._wall import wall_of
from analyser.records import Kind

_RULE = "=" * 62
_LINE = re.compile(r"\[([^\]\n]{8,40})\] (.{1,100}?)( \(pinned\))?")
_FILES = ("Attachments", "Stickers")
_END = re.compile(r"Exported ([\d,. ]+) message\(s\)")
_BLOCK = re.compile(r"\{(Attachments|Embed|Stickers|Reactions|Forwarded Message)\}")


def recognises(head: bytes) -> bool:
    """Tell whether it begins with the exporter's preamble."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    lines = lines_of(head.decode(encoding, errors="replace").lstrip("\ufeff"))
    return bool(lines) and lines[0].strip() == _RULE and any("Guild:" in x for x in lines[:8])


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one conversation, in the file's order."""
    lines = lines_of(decode(data)[0].lstrip("\ufeff"))
    rules = [n for n, line in enumerate(lines) if line.strip() == _RULE]
    begin = rules[1] + 1 if len(rules) > 1 else 0
    ended = next((n for n in rules[2:] if _END.match(" ".join(lines[n + 1 : n + 2]))), len(lines))
    title = next((x.partition(":")[2].strip() for x in lines[:begin] if x[:8] == "Channel:"), None)
    said = next((m for line in lines[ended:] if (m := _END.match(line.strip()))), None)
    held = int(re.sub(r"\D", "", said[1]) or 0) if said else None
    starts = [n for n in range(begin, ended) if _header(lines[n])]
    if held is not None and len(starts) > held:
        starts = _heads(lines, starts, held)
    items: list[Draft | Stray] = [
        _notice(n, lines[n]) for n in [*range(begin), *range(ended, len(lines))] if lines[n].strip()
    ]
    first = starts[0] if starts else ended
    items += [
        Stray(position=n + 1, text=lines[n], reason="No message begins before it.")
        for n in range(begin, first)
        if lines[n].strip()
    ]
    for start, end in zip(starts, [*starts[1:], ended], strict=True):
        items.append(_draft(start, lines[start:end], title))
    items.sort(key=lambda each: each.position)
    problems = []
    if held is not None and held != len(starts):
        what = f"Messages the file says that it holds: {held}. Found: {len(starts)}."
        problems.append((what, "Some words may look like the beginning of a message; check them."))
    return Drafted(
        items=tuple(items),
        app="discord",
        facts=("Read as a Discord conversation exported as text.", LEFT_OUT),
        problems=tuple(problems),
    )


def _heads(lines: list[str], starts: list[int], held: int) -> list[int]:
    """Return the lines that begin a message, where some of its words look like such a line.

    A blank line stands above each head, and two do below words.
    """
    for blank in (1, 2):
        apart = [
            n for n in starts if n == starts[0] or not any(map(str.strip, lines[n - blank : n]))
        ]
        starts = apart if len(apart) >= held else starts
    return starts


def _header(line: str) -> re.Match[str] | None:
    match = _LINE.fullmatch(line)
    return match if match and wall_of(match[1])[0] else None


def _notice(number: int, line: str) -> Draft:
    return Draft(position=number + 1, units=1, sender=None, text=line, kind=Kind.SYSTEM)


def _draft(start: int, lines: list[str], title: str | None) -> Draft:
    match = _LINE.fullmatch(lines[0])
    assert match is not None  # noqa: S101  # the line was chosen by it
    parts, clock = wall_of(match[1])
    body: dict[str, list[str]] = {}
    block = ""
    for line in lines[1:]:
        if found := _BLOCK.fullmatch(line.strip()):
            block = found[1]
        else:
            body.setdefault(block, []).append(line)
    said = {name: "\n".join(rows).strip("\n") for name, rows in body.items()}
    links = [link for name in _FILES for link in said.get(name, "").split("\n") if link.strip()]
    files = file_names(links)
    # A card under a link says what it is a link to; alone it is all that was sent.
    text = said.get("") or ("" if files else said.get("Embed", ""))
    call = re.match(r"Started a call|.*missed a call", text)
    return Draft(
        position=start + 1,
        units=1 + sum(bool(line.strip()) for line in lines[1:]),
        parts=parts,
        clock=clock,
        shown_as=match[1],
        sender=match[2],
        text=text,
        kind=Kind.CALL if call else Kind.MEDIA if files else Kind.TEXT if text else Kind.UNKNOWN,
        attachment="; ".join(files) if files else None,
        chat=title,
        quoted=said.get("Forwarded Message") or None,
    )


FORMAT = ChatFormat(
    id="discord_txt",
    label="Discord (DiscordChatExporter, text)",
    recognises=recognises,
    draft=draft,
)
