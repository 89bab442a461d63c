"""Tell senders of e-mails from others of the same name: anybody can give an e-mail any name.

An address is what an e-mail is from. Its name alone stands where no other sender has that name.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from analyser.handles import handle_key, keys_meant
from analyser.records import CaseFacts, Message, Side

_APP = "email"


def with_addresses(messages: Sequence[Message], facts: CaseFacts) -> tuple[Message, ...]:
    """Return `messages`; an e-mail from a name that others have too shows its address as well.

    What the user sent, and who has the user's name, is told by their own answers.
    """
    mine = keys_meant(facts.me, (each.sender for each in messages if each.sender))
    bearers: dict[str, set[str | None]] = defaultdict(set)
    for message in messages:
        if message.sender is not None:
            key = handle_key(message.sender)
            bearers[key].add(handle_key(message.handle or "") if _is_named_mail(message) else None)

    def shown(message: Message) -> Message:
        if message.sender is None or not _is_named_mail(message) or message.side is Side.SENT:
            return message
        key = handle_key(message.sender)
        if len(bearers[key]) == 1 or key in mine:
            return message
        return replace(message, sender=f"{message.sender} <{message.handle}>")

    return tuple(map(shown, messages))


def name_in(message: Message) -> str | None:
    """Return the name alone where `with_addresses` put the address behind it."""
    end = f" <{message.handle}>"
    is_so = message.sender is not None and message.handle and message.sender.endswith(end)
    return message.sender.removesuffix(end) if is_so and message.sender else None


def _is_named_mail(message: Message) -> bool:
    """Tell whether an address stands beside the sender's name."""
    if message.app != _APP or not message.handle or not message.sender:
        return False
    return handle_key(message.handle) != handle_key(message.sender)
