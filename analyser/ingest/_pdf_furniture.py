"""Take page headers, footers and numbers off a printout, and what a browser prints around a page.

Every line taken off is given back, to be told: a name or a time of a message must not go unseen.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from analyser.ingest._pdf_stamps import Line, is_stamp
from analyser.times import plain

_ADDRESS = re.compile(r"(?:\S{1,8}://\S*|about:blank) {1,4}\d{1,4}/\d{1,4}")
_PRINTED_AT = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}, \d{1,2}:\d{2}(?: ?[AaPp][Mm])?")
_PAGE_NUMBER = re.compile(r"(?:Page )?(\d{1,4})(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_LABEL = re.compile(r"(?:From|Sent|Date|To|Cc|Bcc|Subject): ")
_HAS_CLOCK = re.compile(r"\d[:.]\d\d")
_WORDS_OF_A_PHRASE = 3
_EDGE_LINES = 2
_PAGES_AT_LEAST = 3
_MOST_PAGES = 0.6


def without_furniture(
    pages: Sequence[Sequence[str]], title: str
) -> tuple[list[Line], tuple[str, ...]]:
    """Return the lines with their pages, and the lines that were taken off.

    Args:
        pages: The lines of each page.
        title: Of the document; a browser prints it at the top of each page.
    """
    split = [[text for line in page if (text := line.rstrip()).strip()] for page in pages]
    off = {place for place in _browsers_own(split, title)} | {*_numbers(split)}
    off |= {*_repeated(split, off)} | {*_on_both(split, off, title)}
    lines, gone = [], []
    for number, page in enumerate(split, start=1):
        for place, line in enumerate(page):
            if (number, place) in off:
                gone.append(line.strip())
            else:
                lines.append((number, line))
    return lines, tuple(gone)


def _browsers_own(pages: Sequence[Sequence[str]], title: str) -> Iterator[tuple[int, int]]:
    """Yield the address of the page, and the day it was printed on beside its title."""
    for number, page in enumerate(pages, start=1):
        texts = [plain(line).strip() for line in page]
        if not any(_ADDRESS.fullmatch(text) for text in texts):
            continue
        for place, text in enumerate(texts):
            at = _PRINTED_AT.match(text)
            if _ADDRESS.fullmatch(text) or (at and text[at.end() :].strip() in ("", title)):
                yield number, place


def _numbers(pages: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield the lines at one edge that count on with the pages."""
    for last in (0, -1):
        found = {
            number: int(match[1]) - number
            for number, page in enumerate(pages, start=1)
            if page and (match := _PAGE_NUMBER.fullmatch(page[last].strip()))
        }
        ahead, often = Counter(found.values()).most_common(1)[0] if found else (0, 0)
        if often > len(pages) * _MOST_PAGES and (often > 1 or ahead == 0):
            for number in (each for each in found if found[each] == ahead):
                yield number, len(pages[number - 1]) - 1 if last else 0


def _on_both(
    pages: Sequence[Sequence[str]], off: set[tuple[int, int]], title: str
) -> Iterator[tuple[int, int]]:
    """Yield what stands first or last on both of two pages, and nowhere else.

    Two are too few to tell a heading from a name or a short answer that comes again: it must be
    the document's title, or a phrase without a time.
    """
    if len(pages) != _PAGES_AT_LEAST - 1:
        return
    kept = [
        [place for place in range(len(page)) if (number, place) not in off]
        for number, page in enumerate(pages, start=1)
    ]
    if not all(kept):
        return
    times = Counter(line.strip() for page in pages for line in page)
    for edge in (0, -1):
        one, two = (pages[n][places[edge]].strip() for n, places in enumerate(kept))
        phrase = len(one.split()) >= _WORDS_OF_A_PHRASE and not _HAS_CLOCK.search(one)
        told = one == title.strip() or phrase
        if one == two and times[one] == len(pages) and told and not _LABEL.match(one):
            yield from ((number, places[edge]) for number, places in enumerate(kept, start=1))


def _repeated(
    pages: Sequence[Sequence[str]], off: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield what stands at an edge of most pages, and nowhere else in them."""
    if len(pages) < _PAGES_AT_LEAST:
        return
    kept = [
        (number, place, re.sub(rf"(?<!\d){number}(?!\d)", "#", line.strip()))
        for number, page in enumerate(pages, start=1)
        for place, line in enumerate(page)
        if (number, place) not in off
    ]
    times = Counter(text for _, _, text in kept)
    edge = {(number, place) for number, place, _ in kept} & {
        (number, place)
        for number, page in enumerate(pages, start=1)
        for place in range(len(page))
        if min(place, len(page) - 1 - place) <= _EDGE_LINES + 1
    }
    at_edge = Counter(text for number, place, text in kept if (number, place) in edge)
    by_stamp = {a[2] for a, b in pairwise(kept) if is_stamp(b[2])} | {
        b[2] for a, b in pairwise(kept) if is_stamp(a[2])
    }
    for number, place, text in kept:
        often = at_edge[text]
        if (
            often > len(pages) * _MOST_PAGES
            and often == times[text] <= len(pages)
            and text not in by_stamp
            and not _LABEL.match(text)
        ):
            yield number, place
