"""Carry out what the person chose about a file: how it is read, and which of its chats count.

It belongs to the hallway. What is left out is said on its source; nothing goes in silence.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from analyser.records import CaseFacts, Message, Reading, Source
from analyser.wording import counted

SCREENSHOT = "screenshot"
"""What the person says of a picture of a chat, where others name the id of a format."""
_NAMED = 3


def digest(source: Source) -> str:
    """Return what the person's choices about a source are kept under: the same on every reading."""
    return source.member_sha256 or source.sha256


def chats_of(reading: Reading) -> Mapping[str, Mapping[str, int]]:
    """Return, for each source by id, its chats with the number of their messages.

    A source whose messages name no chat has one, named "".
    """
    found: dict[str, Counter[str]] = {source.id: Counter() for source in reading.sources}
    for message in reading.messages:
        found[message.source][message.chat or ""] += 1
    return found


def without_left_out(reading: Reading, facts: CaseFacts) -> Reading:
    """Return `reading` without the chats that the person left out, each source saying so."""
    if not facts.left_out:
        return reading
    key = {source.id: digest(source) for source in reading.sources}
    kept: list[Message] = []
    gone: dict[str, Counter[str]] = {}
    for message in reading.messages:
        if (key[message.source], message.chat or "") in facts.left_out:
            gone.setdefault(message.source, Counter())[message.chat or ""] += 1
        else:
            kept.append(message)
    sources = tuple(
        replace(source, facts=(*source.facts, _said(gone[source.id])))
        if source.id in gone
        else source
        for source in reading.sources
    )
    return replace(reading, sources=sources, messages=tuple(kept))


def _said(chats: Mapping[str, int]) -> str:
    names = [f"“{name}”" for name in chats if name]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    which = f" ({', '.join(names[:_NAMED])}{more})" if names else ""
    messages = counted(sum(chats.values()), "message")
    return f"You chose to leave out {counted(len(chats), 'chat')} of this file{which}: {messages}."
