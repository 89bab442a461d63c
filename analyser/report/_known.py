"""How the tables of contact say their times and items: what is not certain, and what is long."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.counts_said import could_be
from analyser.elements import Standing
from analyser.findings import AfterStop, ContactPattern, Findings
from analyser.records import Certainty, Moment
from analyser.report._blocks import Block, phrase
from analyser.report._text import day, item_list, local, stamp

_LONG = 40
"""Letters of a list of items that is written once and named after that."""
_CLOCKED = (Certainty.SECOND, Certainty.MINUTE)

Ids = Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a case where its contact is set out.

    Attributes:
        moments: When each message was, by its id.
        lists: A name for each long list of items that comes more than once.
    """

    zone: ZoneInfo
    moments: Mapping[str, Moment]
    lists: Mapping[str, str]


def known(findings: Findings) -> Known:
    """Return what is known of a case."""
    return Known(
        zone=ZoneInfo(findings.facts.timezone),
        moments=moments_of(findings),
        lists=named_lists(findings),
    )


def moments_of(findings: Findings) -> Mapping[str, Moment]:
    """Return when each message was that counts rest on, by its id."""
    return findings.moments or {message.id: message.when for message in findings.messages}


def named_lists(findings: Findings) -> dict[str, str]:
    """Return a name for each long list that comes more than once in the report, in its order."""
    found = Counter(item_list(ids) for ids in _all_items(findings))
    again = [items for items, count in found.items() if count > 1 and len(items) > _LONG]
    return {items: phrase("list", number=number) for number, items in enumerate(again, start=1)}


def _all_items(findings: Findings) -> Iterator[Ids]:
    for pattern in findings.patterns:
        for each in (pattern.after_stop, *pattern.after_events, pattern):
            if each is not None:
                yield from _counted(each)
        yield from (each.messages for each in pattern.bearings)
    for pointer in findings.pointers:
        yield from (e.messages for e in pointer.elements if e.standing is Standing.SHOWN)


def _counted(counts: ContactPattern | AfterStop) -> Iterator[Ids]:
    yield from (each.messages for each in counts.counts)
    yield from (each.rows for each in counts.ways)


def items(ids: Ids, lists: Mapping[str, str]) -> str:
    """Return the items, or the name of their list."""
    written = item_list(ids)
    return lists.get(written, written)


def list_table(lists: Mapping[str, str]) -> Block:
    """Return the table in which the long lists are written out."""
    return Block(
        kind="table",
        header=("List", "Items"),
        widths=(1, 7.6),
        rows=tuple((name, written) for written, name in lists.items()),
    )


def day_said(
    instant: datetime | None, ids: Ids, facts: Known, readings: Sequence[datetime] = ()
) -> str:
    """Return a day, with "about" where none of `ids` shows that time itself.

    Where it was on one of several days, each of `readings`, they are said.
    """
    if readings:
        return could_be(day(local(each, facts.zone)) for each in readings)
    if instant is None:
        return phrase("no_day")
    said = day(local(instant, facts.zone))
    return said if _shows(instant, ids, facts) else phrase("about", when=said)


def on_day(
    instant: datetime | None, ids: Ids, facts: Known, readings: Sequence[datetime] = ()
) -> str:
    """Return "on Mon 3 March 2025", or "on or about" and several days as in `day_said`."""
    if readings:
        return f"on {day_said(instant, ids, facts, readings)}"
    if instant is None:
        return "on " + phrase("no_day")
    sure = _shows(instant, ids, facts)
    return f"{'on' if sure else 'on or about'} {day(local(instant, facts.zone))}"


def time_said(
    instant: datetime | None, ids: Ids, facts: Known, readings: Sequence[datetime] = ()
) -> str:
    """Return a day and clock time, as sure as the messages in `ids` show it."""
    if readings:
        return on_day(instant, ids, facts, readings)
    if instant is None:
        return phrase("no_time")
    shown = local(instant, facts.zone)
    if _shows(instant, ids, facts):
        return stamp(shown) if _has_clock(ids, facts) else day(shown)
    return phrase("about", when=stamp(shown))


def span_said(start: datetime, end: datetime, ids: Ids, facts: Known) -> str:
    """Return "Mon 3 March 2025, 22:14 to 22:40", each end as sure as the messages show it."""
    first, last = (time_said(each, ids, facts) for each in (start, end))
    if first == last:
        return first
    same = day(local(start, facts.zone)) == day(local(end, facts.zone))
    return f"{first} to {last.replace(day(local(end, facts.zone)) + ', ', '') if same else last}"


def _shows(instant: datetime, ids: Ids, facts: Known) -> bool:
    """Return whether the time is one that a source shows, or only the bounds of a day."""
    at = {m.certainty for m in _moments(ids, facts) if m.instant == instant}
    return Certainty.INFERRED not in at or any(each in _CLOCKED for each in at)


def _has_clock(ids: Ids, facts: Known) -> bool:
    """Return whether there is more to show than days, whose bounds are no clock times."""
    return any(m.certainty is not Certainty.DAY for m in _moments(ids, facts))


def _moments(ids: Ids, facts: Known) -> Iterator[Moment]:
    return (facts.moments[id_] for id_ in ids if id_ in facts.moments)
