"""Tell which patches of a page are bubbles, pills, quoted blocks or avatars, and on which side.

It knows structure and no brand: a bubble is a smooth patch narrower than the page, and its side
is that of the common edge it stands at.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from analyser.records import Box, Side
from analyser.screens._faces import find_faces
from analyser.screens._field import above_keyboard, above_typing_box
from analyser.screens._frame import BARE_HEAD, Frame
from analyser.screens._image import Pixels
from analyser.screens._patches import Mask, Patch, find_patches
from analyser.screens._shapes import (
    NEAR,
    apart,
    floats,
    is_cut,
    is_face,
    is_hole,
    is_quote,
    is_tag,
    lies_over,
    may_be_small,
)
from analyser.screens._sides import as_fill, in_middle_of, sides_of

_WIDE = 0.93
"""A patch wider than this share of the page is a bar or the page itself."""

_ALIKE, _EVEN_HEIGHT, _LOW_WIDE = 3, 2, 1.5
"""Widths of low bubbles at least, by how many pixels their heights differ, and how wide they are
at least, in em."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Region:
    """A bubble or a pill.

    Attributes:
        box: In pixels of the original.
        mask: The smooth pixels of its fill inside the box, without letters.
        whole: The same with the holes of the letters closed.
        fill: Red, green, blue; the median where it is a gradient.
        side: From the common edges of all bubbles; UNKNOWN where they do not tell.
        centred: In the middle and at no common edge: a date, a notice, or a wide bubble, whose
            side is then that of its fill.
        quote: A block inside it of another fill, as a quoted reply has; None where there is none.
        over: What lies over it: a floating date, a role behind a name.
        cut_top, cut_bottom: The upper or lower edge of the conversation cuts it.
        doubtful: It may be two bubbles whose border does not show.
        even: Share of the fill that has about one colour; less in a gradient or a photograph.
    """

    box: Box
    mask: Mask = field(repr=False)
    whole: Mask = field(repr=False)
    fill: tuple[int, int, int]
    side: Side = Side.UNKNOWN
    centred: bool = False
    quote: Box | None = None
    over: tuple[Box, ...] = ()
    cut_top: bool = False
    cut_bottom: bool = False
    doubtful: bool = False
    even: float = 1.0

    @property
    def partial(self) -> bool:
        """Tell whether an edge of the conversation cuts it."""
        return self.cut_top or self.cut_bottom


def find_regions(
    pixels: Pixels, frame: Frame, *, noisy: bool
) -> tuple[tuple[Region, ...], tuple[Box, ...], Frame]:
    """Return bubbles and pills from top to bottom, the avatars beside them, and the frame.

    The frame ends above a typing box that has no bar of its own.
    """
    unit = frame.unit
    view = np.ascontiguousarray(pixels[frame.top : frame.bottom, frame.left : frame.right])
    found = [_moved(p, frame) for p in find_patches(view, unit=unit, noisy=noisy)]
    page = page_colour(view)
    widest = _WIDE * (frame.right - frame.left)
    frame = above_keyboard([p.box for p in found], frame)
    frame = above_typing_box(found, frame, pixels.shape[0])
    found = [p for p in _without_holes(found, page, unit) if p.box.width <= widest]
    outer = [
        p
        for p in found
        if floats(p, frame) or not any(_inside(p.box, o.box) for o in found if o is not p)
    ]
    nested = [p for p in found if p not in outer]
    outer = _in_view(outer, frame, pixels.shape[0])
    avatars = find_faces(outer, unit)
    bubbles = [p for p in outer if p not in avatars]
    faces = tuple(p.box for p in avatars)
    return tuple(_placed(bubbles, nested, frame, faces)), faces, frame


def _without_holes(patches: Sequence[Patch], page: tuple[int, int, int], unit: int) -> list[Patch]:
    """Drop holes in the page's pattern; a small one is a bubble where larger ones are outlines."""
    sure = [p for p in patches if not is_hole(p, page, unit)]
    outlined = [p.fill for p in sure if apart(p.fill, page) <= NEAR]
    return [
        p
        for p in patches
        if p in sure or (any(apart(p.fill, f) <= 1 for f in outlined) and may_be_small(p))
    ]


