"""Tell the sides of a page whose bubbles all stand at one edge: by names, else by their fills."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from analyser.records import CaseFacts, Side
from analyser.screens._page import Bubble, Page
from analyser.screens._row_words import is_me
from analyser.screens._shapes import NEAR, apart

_VIVID, _MORE = 28, 2.5
"""Least colour of a coloured bubble, of 255 between its channels, and how much more it has than a
grey one."""

_LONG, _ALIKE = 6, 0.87
"""Letters of a name in which one may be misread, and how alike the two are at least."""


def is_mine(facts: CaseFacts, name: str | None) -> bool:
    """Tell whether a name is what the app calls the person, or the person's own."""
    return is_me(name) or (name is not None and any(_same(name, me) for me in facts.me))


def _same(read: str, name: str) -> bool:
    """Tell whether two names are one: a letter of a longer one, or an accent, may be misread."""
    one, two = _bare(read), _bare(name)
    long_ = min(len(one), len(two)) >= _LONG
    return one == two or (long_ and SequenceMatcher(None, one, two).ratio() >= _ALIKE)


def _bare(name: str) -> str:
    """Return the letters of a name without accents, marks and capitals."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


def sided_by_names(page: Page, facts: CaseFacts) -> Page:
    """Return the page with the sides that its names show.

    Only where the person's own name stands at a bubble, and no edge tells two sides apart. A
    bubble without a name is of the side of its run, or of the only side that has its fill.
    """
    held = [b for b in page.bubbles if not b.region.centred]
    mine = [b for b in held if is_mine(facts, b.name)]
    if not mine or any(b.region.side is Side.SENT for b in held):
        return page
    theirs = [b for b in held if b.name and not is_mine(facts, b.name)]
    # Where all have one fill, it tells nothing.
    told = theirs or any(not any(_alike(b, m) for m in mine) for b in held)
    run: Side | None = None
    bubbles = []
    for bubble in page.bubbles:
        if bubble.region.centred:
            run = None
        elif bubble.name:
            run = Side.SENT if is_mine(facts, bubble.name) else Side.RECEIVED
        by_fill = _by_fill(bubble, mine, theirs) if told else Side.UNKNOWN
        side = by_fill if run is None else run
        if bubble.region.centred:
            bubbles.append(bubble)
            continue
        own = side is Side.SENT
        name = None if own else bubble.name
        bubbles.append(replace(bubble, name=name, region=replace(bubble.region, side=side)))
    return replace(page, bubbles=tuple(bubbles))


def sided_by_fills(page: Page) -> Page:
    """Return the page with the sides that two fills show, where bubbles stand at one edge.

    In the apps that do so the person's own are coloured and the others grey. Where both fills are
    coloured, or neither is, more than one person speaks and the page does not show who.
    """
    held = [b for b in page.bubbles if not b.region.centred]
    if page.group or any(b.name or b.region.side is not Side.RECEIVED for b in held):
        return page
    lots: list[list[Bubble]] = []
    for bubble in held:
        mine = next((lot for lot in lots if _alike(bubble, lot[0])), None)
        if mine is None:
            lots.append([bubble])
        else:
            mine.append(bubble)
    if len(lots) != 2 or min(map(len, lots)) < 2:  # noqa: PLR2004
        return page
    grey, vivid = sorted((_chroma(lot[0]), number) for number, lot in enumerate(lots))
    told = vivid[0] >= _VIVID and vivid[0] >= _MORE * grey[0]
    own = lots[vivid[1]]
    bubbles = []
    for bubble in page.bubbles:
        side = Side.SENT if bubble in own else Side.RECEIVED
        side = side if told else Side.UNKNOWN
        region = bubble.region
        side = region.side if region.centred else side
        bubbles.append(replace(bubble, region=replace(region, side=side)))
    return replace(page, bubbles=tuple(bubbles), by_fill=told)


def _chroma(bubble: Bubble) -> int:
    return max(bubble.region.fill) - min(bubble.region.fill)


def _by_fill(bubble: Bubble, mine: Iterable[Bubble], theirs: Iterable[Bubble]) -> Side:
    own = any(_alike(bubble, each) for each in mine)
    other = any(_alike(bubble, each) for each in theirs)
    if own is other:
        return Side.UNKNOWN
    return Side.SENT if own else Side.RECEIVED


def _alike(one: Bubble, two: Bubble) -> bool:
    return apart(one.region.fill, two.region.fill) <= NEAR
