"""Tell the sides of a page whose bubbles all stand at one edge: by names, else by their fills."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
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
_ONE_LOOK = str.maketrans("l1|0", "iiio")
"""Letters and digits that are read for each other."""
_LIKELY = 0.6
"""A label so like the name in the header may be a misreading of it."""
_LABEL = 0.6
"""Room over a bubble in which a line of names stands, in heights of the lowest bubble."""
_SAME_ROOM = 2
_MORE_ROOM = 1.5
"""How much more room there surely is between runs than within one."""


def is_mine(facts: CaseFacts, name: str | None) -> bool:
    """Tell whether a name is what the app calls the person, or the person's own."""
    return is_me(name) or (name is not None and any(_same(name, me) for me in facts.me))


def may_be_mine(facts: CaseFacts, name: str) -> bool:
    """Tell whether a name may be the person's own of which only the beginning was read."""
    read = _bare(name)
    return any(_bare(me).startswith(read) for me in facts.me) if read else False


def _same(read: str, name: str) -> bool:
    """Tell whether two names are one: a letter of a longer one, or an accent, may be misread."""
    one, two = _bare(read).translate(_ONE_LOOK), _bare(name).translate(_ONE_LOOK)
    long_ = min(len(one), len(two)) >= _LONG
    return one == two or (long_ and SequenceMatcher(None, one, two).ratio() >= _ALIKE)


def _bare(name: str) -> str:
    """Return the letters of a name without accents, marks and capitals."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in letters if c.isalnum())


def sided_by_names(page: Page, facts: CaseFacts) -> Page:
    """Return the page with the sides that its names show.

    Only where no edge tells two sides apart. A bubble without a name is of the side of its run, or
    of the only side that has its fill. In a chat that is headed with the other person's name, a
    name that is neither theirs nor the person's own shows no side: either may be misread.
    """
    held = [b for b in page.bubbles if not b.region.centred]
    mine = [b for b in held if is_mine(facts, b.name)]
    odd = [b for b in held if b.name and b not in mine and _is_odd(b.name, held, page.header)]
    if not (mine or odd) or any(b.region.side is Side.SENT for b in held):
        return page
    theirs = [b for b in held if b.name and b not in mine and b not in odd]
    # Where all have one fill, it tells nothing.
    told = theirs or any(not any(_alike(b, m) for m in mine) for b in held)
    unread = with_unread_name(page)
    run: Side | None = None
    bubbles = []
    for bubble in page.bubbles:
        if bubble.region.centred:
            run = None
            bubbles.append(bubble)
            continue
        if bubble in odd or bubble in unread:
            run = None
        elif bubble.name:
            run = Side.SENT if bubble in mine else Side.RECEIVED
        by_fill = _by_fill(bubble, mine, theirs) if told and mine else Side.UNKNOWN
        side = by_fill if run is None else run
        name = None if side is Side.SENT else bubble.name
        bubbles.append(replace(bubble, name=name, region=replace(bubble.region, side=side)))
    return replace(page, bubbles=tuple(bubbles))


def _is_odd(name: str, held: Sequence[Bubble], header: str | None) -> bool:
    """Tell whether the header is a name of the page and this is surely not the same."""
    if header is None or not any(b.name and _same(b.name, header) for b in held):
        return False
    return SequenceMatcher(None, _bare(name), _bare(header)).ratio() < _LIKELY


def with_unread_name(page: Page) -> list[Bubble]:
    """Return the bubbles without a name that have the room of one above them: it was not read.

    Where names stand in the bubbles, the room is what parts one run from the next; within a run it
    is surely less. A reaction that hangs below a bubble makes more room than either.
    """
    rooms = list(_rooms(page))
    named = [room for bubble, room, _ in rooms if bubble.name]
    lowest = min((b.region.box.height for b in page.bubbles), default=0)
    if named and min(named) >= _LABEL * lowest:
        return [b for b, room, _ in rooms if not b.name and room >= min(named) - _SAME_ROOM]
    held = [(b, room) for b, room, above in rooms if above and b.region.side is Side.RECEIVED]
    apart_ = [room for bubble, room in held if bubble.name]
    within = [room for bubble, room in held if not bubble.name]
    if not apart_ or not within or min(apart_) < _MORE_ROOM * min(within) + _SAME_ROOM:
        return []
    new = range(min(apart_) - _SAME_ROOM, max(apart_) + _SAME_ROOM + 1)
    return [bubble for bubble, room in held if not bubble.name and room in new]


def _rooms(page: Page) -> Iterator[tuple[Bubble, int, bool]]:
    """Yield each bubble but the first with the room above it, and whether a received one is next.

    An emoji without a bubble is in the way as a bubble is.
    """
    things = [(b.region.box, b.region.side is Side.RECEIVED) for b in page.bubbles]
    things += [(b.box, False) for b in page.between if b.emoji]
    for bubble in page.bubbles:
        top = bubble.region.box.top
        above = [(box.top + box.height, theirs) for box, theirs in things if box.top < top]
        if above:
            foot, received = max(above)
            yield bubble, top - foot, received


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
