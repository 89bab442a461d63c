"""Contact cards (.vcf): they hold no messages, but tell which number a name stands beside.

Source: RFC 2426 and 6350, and the quoted-printable lines of version 2.1 that Android writes.
"""

import quopri
import re
from collections.abc import Iterator

from analyser.ingest._format import ChatFormat, Drafted, Hints, Stray
from analyser.ingest._text import decode, encoding_of, lines_of
from analyser.records import ContactCard
from analyser.wording import counted

_BEGINS = re.compile(r"\s*BEGIN:VCARD\s", re.IGNORECASE)
_LINE = re.compile(r"(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<more>;[^:]*)?:(?P<value>.*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\,;nN])")
_HANDLES = ("TEL", "EMAIL")
_EXPORT_AGAIN = "Look at it in the list of what was not read, or share the contact again."
_LEFT_OUT = (
    "Read as contact cards. They hold no messages; photographs and other details are not read."
)


def recognises(head: bytes) -> bool:
    """Tell whether it begins with a card."""
    encoding = encoding_of(head)
    if encoding is None:
        return False
    return bool(_BEGINS.match(head.decode(encoding, errors="replace").lstrip("\ufeff")))


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the cards; one that is cut off, or has no name, could not be read."""
    cards: list[ContactCard] = []
    strays: list[Stray] = []
    for position, lines, whole in _cards(lines_of(decode(data)[0].lstrip("\ufeff"))):
        card = _card(lines)
        if card is not None and whole:
            cards.append(card)
        else:
            reason = "It shows no name." if whole else "This card is cut off."
            strays.append(Stray(position=position, text="\n".join(lines), reason=reason))
    found = f"It holds {counted(len(cards), 'contact card')}."
    left = counted(len(strays), "contact card")
    return Drafted(
        problems=((f"{left} could not be read.", _EXPORT_AGAIN),) if strays else (),
        items=tuple(strays),
        app=None,
        by_record=True,
        facts=(_LEFT_OUT, found),
        cards=tuple(cards),
    )


def _cards(lines: list[str]) -> Iterator[tuple[int, list[str], bool]]:
    """Yield each card's number, its lines with folded ones joined, and whether its end is there."""
    number = 0
    own: list[str] | None = None
    for line in _unfolded(lines):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            if own is not None:
                yield number, own, False
            number, own = number + 1, []
        elif mark == "END:VCARD" and own is not None:
            yield number, own, True
            own = None
        elif own is not None:
            own.append(line)
    if own is not None:
        yield number, own, False


def _unfolded(lines: list[str]) -> Iterator[str]:
    """Yield whole lines: a next one begins with a space, or the last one ended in "="."""
    whole: str | None = None
    for line in lines:
        if whole is not None and line[:1] in (" ", "\t"):
            whole += line[1:]
        elif whole is not None and whole.endswith("=") and "QUOTED-PRINTABLE" in whole.upper():
            whole = whole[:-1] + line
        else:
            if whole is not None:
                yield whole
            whole = line
    if whole is not None:
        yield whole


def _card(lines: list[str]) -> ContactCard | None:
    name, handles = "", []
    for line in lines:
        if (match := _LINE.fullmatch(line)) is None:
            continue
        field, value = match["name"].upper(), _value(match["value"], (match["more"] or "").upper())
        if field == "FN" or (field == "N" and not name):
            # N keeps the family name first.
            parts = value.split(";")
            name = value if field == "FN" else " ".join(p for p in (*parts[1:2], parts[0]) if p)
        elif field in _HANDLES and value:
            handles.append(value.removeprefix("tel:"))
    name = " ".join(_ESCAPED.sub(_unescaped, name).split())
    return ContactCard(name=name, handles=tuple(handles)) if name else None


def _value(value: str, more: str) -> str:
    if "QUOTED-PRINTABLE" not in more:
        return value.strip()
    raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
    return decode(raw)[0].strip() if raw else ""


def _unescaped(match: re.Match[str]) -> str:
    return " " if match[1] in "nN" else match[1]


FORMAT = ChatFormat(id="contacts_vcf", label="Contact cards", recognises=recognises, draft=draft)
