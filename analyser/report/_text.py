"""Make text fit to be shown: control characters visible, times and places in words, lists short."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from analyser.corrections import is_called_wrong
from analyser.records import Certainty, Message, Moment, Side, Where
from analyser.times import on_the_clock, unknown_part
from analyser.wording import clock_words

_KEPT_CONTROLS = "\n\t\u200d"
_WITHOUT_SHAPE = "\u200e\u200f\u061c\ufeff"
"""Direction and byte order marks: they show nothing, and apps write them around notices."""
_SIDES = {Side.SENT: "sent by you", Side.RECEIVED: "received", Side.UNKNOWN: "side not known"}
# Not strftime: its names are those of the computer's language.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NAME_AT_MOST = 80
"""Characters of a name in a heading or over a message: neither may run over pages."""


def code_point(char: str) -> str:
    """Return "U+0041" for "A"."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """Return `text` with control characters written out, so that nothing is lost in silence.

    Embedding and override marks, which could turn the words around them, are written out too;
    plain direction marks, which show nothing, are left out.
    """
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _KEPT_CONTROLS:
        return char
    if char in _WITHOUT_SHAPE:
        return ""
    if char == "\ufffc":
        return "[sign not read]"
    if "\U0001f000" <= char <= "\U0001faff":
        return char  # emoji, those newer than this Python included
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp"):
        return f"[{code_point(char)}]"
    if "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069":
        return f"[{code_point(char)}]"
    return char


def clipped(name: str, at_most: int = _NAME_AT_MOST) -> str:
    """Return a name short enough for a heading or the line over a message, saying so if cut."""
    if len(name) <= at_most:
        return name
    return f"{name[:at_most]}… [cut here: {len(name)} characters, whole in report.json]"


_HASH = re.compile(r"[0-9a-f]{64}")
_HASH_PART = 16
"""So that the lines of a hash are of one length, and two can be compared by eye."""
_JOINT = re.compile(r"(?<=[/.@_?&=-])(?=\w)")
"""Where an address or a file name parts."""


def broken(text: str, longest: int) -> str:
    """Return `text` with places to break (U+200B) in each word of more than `longest` characters.

    An address and a name of a file break at their joints first.
    """
    if len(text) <= longest:
        return text
    return re.sub(rf"\S{{{longest + 1},}}", lambda word: _broken_word(word[0], longest), text)


def _broken_word(word: str, longest: int) -> str:
    parts = [word] if _HASH.fullmatch(word) else _JOINT.split(word)
    step = _HASH_PART if _HASH.fullmatch(word) else longest
    return "\u200b".join(part[at : at + step] for part in parts for at in range(0, len(part), step))


def parted(text: str, longest: int) -> str:
    """Return `text` in parts of at most `longest` characters, with U+2029 between them.

    A part ends at a line end or a space where it has one.
    """
    parts = []
    while len(text) > longest:
        cut = max(text.rfind("\n", 1, longest), text.rfind(" ", longest // 2, longest))
        end = cut if cut > 0 else longest
        parts.append(text[:end])
        text = text[end + 1 :] if cut > 0 else text[end:]
    return "\u2029".join([*parts, text])


def when_words(when: Moment, timezone: str) -> str:
    """Return a time in words, with how sure it is."""
    zone = ZoneInfo(timezone)
    if when.readings:
        return "could be " + " or ".join(stamp(local(each, zone)) for each in when.readings)
    shown = on_the_clock(when, zone)
    if shown is None:
        shown_as = clipped(visible(when.shown_as or ""))
        if shown_as and is_called_wrong(when):
            return f"time not known (the file shows {shown_as}, which the user said is wrong)"
        return f"{shown_as} ({unknown_part(shown_as)} not known)" if shown_as else "time not shown"
    if when.certainty is Certainty.DAY:
        return f"{day(shown)}, time not known"
    return f"about {stamp(shown)}" if when.certainty is Certainty.INFERRED else stamp(shown)


def local(instant: datetime, zone: ZoneInfo) -> datetime:
    """Return `instant` on the clock of `zone`; years 1 and 9999 have no room to move."""
    try:
        return instant.astimezone(zone)
    except OverflowError:
        return instant


def date_words(local: date) -> str:
    """Return "3 March 2025"."""
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}"


def day_words(day: date) -> str:
    """Return "Mon 3 March 2025" for a day."""
    return f"{_DAYS[day.weekday()]} {date_words(day)}"


def day(local: datetime) -> str:
    """Return "Mon 3 March 2025"."""
    return f"{_DAYS[local.weekday()]} {date_words(local)}"


def stamp(local: datetime) -> str:
    """Return "Mon 3 March 2025, 22:14"."""
    return f"{day(local)}, {clock_words(local)}"


def place_words(where: Where) -> str:
    """Return a place in a source in words."""
    if where.line is not None:
        return f"line {where.line}"
    if where.record is not None:
        return f"row {where.record}"
    if where.box is not None:
        box = where.box
        return f"box {box.left}, {box.top}, {box.width} by {box.height} px"
    return f"page {where.page}" if where.page is not None else ""


def other_places(message: Message) -> tuple[str, ...]:
    """Return the numbers that a message has in the other files that show it, each once."""
    others = (place for place in message.seen_in if place.source != message.source)
    return tuple(dict.fromkeys(place.item or place.source for place in others))


def sender_words(message: Message) -> str:
    """Return who a message is shown as sent by."""
    if message.sender is not None:
        return visible(message.sender)
    return "you" if message.side is Side.SENT else "sender not shown"


def side_words(message: Message) -> str:
    """Return which way a message went."""
    return _SIDES[message.side]


def item_list(ids: Iterable[str]) -> str:
    """Return message ids so that each can be found, in little room: "S1-4, 6 to 9; S2-1"."""
    parts = sorted({_id_parts(id_) for id_ in ids})
    shown = []
    for source, group in groupby(parts, key=lambda part: part[0]):
        shown.append(f"{source[1]}-" + ", ".join(_runs([number for _, number in group])))
    return "; ".join(shown)


def first_items(ids: Iterable[str], at_most: int) -> str:
    """Return the first items of a list, and how many more there are."""
    known = sorted(set(ids), key=_id_parts)
    more = len(known) - at_most
    said = item_list(known[:at_most])
    return f"{said} and {more:,} more" if more > 0 else said


def _id_parts(id_: str) -> tuple[tuple[int, str], int]:
    source, _, number = id_.rpartition("-")
    return (int(source.removeprefix("S")), source), int(number)


def _runs(numbers: list[int]) -> Iterator[str]:
    """Yield "4", "6 to 9" for ascending numbers; two neighbours stay two."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        if len(run) > 2:
            yield f"{run[0]} to {run[-1]}"
        else:
            yield from map(str, run)