def _moved(patch: Patch, frame: Frame) -> Patch:
    box = patch.box
    return replace(
        patch,
        box=Box(
            left=box.left + frame.left,
            top=box.top + frame.top,
            width=box.width,
            height=box.height,
        ),
    )


def page_colour(view: Pixels) -> tuple[int, int, int]:
    """Return the commonest colour of the picture."""
    small = (view[::8, ::8].reshape(-1, 3) // 4).astype(np.int32)
    keys = (small[:, 0] << 12) | (small[:, 1] << 6) | small[:, 2]
    commonest = int(np.bincount(keys).argmax())
    red, green, blue = (((commonest >> shift) & 0x3F) * 4 + 2 for shift in (12, 6, 0))
    return red, green, blue


def _inside(box: Box, other: Box) -> bool:
    slack = 3
    return (
        box != other
        and box.width * box.height < other.width * other.height
        and box.left >= other.left - slack
        and box.top >= other.top - slack
        and box.left + box.width <= other.left + other.width + slack
        and box.top + box.height <= other.top + other.height + slack
    )


def _in_view(patches: Sequence[Patch], frame: Frame, height: int) -> list[Patch]:
    """Return the patches in the conversation, without the header's buttons and banners.

    Where the header shows no edge, a patch as high up as it is a bubble if it has the fill of
    one further down.
    """
    here = [p for p in patches if p.box.top < frame.bottom]
    if frame.head or height <= 1.2 * (frame.right - frame.left):  # noqa: PLR2004
        return here
    least = BARE_HEAD * height
    below = [p for p in here if _reaches(p, frame.unit) >= least]
    fills = [p.fill for p in below if not is_face(p, frame.unit)]
    return [
        p
        for p in here
        if p in below
        or (not is_face(p, frame.unit) and any(apart(p.fill, f) <= NEAR for f in fills))
    ]


def _reaches(patch: Patch, unit: int) -> float:
    """Return the row down to which a patch stands; of a face, which is never cut, its middle."""
    return patch.box.top + patch.box.height / (2 if is_face(patch, unit) else 1)


def _placed(
    outer: Sequence[Patch], nested: Sequence[Patch], frame: Frame, faces: Sequence[Box]
) -> list[Region]:
    """Return the regions with side, quote and place, from the common edges of all of them."""
    centred = in_middle_of(outer, frame, faces)
    bubbles = [p for p, c in zip(outer, centred, strict=True) if not c]
    sides = sides_of(bubbles, frame, faces)
    votes = Counter((p.fill, sides[id(p)]) for p in bubbles if sides[id(p)] is not Side.UNKNOWN)
    placed = []
    for patch, in_middle in zip(outer, centred, strict=True):
        inner = [n for n in nested if _inside(n.box, patch.box)]
        quotes = [n.box for n in inner if is_quote(n, patch.box, frame.unit)]
        placed.append(
            Region(
                box=patch.box,
                mask=patch.mask,
                whole=patch.whole,
                fill=patch.fill,
                side=as_fill(patch, votes) if in_middle else sides[id(patch)],
                centred=in_middle,
                over=(
                    *(o.box for o in outer if o is not patch and lies_over(o, patch)),
                    *(n.box for n in inner if is_tag(n, patch.box, frame.unit)),
                ),
                quote=max(quotes, key=lambda b: b.width * b.height, default=None),
                cut_top=is_cut(patch, frame, at_top=True),
                cut_bottom=is_cut(patch, frame, at_top=False),
                doubtful=patch.doubtful,
                even=patch.even,
            )
        )
    return placed


def can_hold_words(region: Region, regions: Sequence[Region], em: float) -> bool:
    """Tell whether a patch is as high as a line in a bubble.

    Bubbles with hardly any room around their words are lower, but several have one height and
    stand at an edge; holes in a wallpaper stand anywhere.
    """
    box = region.box
    alike = [
        r
        for r in regions
        if abs(r.box.height - box.height) <= _EVEN_HEIGHT
        and apart(r.fill, region.fill) <= NEAR
        and r.box.width > _LOW_WIDE * em
        and r.side is not Side.UNKNOWN
    ]
    low = len({r.box.width for r in alike}) >= _ALIKE and region in alike
    least = 0.9 if region.partial or region.centred or low else 1.25
    return box.height >= least * em and box.width >= em
