"""Set out what was found, person by person: words in messages, and contact over time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from analyser.entered import Incident, IncidentKind
from analyser.findings import COUNTED_READINGS, Flag, PatternSignal, Person, Status, Strength
from analyser.handles import handle_key
from analyser.records import Certainty, Message, Moment, Side

_CLOCKED = (Certainty.SECOND, Certainty.MINUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One signal in the words of one message.

    Attributes:
        days: The local day it was sent; two where the date can be read in two ways; none where
            no date is shown.
        firm: The words say it without needing their context, or a person confirmed it.
        occasion: What `days` is for the first message of the occasion that it is part of.
    """

    signal: str
    message: Message
    days: frozenset[date]
    firm: bool
    occasion: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One signal that is seen only across messages of one person.

    Attributes:
        days: What `Sign.days` is for each message, each different value once.
        occasions: At the least; there can be more where `settled` is false.
    """

    signal: str
    messages: tuple[Message, ...]
    days: frozenset[frozenset[date]]
    occasions: int
    settled: bool


@dataclass(slots=True, kw_only=True)
class PersonEvidence:
    """All signs and contacts of one person; filled while evidence is gathered, then only read."""

    signs: list[Sign] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found, by person in the order of their first message.

    Attributes:
        place: Place of each message in the order given, by message id.
        days: Local days of each message that is part of the evidence, by message id.
        orders: The names of whom each order is about that the user typed, by its id; may be none.
    """

    people: tuple[PersonEvidence, ...]
    place: Mapping[str, int]
    days: Mapping[str, frozenset[date]]
    orders: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def orders_about(self, messages: Iterable[Message]) -> tuple[str, ...]:
        """Return the ids of the orders that name a sender of `messages`, or nobody."""
        senders = {_key(message.sender) for message in messages if message.sender is not None}
        return tuple(id_ for id_, names in self.orders.items() if not names or names & senders)

    def in_order(self, messages: Iterable[Message]) -> tuple[Message, ...]:
        """Return each of `messages` once, in the order they were given."""
        once = {message.id: message for message in messages}
        return tuple(sorted(once.values(), key=lambda message: self.place[message.id]))


def typed_orders(
    incidents: Iterable[Incident], people: Iterable[Person]
) -> dict[str, frozenset[str]]:
    """Return the names that the person of each typed order goes by, by its id; none if unnamed."""
    known = [frozenset(map(_key, person.names)) for person in people]
    orders = {}
    for incident in incidents:
        if incident.kind is IncidentKind.ORDER:
            shown_as = dict(incident.fields).get("shown_as", "").strip()
            names = frozenset({_key(shown_as)} if shown_as else ())
            orders[incident.id] = names.union(*(each for each in known if each & names))
    return orders


def local_days(moment: Moment, zone: ZoneInfo) -> frozenset[date]:
    """Return the local day of `moment`: two where it can be read in two ways, none if unknown."""
    instants = moment.readings or ((moment.instant,) if moment.instant else ())
    return frozenset(instant.astimezone(zone).date() for instant in instants)


def certain_days(signs: Iterable[Sign]) -> int:
    """Return on how many different days `signs` stand at the least.

    Days that may be the same under one reading of an ambiguous date are counted once, and so is an
    occasion that went on past midnight.
    """
    seen: set[date] = set()
    count = 0
    different = {sign.occasion or sign.days for sign in signs if sign.days}
    for days in sorted(different, key=lambda each: (len(each), sorted(each))):
        if not days & seen:
            count += 1
            seen |= days
    return count


