"""The log of a case in plain words: what was done, before and after."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import UTC, datetime

from analyser.casefile.journal import LOST, Action, Entry, Journal, Values
from analyser.casefile.said import COUNTING, REPORT
from analyser.corrections import ChangeKey
from analyser.entered import LogLine
from analyser.findings import Status
from analyser.incidents import KIND_WORDS, incident_fields
from analyser.records import Jurisdiction
from analyser.settings import Settings
from analyser.signals import signals
from analyser.wording import counted

_NAMED = 5
_FEW = 2
"""So many changes can each be named in one line of a page."""
_LONGEST = 200
"""Characters of what somebody wrote; the log itself keeps all of it."""
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ASKED: Mapping[str, str] = {
    "me": "your name in the chats",
    "jurisdiction": "where you live",
    "timezone": "time zone",
    "day_order": "day or month first",
    "captured_at": "when the screenshots were taken",
    "persons": "which names are one person",
    "columns": "which column is which",
    "formats": "how a file is read",
    "left_out": "chats left out",
    "helping": "helping somebody",
    REPORT + "reference": "case reference",
    REPORT + "initials": "initials for the exhibits",
    REPORT + "first_exhibit": "first exhibit number",
    REPORT + "without": "parts left out of the report",
    REPORT + "since": "first day shown in the report",
    REPORT + "until": "last day shown in the report",
    REPORT + "people": "people shown in the report",
    REPORT + "signals": "flags shown in the report",
} | {
    COUNTING + each.name: f"{each.metadata['help']} ({each.metadata['unit']})"
    for each in fields(Settings)
}
_DECIDED = {None: "not looked at", Status.CONFIRMED: "kept", Status.DISMISSED: "not this"}
_TOPICS = {
    "text": "words",
    "side": "side",
    "sender": "sender",
    "time": "time",
    "reply": "answers",
    "seen": "looked at",
}
_NATIONS = {
    Jurisdiction.ENGLAND_AND_WALES.value: "England and Wales",
    Jurisdiction.SCOTLAND.value: "Scotland",
    Jurisdiction.NORTHERN_IRELAND.value: "Northern Ireland",
}
_SIDES = {"sent": "sent by you", "received": "received", "unknown": "not known"}


def lines(journal: Journal) -> list[LogLine]:
    """Return the whole log, the oldest entry first."""
    names = file_names(journal)
    after = {entry.number - 1: entry.previous for entry in journal.entries}
    # Each mark stands in the next entry; where that one is lost it is worked out.
    return [line(e, names, after.get(e.number) or e.fingerprint()) for e in journal.entries]


def line(entry: Entry, names: Mapping[str, str], fingerprint: str) -> LogLine:
    """Return one entry in words."""
    local, utc = (datetime.fromisoformat(each) for each in (entry.at_local, entry.at_utc))
    return LogLine(
        number=entry.number,
        when=f"{_day(local)}, {local:%H:%M:%S} (UTC {utc:%H:%M:%S})",
        who=entry.who,
        what=said(entry, names),
        fingerprint=fingerprint,
    )


def _day(local: datetime) -> str:
    # Not strftime: its names are those of the computer's language.
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def _moment(written: str, *, clock: bool) -> str:
    """Return a time of the log in words; in UTC as well where that differs."""
    local = datetime.fromisoformat(written)
    if not clock:
        return f"{_day(local)}, day only"
    utc = f" (UTC {local.astimezone(UTC):%H:%M})" if local.utcoffset() else ""
    return f"{_day(local)}, {local:%H:%M}{utc}"


def file_names(journal: Journal) -> dict[str, str]:
    """Return the names of all files that were ever on the case, by their hash."""
    return {
        each["sha256"]: each["name"]
        for entry in journal.entries
        if entry.action is Action.ADDED
        for each in entry.what["files"]
    }


def said(entry: Entry, names: Mapping[str, str]) -> str:
    """Return what was done in words; `names` are those of the files by their hash."""
    return _SAID[entry.action](entry, names)


def in_short(entry: Entry) -> str:
    """Return how much one step back or forth changed; nothing where it was little."""
    undone = entry.action is Action.UNDONE
    done, before = (entry.before, entry.after) if undone else (entry.after, entry.before)
    decided = [new for old, new in zip(before["status"], done["status"], strict=True) if old != new]
    values = zip(before.get("values", ()), done.get("values", ()), strict=True)
    changes = len(decided) + sum(old != new for old, new in values)
    if changes <= _FEW:
        return ""
    if changes > len(decided):
        return counted(changes, "change")
    one = _DECIDED.get(decided[0], "") if len(set(decided)) == 1 else "decided on"
    return f"{counted(changes, 'flag')} {one}"


def _made(entry: Entry) -> str:
    made, numbers = "Made the case file", [str(each) for each in entry.what.get(LOST, ())]
    if not numbers:
        return made
    entries = "entry" if len(numbers) == 1 else "entries"
    return f"{made}; damaged in the file before, and lost: {entries} {', '.join(numbers)}"


def _files(entry: Entry) -> str:
    names = [str(each["name"]) for each in entry.what["files"]]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'file')}: {', '.join(names[:_NAMED])}{more}"


def _answers(entry: Entry) -> str:
    parts = [
        f"{_ASKED.get(name, name)}: {_from_to(name, entry.before.get(name), value)}"
        for name, value in entry.after.items()
    ]
    return f"Answered: {'; '.join(parts)}"


def _from_to(name: str, before: object, after: object) -> str:
    """Return an answer in the words of the question; a first yes has nothing before it."""
    if name == "helping":
        return "yes → no" if before else "yes"
    known = _NATIONS if name == "jurisdiction" else {}
    old, new = (known.get(str(each)) or _value(each) for each in (before, after))
    return f"{old} → {new}"


def _value(value: object) -> str:
    if value is None or value is False or value in ("", [], {}):
        return "not given"
    if isinstance(value, list | tuple):
        return ", ".join(_value(each) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(each)}" for key, each in value.items())
    return "yes" if value is True else str(value)


def _steps(entry: Entry, names: Mapping[str, str]) -> str:
    parts = [*_decisions(entry, names), *_changes(entry, names)] or ["nothing changed"]
    more = f"; and {len(parts) - _NAMED:,} more" if len(parts) > _NAMED else ""
    return "; ".join(parts[:_NAMED]) + more


def _decisions(entry: Entry, names: Mapping[str, str]) -> Iterator[str]:
    keys, old, new = entry.what["decisions"], entry.before["status"], entry.after["status"]
    for (digest, number, signal, *_), before, after in zip(keys, old, new, strict=True):
        if before != after:  # where only the reason is another
            yield (
                f"“{_label(signal)}” in {_message(digest, number, names)}: "
                f"{_DECIDED.get(before)} → {_DECIDED.get(after)}"
            )


def _changes(entry: Entry, names: Mapping[str, str]) -> Iterator[str]:
    keys = entry.what.get("changes", ())
    old, new = entry.before.get("values", ()), entry.after.get("values", ())
    for parts, before, after in zip(keys, old, new, strict=True):
        if before != after:
            yield _change(tuple(parts), before, after, names)


def _change(key: ChangeKey, before: Values, after: Values, names: Mapping[str, str]) -> str:
    match key:
        case ("persons",):
            return f"{_ASKED['persons']}: {_value(before)} → {_value(after)}"
        case ("apart", one, two):
            return f"“{one}” and “{two}”: {'not one person' if after else 'not said'}"
        case ("incident", number):
            return f"event N{number}: {_event(before)} → {_event(after)}"
        case ("flag", digest, number, signal, *_):
            where = _message(digest, number, names)
            return f"“{_label(signal)}” in {where}: {_own(before)} → {_own(after)}"
        case ("reason", digest, number, signal, *_):
            where = _message(digest, number, names)
            reasons = (f"“{clipped(str(each))}”" if each else "none" for each in (before, after))
            return f"reason about “{_label(signal)}” in {where}: {' → '.join(reasons)}"
        case (topic, digest, number, *_):
            both = (_to(topic, each) for each in (before, after))
            where = _message(digest, number, names)
            return f"{_TOPICS.get(topic, topic)} of {where}: {' → '.join(both)}"
        case _:
            return " ".join(key)


def _message(digest: str, number: str, names: Mapping[str, str]) -> str:
    return f"message {number} of {names.get(digest, digest[:12])}"


def _to(topic: str, value: Values | None) -> str:
    """Return what holds for one part of a message."""
    if value is None:
        return "no" if topic == "seen" else "as read"
    to = value["to"]
    if topic == "time":
        return "not known" if to is None else _moment(to["at"], clock=to["clock"])
    if topic == "reply":
        return f"message {to[1]}"
    if topic == "seen":
        return "yes"
    return "not shown" if to is None else f"“{clipped(_SIDES.get(to, str(to)))}”"


def _own(value: Values | None) -> str:
    if value is None:
        return "not marked"
    words, why = value["to"].get("words"), value["to"].get("why")
    said_ = f" at “{clipped(words)}”" if words else ""
    return f"marked by you{said_}" + (f", because “{clipped(why)}”" if why else "")


def _event(value: Values | None) -> str:
    """Return a typed event; what stays private is named and not repeated."""
    if value is None:
        return "none"
    labels = {each.name: each for each in incident_fields()}
    kind = next(words for kind, words in KIND_WORDS.items() if kind.value == value["kind"])
    at = _moment(value["at"], clock=value["clock"]) if value["at"] else "time not known"
    when = f"{at} ({value['known']})"
    until = [f"until {_day(datetime.fromisoformat(value['until']))}"] if value["until"] else []
    fields = [
        labels[name].label + (": kept private" if labels[name].private else f": {clipped(words)}")
        for name, words in value["fields"].items()
        if name in labels
    ]
    return "; ".join([f"{kind}, {when}", *until, *fields])


def clipped(text: str) -> str:
    """Return `text` short enough for a line, saying so where it is cut."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}… [{len(text):,} characters in all]"


