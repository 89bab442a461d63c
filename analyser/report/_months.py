"""The part of the report with every message in time order, month by month, and its index."""

from collections.abc import Container, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.entered import Incident
from analyser.findings import Findings
from analyser.records import Kind, Message
from analyser.report._blocks import Block, heading, paragraph, phrase
from analyser.report._entered import incident_block
from analyser.report._flagged import labels_by_message
from analyser.report._message import message_block
from analyser.report._text import local
from analyser.timeline import with_incidents

_Entry = Message | Incident
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def chronology(findings: Findings) -> Iterator[Block]:
    """Yield every message and typed event; over several months an index comes first."""
    yield heading("All messages in time order")
    labels = labels_by_message(findings)
    months = _by_month(findings)
    # In one month there is nothing to find, and no heading that could say too much.
    several = len({title for title, _ in months} - {phrase("two_months")}) > 1
    if several:
        yield paragraph(phrase("month_index"))
        yield _index(months, labels.keys())
    for number, (title, entries) in enumerate(months):
        if several:
            yield Block(kind="heading", text=title, level=2, item=_mark(number))
        for each in entries:
            if isinstance(each, Incident):
                yield incident_block(each, findings)
                continue
            label = labels.get(each.id)
            yield message_block(each, findings, (label,) if label else ())


def _mark(number: int) -> str:
    """Return the name by which the index finds the heading of a month."""
    return f"month-{number}"


def _by_month(findings: Findings) -> list[tuple[str, list[_Entry]]]:
    """Return the entries of each month; what has no date stays beside its neighbour before.

    What can be of two months stands apart, so that no month holds what may not be of it.
    """
    zone = ZoneInfo(findings.facts.timezone)
    months: list[tuple[str, list[_Entry]]] = []
    for each in with_incidents(findings.messages, findings.incidents):
        instant = each.at if isinstance(each, Incident) else each.when.instant
        readings = () if isinstance(each, Incident) else each.when.readings
        possible = {_month(local(at, zone)) for at in readings or (instant,) if at is not None}
        title = months[-1][0] if months else phrase("before_dates")
        if possible:
            title = possible.pop() if len(possible) == 1 else phrase("two_months")
        if not months or months[-1][0] != title:
            months.append((title, []))
        months[-1][1].append(each)
    return months


def _month(on: datetime) -> str:
    return f"{_MONTHS[on.month - 1]} {on.year}"


def _index(months: Sequence[tuple[str, Sequence[_Entry]]], flagged: Container[str]) -> Block:
    rows = []
    for number, (title, entries) in enumerate(months):
        messages = [each for each in entries if isinstance(each, Message)]
        contact = sum(each.kind is not Kind.SYSTEM for each in messages)
        marked = sum(each.id in flagged for each in messages)
        first, last = entries[0].id, entries[-1].id
        rows.append((title, f"{contact:,}", f"{marked:,}", f"{first} to {last}", _mark(number)))
    header = ("Month", "Messages and calls", "With flagged words", "From item, to item", "Page")
    return Block(kind="index", header=header, rows=tuple(rows), widths=(3, 2, 2, 3, 1))
