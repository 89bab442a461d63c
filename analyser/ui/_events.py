"""Typed events among the messages of the Review page, marked as what they are."""

from collections.abc import Sequence

from analyser.entered import Incident, Known
from analyser.findings import Findings
from analyser.incidents import KIND_WORDS, shareable
from analyser.records import Message
from analyser.ui import _state
from analyser.ui._literal import literal
from analyser.ui._times import day, moment
from analyser.ui._words import words


def between(shown: Sequence[Message], findings: Findings) -> list[Incident]:
    """Return the events that belong between the messages on a page; none where only some show."""
    events = findings.incidents
    if not events or not shown or _state.case().picked:
        return []
    ids = [message.id for message in findings.messages]
    first, last = ids.index(shown[0].id), ids.index(shown[-1].id)
    if last - first + 1 != len(shown):
        return []  # filtered: what stands between is not known
    dated = [message.when.instant for message in shown if message.when.instant]
    start = min(dated, default=None) if first else None
    end = max(dated, default=None) if last + 1 < len(ids) else None
    return [
        each
        for each in events
        if (each.at is None and end is None)
        or (each.at and (start is None or each.at >= start) and (end is None or each.at <= end))
    ]


def marked(entry: Incident, timezone: str) -> str:
    """Return that an event was typed, and when."""
    assert entry.written_at is not None  # noqa: S101  # all that is typed in the app has it
    return words("events", "marked").format(when=moment(entry.written_at, timezone))


def when(entry: Incident, timezone: str) -> str:
    """Return when an event was, with how well the person knows it."""
    if entry.at is None:
        return words("events", "no_time")
    said = moment(entry.at, timezone) if entry.clock else day(entry.at, timezone)
    if entry.known is Known.APPROXIMATE:
        said = f"about {said}"
    if entry.known is Known.UNKNOWN:
        said = f"{said} ({words('events', 'not_sure')})"
    return f"{said}, until {day(entry.until, timezone)}" if entry.until else said


def event(entry: Incident, timezone: str) -> str:
    """Return one event among the messages as HTML."""
    said = "".join(
        f"<p>{literal(label)}: <span dir=auto>{literal(each)}</span></p>"
        for label, each in shareable(entry)
    )
    kind, at = literal(KIND_WORDS[entry.kind]), literal(when(entry, timezone))
    return (
        f'<div class="notes-event"><p class="notes-muted">{entry.id} · '
        f"<strong>{kind}</strong> · {at}</p>{said}"
        f'<p class="notes-muted">{literal(marked(entry, timezone))}</p></div>'
    )
