"""The log of a case: everything done, in order, each entry holding the fingerprint of the last.

The case is what comes of doing it all again, so nothing is kept that the log does not show. It
lives in memory until the person makes a case file. Undoing is an entry too: nothing is taken out.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from analyser.corrections import PERSONS, ChangeKey, DecisionKey, marked_key
from analyser.findings import Status

Values = Mapping[str, Any]
"""What JSON can hold."""

LOST = "lost"
"""Numbers of entries that could not be read in the file that a new one was made from."""
NOTHING_BEFORE = "0" * 64


class Action(StrEnum):
    """What was done."""

    MADE = "made"
    OPENED = "opened"
    ADDED = "added"
    REMOVED = "removed"
    SAID = "said"
    DECIDED = "decided"
    CHANGED = "changed"
    UNDONE = "undone"
    REDONE = "redone"
    EXPORTED = "exported"
    REKEYED = "rekeyed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing done.

    Attributes:
        number: From 1, without gaps.
        at_utc: ISO 8601, by the computer's clock.
        at_local: The same instant as the computer's clock showed it, with its offset.
        who: Initials as given; empty where none were.
        what: What it was done to.
        before: The values before, where there were any.
        after: The values after.
        made: Versions of program, rules and model.
        previous: Fingerprint of the entry before.
    """

    number: int
    at_utc: str
    at_local: str
    who: str
    action: Action
    what: Values
    before: Values
    after: Values
    made: Values
    previous: str

    def body(self) -> str:
        """Return the entry as JSON, the same for the same entry always."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def fingerprint(self) -> str:
        """Return the SHA-256 of the entry, 64 lower-case hex digits."""
        return hashlib.sha256(self.body().encode()).hexdigest()


def entry_of(body: str) -> Entry:
    """Return the entry that `body` holds."""
    values = json.loads(body)
    return Entry(**(values | {"action": Action(values["action"])}))


@dataclass(slots=True)
class Journal:
    """The log and what comes of it.

    Attributes:
        who: Initials of the person at work.
        entries: Everything done.
        said: What the person said about the case, by name.
        files: What was recorded of each file that is on the case, by its key.
        decisions: What the person decided.
        changes: What the person says otherwise than the files, by its key.
    """

    who: str = ""
    entries: list[Entry] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Values] = field(default_factory=dict)
    decisions: dict[DecisionKey, Status] = field(default_factory=dict)
    changes: dict[ChangeKey, Any] = field(default_factory=dict)
    _done: list[Entry] = field(default_factory=list)
    _undone: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[Entry], *, who: str = "") -> "Journal":
        """Return what comes of doing all of `entries` again."""
        journal = cls(who=who)
        for entry in entries:
            journal._take(entry)
        return journal

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back and none was made since."""
        return bool(self._undone)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the last entry, which stands for all of them."""
        return self.entries[-1].fingerprint() if self.entries else NOTHING_BEFORE

    def record(
        self,
        action: Action,
        *,
        now: datetime,
        made: Values,
        what: Values | None = None,
        before: Values | None = None,
        after: Values | None = None,
    ) -> None:
        """Add one entry and take its effect."""
        entry = Entry(
            number=self.entries[-1].number + 1 if self.entries else 1,
            at_utc=now.astimezone(UTC).isoformat(timespec="seconds"),
            at_local=now.isoformat(timespec="seconds"),
            who=self.who,
            action=action,
            what=what or {},
            before=before or {},
            after=after or {},
            made=made,
            previous=self.fingerprint,
        )
        self._take(entry)

    def say(
        self, values: Values, *, now: datetime, made: Values, unsaid: Values = MappingProxyType({})
    ) -> None:
        """Record what the person says now, where it differs from what they said before.

        `unsaid` is what holds as long as nothing was said.
        """
        known = {**unsaid, **self.said}
        new = {name: value for name, value in values.items() if known.get(name) != value}
        if new:
            old = {name: known.get(name) for name in new}
            self.record(Action.SAID, now=now, made=made, before=old, after=new)

    def decide(self, changes: Mapping[DecisionKey, Status], *, now: datetime, made: Values) -> None:
        """Record decisions that were made in one step and are undone in one."""
        old = [self.decisions.get(key) for key in changes]
        what = {"decisions": [list(key) for key in changes]}
        before, after = {"status": old}, {"status": list(changes.values())}
        self.record(Action.DECIDED, now=now, made=made, what=what, before=before, after=after)

    def change(
        self,
        changes: Mapping[ChangeKey, Any],
        decisions: Mapping[DecisionKey, Status | None],
        *,
        now: datetime,
        made: Values,
    ) -> None:
        """Record in one step what the person says otherwise, and decisions that go with it.

        A value of None takes away what was said before.
        """
        before = {
            "values": [self._value(key) for key in changes],
            "status": [self.decisions.get(key) for key in decisions],
        }
        after = {"values": list(changes.values()), "status": list(decisions.values())}
        if before == after:
            return
        what = {
            "changes": [list(key) for key in changes],
            "decisions": [list(key) for key in decisions],
        }
        self.record(Action.CHANGED, now=now, made=made, what=what, before=before, after=after)

    def _value(self, key: ChangeKey) -> Any:  # noqa: ANN401  # as JSON has it
        return self.said.get("persons") if key == PERSONS else self.changes.get(key)

    def undo(self, *, now: datetime, made: Values) -> None:
        """Take the last step back, if there is one."""
        if self._done:
            self._again(Action.UNDONE, self._done[-1], now, made)

    def redo(self, *, now: datetime, made: Values) -> None:
        """Take the step again that was taken back last, if there is one."""
        if self._undone:
            self._again(Action.REDONE, self._undone[-1], now, made)

    def _again(self, action: Action, entry: Entry, now: datetime, made: Values) -> None:
        before, after = entry.before, entry.after
        if action is Action.UNDONE:
            before, after = after, before
        what = {"of": entry.number, **entry.what}
        self.record(action, now=now, made=made, what=what, before=before, after=after)

    def _take(self, entry: Entry) -> None:
        self.entries.append(entry)
        match entry.action:
            case Action.SAID:
                self.said |= entry.after
            case Action.ADDED:
                beside = entry.what["beside"]
                self.files |= {
                    file["key"]: file | {"beside": beside[file["beside"]]}
                    for file in entry.what["files"]
                }
            case Action.REMOVED:
                for file in entry.what["files"]:
                    self.files.pop(file["key"], None)
            case Action.DECIDED | Action.CHANGED:
                self._done.append(entry)
                self._undone.clear()
                self._take_step(entry)
            case Action.UNDONE:
                _move(entry, self._done, self._undone)
                self._take_step(entry)
            case Action.REDONE:
                _move(entry, self._undone, self._done)
                self._take_step(entry)

    def _take_step(self, entry: Entry) -> None:
        keys, old = entry.what.get("changes", ()), entry.before.get("values", ())
        for parts, was, value in zip(keys, old, entry.after.get("values", ()), strict=True):
            key = marked_key(tuple(parts), value)
            # An older key did not tell one message from the other that had its number before.
            if (older := marked_key(tuple(parts), was)) != key:
                self.changes.pop(older, None)
            kept: dict[Any, Any] = self.said if key == PERSONS else self.changes
            name = "persons" if key == PERSONS else key
            if value is None:
                kept.pop(name, None)
            else:
                kept[name] = value
        statuses: Sequence[str | None] = entry.after["status"]
        for parts, status in zip(entry.what["decisions"], statuses, strict=True):
            # Case files once kept no mark of the message.
            file, number, signal, rule, mark = (*parts, "")[:5]
            about: DecisionKey = (file, number, signal, rule, mark)
            # The newest comes last, and counts where two come to be of the same message.
            self.decisions.pop(about, None)
            if status is not None:
                self.decisions[about] = Status(status)


def _move(entry: Entry, source: list[Entry], to: list[Entry]) -> None:
    """Move the step that `entry` is about; it is not there where the disk has spoiled it."""
    if source and source[-1].number == entry.what["of"]:
        to.append(source.pop())
