"""Where in a file a message stands, so that what a person said of it follows it on every reading.

Another version of the program may read a file otherwise: a message then has another number, or
other words. What was said of it goes with its words, and where those are gone it goes nowhere.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyser.choices import digest
from analyser.records import Message, Reading

_MARK_DIGITS = 16


@dataclass
class Anchors:
    """The messages of a reading by file, number and words."""

    reading: Reading
    _known: dict[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)

    @cached_property
    def first(self) -> Mapping[str, Message]:
        """Each message as it was read, by id."""
        return {message.id: message for message in self.reading.messages}

    @cached_property
    def places(self) -> Mapping[tuple[str, str], list[str]]:
        """Ids of the messages by the hash of their file and the mark of their words alone."""
        found: dict[tuple[str, str], list[str]] = {}
        for message in self.reading.messages:
            key = (self._digests[message.source], _of_words(message.text))
            found.setdefault(key, []).append(message.id)
        return found

    def words(self) -> dict[str, list[str]]:
        """Return the marks of the words of all messages, by the hash of their file."""
        found: dict[str, list[str]] = {}
        for (of_file, mark), ids in self.places.items():
            found.setdefault(of_file, []).extend([mark] * len(ids))
        return found

    @cached_property
    def _digests(self) -> Mapping[str, str]:
        return {source.id: digest(source) for source in self.reading.sources}

    @cached_property
    def _sources(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, of_file in self._digests.items():
            found.setdefault(of_file, []).append(id_)
        return found

    @cached_property
    def _by_words(self) -> Mapping[str, list[Message]]:
        found: dict[str, list[Message]] = {}
        for text, messages in self._by_text.items():
            found.setdefault(_of_words(text), []).extend(messages)
        return found

    @cached_property
    def _by_text(self) -> Mapping[str, list[Message]]:
        found: dict[str, list[Message]] = {}
        for message in self.reading.messages:
            found.setdefault(message.text, []).append(message)
        return found

    def of(self, message: Message) -> tuple[str, str]:
        """Return the hash of the file of a message and its number there."""
        return self._digests[message.source], message.id.rpartition("-")[2]

    def mark(self, message: Message) -> str:
        """Return what is kept of a message to know it by.

        That is a mark of its words, and where the same words stand in the file more than once, the
        how manieth of how many it is.
        """
        words, of_file = _of_words(message.text), self._digests[message.source]
        places = self._alike(of_file, words, self._by_text[message.text])
        return words + (f":{places[message.id]}/{len(places)}" if len(places) > 1 else "")

    def find(self, of_file: str, number: str, mark: str) -> str | None:
        """Return the id of the message that is meant; None where none is surely it.

        Without a mark, as case files once had it, the number decides.
        """
        numbered = (f"{source}-{number}" for source in self._sources.get(of_file, ()))
        there = next((each for each in numbered if each in self.first), None)
        if not mark:
            return there
        words, _, which = mark.partition(":")
        fits = there is not None and _of_words(self.first[there].text) == words
        if fits and not which:
            return there
        alike = self._alike(of_file, words, self._by_words.get(words, ()))
        if which.rpartition("/")[2] == str(len(alike)):
            if there is not None and which.startswith(f"{alike.get(there)}/"):
                return there
            return next(id_ for id_, place in alike.items() if which == f"{place}/{len(alike)}")
        if fits:
            return there
        return next(iter(alike)) if len(alike) == 1 and not which else None

    def _alike(self, of_file: str, words: str, these: Sequence[Message]) -> Mapping[str, int]:
        """Return the place of each message of the file among `these`, which have the same words.

        A message that is kept under another picture of it stands in the file too.
        """
        key = (of_file, words)
        if key not in self._known:
            sources: Sequence[str] = self._sources.get(of_file, ())
            there = (
                each.id
                for each in these
                if each.source in sources or any(seen.source in sources for seen in each.seen_in)
            )
            self._known[key] = {id_: place for place, id_ in enumerate(there, start=1)}
        return self._known[key]


def _of_words(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK_DIGITS]
