"""Find bubbles of wavering colours in a compressed picture: by the page that they are not."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from analyser.records import Box
from analyser.screens._image import Pixels, largest

if TYPE_CHECKING:
    from analyser.screens._patches import Patch

_NEAR = 9
"""How far the page wavers, of 255."""
_OFF_PAGE = 18
"""Distance from the colour of the page, of 255, that compression does not make."""
_EVEN_PAGE = 0.4
"""Share of a page that has its colour where it has no wallpaper."""
_WAVER, _FILL = 24, 0.3
"""How far the fill of a row wavers, of 255, and the least share of a bubble that is fill."""
_RIM_PX = 3
"""How far compression smears the edge of a bubble into it."""
_LOWEST = 0.055
"""Height of the lowest bubble, in widths of the page; of a word outside it is less."""


def off_page(pixels: Pixels) -> NDArray[np.uint8] | None:
    """Return 1 for pixels that differ from the page; None where the page has no one colour."""
    page = _page_colour(pixels)
    if page is None:
        return None
    away = largest(np.abs(pixels.astype(np.int16) - page))
    return np.asarray(away > _OFF_PAGE, dtype=np.uint8)


def with_gradients(
    found: "list[Patch]", off: "Iterable[Patch]", pixels: Pixels, unit: int
) -> "list[Patch]":
    """Return the patches found by colour, and what is `off` the page and has no one colour."""
    for patch in off:
        whole = _without_letters(patch, pixels)
        covered = sum(_covers(other.box, patch.box) for other in found)
        if whole is None or patch.box.height < _LOWEST * unit or covered > 0.6:  # noqa: PLR2004
            continue
        found = [p for p in found if not _is_stretch(p, whole, pixels)]
        found.append(whole)
    return found


def _page_colour(pixels: Pixels) -> NDArray[np.int16] | None:
    """Return the colour of most of the picture, if one is."""
    small = pixels[::6, ::6].reshape(-1, 3).astype(np.int16)
    keys = (small[:, 0] // 8 << 10) | (small[:, 1] // 8 << 5) | small[:, 2] // 8
    common = small[keys == np.bincount(keys).argmax()]
    middle = np.median(common, axis=0).astype(np.int16)
    share = float((np.abs(small - middle).max(axis=1) <= _NEAR).mean())
    return middle if share > _EVEN_PAGE else None


def _without_letters(patch: "Patch", pixels: Pixels) -> "Patch | None":
    """Return a patch whose mask is its fill, row by row; None where none shows."""
    box = patch.box
    here = pixels[box.top : box.top + box.height, box.left : box.left + box.width].astype(float)
    here[~patch.mask] = np.nan
    with np.errstate(all="ignore"):
        fill = np.nanmedian(here, axis=1)
    mask = patch.mask & (largest(np.abs(np.nan_to_num(here, nan=999) - fill[:, None])) <= _WAVER)
    shown = mask.any(axis=1).mean() > 0.9 and mask.sum() > _FILL * patch.whole.sum()  # noqa: PLR2004
    rim = np.ones((2 * _RIM_PX + 1, 2 * _RIM_PX + 1), np.uint8)
    inner = cv2.erode(np.pad(patch.whole.astype(np.uint8), 1), rim)[1:-1, 1:-1].astype(np.bool_)
    cut = np.s_[_RIM_PX:-_RIM_PX, _RIM_PX:-_RIM_PX]
    within = Box(
        left=box.left + _RIM_PX,
        top=box.top + _RIM_PX,
        width=box.width - 2 * _RIM_PX,
        height=box.height - 2 * _RIM_PX,
    )
    made = replace(patch, box=within, mask=(mask & inner)[cut], whole=inner[cut])
    return made if shown and made.mask.any() else None


def _covers(one: Box, two: Box) -> float:
    """Return the share of the second box that lies in the first."""
    wide = min(one.left + one.width, two.left + two.width) - max(one.left, two.left)
    high = min(one.top + one.height, two.top + two.height) - max(one.top, two.top)
    return max(0, wide) * max(0, high) / (two.width * two.height)


def _is_stretch(piece: "Patch", whole: "Patch", pixels: Pixels) -> bool:
    """Tell whether a patch is a stretch of a gradient: above and below it the colour goes on."""
    box, outer = piece.box, whole.box
    if _covers(outer, box) < 0.9:  # noqa: PLR2004
        return False
    for row in (box.top - 4, box.top + box.height + 4):
        inside = row - outer.top
        if 4 < inside < outer.height - 4 and whole.mask[inside].any():  # noqa: PLR2004
            line = pixels[row, outer.left : outer.left + outer.width][whole.mask[inside]]
            if np.abs(np.median(line, axis=0) - piece.fill).max() > 2 * _WAVER:
                return False
    return True
