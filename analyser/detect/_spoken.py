"""Leave out what an app writes into a message, so that only the sender's words are looked at."""

import re
from dataclasses import replace

from analyser.records import Kind, Message

_EDIT_MARK = re.compile(r"\s*\u200e?<[^<>\n]{3,60}>\s*$")
"""\"<This message was edited>", in any language: the intake has told it from words."""
_FILE_MARK = re.compile(
    r"\u200e?<[^<>:\n]{1,30}: [^<>\n]{1,300}>"
    r"|^\u200e?[^\n]{1,200}?\.\w{1,5} \([^()\n]{3,40}\)(?=\n|$)"
)
"""\"<attached: 0001-PHOTO.jpg>" and "IMG-20250101-WA0001.jpg (file attached)", before a caption."""


def spoken(message: Message) -> Message:
    """Return `message` with the app's own marks blanked; every place in its text stays the same."""
    if message.kind is Kind.EDITED:
        mark = _EDIT_MARK
    elif message.kind is Kind.MEDIA and message.attachment:
        mark = _FILE_MARK
    else:
        return message
    text = mark.sub(lambda found: " " * len(found[0]), message.text, count=1)
    return message if text == message.text else replace(message, text=text)
