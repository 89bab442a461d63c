"""Read a `.chat` file: the one source of a sample's export, screenshots and expectation.

The form, a line at a time (`#` starts a comment line):

    @case NAME      @me NAME      @other NAME      @clock 12 or 24 (hours, as the phone shows)
    @captured 2025-03-04T20:41      local time at which the screenshots were taken
    @chat APP LOOK | TITLE | EXPORT name of the export file, or `-` for none
    @day 2025-01-27                 the day of the lines that follow
    19:05 > text                    sent by me
      more text                     a further line of the same message (two spaces)
    19:07 < text                    received
    19:09 * text                    the app's own notice
    @shots APP                      then one line per screenshot:
    FILE FIRST LAST clock=20:33 [cut=34]    first and last message by minute; `cut` hides
                                            that many CSS pixels of the first bubble

A text may begin with one tag: `{deleted}`, `{media}` (not exported), `{missed voice}`,
`{missed video}`, `{edited}`, `{reply QUOTED TEXT}`, `{photo FILE}` or
`{photo FILE missing}` (in the chat, but left out of the export).
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
SIDES = {">": "sent", "<": "received", "*": "unknown"}
LINE = re.compile(r"(\d\d:\d\d) ([<>*]) (?:\{(\w+)(?: ([^}]*))?\} ?)?(.*)")


@dataclass(frozen=True, kw_only=True)
class Said:
    """One line of a chat.

    Attributes:
        id: `<app>-<number>`; the same wherever the message is seen.
        sent_at: Time-zone-aware, Europe/London; seconds made up but fixed.
        side: `sent`, `received`, or `unknown` for the app's notices.
        kind: As in the message contract.
        text: What was typed, emoji included; empty for a deleted message.
        detail: `voice` or `video` for a missed call; the picture's name for a photo.
        missing: The picture is not in the export.
    """

    id: str
    sent_at: datetime
    side: str
    kind: str
    text: str
    quoted: str | None = None
    detail: str = ""
    missing: bool = False


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One screenshot to draw; `cut` is in CSS pixels."""

    file: str
    lines: tuple[Said, ...]
    clock: str
    cut: int


@dataclass
class Chat:
    """One conversation in one app, and its screenshots."""

    app: str
    look: str
    title: str
    export: str | None
    lines: list[Said] = field(default_factory=list)
    shots: list[Shot] = field(default_factory=list)


@dataclass
class Case:
    """A whole sample."""

    facts: dict[str, str] = field(default_factory=dict)
    chats: dict[str, Chat] = field(default_factory=dict)

    @property
    def twelve(self) -> bool:
        """Whether the phone shows a 12-hour clock."""
        return self.facts["clock"] == "12"

    @property
    def captured_at(self) -> datetime:
        """The time at which the screenshots were taken."""
        return datetime.fromisoformat(self.facts["captured"]).replace(tzinfo=LONDON)


def load(path: Path) -> Case:
    """Read the case in `path`; a line that fits no form raises `ValueError`."""
    case, chat, day, in_shots = Case(), None, "", False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, _, rest = line.partition(" ")
        if word == "@chat":
            kind, title, export = (part.strip() for part in rest.split("|"))
            app, look = kind.split()
            chat = case.chats[app] = Chat(app, look, title, None if export == "-" else export)
        elif word == "@day":
            day = rest
        elif word == "@shots":
            chat, in_shots = case.chats[rest], True
        elif word.startswith("@"):
            case.facts[word[1:]] = rest
        elif chat is not None and in_shots:
            chat.shots.append(_shot(line, chat))
        elif chat is not None and line.startswith("  "):
            chat.lines[-1] = replace(chat.lines[-1], text=f"{chat.lines[-1].text}\n{line[2:]}")
        elif chat is not None and (found := LINE.fullmatch(line)):
            chat.lines.append(_said(found, day, chat))
        else:
            raise ValueError(f"{path.name}, line {number}: cannot be read")
    return case


def _said(found: re.Match[str], day: str, chat: Chat) -> Said:
    """Make one line of `chat` from what `LINE` found."""
    clock, mark, tag, detail, text = found.groups(default="")
    number = len(chat.lines) + 1
    sent_at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON)
    # Several messages of one minute keep their order: each is later than the last.
    earlier = sum(1 for line in chat.lines if line.sent_at.replace(second=0) == sent_at)
    sent_at = sent_at.replace(second=min(59, 3 + 17 * earlier + number * 7 % 15))
    kinds = {"photo": "media", "missed": "missed_call", "reply": "text", "": "text"}
    return Said(
        id=f"{chat.app}-{number}",
        sent_at=sent_at,
        side=SIDES[mark],
        kind="system" if mark == "*" else kinds.get(tag, tag),
        text=text,
        quoted=detail if tag == "reply" else None,
        detail=detail.split()[0] if tag in ("photo", "missed") else "",
        missing=detail.endswith(" missing"),
    )


def _shot(line: str, chat: Chat) -> Shot:
    """Make one screenshot of `chat` from its line."""
    file, first, last, *options = line.split()
    chosen = dict(option.split("=") for option in options)
    minutes = [said.sent_at.strftime("%Y-%m-%dT%H:%M") for said in chat.lines]
    end = len(minutes) - minutes[::-1].index(last)
    return Shot(
        file=file,
        lines=tuple(chat.lines[minutes.index(first) : end]),
        clock=chosen["clock"],
        cut=int(chosen.get("cut", 0)),
    )
