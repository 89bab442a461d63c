"""Gather the handles in the messages into people, joining only what the user said is one person."""

from collections.abc import Mapping, Sequence

from analyser.findings import Person
from analyser.handles import handle_key
from analyser.records import CaseFacts, Message, Side


def find_people(messages: Sequence[Message], facts: CaseFacts) -> tuple[Person, ...]:
    """Return the people in order of first appearance, with ids `P1`, `P2` and so on.

    Different handles are different people unless `facts.persons` says otherwise; a handle is the
    user's where `facts.me` names it or the source shows its messages as sent by the user.
    """
    joined = {
        handle_key(handle): handle_key(name)
        for name, handles in facts.persons.items()
        for handle in (name, *handles)
    }
    shown = {handle_key(name): name for name in facts.persons}
    me = {handle_key(name) for name in facts.me}
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
    return tuple(
        Person(id=f"P{number}", names=tuple(written), is_me=owner in me)
        for number, (owner, written) in enumerate(names.items(), start=1)
    )


def owner_of(people: Sequence[Person]) -> Mapping[str, Person]:
    """Return the person for each name as written."""
    return {name: person for person in people for name in person.names}
