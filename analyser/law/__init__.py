"""Point to the law that what was found may be relevant to, by date and nation.

It never says that a law was broken: it names the provision, the messages that led there, and
what the law needs that no program can read from messages.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from analyser.entered import Incident
from analyser.findings import Flag, PatternSignal, Person, Pointer
from analyser.law._because import because
from analyser.law._conditions import Match, asked, join, match
from analyser.law._elements import elements, written
from analyser.law._evidence import Evidence, gather, typed_orders
from analyser.law._help import guide, next_steps, services
from analyser.law._tables import Display, Provision, provisions, words
from analyser.records import CaseFacts, Message
from analyser.settings import Settings
from analyser.wording import say

__all__ = [
    "Service",
    "checked_on",
    "guide",
    "is_out_of_date",
    "next_steps",
    "point",
    "services",
    "time_prompt",
]

_MONTHS_GOOD = 6
"""Months after which the law data may be out of date (part 6.4 of the law sheet)."""

_SUMMARY_ONLY = "Summary only"
_NO_OFFENCE = ("Civil", "Breach", "Not applicable")
"""How the mode of trial begins of claims, of orders and of what only defines: none is an offence
that hostility could add to."""

_Matches = dict[str, dict[int, Match]]
"""What leads to each provision, by its id and the number of the person."""


def point(
    messages: Iterable[Message],
    *,
    flags: Iterable[Flag],
    signals: tuple[PatternSignal, ...],
    facts: CaseFacts,
    settings: Settings,
    incidents: Iterable[Incident] = (),
    people: Iterable[Person] = (),
) -> tuple[Pointer, ...]:
    """Return the provisions that may be relevant, by title, never by how grave they are.

    Args:
        messages: In timeline order.
        flags: Only stated and conditional ones that nobody dismissed count, and never those in
            the user's own messages.
        signals: Contact by each person; messages of different people are never added up.
        facts: The nation whose law is pointed to (nothing is, where it is None), and the zone in
            which a message has its date.
        settings: How long a silence parts two occasions.
        incidents: What the user typed; it leads to no law, but an order is said where one is asked.
        people: Which names are one person's.
    """
    jurisdiction = facts.jurisdiction
    if jurisdiction is None:
        return ()
    gap = timedelta(hours=settings.occasion_gap_hours)
    evidence = gather(messages, flags=flags, signals=signals, timezone=facts.timezone, gap=gap)
    evidence = replace(evidence, orders=typed_orders(incidents, people))
    rows = [row for row in provisions() if jurisdiction in row.nations and _may_show(row)]
    found: _Matches = {row.id: _matches(row, evidence) for row in rows}
    basic = {row.id: found[row.id] for row in rows if not row.joins_basic and _is_offence(row)}
    pointers = []
    for row in sorted(rows, key=lambda row: (row.title, row.id)):
        if row.joins_basic:
            joined, ids = _joined(row, found[row.id], basic)
        else:
            joined, ids = found[row.id], ()
        if joined:
            titles = [other.title for other in rows if other.id in ids]
            pointers.append(_pointer(row, list(joined.values()), titles, evidence))
    return tuple(pointers)


def checked_on() -> date:
    """Return the day the law data was last checked; of the row checked longest ago."""
    return min(row.checked for row in provisions())


def is_out_of_date(today: date) -> bool:
    """Tell whether the law data was checked more than six months before `today`."""
    checked = checked_on()
    months = checked.month - 1 + _MONTHS_GOOD
    year, month = checked.year + months // 12, months % 12 + 1
    return (today.year, today.month, today.day) > (year, month, checked.day)


def _may_show(row: Provision) -> bool:
    return row.display is not Display.HOLD and row.electronic


def _is_offence(row: Provision) -> bool:
    return not row.mode_of_trial.startswith(_NO_OFFENCE)


def _matches(row: Provision, evidence: Evidence) -> dict[int, Match]:
    each = ((number, match(row, who, evidence)) for number, who in enumerate(evidence.people))
    return {number: found for number, found in each if found is not None}


def _joined(
    row: Provision, found: dict[int, Match], basic: _Matches
) -> tuple[dict[int, Match], tuple[str, ...]]:
    """Return what leads to a joining `row`, by person, and the ids of what it joins."""
    kept: dict[int, Match] = {}
    ids: list[str] = []
    for number, each in found.items():
        others = {
            key: people[number]
            for key, people in basic.items()
            if number in people and (not row.joins or key in row.joins)
        }
        part = join(row, each, list(others.values()))
        if part is not None:
            kept[number] = part
            ids.extend(others)
    return kept, tuple(ids)


def _pointer(
    row: Provision, matches: Sequence[Match], basics: Sequence[str], evidence: Evidence
) -> Pointer:
    messages = evidence.in_order(m for found in matches for m in found.messages())
    days = [evidence.days[message.id] for message in messages]
    unsettled = _unsettled(row, days)
    unseen, open_ = asked(row, matches, evidence)
    led = {signal for found in matches for signal in found.signals()}
    return Pointer(
        provision=row.id,
        title=row.title,
        label=row.label,
        summary=_spelt_out(row.summary or row.conduct),
        because=because(row, matches, basics, evidence),
        signals=tuple(sorted(led)),
        messages=tuple(message.id for message in messages),
        not_in_this_material=unseen + open_ + unsettled,
        maximum=_spelt_out(row.maximum),
        time_limit=_spelt_out(row.time_limit),
        source_url=row.source,
        confidence=row.confidence,
        elements=tuple(elements(row, matches, basics, unsettled, evidence)),
        summary_only=row.mode_of_trial == _SUMMARY_ONLY,
        last=max((max(each) for each in days if len(each) == 1), default=None),
        last_at_most=max((max(each) for each in days if each), default=None),
    )


def time_prompt(pointers: Iterable[Pointer]) -> str:
    """Return the calm word on short time limits, with the last day; empty where none is short.

    It never says how long there is: when the time runs from is for others to say.
    """
    short = [pointer for pointer in pointers if pointer.summary_only]
    if not short:
        return ""
    last = max((pointer.last for pointer in short if pointer.last), default=None)
    latest = max((p.last_at_most for p in short if p.last_at_most), default=None)
    said = [say("standing.time_limits")]
    if last:
        said.append(say("standing.last_day", day=written(last)))
    if latest and latest != last:
        said.append(say("standing.last_day_open", day=written(latest)))
    return " ".join(said)


def _unsettled(row: Provision, days: Sequence[frozenset[date]]) -> tuple[str, ...]:
    start = row.unsettled_from
    if start is None or not any(not group or max(group) >= start for group in days):
        return ()
    return (row.unsettled_says or say("standing.uncertain_law"),)


def _spelt_out(text: str) -> str:
    """Return `text` with the sheet's marks of doubt in words a reader knows."""
    if text == "check":
        return words("not_confirmed")
    said = re.sub(r"\bprob\.", words("probably"), text)
    return said.replace("(check)", f"({words('to_be_checked')})")
