"""Say what was not worked out and why, so that no gap in a report is silent.

Belongs to the hallway; works nothing out itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.counting import is_unsure
from analyser.detect import is_assessed
from analyser.entered import COUNTED_FROM, Incident, IncidentKind
from analyser.findings import (
    ContactPattern,
    Flag,
    FlagReading,
    Person,
    Status,
    Strength,
)
from analyser.handles import handle_key, keys_meant
from analyser.own_handles import nearly_own
from analyser.people import counted_for, is_missed_without_caller
from analyser.proposals import joined_as_written, joined_though_different, propose
from analyser.records import CaseFacts, Certainty, Kind, Message, Side, Source
from analyser.wording import say

_IDS_AT_MOST = 20
"""A longer list in a sentence is read by nobody; the chronology has them all."""


_PROPOSALS_AT_MOST = 10
"""A longer list is read by nobody; `analyser.proposals.propose` returns them all."""


_BLOCKED = re.compile(r"\byou(?:['\u2019]ve| have)? blocked\b", re.IGNORECASE)
"""WhatsApp's notice in its export, and that of other apps on the screen."""


def notices(
    sources: Sequence[Source],
    messages: Sequence[Message],
    people: Sequence[Person],
    flags: Sequence[Flag],
    counted: Sequence[ContactPattern],
    facts: CaseFacts,
    typed: Sequence[Incident],
) -> Iterable[str]:
    """Yield what was not worked out and why, so that no gap is silent."""
    contact = [message for message in messages if message.kind is not Kind.SYSTEM]
    if not contact:
        yield say("notices.nothing_read")
    yield from _of_the_user(facts, contact, sources)
    yield from _unmatched(facts, contact)
    yield from _events_of_nobody(typed, people)
    yield from _blocks_in_files(messages, typed, ZoneInfo(facts.timezone))
    yield from _same_file(sources)
    if facts.jurisdiction is None:
        yield say("notices.no_jurisdiction")
    if sideless := sorted({m.source for m in contact if m.side is Side.UNKNOWN}, key=_number):
        yield say("notices.no_me", sources=", ".join(sideless))
    if count := sum(m.when.certainty is Certainty.AMBIGUOUS for m in contact):
        yield say("notices.ambiguous_dates", count=count)
    if count := sum(m.when.certainty is Certainty.UNKNOWN for m in contact):
        yield say("notices.undated", count=count)
    yield from _of_capture(messages, ZoneInfo(facts.timezone))
    yield from _nameless(contact, people)
    yield from _of_people(messages, people, sources, facts.persons)
    if count := sum(bool(source.problems) for source in sources):
        yield say("notices.problems", count=count)
    asked = {flag.message for flag in flags if flag.signal == "stop_request"}
    placed = {stop.message for pattern in counted for stop in pattern.stop_requests}
    if unplaced := sorted(asked - placed, key=_number):
        yield say("notices.stop_unplaced", items=", ".join(unplaced))
    undated = {s.message for pattern in counted for s in pattern.stop_requests if s.at is None}
    two = {message.id for message in contact if message.when.readings}
    for name, ids in (("stop_undated", undated - two), ("stop_two_days", undated & two)):
        if ids:
            yield say(f"notices.{name}", items=", ".join(sorted(ids, key=_number)))
    yield from _of_requests(flags, counted)
    yield from _not_english(messages)
    yield from _suggested(flags)
    yield from _of_own_words(contact)


def _of_requests(flags: Sequence[Flag], counted: Sequence[ContactPattern]) -> Iterable[str]:
    """Yield the requests to stop that are not plain, and those that allow some contact."""
    placed = {stop.message: stop for pattern in counted for stop in pattern.stop_requests}
    asking = [flag for flag in flags if flag.signal == "stop_request"]
    kept = {flag.message for flag in asking if flag.status is Status.CONFIRMED}
    weak = [n for n, s in placed.items() if s.strength is not Strength.EXPLICIT and n not in kept]
    if weak:
        yield say("notices.stop_weak", items=_listed(sorted(weak, key=_number)))
    bound = {f.message for f in asking if f.reading is FlagReading.CONDITIONAL}
    allowing = [id_ for id_ in placed if id_ in bound and id_ not in weak]
    if allowing:
        yield say("notices.stop_with_exception", items=_listed(sorted(allowing, key=_number)))


