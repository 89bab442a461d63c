"""Gather the handles in the messages into people, joining only what the user said is one person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

from analyser.entered import Incident
from analyser.findings import Person
from analyser.handles import handle_key, keys_behind_mark, keys_meant
from analyser.records import CaseFacts, Kind, Message, Side


def find_people(messages: Sequence[Message], facts: CaseFacts) -> tuple[Person, ...]:
    """Return the people in order of first appearance, with ids `P1`, `P2` and so on.

    Different handles are different people unless `facts.persons` says otherwise; a handle is the
    user's where `facts.me` names it or the source shows its messages as sent by the user. A name
    given without WhatsApp's "~ " means the one with it where nobody else has the name.
    """
    written = dict.fromkeys(message.sender for message in messages if message.sender is not None)
    told = [
        (handle, handle_key(name))
        for name, handles in facts.persons.items()
        for handle in (name, *handles)
    ]
    joined = {key: name for handle, name in told for key in keys_meant([handle], written)}
    joined |= {handle_key(handle): name for handle, name in told}  # as written stands above nearly
    for key, bare in keys_behind_mark(written).items():
        if bare in joined:
            joined.setdefault(key, joined[bare])
    shown = {handle_key(name): name for name in facts.persons}
    me = keys_meant(facts.me, written)
    names: dict[str, dict[str, None]] = {}
    for message in messages:
        if message.sender is None:
            continue
        key = handle_key(message.sender)
        owner = joined.get(key, key)
        if message.side is Side.SENT or key in me:
            me.add(owner)
        first = {shown[owner]: None} if owner in shown else {}
        names.setdefault(owner, first)[message.sender] = None
    _add_renamed(messages, names, joined)
    return tuple(
        Person(id=f"P{number}", names=tuple(written), is_me=owner in me)
        for number, (owner, written) in enumerate(names.items(), start=1)
    )


def _add_renamed(
    messages: Sequence[Message], names: Mapping[str, dict[str, None]], joined: Mapping[str, str]
) -> None:
    """Add names that stand only in other copies of messages that are shown once."""
    there = {handle_key(name) for written in names.values() for name in written}
    for message in messages:
        for place in message.seen_in:
            if place.sender and message.sender and handle_key(place.sender) not in there:
                key = handle_key(message.sender)
                names[joined.get(key, key)][place.sender] = None


def owner_of(people: Sequence[Person]) -> Mapping[str, Person]:
    """Return the person for each name as written."""
    return {name: person for person in people for name in person.names}


def about_as_written(
    incidents: Iterable[Incident], people: Sequence[Person]
) -> tuple[Incident, ...]:
    """Return `incidents`, each naming the person as the files do where it can mean only one."""
    written = {handle_key(name): name for person in people for name in person.names}

    def named(incident: Incident) -> Incident:
        said = dict(incident.fields)
        meant = keys_meant([said.get("shown_as", "")], written.values())
        shown = next((name for key, name in written.items() if key in meant), None)
        fields = said if shown is None else said | {"shown_as": shown}
        return replace(incident, fields=tuple(fields.items()))

    return tuple(map(named, incidents))


def counted_for(messages: Sequence[Message], people: Sequence[Person]) -> Mapping[str, Person]:
    """Return whom each message is counted for, by the message's id; who is missing, nobody.

    A message is its sender's. A phone shows a missed call that names no caller only for calls
    that came to it, so in a chat with one other person the call is that person's.
    """
    owner = owner_of(people)
    counted: dict[str, Person] = {}
    others: dict[str, dict[str, Person]] = {}
    for message in messages:
        if message.sender is not None and (person := owner.get(message.sender)):
            counted[message.id] = person
            if not person.is_me:
                others.setdefault(message.source, {})[person.id] = person
    for message in messages:
        if is_missed_without_caller(message) and message.side is Side.RECEIVED:
            there = others.get(message.source, {})
            if len(there) == 1:
                counted[message.id] = next(iter(there.values()))
    return counted


def unknown_accounts(messages: Sequence[Message]) -> Mapping[str, Sequence[str]]:
    """Return the ids of others' messages that show no sender, by "Unknown account A" and so on.

    Each chat of each source has its own: that two pictures show nobody does not make it one person.
    """
    found: dict[tuple[str, str | None], list[str]] = {}
    for message in messages:
        nameless = message.sender is None and message.side is not Side.SENT
        if nameless and message.kind not in (Kind.SYSTEM, Kind.REACTION):
            found.setdefault((message.source, message.chat), []).append(message.id)
    return {f"Unknown account {_letters(n)}": ids for n, ids in enumerate(found.values())}


def _letters(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    more, last = divmod(number, len(ascii_uppercase))
    return (_letters(more - 1) if more else "") + ascii_uppercase[last]


def is_missed_without_caller(message: Message) -> bool:
    """Tell whether this is a missed call that shows no caller."""
    return message.kind is Kind.MISSED_CALL and message.sender is None
