"""Leave out what an app writes into a message, so that only the sender's words are looked at."""

import re
from dataclasses import replace

from analyser.records import Kind, Message

_FILE_MARK = re.compile(
    r"\u200e?<[^<>:\n]{1,30}: [^<>\n]{1,300}>"
    r"|^\u200e?[^\n]{1,200}?\.\w{1,5} \([^()\n]{3,40}\)(?=\n|$)"
)
"""\"<attached: 0001-PHOTO.jpg>" and "IMG-20250101-WA0001.jpg (file attached)", before a caption."""


def spoken(message: Message) -> Message:
    """Return `message` with the app's own marks blanked; every place in its text stays the same."""
    text = message.text
    if message.kind is Kind.EDITED:
        text = _without_last_mark(text)
    elif message.kind is Kind.MEDIA and message.attachment:
        text = _FILE_MARK.sub(lambda found: " " * len(found[0]), text, count=1)
    return message if text == message.text else replace(message, text=text)


def _without_last_mark(text: str) -> str:
    """Blank "<This message was edited>", in any language: the intake has told it from words."""
    start = text.rfind("<")
    marked = start >= 0 and text.rstrip().endswith(">") and "\n" not in text[start:].rstrip()
    return text[:start] + " " * (len(text) - start) if marked else text
