"""Part the own words of an e-mail from those that it quotes or forwards.

Source: chat-formats section 22.1. A line marked ">" is another's wherever it stands; what follows
it unmarked is the sender's own again, as in an answer between the lines.
"""

import re

_TO_THE_END = re.compile(
    r"^(?:-{2,} ?(?:Original Message|Forwarded message) ?-{2,}|_{20,}$|"
    r"From: .+\n(?:To: .+\n|Date: .+\n)*Sent: |From: .+\nDate: )",
    re.MULTILINE,
)
"""After these everything is another's, marked or not."""
_INTRODUCES = re.compile(
    r"^(?:[ \t]{0,8}On .{5,200}wrote:[ \t]{0,4}|Am .{5,200}schrieb.*:|Le .{5,200}a écrit ?:|"
    r"El .{5,200}escribió:)$",
    re.MULTILINE | re.DOTALL,
)
_MARKED = re.compile(r"^>.*(?:\n>.*|\n[ \t]*(?=\n>))*", re.MULTILINE)
_MARK_NEXT = re.compile(r"\s{0,9}>")
_NAMES_SOMEBODY = re.compile(r"[<@]|\b\d{1,2}[:.]\d{2}\b")
_LONGEST_INTRODUCTION = 200


def parted(text: str) -> tuple[str, str]:
    """Part own words from those of the mail replied to or sent on; together they are the whole.

    What begins with a forwarded mail, or is quoted from end to end, is left whole as own: words
    are never put aside from a mail that then has none.
    """
    own: list[str] = []
    quoted: list[str] = []
    head, tail = _cut(text)
    place = 0
    for match in _MARKED.finditer(head):
        before, introduction = _introduced(head[place : match.start()])
        own.append(before)
        quoted.append(f"{introduction}\n{match[0]}" if introduction else match[0])
        place = match.end()
    own.append(head[place:])
    said = "\n\n".join(piece.strip() for piece in own if piece.strip())
    if not said:
        return text.strip(), ""
    quoted.append(tail)
    return said, "\n\n".join(piece.strip() for piece in quoted if piece.strip())


def _cut(text: str) -> tuple[str, str]:
    """Return what may be own, and what follows a line after which nothing is."""
    begins = len(text) - len(text.lstrip())
    ends = [match.start() for match in _TO_THE_END.finditer(text)]
    ends += [m.start() for m in _INTRODUCES.finditer(text) if not _MARK_NEXT.match(text, m.end())]
    end = min((each for each in ends if each > begins), default=len(text))
    return text[:end], text[end:]


def _introduced(before: str) -> tuple[str, str]:
    """Part the line or lines that say whose the marked words below are, in any language."""
    lines = before.rstrip().split("\n")
    tails = ["\n".join(lines[-count:]) for count in (1, 2, 3)]
    tails = [said for said in tails if len(said) <= _LONGEST_INTRODUCTION and said.endswith(":")]
    # The usual words first: a long one goes over two lines, of which the second says who as well.
    whole = (said for said in tails if _INTRODUCES.fullmatch(said))
    named = (said for said in tails if _NAMES_SOMEBODY.search(said))
    said = next(whole, None) or next(named, "")
    return (before.rstrip()[: -len(said)], said) if said else (before, "")


def unflowed(text: str, *, drop_space: bool) -> str:
    """Return text that was sent as `format=flowed` with its soft line ends joined (RFC 3676)."""
    paragraphs: list[list[str]] = []
    marks_before, soft = "", False
    for line in text.split("\n"):
        rest = line.lstrip(">")
        marks, words = line[: len(line) - len(rest)], rest.removeprefix(" ")
        if not (soft and marks == marks_before):
            paragraphs.append([f"{marks} " if marks else _stuffed(words)])
        soft = words.endswith(" ") and words != "-- "
        paragraphs[-1].append(words[:-1] if soft and drop_space else words)
        marks_before = marks
    return "\n".join("".join(pieces) for pieces in paragraphs)


def _stuffed(words: str) -> str:
    """Return the space with which a line that begins with ">" and that nobody quotes was sent."""
    return " " if words.startswith(">") else ""
