"""Set the sides of messages right once all files are read, where it hangs on whose a handle is.

A file alone shows only its own handles. What stands in others, and what the user says is one
person, can make a handle the user's or leave open whose it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.handles import handle_key, keys_meant, near_key
from analyser.records import CaseFacts, Message, Reading, Side


def only_named(messages: Sequence[Message], facts: CaseFacts) -> tuple[Message, ...]:
    """Return `messages`; those of a handle that only nearly is the user's have no side.

    Alone in its file such a handle was taken for the user's name typed otherwise. Where another
    file shows one that fits better, or as well, nothing says which of the two the user has.
    """
    doubted = set(nearly_own(messages, facts))
    return tuple(
        replace(message, side=Side.UNKNOWN)
        if message.sender in doubted and message.side is Side.SENT
        else message
        for message in messages
    )


def nearly_own(messages: Sequence[Message], facts: CaseFacts) -> tuple[str, ...]:
    """Return the handles as written that differ from the user's only in case or unseen letters."""
    written = dict.fromkeys(message.sender for message in messages if message.sender)
    own, near = keys_meant(facts.me, written), {near_key(name) for name in facts.me}
    return tuple(name for name in written if near_key(name) in near and handle_key(name) not in own)


def with_joined(reading: Reading, facts: CaseFacts) -> Reading:
    """Return `reading`; messages of handles that the user joined to their own are sent.

    Beside them in the same file, who else is named is somebody else.
    """
    messages = reading.messages
    joined = _joined_to_own(messages, facts)
    if not joined:
        return reading
    theirs = {m.source for m in messages if m.sender and handle_key(m.sender) in joined}
    return replace(reading, messages=tuple(_sided(m, joined, theirs) for m in messages))


def _joined_to_own(messages: Sequence[Message], facts: CaseFacts) -> set[str]:
    if not facts.persons:
        return set()
    written = dict.fromkeys(message.sender for message in messages if message.sender)
    own = keys_meant(facts.me, written) & set(map(handle_key, written))
    own = own or {handle_key(m.sender) for m in messages if m.sender and m.side is Side.SENT}
    groups = [keys_meant((name, *more), written) for name, more in facts.persons.items()]
    return set().union(*(keys for keys in groups if keys & own))


def _sided(message: Message, joined: set[str], theirs: set[str]) -> Message:
    if message.sender is None:
        return message
    if handle_key(message.sender) in joined:
        side = Side.SENT
    elif message.source in theirs and message.side is Side.UNKNOWN:
        side = Side.RECEIVED
    else:
        return message
    return message if message.side is side else replace(message, side=side)
