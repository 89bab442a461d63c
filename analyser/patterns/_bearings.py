"""List what bears on the four signs, on the acts that stalking laws list, on what specialists ask.

Items and questions only: nothing is added up over them, and nothing is said of what will happen.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from analyser.contact import Bearing, BearingPart
from analyser.counts_said import outside_groups
from analyser.entered import Incident, IncidentKind
from analyser.findings import AfterStop, ContactPattern, Flag, PatternSignal
from analyser.records import Message
from analyser.tables import load_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One line of `bearings.toml`.

    Attributes:
        signals: Found in the words of the person's messages.
        counts: Numbers of the pattern.
        found: Signals seen only across messages.
        requests: The user's plain requests to stop.
        after: What came after a request or an event.
        more_often: What came after it, where that was more often than before.
        direct: The numbers are of chats with one person; said where there is contact in others.
        events: Kinds of what the user typed; with what came after it.
        said_in: A field of what the user typed, of any kind; those stand there that fill it in.
        naming: Only words of `signals` with one of these; where none is, only a person can say.
    """

    part: BearingPart
    text: str
    signals: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    requests: bool = False
    after: bool = False
    more_often: bool = False
    direct: bool = False
    events: tuple[IncidentKind, ...] = ()
    said_in: str = ""
    naming: tuple[str, ...] = ()


@cache
def _rows() -> tuple[_Row, ...]:
    return load_rows(files("analyser.patterns") / "bearings.toml", _Row)


def bearings(
    pattern: ContactPattern,
    signals: Sequence[PatternSignal],
    flags: Sequence[Flag],
    unwanted: Collection[str],
    placed: Mapping[str, tuple[int, Message]],
    typed: Sequence[Incident] = (),
) -> Iterator[Bearing]:
    """Yield each line of the table with its items, in the table's order.

    Args:
        pattern: The contact by one person.
        signals: Those of that person that are seen only across messages.
        flags: Those that count.
        unwanted: Ids of the person's messages that were unwanted as far as the material shows;
            where there are none, and none came after an event, it bears on nothing.
        placed: Each message with its place in the timeline, by id.
        typed: What the user typed that names the person, or nobody.
    """
    if not unwanted and not any(each.message_ids for each in pattern.after_events):
        return
    numbers = {each.id: each for each in pattern.counts}
    since = [*pattern.after_events, *([pattern.after_stop] if pattern.after_stop else [])]
    for row in _rows():
        of_signals = [f for f in flags if f.signal in row.signals and f.message in unwanted]
        ids = {f.message for f in of_signals if _names(f, placed[f.message][1], row.naming)}
        ids.update(id_ for name in row.counts for id_ in numbers[name].messages)
        ids.update(id_ for each in signals if each.signal in row.found for id_ in each.messages)
        if row.requests:
            ids.update(stop.message for stop in pattern.stop_requests if stop.plain)
        if row.after:
            ids.update(id_ for each in since for id_ in each.message_ids)
        if row.more_often:
            ids.update(id_ for each in since for id_ in _more_often(each))
        for each in pattern.after_events:
            if each.event is not None and each.event.kind in row.events:
                ids.update(each.message_ids)
        items = tuple(sorted(ids, key=lambda id_: placed[id_][0]))
        looks = row.requests or row.after or row.more_often
        looked_for = bool(row.signals or row.counts or row.found or looks) and not row.naming
        text = outside_groups(row.text, pattern) if row.direct else row.text
        events = tuple(
            each.id for each in typed if each.kind in row.events or row.said_in in dict(each.fields)
        )
        yield Bearing(
            part=row.part, text=text, messages=items, looked_for=looked_for, events=events
        )


def _names(flag: Flag, message: Message, naming: Sequence[str]) -> bool:
    """Return whether the flagged words hold one of `naming`, or nothing is asked of them."""
    said = " ".join(message.text[start:end] for start, end in flag.spans)
    return not naming or bool(re.search(rf"\b(?:{'|'.join(naming)})\b", said, re.IGNORECASE))


def _more_often(since: AfterStop) -> tuple[str, ...]:
    both = since.comparison
    return both.after.messages if both and both.after.count > both.before.at_most else ()
