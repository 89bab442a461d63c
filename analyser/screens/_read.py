"""Read all the words of a page: bubbles, their clocks, what stands outside them, the header."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analyser.records import Box, Side
from analyser.screens._banner import banner_crops, banner_words, find_banner
from analyser.screens._bare_side import own_alone, with_bare_side
from analyser.screens._betweens import betweens, without_avatars
from analyser.screens._bubble_names import named
from analyser.screens._cards import without_cards
from analyser.screens._crops import Crop, block_crop, line_crop, part_of, prepare
from analyser.screens._engine import BLOCK, LINE, Reader, Word, read_crops, read_groups
from analyser.screens._first_clocks import first_clocks
from analyser.screens._frame import Frame, find_frame
from analyser.screens._given import comments_of, give_out
from analyser.screens._header import header_lines, header_name
from analyser.screens._hint import hint_crops, hint_of
from analyser.screens._image import Pixels
from analyser.screens._ink import Glyphs, em_of, find_glyphs, lightness
from analyser.screens._inner_times import with_inner_times
from analyser.screens._label_marks import without_marks
from analyser.screens._labels import Between
from analyser.screens._left_over import left_over, places_of, read_of, said_of
from analyser.screens._lines import Line, lines_of
from analyser.screens._outside import find_outside, mostly_outside
from analyser.screens._page import Bubble, Page
from analyser.screens._patches import is_noisy
from analyser.screens._regions import Region, can_hold_words, find_regions, page_colour
from analyser.screens._row_entries import Entry
from analyser.screens._row_page import without_bubbles
from analyser.screens._two_colours import parted

_CLOCK = re.compile(r"(?<!\d)(\d{1,2}[:.]\d{2})(?!\d)\s?([ap]\.?m\.?)?", re.IGNORECASE)
_AT_END = re.compile(
    r"(?:^|\s)(Edited\s)?(\d{1,2}[:.]\d{2})\s?([ap]m)?(?:\s(?:\S{1,3}|sent|seen|read))?$",
    re.IGNORECASE,
)
_GREY = 48
"""Difference between the channels of a fill, of 255, that does not colour its letters."""

Part = tuple[Pixels, NDArray[np.int16]]
"""A bubble cut out, and the fill under it."""


def read_page(pixels: Pixels, reader: Reader = read_crops) -> Page:
    """Return what one picture shows, its words read by `reader`."""
    banner = find_banner(pixels)
    frame = find_frame(pixels)
    page, frame, em, taken = _seen(pixels, frame, banner, reader)
    taken += places_of(page)
    left = left_over(pixels, _below(frame, banner), em, taken, said_of(page), page.seen, reader)
    return replace(page, left=left)


def _seen(
    pixels: Pixels, first_frame: Frame, banner: Box | None, reader: Reader
) -> tuple[Page, Frame, float, list[Box]]:
    """Return the page, the size of its type, and the places of more that was read on it."""
    noisy = is_noisy(pixels)
    patches, avatars, frame = find_regions(pixels, _below(first_frame, banner), noisy=noisy)
    letters = lightness(pixels) if noisy else pixels
    parts = [part_of(letters, region) for region in patches]
    regions, parts = _real(patches, parts, em := em_of(parts, frame.unit))
    outside = find_outside(letters, frame, [*(r.box for r in regions), *avatars], em)
    outside = replace(outside, lines=parted(pixels, outside.lines, noisy=noisy))
    regions, parts, bare = own_alone(regions, parts, outside, frame)
    loose = not bare and mostly_outside(regions, outside, frame, em)
    if loose or _may_be_cards(regions, frame):
        flat = without_cards(pixels, frame, noisy=noisy)
        shown = pixels if flat is None and loose else flat
        if shown is not None and (page := _rows(shown, frame, banner, em, reader)):
            return page, frame, em, []
    coloured = [part_of(pixels, region) for region in regions] if noisy else parts
    crops = _prepared(regions, parts, coloured, em)
    head = header_lines(pixels, first_frame, _first_row(regions, pixels), em, banner)
    clean, in_names = without_marks(pixels, letters, outside, em)
    groups = (
        [crop.clock for crop in crops if crop.clock is not None],
        [line_crop(_cut(clean, box)) for box in outside.lines],
        head.crops,
        hint_crops(letters, frame, em),
        banner_crops(letters, banner, em),
    )
    in_clocks, in_lines, titled, hinted, covered = read_groups(groups, LINE, reader)
    clocks, bodies = _timed(crops, _clocks(crops, in_clocks), reader)
    quotes = [block_crop(_cut(letters, r.quote), em) if r.quote else None for r in regions]
    both = _blocks([*bodies, *quotes], reader)
    per_bubble, in_quotes = both[: len(bodies)], both[len(bodies) :]
    bubbles = [
        _bubble(*each, clocks.get(number), shows_clocks=len(clocks) > 1)
        for number, each in enumerate(zip(regions, crops, per_bubble, in_quotes, strict=True))
    ]
    bubbles = with_inner_times(named(bubbles, coloured, crops))
    between = betweens(without_avatars(outside, regions, frame.unit), in_lines, groups[1], in_names)
    taken = [*avatars, *(line.box for line in between if line.text)]
    bubbles, between = with_bare_side(bubbles, between, em, frame, _colour(pixels, frame))
    bubbles, between = give_out(bubbles, between, em, frame)
    entries, between = comments_of(bubbles, between, em)
    header, group = header_name(head, titled, _names(bubbles, between, entries))
    page = Page(
        width=pixels.shape[1],
        middle=(frame.left + frame.right) / 2,
        height=pixels.shape[0],
        header=header,
        group=group or any(b.name for b in bubbles) or any(b.name for b in between),
        hint=hint_of(hinted),
        bubbles=() if entries else tuple(bubbles),
        between=tuple(between),
        entries=entries,
        wallpaper=outside.wallpaper,
        banner=_banner(banner, covered),
        seen=read_of(outside.lines, in_lines),
    )
    return page, frame, em, taken


def _colour(pixels: Pixels, frame: Frame) -> tuple[int, int, int]:
    return page_colour(pixels[frame.top : frame.bottom, frame.left : frame.right])


def _first_row(regions: Sequence[Region], pixels: Pixels) -> int:
    return min((r.box.top for r in regions), default=pixels.shape[0])


def _names(*shown: Sequence[Bubble | Between | Entry]) -> list[str]:
    return [each.name for some in shown for each in some if each.name]


def _below(frame: Frame, banner: Box | None) -> Frame:
    """Return the frame without what a notification covers."""
    if banner is None or banner.top + banner.height <= frame.top:
        return frame
    return replace(frame, top=banner.top + banner.height)


def _banner(banner: Box | None, words: Sequence[list[Word]]) -> Between | None:
    if banner is None:
        return None
    return Between(text=banner_words(words), box=banner, confidence=1.0)


def _prepared(
    regions: Sequence[Region], parts: Sequence[Part], coloured: Sequence[Part], em: float
) -> list[Crop]:
    glyphs = [_glyphs(*pair, em) for pair in zip(parts, coloured, strict=True)]
    return [
        prepare(*part, em, each, cut_top=r.cut_top, cut_bottom=r.cut_bottom)
        for r, part, each in zip(regions, parts, glyphs, strict=True)
    ]


def _may_be_cards(regions: Sequence[Region], frame: Frame) -> bool:
    width = frame.right - frame.left
    widest = max((r.box.width for r in regions), default=0)
    wide = any(r.box.width > 0.75 * width and r.side is Side.UNKNOWN for r in regions)  # noqa: PLR2004
    return wide or widest < 0.4 * width  # noqa: PLR2004  # the cards themselves may be wider


def _glyphs(part: Part, coloured: Part, em: float) -> Glyphs:
    """Return the emoji, by their colours too unless those of the fill run into the letters."""
    fill = np.median(coloured[1], axis=(0, 1))
    is_grey = float(np.ptp(fill)) < _GREY
    return find_glyphs(*(coloured if is_grey else part), em)


def _real(
    regions: Sequence[Region], parts: Sequence[Part], em: float
) -> tuple[list[Region], list[Part]]:
    """Drop patches lower than a line of type: holes in a wallpaper."""
    real = [(r, p) for r, p in zip(regions, parts, strict=True) if can_hold_words(r, regions, em)]
    return [r for r, _ in real], [p for _, p in real]


def _cut(pixels: Pixels, box: Box) -> Pixels:
    return pixels[box.top : box.top + box.height, box.left : box.left + box.width]


def _timed(
    crops: Sequence[Crop], clocks: Mapping[int, tuple[str, bool]], reader: Reader
) -> tuple[dict[int, tuple[str, bool]], list[Pixels | None]]:
    """Return the clocks, with those before the words, and the bodies without them."""
    bodies = [_body(crop, number in clocks) for number, crop in enumerate(crops)]
    first = first_clocks(crops, clocks, reader)
    for number, (_, words) in first.items():
        bodies[number] = None if crops[number].big else words
    return {**clocks, **{number: (clock, False) for number, (clock, _) in first.items()}}, bodies


def _body(crop: Crop, has_clock: bool) -> Pixels | None:
    if crop.big:
        return None
    return crop.body if has_clock or crop.clock is None else crop.with_clock


def _rows(
    pixels: Pixels, frame: Frame, banner: Box | None, em: float, reader: Reader
) -> Page | None:
    """Return the page as rows of names and words; a banner covers the name in its header."""
    page = without_bubbles(pixels, frame, em, reader)
    if page is None or banner is None:
        return page
    covered = read_groups([banner_crops(pixels, banner, em)], LINE, reader)[0]
    return replace(page, header=None, banner=_banner(banner, covered))


def _blocks(bodies: Sequence[Pixels | None], reader: Reader) -> list[list[Word]]:
    """Return the words of each block; none of one that is not there."""
    read = iter(reader([body for body in bodies if body is not None], BLOCK))
    return [next(read) if body is not None else [] for body in bodies]


def _clocks(crops: Sequence[Crop], read: Sequence[list[Word]]) -> dict[int, tuple[str, bool]]:
    """Return the clock of each crop whose last cluster is one, and whether it says edited."""
    places = [number for number, crop in enumerate(crops) if crop.clock is not None]
    found = {}
    for number, words in zip(places, read, strict=True):
        text = " ".join(word.text for word in words).replace("O", "0").replace("l", "1")
        if match := _CLOCK.search(text):
            half = f" {match[2]}" if match[2] else ""
            edited = text.lower().startswith(("edited", "ed1ted"))
            found[number] = (match[1].replace(".", ":") + half, edited)
    return found


def _bubble(
    region: Region,
    crop: Crop,
    words: Sequence[Word],
    quoted: Sequence[Word],
    clock: tuple[str, bool] | None,
    *,
    shows_clocks: bool,
) -> Bubble:
    lines = lines_of(words, crop.emoji)
    if clock is None and shows_clocks and lines:
        lines, clock = _trailing_clock(lines)
    return Bubble(
        region=region,
        lines=tuple(lines),
        clock=clock[0] if clock else None,
        edited=bool(clock and clock[1]),
        quoted=tuple(lines_of(quoted)),
        picture=crop.picture,
        emoji=len(crop.emoji),
    )


def _trailing_clock(lines: list[Line]) -> tuple[list[Line], tuple[str, bool] | None]:
    """Take a clock and its ticks off the end of the words, where it was not read apart."""
    last = lines[-1]
    match = _AT_END.search(" ".join(last.words))
    if match is None:
        return lines, None
    half = f" {match[3].lower()}" if match[3] else ""
    clock = (match[2].replace(".", ":") + half, bool(match[1]))
    kept = tuple(" ".join(last.words)[: match.start()].split())
    return [*lines[:-1], *([replace(last, words=kept)] if kept else [])], clock
