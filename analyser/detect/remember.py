"""A detector that remembers what it found, so that a change to one message is quick to follow.

Words are looked at once, and a chat is weighed again only where one of its messages changed. What
is remembered holds texts: it belongs to one visit and goes with it.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from analyser.detect import Detector
from analyser.detect._more import Aimed, aims
from analyser.detect._own import turned, written_by_user
from analyser.detect._spoken import spoken
from analyser.findings import Flag
from analyser.made import code_hash
from analyser.records import Kind, Message, Side

_Chat = tuple[str, str | None]
_Words = tuple[str, bool, Kind]
"""All of a message that its flags, looked at alone, hang on: its text, whether the user wrote it,
and what sort it is."""
Progress = Callable[[int, int, str], None]
_FLAGS = TypeAdapter(tuple[Flag, ...])
_SAVED_AT_ONCE = 256


def _say_nothing(done: int, total: int, name: str) -> None:
    """Say nothing."""


def _keep_nowhere(new: Mapping[str, str]) -> None:
    """Keep nothing but what is in memory."""


@dataclass(slots=True)
class Memory:
    """What was found by one version of the rules.

    Attributes:
        words: Flags of a text by itself.
        chats: The messages of a chat as they were, with their flags.
        aims: What is said of who does it and to whom, by text and place.
        own: All messages as they were, with what was found in the user's own.
        rules: Versions of rules and model, by which all of it was found.
        timezone: Where the chats were weighed.
        kept: Flags of words as JSON, by a key of words and versions, from an earlier visit.
        used: Keys of all words that were asked for.
        put: Called with what is new, as soon as it is there.
        only_known: Look at no new words; for a first view while others look at them.
    """

    words: dict[_Words, tuple[Flag, ...]] = field(default_factory=dict)
    chats: dict[_Chat, tuple[list[Message], dict[str, list[Flag]]]] = field(default_factory=dict)
    aims: dict[Aimed, str] = field(default_factory=dict)
    own: tuple[tuple[Message, ...], tuple[Flag, ...]] = ((), ())
    rules: tuple[str, ...] = ()
    timezone: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    put: Callable[[Mapping[str, str]], None] = _keep_nowhere
    only_known: bool = False


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
        memory = self._memory_for(timezone)
        messages = tuple(map(spoken, messages))
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
        memory.used.update(map(self._key(), memory.aims))
        for message in messages:
            yield from known[message.source, message.chat][1].get(message.id, ())

    def own(
        self,
        messages: Iterable[Message],
        *,
        timezone: str = "Europe/London",
        pool: Executor | None = None,
    ) -> Iterator[Flag]:
        """Yield what is found in the user's own messages, weighed again where one changed."""
        memory = self._memory_for(timezone)
        messages = tuple(messages)
        if memory.own[0] != messages:
            memory.own = messages, tuple(Detector.own(self, messages, timezone=timezone, pool=pool))
        yield from memory.own[1]

    def _memory_of_rules(self) -> Memory:
        """Return the memory, emptied where it was made by other rules."""
        memory, rules = self.memory, (self.version, self.model)
        if memory.rules != rules:
            memory.words.clear()
            memory.aims.clear()
            memory.rules, memory.timezone = rules, ""
        return memory

    def _memory_for(self, timezone: str) -> Memory:
        """Return the memory, what hangs on the time zone emptied where it was made for another."""
        memory = self._memory_of_rules()
        if memory.timezone != timezone:
            memory.chats.clear()
            memory.own = ((), ())
            memory.timezone = timezone
        return memory

    def _weighed(
        self, there: list[Message], timezone: str, pool: Executor | None
    ) -> tuple[list[Message], dict[str, list[Flag]]]:
        flags: dict[str, list[Flag]] = {}
        for flag in Detector.flag(self, there, timezone=timezone, pool=pool):
            flags.setdefault(flag.message, []).append(flag)
        return there, flags

    def _alone(self, messages: Sequence[Message], pool: Executor | None) -> dict[str, list[Flag]]:
        """Return the flags of each message from its own words, looking only at new ones."""
        self._learn(messages, pool, _say_nothing)
        return {
            message.id: [replace(flag, message=message.id) for flag in flags]
            for message in messages
            if (flags := self.memory.words.get(_words(message), ()))
        }

    def _aims(self, asked: Sequence[Aimed]) -> Mapping[Aimed, str]:
        """Return the aims, parsing only what is new."""
        memory, key = self.memory, self._key()
        for each in asked:
            if each not in memory.aims and (body := memory.kept.get(key(each))) is not None:
                memory.aims[each] = json.loads(body)
        new = [each for each in asked if each not in memory.aims]
        if new and not memory.only_known:
            found = aims(new)
            memory.aims.update(found)
            memory.put({key(each): json.dumps(said) for each, said in found.items()})
        return {each: memory.aims.get(each, "") for each in asked}

    def remember(
        self, messages: Sequence[Message], pool: Executor | None, progress: Progress = _say_nothing
    ) -> None:
        """Look at the words that are not known yet, and keep each batch as soon as it is there."""
        key = self._key()
        # Each beside itself seen from the other side, so that one look is enough for both.
        messages = [
            each
            for message in map(spoken, messages)
            for each in (message, *written_by_user(turned([message])))
        ]
        self._memory_of_rules().used.update({key(words) for words in set(map(_words, messages))})
        self._learn(messages, pool, progress)

    def _learn(
        self, messages: Sequence[Message], pool: Executor | None, progress: Progress
    ) -> None:
        memory, key = self.memory, self._key()
        new: dict[_Words, Message] = {}
        if not memory.only_known:
            for message in messages:
                if _words(message) not in memory.words:
                    new.setdefault(_words(message), message)
        memory.used.update(map(key, new))
        for words in list(new):
            if (body := memory.kept.get(key(words))) is not None:
                memory.words[words] = _FLAGS.validate_json(body)
                del new[words]
        fresh: dict[str, str] = {}
        found = zip(list(new), self.look(list(new.values()), pool), strict=True)
        for number, (words, flags) in enumerate(found, start=1):
            memory.words[words] = flags
            fresh[key(words)] = _FLAGS.dump_json(flags).decode()
            if len(fresh) == _SAVED_AT_ONCE or number == len(new):
                memory.put(fresh)
                fresh = {}
                progress(number, len(new), "")

    def known(self, timezone: str) -> "Remembering":
        """Return a detector that finds what this one found so far, and looks at nothing new."""
        before = self.memory
        memory = Memory(
            words=before.words,
            aims=before.aims,
            rules=(self.version, self.model),
            timezone=timezone,
            only_known=True,
        )
        return Remembering.of(self, memory)

    def _key(self) -> Callable[[_Words | Aimed], str]:
        """Return what makes the key under which what was found in words is kept."""
        made = (self.version, self.model, code_hash("analyser", "analyser.detect"))

        def key(words: _Words | Aimed) -> str:
            whole = repr((made, words))
            return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()

        return key


def _words(message: Message) -> _Words:
    return message.text, message.side is Side.SENT, message.kind
