"""A chat as one source shows it, and what its messages have in common with those of another."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from analyser.handles import handle_key
from analyser.records import Certainty, Kind, Message, Side

PLACEHOLDERS = (Kind.CALL, Kind.MISSED_CALL, Kind.DELETED)
"""What an app words itself, in each system its own way."""
_NO_CONTACT = (Kind.SYSTEM, Kind.REACTION)
_SENT = "sent"
"""Who the user is, by whatever name a source shows them."""
_CLOCK = timedelta(seconds=2)
"""Layouts of one app round a second up or down."""


@dataclass(slots=True)
class Chat:
    """A chat as one source shows it; all its messages have an exact time.

    Attributes:
        title: Its name or the other person's, where the source tells it.
        joined: The one handle of a person for each that the user said is theirs too.
    """

    source: str
    app: str | None
    title: str | None
    messages: list[Message]
    joined: Mapping[str, str] = field(default_factory=dict)

    def who(self, message: Message) -> str:
        """Return what tells the sender from others; "" where there is none."""
        if message.side is Side.SENT:
            return _SENT
        return self.person(message.handle or message.sender or "")

    def person(self, written: str) -> str:
        """Return the same for a name or number as written."""
        # Between two exports the name may have come into the contacts, and a reader of pictures
        # may lose the "~".
        key = handle_key(written.lstrip("~ \u202f"))
        return self.joined.get(key, key)


def minute_of(message: Message) -> datetime | None:
    """Return its time as far as all layouts show it."""
    instant = message.when.instant
    return instant.replace(second=0, microsecond=0) if instant else None


def said(message: Message) -> Hashable:
    """Return what two copies of a message have in common, but for the name of the sender."""
    if message.kind in PLACEHOLDERS:
        return minute_of(message), message.kind
    kind = message.kind if message.kind in _NO_CONTACT else None
    return minute_of(message), kind, message.text


def is_contact(message: Message) -> bool:
    """Tell whether it is something that a person said or did to another."""
    return message.kind not in _NO_CONTACT


def same_time(one: Message, other: Message) -> bool:
    """Tell whether two messages of one minute can be of one moment."""
    if one.when.instant is None or other.when.instant is None:
        return True
    if {one.when.certainty, other.when.certainty} != {Certainty.SECOND}:
        return True
    return abs(one.when.instant - other.when.instant) <= _CLOCK


def meet(firsts: Sequence[Message], thens: Sequence[Message]) -> Iterator[tuple[Message, Message]]:
    """Yield two messages of one minute for each that both lists have, in their order."""
    one = other = 0
    while one < len(firsts) and other < len(thens):
        pair = firsts[one], thens[other]
        if same_time(*pair):
            yield pair
            one, other = one + 1, other + 1
        elif pair[0].when.instant < pair[1].when.instant:  # type: ignore[operator]  # both known
            one += 1
        else:
            other += 1
