"""Make text fit to be shown: control characters visible, times in words, places in words."""

import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.records import Certainty, Message, Moment, Side, Where

_LONGEST_WORD = 40
_KEPT_CONTROLS = "\n\t\u200d\u200e\u200f"
_SIDES = {Side.SENT: "sent by you", Side.RECEIVED: "received", Side.UNKNOWN: "side not known"}


def visible(text: str) -> str:
    """Return `text` with control characters written out, so that nothing is lost in silence.

    Embedding and override marks, which could turn the words around them, are written out too.
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    if char in _KEPT_CONTROLS:
        return "" if char in "\u200e\u200f" else char
    if char == "\ufffc":
        return "[sign not read]"
    if unicodedata.category(char) in ("Cc", "Cs", "Co", "Cn") or "\u202a" <= char <= "\u202e":
        return f"[U+{ord(char):04X}]"
    if "\u2066" <= char <= "\u2069" or char in "\ufffe\uffff":
        return f"[U+{ord(char):04X}]"
    return char


def broken(text: str) -> str:
    """Return `text` with places to break in words too long for a line."""
    return " ".join(
        "\u200b".join(word[i : i + _LONGEST_WORD] for i in range(0, len(word), _LONGEST_WORD))
        for word in text.split(" ")
    )


def when_words(when: Moment, timezone: str) -> str:
    """Return a time in words, with how sure it is."""
    zone = ZoneInfo(timezone)
    if when.readings:
        return "could be " + " or ".join(stamp(each.astimezone(zone)) for each in when.readings)
    if when.instant is None:
        return f"{when.shown_as} (day not shown)" if when.shown_as else "time not shown"
    local = when.instant.astimezone(zone)
    if when.certainty is Certainty.DAY:
        return f"{day(local)}, time not shown"
    return f"about {stamp(local)}" if when.certainty is Certainty.INFERRED else stamp(local)


def day(local: datetime) -> str:
    """Return "Mon 3 Mar 2025"."""
    return f"{local:%a} {local.day} {local:%b %Y}"


def stamp(local: datetime) -> str:
    """Return "Mon 3 Mar 2025, 22:14"."""
    return f"{day(local)}, {local:%H:%M}"


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


def sender_words(message: Message) -> str:
    """Return who a message is shown as sent by."""
    if message.sender is not None:
        return visible(message.sender)
    return "you" if message.side is Side.SENT else "sender not shown"


def side_words(message: Message) -> str:
    """Return which way a message went."""
    return _SIDES[message.side]
