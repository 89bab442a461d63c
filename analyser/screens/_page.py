"""What was read on one picture: the bubbles, what stands between them, the header."""

from dataclasses import dataclass

from analyser.records import Box
from analyser.screens._labels import Between
from analyser.screens._lines import Line
from analyser.screens._regions import Region
from analyser.screens._row_entries import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A region with what was read in it; `clock` as shown, `name` of a sender shown with it."""

    region: Region
    lines: tuple[Line, ...]
    clock: str | None
    edited: bool
    quoted: tuple[Line, ...]
    picture: bool
    emoji: int
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything read on one picture, each in order from top to bottom.

    Attributes:
        group: The header or a name at a bubble shows that it is a group.
        middle: The column in the middle of the conversation.
        hint: The pale words in the typing box.
        entries: What a page without bubbles shows; it has no bubbles then.
        wallpaper: A picture is the background, on which emoji without a bubble are not found.
        by_fill: Its sides were told by the colours of its bubbles alone.
        seen: Lines in no bubble as they were read, whatever was made of them.
        left: Lines of words of which nothing was made.
        banner: A notification that lies over the top, with its words.
    """

    width: int
    middle: float
    height: int
    header: str | None
    group: bool
    hint: str | None
    bubbles: tuple[Bubble, ...]
    between: tuple[Between, ...]
    entries: tuple[Entry, ...] = ()
    banner: Between | None = None
    wallpaper: bool = False
    by_fill: bool = False
    seen: tuple[tuple[Box, str], ...] = ()
    left: tuple[Between, ...] = ()
