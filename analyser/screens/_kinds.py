"""Tell by its words what kind of message a bubble is: the words that apps themselves write."""

import re

from analyser.records import Kind

_KINDS = (
    (Kind.MISSED_CALL, re.compile(r"missed (?:voice|video|group|audio)? ?call", re.IGNORECASE)),
    (
        Kind.DELETED,
        re.compile(
            r"(?:this|you deleted this) message(?: was deleted)?\.?$|.{0,4}message was deleted|"
            r"\b\w+ (?:unsent|deleted) a message\.?$|message unsent\.?$",
            re.IGNORECASE,
        ),
    ),
    (Kind.CALL, re.compile(r"(?:voice|video|audio) call\b(?!ing)(?:$|[\s,.]*\d)", re.IGNORECASE)),
    (Kind.REACTION, re.compile(r"(?:you )?reacted \S{1,3} to\b", re.IGNORECASE)),
)
_ICON = re.compile(
    r"^\W*(?:\w{1,2}\s+)?(?=missed |this message|you deleted|(?:voice|video|audio) call)",
    re.IGNORECASE,
)
_APPS_OWN = (Kind.MISSED_CALL, Kind.DELETED, Kind.CALL)
STATUS = re.compile(
    r"^(?:delivered|read|sent|not delivered|seen|typing|online|text message|imessage|sms)\b"
    r".{0,14}$",
    re.IGNORECASE,
)
CALL_BACK = re.compile(r"^\W*tap to call (?:back|again)\W*$", re.IGNORECASE)
"""What stands under a call that was missed, in small print."""
BOX_HINT = re.compile(
    r"^(?:\W|\S{1,2}\s)*(?:message|imessage|type a message|text message|rcs message|aa|sms"
    r"|write a message|signal message|message\.\.\.)(?:\W|\s\S{1,4}$)*$",
    re.IGNORECASE,
)


def kind_of(text: str, *, edited: bool, picture: bool) -> Kind:
    """Return the kind of a bubble with these words."""
    shown = _ICON.sub("", text.strip("\ufffc \n"))
    for kind, words in _KINDS:
        if words.match(shown):
            return kind
    if edited:
        return Kind.EDITED
    return Kind.MEDIA if picture else Kind.TEXT


def without_icon(text: str, kind: Kind) -> str:
    """Return the words without the sign that an app draws before its own, read as a letter."""
    return _ICON.sub("", text.strip("\ufffc \n")) if kind in _APPS_OWN else text
