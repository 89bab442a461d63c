"""Snapchat's "My Data" as HTML: a page with the chat history of one person.

Source: chat-formats section 14. Tags changed over time, so a row is told by the
time that ends it.
"""

import re

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._html import html_head, seen, soup
from analyser.ingest._instants import from_iso, in_order
from analyser.ingest.snapchat_json import LEFT_OUT, kind_of
from analyser.records import Kind

_WITH = re.compile(r"Chat History with (\S.*)")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC")
_TYPE = re.compile(r"[A-Z]{4,40}")
_AFTER = ("saved", "unsaved")


def recognises(head: bytes) -> bool:
    """Tell whether its heading names a chat history."""
    text = html_head(head)
    return (
        "Chat History with" in text
        and "snap" in text.lower()
        or ("Chat History with" in text and bool(_TIME.search(text)))
    )


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of the page, oldest first."""
    page = soup(data)
    for cell in page.find_all(["td", "th"]):
        cell.append(page.new_tag("br"))  # each cell says one thing, as each line does elsewhere
    lines = [line.strip() for line in seen(page).split("\n") if line.strip()]
    other = next((m[1] for line in lines if (m := _WITH.match(line))), None)
    items: list[Draft | Stray] = []
    row: list[str] = []
    number = 0
    for line in lines[1:] if other else lines:
        if line.lower() in _AFTER or _WITH.match(line):
            continue
        if _TIME.fullmatch(line):
            number += 1
            items.append(_draft(number, row, line, other))
            row = []
        else:
            row.append(line)
    return Drafted(
        items=in_order(items),
        app="snapchat",
        by_record=True,
        facts=("Read as a page of Snapchat's own download (My Data).", LEFT_OUT),
    )


def _draft(number: int, row: list[str], shown: str, other: str | None) -> Draft:
    place = next((n for n, part in enumerate(row) if _TYPE.fullmatch(part)), None)
    type_ = row[place] if place is not None else ""
    sender = row[place - 1] if place else row[0] if row and place is None else None
    rest = row[place + 1 :] if place is not None else row[1:]
    text = "\n".join(rest)
    kind = kind_of(type_, text)
    system = kind is Kind.SYSTEM
    told = ": ".join(part for part in (sender or "", type_, text) if part) if system else text
    return Draft(
        position=number,
        units=1,
        instant=from_iso(shown),
        shown_as=shown,
        sender=None if system else sender,
        text=told,
        kind=kind,
        attachment="" if kind is Kind.MEDIA else None,
        chat=other,
    )


FORMAT = ChatFormat(id="snapchat_html", label="Snapchat (HTML)", recognises=recognises, draft=draft)