def _of_capture(messages: Sequence[Message], zone: ZoneInfo) -> Iterable[str]:
    """Yield what an export dates otherwise than the capture time does, once for each screenshot."""
    told: dict[str, str] = {}
    for message in messages:
        days = [_day(at, zone) for at in message.when.readings or (message.when.instant,) if at]
        for place in message.seen_in:
            if place.dated is not None:
                says = f"{place.source} {_day(place.dated, zone)}, {message.id} {' or '.join(days)}"
                told.setdefault(place.source, says)
    if told:
        yield say("notices.captured_at_odds", items="; ".join(told.values()))


def _day(at: datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{local.day} {local:%B %Y}"


def _not_english(messages: Sequence[Message]) -> Iterable[str]:
    foreign = [m.id for m in messages if m.kind is Kind.TEXT and not is_assessed(m)]
    if foreign:
        yield say("notices.not_english", items=_listed(foreign))


def _of_own_words(contact: Sequence[Message]) -> Iterable[str]:
    """Yield how words of the user are kept apart, where it is known which they are."""
    if not contact or any(message.side is Side.SENT for message in contact):
        yield say("notices.user_hostile")


def _of_the_user(
    facts: CaseFacts, contact: Sequence[Message], sources: Sequence[Source]
) -> Iterable[str]:
    """Yield that the names given as the user's own stand nowhere, nearly, or on the other side."""
    me = facts.me
    if near := nearly_own(contact, facts):
        yield say("notices.nearly_own", names=", ".join(f"“{name}”" for name in near))
    own = keys_meant(me, (message.sender for message in contact if message.sender))
    pictures = {source.id for source in sources if source.kind == "screenshot"}
    named = [message for message in contact if message.sender]
    # A picture's own side takes the name that was given; only other files can bear it out.
    written = [message for message in named if message.source not in pictures] or named
    if me and written and own.isdisjoint(handle_key(message.sender or "") for message in written):
        yield say("notices.me_not_found", names=", ".join(me))
        shown = dict.fromkeys(m.sender or "" for m in written if m.side is Side.SENT)
        if shown:
            yield say("notices.me_from_file", names=", ".join(shown))
    sent = {handle_key(m.sender or ""): m.sender or "" for m in written}
    if len(sent) > 1 and own.issuperset(sent):
        yield say("notices.me_is_everybody", names=", ".join(sent.values()))
    other = [m for m in named if m.side is Side.RECEIVED and handle_key(m.sender or "") in own]
    if other:
        names = ", ".join(dict.fromkeys(message.sender or "" for message in other))
        yield say("notices.me_received", names=names, items=_listed([each.id for each in other]))


def _events_of_nobody(typed: Sequence[Incident], people: Sequence[Person]) -> Iterable[str]:
    """Yield the events that name somebody whom no file shows; nothing is counted from them."""
    known = [name for person in people for name in person.names]
    keys = set(map(handle_key, known))
    shown = {event.id: dict(event.fields).get("shown_as", "").strip() for event in typed}
    lost = [id_ for id_, name in shown.items() if name and not keys_meant([name], known) & keys]
    if lost:
        yield say("notices.event_of_nobody", items=", ".join(lost))
    others = sum(not person.is_me for person in people)
    open_ = [e.id for e in typed if e.kind in COUNTED_FROM and e.at and not shown[e.id]]
    if open_ and others > 1:
        yield say("notices.event_of_several", items=", ".join(open_))


def _blocks_in_files(
    messages: Sequence[Message], typed: Sequence[Incident], zone: ZoneInfo
) -> Iterable[str]:
    """Yield where an app notes that the user blocked somebody and no event says the same."""
    days = {_day(e.at, zone) for e in typed if e.kind is IncidentKind.BLOCK and e.at}
    found = [
        message.id
        for message in messages
        if message.kind is Kind.SYSTEM
        and _BLOCKED.search(message.text)
        and (message.when.instant is None or _day(message.when.instant, zone) not in days)
    ]
    if found:
        yield say("notices.block_in_file", items=_listed(found))


def _same_file(sources: Sequence[Source]) -> Iterable[str]:
    if twice := [source.id for source in sources if source.kind == "duplicate"]:
        yield say("notices.same_file", items=", ".join(twice))


def _unmatched(facts: CaseFacts, contact: Sequence[Message]) -> Iterable[str]:
    """Yield the handles that the person joined to somebody and that stand nowhere."""
    written = dict.fromkeys(message.sender for message in contact if message.sender)
    senders = {handle_key(name) for name in written}
    for name, handles in facts.persons.items():
        nowhere = [each for each in handles if senders.isdisjoint(keys_meant([each], written))]
        if nowhere:
            yield say("notices.person_not_found", name=name, handles=", ".join(nowhere))


def _of_people(
    messages: Sequence[Message],
    people: Sequence[Person],
    sources: Sequence[Source],
    persons: Mapping[str, Sequence[str]],
) -> Iterable[str]:
    """Yield who may be one person though counted apart, and who was joined by the name alone."""
    proposals = propose(messages, people, sources)
    for each in proposals[:_PROPOSALS_AT_MOST]:
        first, second = each.names
        yield say("notices.maybe_one_person", first=first, second=second, why=each.why)
    if (more := len(proposals) - _PROPOSALS_AT_MOST) > 0:
        yield say("notices.more_maybe_one_person", count=more)
    for names in joined_though_different(people, persons):
        yield say("notices.joined_though_different", names=", ".join(f"“{n}”" for n in names))
    if joined := joined_as_written(messages, people):
        yield say("notices.same_written", names=", ".join(joined))


def _suggested(flags: Sequence[Flag]) -> Iterable[str]:
    """Yield that flags are suggestions, and how many of them are not sure enough to count."""
    kept = sum(flag.status is Status.CONFIRMED for flag in flags)
    if kept:
        yield say("notices.confirmed", kept=kept, all=len(flags))
    elif flags:
        yield say("notices.unconfirmed")
    if count := sum(is_unsure(flag) for flag in flags):
        yield say("notices.unsure", count=count)


def _nameless(contact: Sequence[Message], people: Sequence[Person]) -> Iterable[str]:
    """Yield what was counted for somebody though it shows no name, and what for nobody."""
    placed = counted_for(contact, people)
    missed = [message.id for message in contact if is_missed_without_caller(message)]
    if count := sum(id_ in placed for id_ in missed):
        yield say("notices.missed_placed", count=count)
    if left := [id_ for id_ in missed if id_ not in placed]:
        yield say("notices.missed_unplaced", count=len(left), items=_listed(left))
    nameless = (m for m in contact if m.sender is None and m.side is not Side.SENT)
    if count := sum(not is_missed_without_caller(message) for message in nameless):
        yield say("notices.no_sender", count=count)
    if unknown := [message.id for message in contact if message.kind is Kind.UNKNOWN]:
        yield say("notices.kind_unknown", count=len(unknown), items=_listed(unknown))


def _listed(ids: Sequence[str]) -> str:
    """Return the ids, the first of them where there are many."""
    shown = ", ".join(ids[:_IDS_AT_MOST])
    return f"{shown} and {len(ids) - _IDS_AT_MOST} more" if len(ids) > _IDS_AT_MOST else shown


def _number(id_: str) -> tuple[int, ...]:
    return tuple(int(part) for part in id_.removeprefix("S").split("-"))
