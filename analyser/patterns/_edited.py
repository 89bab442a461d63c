"""Count an edited message once, where its source shows what it said before as well."""

from collections import defaultdict
from collections.abc import Sequence

from analyser.findings import Flag
from analyser.patterns._finder import counting
from analyser.records import Kind, Message, Where

_Place = tuple[str, Where, str | None]


def each_contact_once(messages: Sequence[Message], flags: Sequence[Flag]) -> tuple[Message, ...]:
    """Return `messages` without the other versions of those that were edited.

    Of several versions the first one with a flag that counts is kept, so that what is counted can
    be seen in it; where none has one, the first.
    """
    # Only versions of one message stand in one place of a source, by one sender.
    edited = {_place(m) for m in messages if m.kind is Kind.EDITED and _is_exact(m.where)}
    if not edited:
        return tuple(messages)
    versions: dict[_Place, list[str]] = defaultdict(list)
    for message in messages:
        if _place(message) in edited and message.kind not in (Kind.REACTION, Kind.SYSTEM):
            versions[_place(message)].append(message.id)
    flagged = {flag.message for flag in counting(flags)}
    others: set[str] = set()
    for ids in versions.values():
        kept = next((id_ for id_ in ids if id_ in flagged), ids[0])
        others |= {id_ for id_ in ids if id_ != kept}
    return tuple(message for message in messages if message.id not in others)


def _place(message: Message) -> _Place:
    return message.source, message.where, message.sender


def _is_exact(where: Where) -> bool:
    one = where.line is not None or where.record is not None
    return one and where.page is None and where.box is None
