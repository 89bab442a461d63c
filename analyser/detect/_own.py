"""The user's own messages as the same rules would see them from the other side.

What is found so is a thing apart: it is no flag, and nothing is counted from it or points to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from analyser.counting import counts
from analyser.findings import Flag, Strength
from analyser.records import Message, Side

_NOT_HARSH = frozenset({"unwanted_contact", "surveillance", "stop_request"})
"""Groups whose words a person who is pressed or watched often has to write: "I saw you outside"."""
_OTHER = {Side.SENT: Side.RECEIVED, Side.RECEIVED: Side.SENT}


def turned(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return the messages as the other person would have them: sent for received and back."""
    return tuple(
        replace(each, side=_OTHER[each.side]) if each.side in _OTHER else each for each in messages
    )


def written_by_user(seen: Sequence[Message]) -> list[Message]:
    """Return those of `turned` messages that the user wrote."""
    return [each for each in seen if each.side is Side.RECEIVED]


def telling(seen: Sequence[Message], found: Mapping[str, Sequence[Flag]]) -> Iterator[Flag]:
    """Yield the harsh words of the user, but for what is unsure, quoted, denied or a joke."""
    for message in written_by_user(seen):
        for flag in found.get(message.id, ()):
            plain = flag.strength is not Strength.NEEDS_CONTEXT
            if plain and counts(flag) and flag.group not in _NOT_HARSH:
                yield flag
