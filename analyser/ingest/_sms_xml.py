"""Parse the XML that SMS Backup & Restore writes, which no parser takes as it is.

Source: chat-formats section 11.1: emoji as halves, illegal characters, files cut off.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import XMLParser

from analyser.errors import UnreadableSource

_PAIR = re.compile(r"&#(x?[0-9a-fA-F]{4,6});&#(x?[0-9a-fA-F]{4,6});")
_REFERENCE = re.compile(r"&#(x[0-9a-fA-F]+|\d+);")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CHUNK_CHARS = 1 << 20
_HIGH, _LOW, _AFTER = 0xD800, 0xDC00, 0xE000

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Record:
    """One text, picture message or call, as its attributes."""

    tag: str
    own: Attributes
    parts: list[Attributes] = field(default_factory=list)
    addresses: list[Attributes] = field(default_factory=list)


@dataclass(slots=True)
class _Records:
    """What the parser calls: gathers each complete record below the root."""

    found: list[Record] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    now: Record | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """Begin an element."""
        depth = len(self.open)
        self.open.append(tag)
        if depth == 1:
            self.now = Record(tag, dict(attributes))
        elif self.now and tag == "part":
            # The picture itself can be megabytes of text and is not needed.
            kept = {name: value for name, value in attributes.items() if name != "data"}
            self.now.parts.append(kept)
        elif self.now and tag == "addr":
            self.now.addresses.append(dict(attributes))

    def end(self, tag: str) -> None:
        """End an element; a record is whole only then."""
        self.open.pop()
        if len(self.open) == 1 and self.now:
            self.found.append(self.now)
            self.now = None

    def data(self, text: str) -> None:
        """Pass over the white space between elements."""

    def close(self) -> None:
        """Make nothing: what was found is taken from the fields."""


def _number(reference: str) -> int:
    return int(reference[1:], 16) if reference.startswith("x") else int(reference)


def _joined(match: re.Match[str]) -> str:
    high, low = _number(match[1]), _number(match[2])
    if _HIGH <= high < _LOW <= low < _AFTER:
        return chr(0x10000 + ((high - _HIGH) << 10) + (low - _LOW))
    return match[0]


def _legal(match: re.Match[str]) -> str:
    number = _number(match[1]) if len(match[1]) < len("x0010FFFF") else 0
    if number in (9, 10, 13) or 32 <= number < _HIGH or _AFTER <= number < 0xFFFE:
        return match[0]
    return match[0] if 0x10000 <= number <= 0x10FFFF else ""


def parsed(text: str) -> tuple[list[Record], bool]:
    """Return the complete records, and whether the file ended as it should.

    Raises:
        UnreadableSource: It declares entities, as no backup does.
    """
    # An emoji is written as two halves, which no parser of XML accepts.
    mended = _REFERENCE.sub(_legal, _PAIR.sub(_joined, text.lstrip("\ufeff")))
    text = _CONTROL.sub("", mended).lstrip()
    target = _Records()
    parser = XMLParser(target=target, forbid_dtd=False)
    try:
        for start in range(0, len(text), _CHUNK_CHARS):
            parser.feed(text[start : start + _CHUNK_CHARS])
        parser.close()
    except DefusedXmlException as cause:
        raise UnreadableSource(
            "This file holds definitions that no backup of texts holds.",
            "Make the backup again in the app.",
        ) from cause
    except ParseError:
        return target.found, False
    return target.found, True