def _label(signal: str) -> str:
    known = signals().get(signal)
    return known.plain_label if known else signal


def _exported(what: Values) -> str:
    return "; ".join(f"{each['name']} (SHA-256 {each['sha256']})" for each in what["files"])


def _verb(entry: Entry) -> str:
    return "Decided" if entry.what["decisions"] else "Changed"


_SAID: Mapping[Action, Callable[[Entry, Mapping[str, str]], str]] = {
    Action.MADE: lambda entry, names: _made(entry),
    Action.OPENED: lambda entry, names: "Opened the case file",
    Action.ADDED: lambda entry, names: f"Added {_files(entry)}",
    Action.REMOVED: lambda entry, names: f"Removed {_files(entry)}",
    Action.SAID: lambda entry, names: _answers(entry),
    Action.DECIDED: lambda entry, names: f"Decided: {_steps(entry, names)}",
    Action.CHANGED: lambda entry, names: f"{_verb(entry)}: {_steps(entry, names)}",
    Action.UNDONE: lambda entry, names: (
        f"Took back entry {entry.what['of']}: {_steps(entry, names)}"
    ),
    Action.REDONE: lambda entry, names: (
        f"Did entry {entry.what['of']} again: {_steps(entry, names)}"
    ),
    Action.REKEYED: lambda entry, names: "Changed the passphrase",
    Action.EXPORTED: lambda entry, names: f"Made the report: {_exported(entry.what)}",
}
