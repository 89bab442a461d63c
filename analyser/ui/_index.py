"""What the pages look up in the findings at every press: worked out once, until they change."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analyser.charts import Chart
from analyser.findings import Findings, Flag, Status
from analyser.first_help import first_help
from analyser.lookalikes import told_apart
from analyser.records import Kind, Message
from analyser.redact import Proposal, proposals
from analyser.ui._addressed import label_of
from analyser.ui._vega import Spec

_AT_HAND = 16
"""Choices of filters whose messages are at hand; each holds no more than a list of them."""

Drawn = tuple[Chart, Spec | None, Callable[[], str] | None]
"""A chart, as Vega-Lite, and what makes a table of its own in HTML where it has one."""


@dataclass(frozen=True)
class Found:
    """The messages that the filters let through, in time order.

    Attributes:
        suggested: The suggestions of the whole case that nobody has decided on.
    """

    messages: Sequence[Message]
    suggested: Sequence[Flag]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Place of each message in the list, by id."""
        return {message.id: place for place, message in enumerate(self.messages)}

    @cached_property
    def waiting(self) -> Sequence[Flag]:
        """The suggestions in these messages that nobody has decided on."""
        return [flag for flag in self.suggested if flag.message in self.places]


@dataclass
class Index:
    """The findings of now, by what is asked of them.

    Attributes:
        found: What the filters let through, by what was chosen; of the last choices only.
        charts: Of each person, by id: as they are drawn.
    """

    findings: Findings
    found: dict[Hashable, Found] = field(default_factory=dict)
    charts: dict[str, Sequence[Drawn]] = field(default_factory=dict)

    @cached_property
    def flags(self) -> Mapping[str, list[Flag]]:
        """The flags of each message that has any, by id."""
        found: dict[str, list[Flag]] = {}
        for flag in self.findings.flags:
            found.setdefault(flag.message, []).append(flag)
        return found

    @cached_property
    def own(self) -> Mapping[str, list[Flag]]:
        """The harsh words of the user in each message that has any, by id; they are no flags."""
        found: dict[str, list[Flag]] = {}
        for flag in self.findings.own:
            found.setdefault(flag.message, []).append(flag)
        return found

    @cached_property
    def all(self) -> Found:
        """All messages."""
        return Found(self.findings.messages, self.waiting)

    @cached_property
    def senders(self) -> Sequence[str]:
        """Every name as shown."""
        return sorted({each.sender for each in self.findings.messages if each.sender})

    @cached_property
    def chats(self) -> Mapping[tuple[str, str | None], str]:
        """What each chat is called, by source and chat: its title, or the name of its file."""
        names = {each.id: each.name for each in self.findings.sources}
        found = dict.fromkeys((each.source, each.chat) for each in self.findings.messages)
        return {(source, chat): f"{source} · {chat or names[source]}" for source, chat in found}

    @cached_property
    def signs(self) -> Mapping[str, str]:
        """What tells a name from another that looks the same, by name, in words."""
        return told_apart([*self.senders, *(n for p in self.findings.people for n in p.names)])

    @cached_property
    def labels(self) -> Sequence[str]:
        """Every kind of words that was flagged."""
        return sorted({label_of(flag.signal) for flag in self.findings.flags})

    @cached_property
    def waiting(self) -> Sequence[Flag]:
        """The suggestions that nobody has decided on."""
        return [flag for flag in self.findings.flags if flag.status is Status.SUGGESTED]

    @cached_property
    def said(self) -> int:
        """How many messages and calls there are, notices of the apps apart."""
        return sum(each.kind is not Kind.SYSTEM for each in self.findings.messages)

    @cached_property
    def proposals(self) -> tuple[Proposal, ...]:
        """What may be worth hiding in a redacted copy."""
        return proposals(self.findings)

    @cached_property
    def first_help(self) -> Sequence[str]:
        """The standing words that come before anything else, the most urgent first."""
        return list(first_help(self.findings))

    @cached_property
    def flagged_lines(self) -> Mapping[tuple[str, int], list[Message]]:
        """The flagged messages that stand on a line of an export, by source and line."""
        found: dict[tuple[str, int], list[Message]] = {}
        for each in self.findings.messages:
            if each.where.line is None or each.id not in self.flags:
                continue
            for number in range(each.text.count("\n") + 1):
                found.setdefault((each.source, each.where.line + number), []).append(each)
        return found

    def found_by(self, asked: Hashable, look: Callable[[], Found]) -> Found:
        """Return what was found by these choices, by `look` where it is not at hand."""
        if asked not in self.found:
            if len(self.found) >= _AT_HAND:
                del self.found[next(iter(self.found))]
            self.found[asked] = look()
        return self.found[asked]

    def message(self, id_: str | None) -> Message | None:
        """Return the message of that id, where there is one."""
        place = None if id_ is None else self.all.places.get(id_)
        return None if place is None else self.findings.messages[place]

    def neighbours(self, message: Message, each_way: int) -> list[Message]:
        """Return `message` with those before and after it in its chat, in time order."""
        return [
            *reversed(self._next(message, each_way, -1)),
            message,
            *self._next(message, each_way, 1),
        ]

    def _next(self, message: Message, count: int, step: int) -> list[Message]:
        messages, place = self.findings.messages, self.all.places[message.id] + step
        found: list[Message] = []
        while 0 <= place < len(messages) and len(found) < count:
            each = messages[place]
            if each.source == message.source and each.chat == message.chat:
                found.append(each)
            place += step
        return found
