"""A detector that remembers what it found, so that a change to one message is quick to follow.

Words are looked at once, and a chat is weighed again only where one of its messages changed. What
is remembered holds texts: it belongs to one visit and goes with it.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from analyser.detect import Detector
from analyser.findings import Flag
from analyser.records import Kind, Message, Side

_Chat = tuple[str, str | None]
_Words = tuple[str, bool, Kind]
"""All of a message that its flags, looked at alone, hang on: its text, whether the user wrote it,
and what sort it is."""


@dataclass(slots=True)
class Memory:
    """What was found by one version of the rules.

    Attributes:
        words: Flags of a text by itself.
        chats: The messages of a chat as they were, with their flags.
        made: Versions of rules and model, and the time zone.
    """

    words: dict[_Words, tuple[Flag, ...]] = field(default_factory=dict)
    chats: dict[_Chat, tuple[list[Message], dict[str, list[Flag]]]] = field(default_factory=dict)
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remembering(Detector):
    """A detector with a memory of its own."""

    memory: Memory = field(default_factory=Memory)

    @classmethod
    def of(cls, detector: Detector, memory: Memory) -> "Remembering":
        """Return `detector` with `memory`."""
        return cls(detector.nlp, detector.version, detector.model, memory)

    def flag(
        self,
        messages: Iterable[Message],
        *,
        timezone: str = "Europe/London",
        pool: Executor | None = None,
    ) -> Iterator[Flag]:
        """Yield the flags of `messages`, the same as a detector without a memory."""
        memory, made = self.memory, (self.version, self.model, timezone)
        if memory.made != made:
            memory.words.clear()
            memory.chats.clear()
            memory.made = made
        messages = tuple(messages)
        chats: dict[_Chat, list[Message]] = {}
        for message in messages:
            chats.setdefault((message.source, message.chat), []).append(message)
        known = {}
        for chat, there in chats.items():
            before = memory.chats.get(chat)
            known[chat] = (
                before if before and before[0] == there else self._weighed(there, timezone, pool)
            )
        memory.chats.clear()
        memory.chats.update(known)
        for message in messages:
            yield from known[message.source, message.chat][1].get(message.id, ())

    def _weighed(
        self, there: list[Message], timezone: str, pool: Executor | None
    ) -> tuple[list[Message], dict[str, list[Flag]]]:
        flags: dict[str, list[Flag]] = {}
        for flag in Detector.flag(self, there, timezone=timezone, pool=pool):
            flags.setdefault(flag.message, []).append(flag)
        return there, flags

    def _alone(self, messages: Sequence[Message], pool: Executor | None) -> dict[str, list[Flag]]:
        """Return the flags of each message from its own words, looking only at new ones."""
        new: dict[_Words, Message] = {}
        for message in messages:
            if _words(message) not in self.memory.words:
                new.setdefault(_words(message), message)
        found = Detector._alone(self, tuple(new.values()), pool)
        for words, message in new.items():
            self.memory.words[words] = tuple(found.get(message.id, ()))
        return {
            message.id: [replace(flag, message=message.id) for flag in flags]
            for message in messages
            if (flags := self.memory.words[_words(message)])
        }


def _words(message: Message) -> _Words:
    return message.text, message.side is Side.SENT, message.kind
