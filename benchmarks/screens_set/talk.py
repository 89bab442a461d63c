"""Read the conversations of the benchmark: plain text, one line a message, written by hand.

The form, by example (`#` begins a comment line, two spaces continue the line above):

    me: Priya Shah
    with: Dean Okafor; Zoë Lloyd
    group: Flat 4            (a group has a name; its received lines name the sender)
    @ 2025-03-03             (the day of what follows)
    09:02 < received         09:02 > sent         09:02 <Zoë Lloyd> received in a group
    09:03 * the app's own notice
    09:04 < {deleted}        {missed voice}  {call video 4 min}  {photo} with a caption
    09:05 > {reply words of an earlier message} the answer
    09:06 < words {+❤️}      (a reaction under the bubble)
    09:07 <Zoë Lloyd> {re} a comment below a comment

It refuses what it does not know, with file and line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path

FOLDER = Path(__file__).parent / "talks"
PARTS = ("tune", "validate", "test")

_LINE = re.compile(r"(\d\d:\d\d) (?:(>)|(\*)|<(?:([^<>]+)>)?) ?(.*)", re.DOTALL)
_MARK = re.compile(r"\{(deleted|missed|call|photo|voice|reply|re)(?: ([^}]*))?\} ?")
_REACTION = re.compile(r" ?\{\+([^}]+)\}$")
_KINDS = {
    "deleted": "deleted",
    "missed": "missed_call",
    "call": "call",
    "photo": "media",
    "voice": "media",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of a conversation.

    Attributes:
        number: Its place in the conversation, from 0.
        who: Name of the sender; None for the app's own notices.
        kind: As the program names kinds.
        detail: `voice` or `video` and the length of a call; `photo` or `voice` for media.
        nested: A comment below a comment.
    """

    number: int
    at: datetime
    who: str | None
    text: str
    kind: str = "text"
    detail: str = ""
    quoted: str | None = None
    quoted_who: str | None = None
    reaction: str | None = None
    nested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One conversation.

    Attributes:
        sort: `chat`, `group`, `repeats`, `comments`, `mail`, `server`.
        title: What the header shows.
        subject: Of an e-mail, or the post under which comments stand.
    """

    name: str
    part: str
    sort: str
    me: str
    others: tuple[str, ...]
    title: str
    subject: str
    said: tuple[Said, ...]

    def is_mine(self, said: Said) -> bool:
        """Tell whether the person whose telephone it is wrote `said`."""
        return said.who == self.me


def talks(part: str) -> tuple[Talk, ...]:
    """Return the conversations of one part, in the order of their file names."""
    return tuple(read(path, part) for path in sorted((FOLDER / part).glob("*.talk")))


def read(path: Path, part: str) -> Talk:
    """Return the conversation in `path`."""
    facts: dict[str, str] = {}
    said: list[Said] = []
    day: date | None = None
    for number, line in _joined(path.read_text(encoding="utf-8")):
        if line.startswith("@ "):
            day = date.fromisoformat(line[2:].strip())
        elif day is None:
            key, _, value = line.partition(":")
            facts[key.strip()] = value.strip()
        else:
            match = _LINE.fullmatch(line)
            if match is None:
                raise ValueError(f"{path.name}, line {number}: not a message")
            said.append(_said(match, day, facts, said))
    others = tuple(name.strip() for name in facts["with"].split(";"))
    return Talk(
        name=path.stem,
        part=part,
        sort=facts.get("sort", "group" if "group" in facts else "chat"),
        me=facts["me"],
        others=others,
        title=facts.get("group", others[0]),
        subject=facts.get("subject", ""),
        said=tuple(said),
    )


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that says something with its number, continuation lines joined to it."""
    held: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("  ") and held is not None:
            held = (held[0], f"{held[1]}\n{line[2:]}")
        elif line.strip() and not line.startswith("#"):
            if held is not None:
                yield held
            held = (number, line)
    if held is not None:
        yield held


def _said(match: re.Match[str], day: date, facts: dict[str, str], before: list[Said]) -> Said:
    clock, mine, notice, named, text = match.groups()
    other = named or facts["with"].split(";")[0].strip()
    who = None if notice else facts["me"] if mine else other
    at = datetime.combine(day, time.fromisoformat(clock))
    said = Said(number=len(before), at=at, who=who, text=text, kind="text" if who else "system")
    if reaction := _REACTION.search(said.text):
        said = replace(said, text=said.text[: reaction.start()], reaction=reaction[1])
    while mark := _MARK.match(said.text):
        said = _marked(replace(said, text=said.text[mark.end() :]), mark[1], mark[2] or "", before)
    return said


def _marked(said: Said, mark: str, detail: str, before: list[Said]) -> Said:
    if mark == "re":
        return replace(said, nested=True)
    if mark == "reply":
        quoted = [one for one in before if detail in one.text]
        if not quoted:
            raise ValueError(f"nothing to reply to: {detail!r}")
        return replace(said, quoted=quoted[-1].text, quoted_who=quoted[-1].who)
    return replace(said, kind=_KINDS[mark], detail=f"{mark} {detail}".strip())
