"""Read the HTML of exports: text as a person sees it. Nothing is fetched and nothing is run.

Source: chat-formats section 4.8.
"""

import re
from functools import lru_cache
from secrets import token_hex

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from analyser.ingest._text import decode, encoding_of

_BLOCKS = frozenset(
    ("p", "div", "li", "tr", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "table")
)
_UNSEEN = frozenset(("script", "style", "head", "title"))
_DEEPEST = 1000
"""Elements in elements; browsers show no more than some 500, and each costs its whole depth."""
_BEGINS_NOTHING = re.compile(r"<(?![A-Za-z/!?])|&lt;")
_STRAYS_AT_MOST = 10_000
_STANDS_FOR = "\ue000"
"""A character that nobody has given a meaning."""
_RUN = re.compile(r"<(br|hr|wbr) ?/?>(?:\n?<\1 ?/?>){99,}", re.IGNORECASE)
_TIMES = f"n{token_hex(8)}"
"""Name of an attribute that no file can have."""
_CLOSED = (("<!--", "-->"), ("<![", "]>"), ("<", ">"))
_QUOTES = ("cite", "quote", "border-left")
_BLANK = re.compile(r"[ \t\r\n\f]+")
_OPENED = re.compile(r"<(?:html|body)\b", re.I)
_CLOSED_PAGE = re.compile(r"</(?:html|body)\b|\bpostamble", re.I)
"""Discord's exporter may leave out what HTML does not need, but not its last lines."""
_END_WITHIN = 4096
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
    r"<(?:!doctype html|html|head|body)\b",
    re.I | re.S,
)


class _Soup(BeautifulSoup):
    """A tree that is given up where it is nested deeper than any page, in time."""

    def pushTag(self, tag: Tag) -> None:  # noqa: N802  # the name that the library calls
        super().pushTag(tag)
        if len(self.tagStack) > _DEEPEST:
            raise RecursionError("elements nested too deep")

    def handle_data(self, data: str) -> None:
        super().handle_data(data.replace(_STANDS_FOR, "<"))


def soup(data: bytes) -> BeautifulSoup:
    """Return the tree of a whole file."""
    return tree(decode(data)[0])


def tree(text: str) -> BeautifulSoup:
    """Return the tree of some HTML; a `RecursionError` where it is nested deeper than any page."""
    text = _nothing_left_open(text)
    text = _RUN.sub(_counted, text)
    # The parser takes each sign that begins nothing by itself, which in damage is a million times.
    if _STANDS_FOR not in text and len(_BEGINS_NOTHING.findall(text)) > _STRAYS_AT_MOST:
        text = _BEGINS_NOTHING.sub(_STANDS_FOR, text)
    return _Soup(text, "html.parser")


def _counted(run: re.Match[str]) -> str:
    """Return one element for many of them, with their number: each takes the parser long."""
    return f'<{run[1]} {_TIMES}="{run[0].count("<")}">'


def _nothing_left_open(text: str) -> str:
    """Return it with what opens and never closes written as text, as the parser shows it."""
    # The parser looks for the end of each anew, through the rest of the file.
    for opened, closed in _CLOSED:
        end = text.rfind(closed) + 1
        text = text[:end] + text[end:].replace(opened, f"&lt;{opened[1:]}")
    return text


def ends_early(data: bytes) -> bool:
    """Tell whether a page that begins lacks its end, which all apps write: it was cut off."""
    encoding = encoding_of(data[:65_536]) or "utf-8"
    head = data[:65_536].decode(encoding, errors="replace")
    end = data[-_END_WITHIN:].decode(encoding, errors="replace")
    return _OPENED.search(head) is not None and _CLOSED_PAGE.search(end) is None


@lru_cache(maxsize=4)
def html_head(head: bytes) -> str:
    """Return a file's head as text where it is HTML, else an empty text."""
    encoding = encoding_of(head)
    text = head.decode(encoding, errors="replace") if encoding else ""
    return text if _HTML.match(text) else ""


def text_of_html(text: str, *, mark_quotes: bool = False) -> str:
    """Return what a person sees of some HTML; with `mark_quotes` quoted lines begin with ">"."""
    return seen(tree(text), mark_quotes=mark_quotes)


def seen(tag: Tag | None, *, mark_quotes: bool = False) -> str:
    """Return the text of an element: line breaks kept, an emoji drawn as a picture by its name."""
    if tag is None:
        return ""
    pieces: list[str] = []
    _collect(tag, pieces, mark_quotes, keep=_keeps_lines(tag))
    lines = "".join(pieces).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


def _is_quote(tag: Tag) -> bool:
    """Tell whether a mail program marked it as quoted; some only indent with the same element."""
    said = f"{attribute(tag, 'type')} {attribute(tag, 'class')} {attribute(tag, 'style')}".lower()
    return tag.name == "blockquote" and any(word in said for word in _QUOTES)


def _keeps_lines(tag: Tag) -> bool:
    """Tell whether line breaks between tags are shown: in `pre`, and where a style says so."""
    named = attribute(tag, "class")
    return tag.name == "pre" or "markdown-preserve" in named or "preserve-whitespace" in named


def _collect(tag: Tag, pieces: list[str], mark_quotes: bool, *, keep: bool) -> None:
    for child in tag.children:
        if isinstance(child, PreformattedString):
            continue
        if isinstance(child, NavigableString):
            words = str(child) if keep else _BLANK.sub(" ", str(child))
            if words != " " or (pieces and not pieces[-1].endswith("\n")):
                pieces.append(words)
        elif isinstance(child, Tag) and child.name not in _UNSEEN:
            _collect_tag(child, pieces, mark_quotes, keep=keep or _keeps_lines(child))


def _collect_tag(tag: Tag, pieces: list[str], mark_quotes: bool, *, keep: bool) -> None:
    if tag.name == "br":
        pieces.append("\n" * int(attribute(tag, _TIMES) or 1))
    elif tag.name == "img":
        pieces.append(attribute(tag, "alt"))
    elif mark_quotes and _is_quote(tag):
        marked = "\n".join(f"> {line}" for line in seen(tag, mark_quotes=True).split("\n"))
        pieces.append(f"\n{marked}\n")
    else:
        block = tag.name in _BLOCKS
        if block and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")
        _collect(tag, pieces, mark_quotes, keep=keep)
        if block and pieces and not pieces[-1].endswith("\n"):
            pieces.append("\n")


def attribute(tag: Tag | None, name: str) -> str:
    """Return an attribute as text, empty where it is not there."""
    value = tag.get(name) if tag else None
    return " ".join(value) if isinstance(value, list) else value or ""


def first(tag: Tag, selector: str) -> Tag | None:
    """Return the first element below `tag` that fits."""
    return tag.select_one(selector)
