"""Turn drafts into messages: the order of dates over the whole file, moments, sides, accounting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from analyser.handles import handle_key, keys_meant
from analyser.ingest._dates import date_them
from analyser.ingest._format import Draft, Drafted, Stray
from analyser.ingest._remarks import facts_of, problems_of
from analyser.quick import quickly
from analyser.records import (
    Accounted,
    Attachment,
    CaseFacts,
    Kind,
    Message,
    Moment,
    Problem,
    Side,
    Unread,
    Where,
)
from analyser.wording import counted

_message, _place = quickly(Message), quickly(Where)
_BEGAN = {"whatsapp": 2009}
"""The year in which a service began; nothing in it is older."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """What the room made of the drafts of one file."""

    messages: tuple[Message, ...]
    unread: tuple[Unread, ...]
    accounted: Accounted
    problems: tuple[Problem, ...]
    facts: tuple[str, ...]
    me: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sides:
    """Who is who in one file.

    Attributes:
        of: Side by sender; empty where the user is not known.
        missed: Side of a missed call that shows no caller.
        owner: The sender whose phone made the file, as the file shows; else None.
        at_odds: The file shows an owner whom the person did not name as themselves.
    """

    of: dict[str, Side]
    missed: Side
    owner: str | None
    at_odds: bool


def assemble(
    items: list[Draft | Stray],
    drafted: Drafted,
    *,
    source: str,
    facts: CaseFacts,
    folder: frozenset[str],
    not_after: date | None = None,
) -> Assembled:
    """Return the messages of one file, with every unit accounted for.

    `items`, which `drafted` no longer holds, is empty afterwards.
    """
    strays = [item for item in items if isinstance(item, Stray)]
    drafts = [item for item in items if isinstance(item, Draft)]
    items.clear()
    every = len(drafts)
    drafts, units_twice = _once_each(drafts)
    twice = every - len(drafts)
    dates = date_them(
        drafts,
        facts.day_order,
        ZoneInfo(facts.timezone),
        not_after=not_after,
        oldest_year=_BEGAN.get(drafted.app or "", 0),
        today=facts.today,
    )
    sides = _sides(drafts, drafted, facts)
    accounted = _accounted(drafts, strays, others=len(drafted.cards), units_twice=units_twice)
    shown = any(each.owner_shown and each.sender is not None for each in drafts)
    messages = tuple(_messages(drafts, dates.moments, sides, drafted, source, folder))
    unread = tuple(
        Unread(source=source, where=_where(s, drafted.by_record), reason=s.reason, text=s.text)
        for s in strays
    )
    problems = [Problem(what=what, do=do) for what, do in drafted.problems]
    problems += problems_of(messages, unread, dates, drafted.by_record)
    if sides.at_odds:
        what = "A message in this file shows that another person's phone made it."
        problems.append(Problem(what=what, do="Check which sender is you."))
    return Assembled(
        messages=messages,
        unread=unread,
        accounted=accounted,
        problems=tuple(problems),
        facts=(
            *(
                [f"Standing twice in this file, shown once: {counted(twice, 'record')}."]
                if twice
                else []
            ),
            *facts_of(dates, messages, shown=shown),
        ),
        me=(sides.owner,) if sides.owner else (),
    )


def _messages(
    drafts: list[Draft],
    moments: Sequence[Moment],
    sides: _Sides,
    drafted: Drafted,
    source: str,
    folder: frozenset[str],
) -> Iterable[Message]:
    """Yield the messages; each draft is let go as its message is made."""
    drafts.reverse()
    for number, moment in enumerate(moments, start=1):
        each = drafts.pop()
        yield _message(
            id=f"{source}-{number}",
            source=source,
            where=_where(each, drafted.by_record),
            app=drafted.app,
            when=moment,
            sender=each.sender,
            side=_side(each, sides),
            kind=each.kind,
            text=each.text,
            quoted=each.quoted,
            attachment=_attachment(each, folder),
            chat=each.chat,
            handle=each.handle,
        )


def _where(item: Draft | Stray, by_record: bool) -> Where:
    if item.page is not None:
        return _place(page=item.page)
    return _place(record=item.position) if by_record else _place(line=item.position)


def _sides(drafts: Sequence[Draft], drafted: Drafted, facts: CaseFacts) -> _Sides:
    """Return who is who: from what the person said, else from what the file shows."""
    names = {each.sender for each in drafts if each.sender}
    keys = {handle_key(name) for name in names}
    owners = {handle_key(d.sender): d.sender for d in drafts if d.owner_shown and d.sender}
    owner = next(iter(owners.values())) if len(owners) == 1 else drafted.owner
    if drafted.owner:
        owners.setdefault(handle_key(drafted.owner), drafted.owner)
    said = keys_meant(facts.me, names)
    # What the person says stands above what the file shows.
    # Some exports show a name and keep the number or address beside it.
    beside = {(each.sender, each.handle) for each in drafts if each.handle and each.sender}
    said |= {handle_key(name) for name, handle in beside if handle_key(handle) in said}
    me = (said & keys) or (set(owners) if owner else set())
    at_odds = bool(said & keys) and owner is not None and handle_key(owner) not in said
    other = handle_key(drafted.title) if drafted.title else None
    members = {handle_key(name) for name in drafted.members}
    if me:
        of = {name: Side.SENT if handle_key(name) in me else Side.RECEIVED for name in names}
    elif (said and other in keys and len(keys) == 1) or said & members:
        # The user never wrote in it: the only sender is the one the export is named after, or
        # notices name the user beside the senders.
        of = dict.fromkeys(names, Side.RECEIVED)
    else:
        of = {}
    # A phone shows "Missed voice call" for calls that came to it, so the caller is another.
    came = bool(of) and not at_odds and not drafted.is_group
    missed = Side.RECEIVED if came else Side.UNKNOWN
    return _Sides(of=of, missed=missed, owner=owner, at_odds=at_odds)


def _side(draft: Draft, sides: _Sides) -> Side:
    if draft.side is not None:
        return draft.side
    if draft.sender is None:
        to_one = draft.kind is Kind.MISSED_CALL and "group" not in draft.text.lower()
        return sides.missed if to_one else Side.UNKNOWN
    return sides.of.get(draft.sender, Side.UNKNOWN)


def _attachment(draft: Draft, folder: frozenset[str]) -> Attachment | None:
    if draft.attachment is None:
        return None
    present = draft.inside or all(name in folder for name in draft.attachment.split("; "))
    return Attachment(name=draft.attachment or None, present=present)


def _once_each(drafts: list[Draft]) -> tuple[list[Draft], int]:
    """Return the drafts, each message once, and how many units stood twice.

    The second record is counted as more of the first, so that no unit is lost.
    """
    if not any(each.key for each in drafts):
        return drafts, 0
    places: dict[str, int] = {}
    kept: list[Draft] = []
    units_twice = 0
    for each in drafts:
        if each.key is None or each.key not in places:
            if each.key is not None:
                places[each.key] = len(kept)
            kept.append(each)
        else:
            first = kept[places[each.key]]
            kept[places[each.key]] = replace(first, units=first.units + each.units)
            units_twice += each.units
    return kept, units_twice


def _accounted(
    drafts: Sequence[Draft], strays: Sequence[Stray], *, others: int, units_twice: int
) -> Accounted:
    """Return the account; `others` are records that are known and are no messages."""
    system = sum(each.kind is Kind.SYSTEM for each in drafts)
    units = sum(each.units for each in drafts) + sum(each.units for each in strays)
    return Accounted(
        units=units + others,
        messages=len(drafts) - system,
        continuation=sum(each.units - 1 for each in drafts),
        system=system + others,
        unread=sum(each.units for each in strays),
        media=sum(each.kind is Kind.MEDIA for each in drafts),
        duplicates=units_twice,
    )
