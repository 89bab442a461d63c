"""Look back at a page that was read: what is missing or unsure, and which app it shows."""

import re
from collections.abc import Iterator, Sequence

from analyser.records import Kind, Message, Problem, Side, Unread, Where
from analyser.screens._lines import UNREAD_GLYPH, text_of
from analyser.screens._page import Bubble, Page
from analyser.wording import counted

_UNSURE = 0.6
"""Mean confidence of the engine below which words are often misread."""
COVERED = "A notification lies over the top of this screen; it is no message of this chat."
LEFT = "Words stand here that were taken for no message, name, time or notice."
_SIDES = {Side.SENT: "sent", Side.RECEIVED: "received"}
_WHATSAPP = re.compile(
    r"messages and calls are end-to-end encrypted|blocked this contact|tap to call back|"
    r"changed (?:their|to a new) (?:phone )?number|security code .{0,40}changed",
    re.IGNORECASE,
)
_HINTS = (
    (re.compile(r"^\W*imessage\W*$", re.IGNORECASE), "imessage"),
    (re.compile(r"^\W*signal message\W*$", re.IGNORECASE), "signal"),
    (re.compile(r"^\W*(?:text|rcs|sms) message\W*$", re.IGNORECASE), "sms"),
)


def problems_of(
    page: Page, messages: Sequence[Message], unread: Sequence[Unread], unplaced: int
) -> Iterator[Problem]:
    """Yield what a person should know about the reading of one picture."""
    if unplaced:
        what = counted(unplaced, "message stands", "messages stand")
        what += " under a day that needs the date of the screenshot."
        do = "Say when the screenshot was taken."
        yield Problem(what=what, do=do)
    covered = [u for u in unread if u.reason == COVERED]
    for each in covered:
        what = "A notification covers the top of this screen, and what may stand under it."
        do = "Take the screenshot again without it if you can."
        yield Problem(where=each.where, what=what, do=do)
    left = [u for u in unread if u.reason == LEFT]
    if left:
        what = counted(len(left), "line of words was", "lines of words were")
        what += " found of which nothing was made; messages may be missing."
        do = "Look at them in the picture, and add a clearer copy or a larger part of the chat."
        yield Problem(where=left[0].where, what=what, do=do)
    unread = [u for u in unread if u not in (*covered, *left)]
    empty = [u for u in unread if not u.text]
    if empty:
        what = counted(len(empty), "bubble was found whose", "bubbles were found whose")
        what += " words could not be read."
        do = "Look at them in the picture, and add a clearer copy if you have one."
        yield Problem(where=empty[0].where, what=what, do=do)
    if len(unread) > len(empty):
        what = counted(
            len(unread) - len(empty), "line of this picture belongs", "lines of this picture belong"
        )
        what += " to no whole bubble."
        do = "If a message is cut at the edge, add the screenshot before or after it."
        yield Problem(where=next(u.where for u in unread if u.text), what=what, do=do)
    unsure = sum(m.side is Side.UNKNOWN and m.kind is not Kind.SYSTEM for m in messages)
    if unsure:
        what = f"For {counted(unsure, 'message')} the picture does not show the sender."
        yield Problem(what=what, do="Check them on the Review page.")
    if page.by_fill:
        what = "All bubbles stand at one edge; the coloured ones were taken for your own."
        yield Problem(what=what, do="Check on the Review page which messages are yours.")
    yield from _poorly_read(messages)
    yield from _silent_sides(page)


def _poorly_read(messages: Sequence[Message]) -> Iterator[Problem]:
    poor = [m for m in messages if m.confidence is not None and m.confidence < _UNSURE]
    if poor:
        what = counted(len(poor), "message was", "messages were")
        what += " hard to read; the words may be wrong."
        do = "Compare them with the picture on the Review page."
        yield Problem(where=poor[0].where, what=what, do=do)


def _silent_sides(page: Page) -> Iterator[Problem]:
    """Yield a problem for a side whose bubbles were found, and of which nothing was read."""
    for side, word in _SIDES.items():
        bubbles = [b for b in page.bubbles if b.region.side is side]
        if bubbles and not any(_has_words(b) for b in bubbles):
            where = Where(box=bubbles[0].region.box)
            what = counted(len(bubbles), f"{word} bubble was", f"{word} bubbles were")
            what += " found, and no words were read in any."
            do = "This side of the conversation is missing. Add a clearer copy of the picture."
            yield Problem(where=where, what=what, do=do)


def _has_words(bubble: Bubble) -> bool:
    text = text_of(bubble.lines)
    return bubble.picture or bool(bubble.emoji) or bool(text.replace(UNREAD_GLYPH, "").strip())


def app_of(page: Page) -> str | None:
    """Return the app where words that only it writes, or its structure, make that certain."""
    if page.hint:
        for words, app in _HINTS:
            if words.match(page.hint):
                return app
    real = [b for b in page.bubbles if not b.region.centred]
    if not real or sum(b.clock is not None for b in real) < 0.6 * len(real):  # noqa: PLR2004
        return None
    texts = [text_of(b.lines).replace("\n", " ") for b in page.bubbles]
    texts += [b.text for b in page.between]
    if any(_WHATSAPP.search(text) for text in texts):
        return "whatsapp"
    sent = [b.region.fill for b in real if b.region.side is Side.SENT]
    return "whatsapp" if any(_is_its_green(fill) for fill in sent) else None


def _is_its_green(fill: tuple[int, int, int]) -> bool:
    """Tell whether a sent bubble has the pale or the deep green that only this app uses."""
    red, green, blue = fill
    pale = 210 <= red <= 222 and green >= 244 and 190 <= blue <= 214  # noqa: PLR2004
    deep = red <= 24 and 68 <= green <= 100 and 50 <= blue < green  # noqa: PLR2004
    return pale or deep
