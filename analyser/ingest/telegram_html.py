"""Telegram Desktop's messages.html.

Source: chat-formats section 6.2. The offset in its titles is wrong in summer and is not used.
"""

import re
from pathlib import PurePosixPath

from bs4.element import Tag

from analyser.ingest._format import ChatFormat, Draft, Drafted, Hints, Stray
from analyser.ingest._html import attribute, first, html_head, seen, soup
from analyser.ingest._wall import wall_of
from analyser.ingest.telegram_json import LEFT_OUT
from analyser.records import Kind
from analyser.wording import counted

_CALL = re.compile(r"\bcall\b", re.IGNORECASE)
_MISSED = re.compile(r"\b(?:missed|cancelled|declined|busy)\b", re.IGNORECASE)
_SHAPES = {"poll": Kind.POLL, "location": Kind.LOCATION, "contact": Kind.CONTACT_CARD}
_DATED_NAME = re.compile(r"(.*), (\d\d\.\d\d\.\d{4} [\d:]{5,8}(?: UTC[+-][\d:]+)?)")
"""Newer pages name beside who reacted when they did."""


def recognises(head: bytes) -> bool:
    """Tell whether it is a page of Telegram's."""
    text = html_head(head)
    return "page_body chat_page" in text or 'class="message default clearfix' in text


def draft(data: bytes, hints: Hints) -> Drafted:
    """Return the drafts of one page, in its order."""
    page = soup(data)
    title = seen(first(page, ".page_header .text")).strip() or None
    items: list[Draft | Stray] = []
    words: dict[str, str] = {}
    sender = None
    for number, block in enumerate(page.select("div.message"), start=1):
        if block.find_parent(class_="message"):
            continue
        id_ = attribute(block, "id")
        if "service" in (block.get("class") or []):
            if not id_.startswith("message-"):  # rows that only show the day have such ids
                items.append(_notice(number, block, title))
            continue
        body = next((each for each in block.find_all("div", class_="body", recursive=False)), block)
        own = body.find("div", class_="from_name", recursive=False)
        if isinstance(own, Tag):
            sender = seen(own).strip() or None
        elif "joined" not in (block.get("class") or []):
            sender = None  # only what is joined to the message above is surely of its sender
        made = _draft(number, body, sender, title, words)
        words[id_] = made.text
        items.append(made)
        items += _reactions(number, body, title)
    facts = ["Read as a page of a Telegram export; its times are of that computer.", LEFT_OUT]
    if forwarded := len(page.select("div.forwarded.body")):
        facts.append(f"{counted(forwarded, 'forwarded message')}: the words are another person's.")
    return Drafted(
        items=tuple(items),
        app="telegram",
        by_record=True,
        facts=tuple(facts),
    )


def _notice(number: int, block: Tag, title: str | None) -> Draft:
    text = seen(block).strip()
    return Draft(position=number, units=1, sender=None, text=text, kind=Kind.SYSTEM, chat=title)


def _draft(
    number: int, body: Tag, sender: str | None, title: str | None, words: dict[str, str]
) -> Draft:
    shown = attribute(first(body, "div.date.details"), "title")
    parts, clock = wall_of(shown)
    own = first(body, "div.text")
    text = seen(own).strip()
    reply = first(body, "div.reply_to a")
    target = attribute(reply, "href").rpartition("go_to_")[2]
    kind, file, told = _media(body, text)
    return Draft(
        position=number,
        units=1,
        parts=parts,
        clock=clock,
        shown_as=shown or None,
        sender=sender,
        text=told,
        kind=kind,
        attachment=file,
        chat=title,
        quoted=words.get(target) or None,
    )


def _media(body: Tag, text: str) -> tuple[Kind, str | None, str]:
    wrap = first(body, "div.media_wrap")
    if wrap is None:
        return (Kind.TEXT if text else Kind.UNKNOWN), None, text
    shapes = " ".join(attribute(each, "class") for each in wrap.find_all(True))
    title = seen(first(wrap, ".title")).strip()
    status = seen(first(wrap, ".status")).strip()
    if "media_call" in shapes or (_CALL.search(title) and "photo" not in shapes):
        kind = Kind.MISSED_CALL if _MISSED.search(status) else Kind.CALL
        return kind, None, ", ".join(part for part in (title, status) if part)
    for shape, kind in _SHAPES.items():
        if f"media_{shape}" in shapes:
            return kind, None, text or seen(wrap).strip()
    link = wrap.find("a", href=True)
    path = attribute(link, "href") if isinstance(link, Tag) else ""
    return Kind.MEDIA, PurePosixPath(path).name, text


def _reactions(number: int, body: Tag, title: str | None) -> list[Draft]:
    found = []
    for each in body.select("span.reaction"):
        people = [attribute(p, "title") for p in each.select(".initials[title]")] or [""]
        for told in people:
            match = _DATED_NAME.fullmatch(told)
            name, shown = (match[1], match[2]) if match else (told, "")
            parts, clock = wall_of(shown)
            found.append(
                Draft(
                    position=number,
                    units=1,
                    parts=parts,
                    clock=clock,
                    shown_as=shown or None,
                    sender=name or None,
                    text=seen(first(each, ".emoji")).strip(),
                    kind=Kind.REACTION,
                    chat=title,
                )
            )
    return found


FORMAT = ChatFormat(id="telegram_html", label="Telegram (HTML)", recognises=recognises, draft=draft)