def gather(
    messages: Iterable[Message],
    *,
    flags: Iterable[Flag],
    signals: Sequence[PatternSignal],
    timezone: str,
    gap: timedelta,
) -> Evidence:
    """Return what counts: stated or conditional words that nobody dismissed, not the user's own.

    Messages of one person are those that a pattern names for them, and those with the same
    sender. A message that shows no sender is never put together with another one. A silence longer
    than `gap` parts two occasions.
    """
    zone = ZoneInfo(timezone)
    by_id: dict[str, Message] = {}
    place: dict[str, int] = {}
    for number, message in enumerate(messages):
        by_id[message.id] = message
        place[message.id] = number
    counted = [flag for flag in flags if _counts(flag, by_id)]
    contacts = [(signal, _received(signal, by_id)) for signal in signals]
    shown = {message.id: message for _, group in contacts for message in group}
    shown |= {flag.message: by_id[flag.message] for flag in counted}
    days = {key: local_days(message.when, zone) for key, message in shown.items()}

    person_of = _people(contacts)
    people: dict[str, PersonEvidence] = {}
    for key in sorted(shown, key=place.__getitem__):
        people.setdefault(_person(shown[key], person_of), PersonEvidence())
    for flag in counted:
        message = by_id[flag.message]
        firm = flag.strength is not Strength.NEEDS_CONTEXT or flag.status is Status.CONFIRMED
        sign = Sign(signal=flag.signal, message=message, days=days[message.id], firm=firm)
        people[_person(message, person_of)].signs.append(sign)
    for signal, group in contacts:
        if group:
            contact = Contact(
                signal=signal.signal,
                messages=group,
                days=frozenset(days[message.id] for message in group),
                occasions=signal.occasions,
                settled=signal.occasions == signal.occasions_at_most,
            )
            people.setdefault(f"person {signal.person}", PersonEvidence()).contacts.append(contact)
    for person in people.values():
        person.signs = _in_occasions(person.signs, gap)
    return Evidence(people=tuple(people.values()), place=place, days=days)


def _in_occasions(signs: Sequence[Sign], gap: timedelta) -> list[Sign]:
    """Return the signs, those that a longer silence does not part with the days of the first."""
    made = []
    last: Sign | None = None
    timed = [sign for sign in signs if sign.message.when.certainty in _CLOCKED]
    for sign in sorted(timed, key=_instant):
        goes_on = last is not None and _instant(sign) - _instant(last) <= gap
        last = replace(sign, occasion=last.occasion if last and goes_on else sign.days)
        made.append(last)
    return [*made, *(sign for sign in signs if sign.message.when.certainty not in _CLOCKED)]


def _instant(sign: Sign) -> datetime:
    instant = sign.message.when.instant
    assert instant is not None  # noqa: S101  # where a clock time is certain
    return instant


def _counts(flag: Flag, by_id: Mapping[str, Message]) -> bool:
    return (
        flag.reading in COUNTED_READINGS
        and flag.status is not Status.DISMISSED
        and flag.message in by_id
        and by_id[flag.message].side is not Side.SENT
    )


def _received(signal: PatternSignal, by_id: Mapping[str, Message]) -> tuple[Message, ...]:
    named = (by_id[key] for key in signal.messages if key in by_id)
    return tuple(message for message in named if message.side is not Side.SENT)


@dataclass(frozen=True, slots=True)
class _PersonOf:
    message: Mapping[str, str]
    sender: Mapping[str, str]


def _people(contacts: Iterable[tuple[PatternSignal, Sequence[Message]]]) -> _PersonOf:
    # Which person a handle is was settled before: the patterns name the person of each message.
    by_message: dict[str, str] = {}
    by_sender: dict[str, set[str]] = {}
    for signal, group in contacts:
        for message in group:
            by_message[message.id] = signal.person
            if message.sender is not None:
                by_sender.setdefault(_key(message.sender), set()).add(signal.person)
    settled = {sender: min(found) for sender, found in by_sender.items() if len(found) == 1}
    return _PersonOf(message=by_message, sender=settled)


def _person(message: Message, known: _PersonOf) -> str:
    if message.id in known.message:
        return f"person {known.message[message.id]}"
    if message.sender is None:
        return f"message {message.id}"
    key = _key(message.sender)
    return f"person {known.sender[key]}" if key in known.sender else f"sender {key}"


_key = lru_cache(maxsize=1024)(handle_key)
