"""Turn drafts into messages: the order of dates over the whole file, moments, sides, accounting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from analyser.day_order import Decision, decide_order
from analyser.handles import handle_key
from analyser.ingest._format import Draft, Drafted, Stray
from analyser.records import (
    Accounted,
    Attachment,
    CaseFacts,
    DayOrder,
    Kind,
    Message,
    Moment,
    Problem,
    Side,
    Unread,
    Where,
)
from analyser.times import resolve_parts, settle_repeated_hour

_DATED_NAME = re.compile(r"(?:^|\D)(20\d{2})-?(\d{2})-?(\d{2})(?:\D|$)")
_OLDEST_YEAR = 2004
"""No service read here is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What the room made of the drafts of one file."""

    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    accounted: Accounted
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]
    me: tuple[str, ...]


def assemble(
    drafted: Drafted, *, source: str, facts: CaseFacts, folder: frozenset[str]
) -> Assembled:
    """Return the messages of one file, with every unit accounted for."""
    drafts = [item for item in drafted.items if isinstance(item, Draft)]
    strays = [item for item in drafted.items if isinstance(item, Stray)]
    decision, dated = _decide(drafts)
    order = decision.order or facts.day_order
    zone = ZoneInfo(facts.timezone)
    moments = settle_repeated_hour([_moment(each, order, zone) for each in drafts])
    owners = {handle_key(each.sender) for each in drafts if each.owner_shown and each.sender}
    shown_me = owners if len(owners) == 1 else set()
    me = {handle_key(name) for name in facts.me} | shown_me
    named = {handle_key(each.sender) for each in drafts if each.sender}
    known = bool(me & named)
    messages = tuple(
        Message(
            id=f"{source}-{number}",
            source=source,
            where=Where(record=each.position) if drafted.by_record else Where(line=each.position),
            app=drafted.app,
            when=moment,
            sender=each.sender,
            side=_side(each, me, known),
            kind=each.kind,
            text=each.text,
            attachment=_attachment(each, folder),
        )
        for number, (each, moment) in enumerate(zip(drafts, moments, strict=True), start=1)
    )
    unread = tuple(
        Unread(
            source=source,
            where=Where(record=s.position) if drafted.by_record else Where(line=s.position),
            reason=s.reason,
            text=s.text,
        )
        for s in strays
    )
    problems = [Problem(what=what, do=do) for what, do in drafted.problems]
    problems += _problems(messages, unread, decision, dated, order, drafted.by_record)
    return Assembled(
        messages=messages,
        unread=unread,
        accounted=_accounted(drafts, strays),
        problems=tuple(problems),
        facts=tuple(_facts(drafts, dated, decision, shown_me, messages)),
        me=tuple(sorted({d.sender for d in drafts if d.owner_shown and d.sender}))
        if shown_me
        else (),
    )


def _decide(drafts: Sequence[Draft]) -> tuple[Decision, list[Draft]]:
    dated = [each for each in drafts if each.parts]
    anchors = []
    for index, each in enumerate(dated):
        if match := _DATED_NAME.search(each.attachment or ""):
            try:
                anchors.append((index, date(*(int(part) for part in match.groups()))))
            except ValueError:
                continue
    return decide_order([each.parts for each in dated if each.parts], anchors=anchors), dated


def _moment(draft: Draft, order: DayOrder | None, zone: ZoneInfo) -> Moment:
    if draft.parts is None:
        return Moment(shown_as=draft.shown_as)
    # A four-digit first number is a year whatever the rest of the file does.
    own = DayOrder.YEAR_FIRST if draft.parts[0] > 31 else order  # noqa: PLR2004
    return resolve_parts(draft.parts, own, draft.clock, zone, shown_as=draft.shown_as)


def _side(draft: Draft, me: set[str], known: bool) -> Side:
    if draft.sender is None or not known:
        return Side.UNKNOWN
    return Side.SENT if handle_key(draft.sender) in me else Side.RECEIVED


def _attachment(draft: Draft, folder: frozenset[str]) -> Attachment | None:
    if draft.attachment is None:
        return None
    name = draft.attachment or None
    return Attachment(name=name, present=name in folder)


def _accounted(drafts: Sequence[Draft], strays: Sequence[Stray]) -> Accounted:
    system = sum(each.kind is Kind.SYSTEM for each in drafts)
    return Accounted(
        units=sum(each.units for each in drafts) + sum(each.units for each in strays),
        messages=len(drafts) - system,
        continuation=sum(each.units - 1 for each in drafts),
        system=system,
        unread=sum(each.units for each in strays),
    )


def _problems(
    messages: Sequence[Message],
    unread: Sequence[Unread],
    decision: Decision,
    dated: Sequence[Draft],
    order: DayOrder | None,
    by_record: bool,
) -> list[Problem]:
    found = []
    unit = "rows" if by_record else "lines"
    if unread and not by_record:
        what = f"{len(unread)} {unit} could not be read; the first is shown here."
        found.append(
            Problem(
                where=unread[0].where,
                what=what,
                do="Look at them in the list of what was not read.",
            )
        )
    ambiguous = [m for m in messages if m.when.readings and m.when.note and "day or" in m.when.note]
    if dated and decision.order is None and order is None and ambiguous:
        first, last = (f"{r.day} {r:%B %Y}" for r in ambiguous[0].when.readings)
        what = f"{decision.reason} The first could be {first} or {last}."
        found.append(
            Problem(where=ambiguous[0].where, what=what, do="Say which: day first or month first.")
        )
    absent = sum(
        bool(m.attachment and m.attachment.name and not m.attachment.present) for m in messages
    )
    if absent:
        what = f"{absent} pictures or files named in this chat are not among what was given."
        found.append(Problem(what=what, do="Export the chat with media, if you need them."))
    back = [b for a, b in zip(messages, messages[1:], strict=False) if _steps_back(a, b)]
    if back:
        what = f"{len(back)} times in this file stand before the time above them."
        found.append(Problem(where=back[0].where, what=what, do="Check them against the phone."))
    odd = [m for m in messages if m.when.instant and m.when.instant.year < _OLDEST_YEAR]
    odd += [
        m for m in messages if m.when.instant is None and m.when.note == "There is no such date."
    ]
    if odd:
        what = f"{len(odd)} dates in this file cannot be right; the first is shown here."
        found.append(Problem(where=odd[0].where, what=what, do="Check them against the phone."))
    return found


def _steps_back(first: Message, second: Message) -> bool:
    a, b = first.when.instant, second.when.instant
    return a is not None and b is not None and b < a


def _facts(
    drafts: Sequence[Draft],
    dated: Sequence[Draft],
    decision: Decision,
    shown_me: set[str],
    messages: Sequence[Message],
) -> list[str]:
    facts = []
    if dated and decision.order:
        where = f" (at {dated[decision.proof].position})" if decision.proof is not None else ""
        facts.append(
            f"Dates are read {decision.order.value.replace('-', ' ')}: {decision.reason}{where}"
        )
    if shown_me:
        facts.append("A message deleted by its own sender shows whose phone made this export.")
    oldest: datetime | None = min(
        (m.when.instant for m in messages if m.when.instant), default=None
    )
    if oldest:
        facts.append(f"The oldest message in this file is of {oldest.day} {oldest:%B %Y}.")
    return facts
