"""Decide whether what was found for one person leads to a provision; says nothing of guilt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analyser.law._evidence import Contact, Evidence, PersonEvidence, Sign, certain_days
from analyser.law._tables import Display, Provision, words
from analyser.records import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What leads to one provision for one person.

    Attributes:
        signs: Words whose signal the provision has.
        contacts: Contact whose signal the provision has.
        beside: Words and contact it needs beside them.
        course: It rests on two or more occasions.
    """

    signs: tuple[Sign, ...]
    contacts: tuple[Contact, ...]
    beside: tuple[Sign | Contact, ...] = ()
    course: bool = False

    def signals(self) -> frozenset[str]:
        """Return the provision's own signals that were found."""
        return frozenset(s.signal for s in self.signs) | {c.signal for c in self.contacts}

    def messages(self) -> tuple[Message, ...]:
        """Return every message it rests on; some may stand twice."""
        found = [sign.message for sign in self.signs]
        for each in (*self.contacts, *self.beside):
            found.extend(each.messages if isinstance(each, Contact) else (each.message,))
        return tuple(found)


def fits(row: Provision, days: frozenset[date], *, start: date | None = None) -> bool:
    """Tell whether `row` applies to a message of one of these days; undated ones fit current law.

    Args:
        row: The provision.
        days: As in `Sign`.
        start: A later first day than the row's own, for a part that was added later.
    """
    if not days:
        return row.display is not Display.HISTORIC
    first = max((day for day in (row.applies_from, start) if day), default=date.min)
    return any(
        first <= day and (not row.applies_before or day < row.applies_before) for day in days
    )


def asked(
    row: Provision, matches: Sequence[Match], evidence: Evidence
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what `row` needs that cannot be seen, and that is to be decided, of what led to it.

    Args:
        row: The provision.
        matches: What leads to it.
        evidence: Gives the days of messages, and the orders that the user typed.
    """
    messages = [message for found in matches for message in found.messages()]
    days = [evidence.days[message.id] for message in messages]
    led = {signal for found in matches for signal in found.signals()}
    idle = {
        each.text
        for each in row.asked_when
        if (each.signals and led.isdisjoint(each.signals))
        or (each.before and all(group and min(group) >= each.before for group in days))
    }
    orders = ", ".join(evidence.orders_about(messages))
    instead = {
        each.text: words("order_typed", items=orders)
        for each in row.asked_when
        if each.order and orders
    }
    unseen, open_ = (
        tuple(instead.get(text, text) for text in texts if text not in idle)
        for texts in (row.cannot_see, row.to_decide)
    )
    return unseen, open_


def match(row: Provision, person: PersonEvidence, evidence: Evidence) -> Match | None:
    """Return what leads to `row` for this person, or None."""
    signs = [sign for sign in person.signs if fits(row, sign.days)]
    contacts = [
        kept for contact in person.contacts if (kept := _within(row, contact, evidence)) is not None
    ]
    present = {sign.signal for sign in signs} | {contact.signal for contact in contacts}
    led = [sign for sign in signs if _leads(row, sign.signal, sign.days, present)]
    led_contacts = [c for c in contacts if _leads(row, c.signal, frozenset(), present)]
    if not led and not led_contacts:
        return None
    needed = _occasions_needed(row, (*led, *led_contacts))
    beside = _beside(row, signs, contacts, needed, firm=needed > 1 or not led)
    if beside is None:
        return None
    said = [*led, *(each for each in beside if isinstance(each, Sign))]
    occasions = max([certain_days(said), *(contact.occasions for contact in led_contacts)])
    if needed > 1 and occasions < needed:
        return None
    return Match(signs=tuple(led), contacts=tuple(led_contacts), beside=beside, course=needed > 1)


def join(row: Provision, found: Match, basics: Sequence[Match]) -> Match | None:
    """Return the part of `found` that belongs to conduct which `basics` rest on, or None.

    Args:
        row: A provision that adds to others.
        found: What leads to it for one person.
        basics: What leads to the others for the same person.
    """
    ids = {message.id for basic in basics for message in basic.messages()}
    whole = any(basic.course for basic in basics)
    kept = tuple(
        sign
        for sign in found.signs
        if whole or sign.message.id in ids or sign.signal in row.stands_alone
    )
    return replace(found, signs=kept) if kept else None


def _within(row: Provision, contact: Contact, evidence: Evidence) -> Contact | None:
    days = frozenset(group for group in contact.days if fits(row, group))
    if days == contact.days:
        return contact
    if not days:
        return None
    kept = tuple(message for message in contact.messages if evidence.days[message.id] in days)
    # Which messages made which occasion is not known here: the days that are left are certain.
    occasions = min(contact.occasions, sum(len(group) == 1 for group in days))
    settled = contact.settled and occasions == contact.occasions
    return replace(contact, messages=kept, days=days, occasions=occasions, settled=settled)


def _leads(row: Provision, signal: str, days: frozenset[date], present: set[str]) -> bool:
    if signal not in row.signals or not fits(row, days, start=row.signals_from.get(signal)):
        return False
    return signal not in row.only_with or not present.isdisjoint(row.only_with[signal])


def _occasions_needed(row: Provision, led: Iterable[Sign | Contact]) -> int:
    if any(each.signal in row.once_is_enough for each in led):
        return 1
    return row.occasions_at_least or 1


def _beside(
    row: Provision,
    signs: Sequence[Sign],
    contacts: Sequence[Contact],
    needed: int,
    *,
    firm: bool,
) -> tuple[Sign | Contact, ...] | None:
    """Return what `row` needs beside its own signals (nothing where it needs nothing), or None."""
    if not (row.needs_one_of or row.needs_repeated):
        return ()
    one_of = [sign for sign in signs if sign.signal in row.needs_one_of]
    lasting = [c for c in contacts if c.signal in row.needs_one_of and c.occasions >= needed]
    if lasting or any(sign.firm or not firm for sign in one_of):
        return (*one_of, *lasting)
    # Words that need their context open nothing alone, but they do when they come again.
    repeated = [*one_of, *(sign for sign in signs if sign.signal in row.needs_repeated)]
    if certain_days(repeated) >= max(needed, 2):
        return tuple(repeated)
    return None
