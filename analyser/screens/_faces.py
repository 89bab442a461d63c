"""Tell the pictures of people beside bubbles from short bubbles: by their column and place."""

from collections.abc import Sequence

from analyser.records import Box
from analyser.screens._patches import Patch
from analyser.screens._shapes import is_round

_AVATAR = 0.13
"""Greatest width of an avatar beside a bubble, in widths of the page."""
_BESIDE = 0.04
"""Greatest gap between a bubble and the avatar beside it, in widths of the page."""
_LOWEST = 0.05
"""Lower patches, in widths of the page, do not show where the bubbles stand."""
_SQUARE = (0.8, 1.25)
_NEAR = 0.06
"""Greatest gap across between a bubble and the face of its column, in widths of the page."""
_LEVEL = 1.2
"""How far over or under its bubble a face stands at most, in heights of it: a time or a name may
stand between."""
_APART = 0.85
"""Share of the bubbles that do not reach into a column of faces."""


def find_faces(patches: Sequence[Patch], unit: int) -> list[Patch]:
    """Return the small patches that stand further out than the bubbles, or close beside one."""
    round_ = [p for p in patches if is_round(p, unit)]
    # One that the edge cuts is no longer round.
    round_ += [
        p
        for p in patches
        if p not in round_ and any(_same_columns(p.box, each.box) for each in round_)
    ]
    others = [p for p in patches if p not in round_ and p.box.height > _LOWEST * unit]
    if not others:
        return []
    left = min(p.box.left for p in others)
    right = max(p.box.left + p.box.width for p in others)
    further_out = [
        p
        for p in round_
        if p.box.left < left - 0.5 * p.box.width
        or p.box.left + p.box.width > right + 0.5 * p.box.width
    ]
    boxes = [p.box for p in patches]
    found = [p for p in patches if p in further_out or is_beside(p.box, boxes, unit)]
    found += [p for p in _columns(patches, unit) if p not in found]
    # A short bubble leaves its face standing alone; a face of the same column and size tells.
    return [p for p in patches if p in found or any(_same_size(p.box, f.box) for f in found)]


def _columns(patches: Sequence[Patch], unit: int) -> list[Patch]:
    """Return small square patches in columns of their own, outside of nearly all bubbles."""
    small = [p for p in patches if _is_square(p.box) and p.box.width <= _AVATAR * unit]
    wide = [p.box for p in patches if p not in small and not _is_in_column(p, small)]
    found = []
    for patch in small:
        column = [p for p in patches if _same_columns(p.box, patch.box)]
        fills = {p.fill for p in column}
        several = len(column) > 1 and not (len(fills) == 1 and _is_shared(patch, patches, column))
        if several and _is_outside(patch.box, wide) and _is_near(column, wide, unit):
            found += [p for p in column if p not in found]
    return found


def _is_square(box: Box) -> bool:
    return _SQUARE[0] < box.width / box.height < _SQUARE[1]


def _is_in_column(patch: Patch, small: Sequence[Patch]) -> bool:
    return any(_same_columns(patch.box, p.box) for p in small)


def _is_shared(patch: Patch, patches: Sequence[Patch], column: Sequence[Patch]) -> bool:
    """Tell whether a patch outside the column has its colour, as bubbles of one side have."""
    return any(p.fill == patch.fill for p in patches if p not in column)


def _is_outside(box: Box, wide: Sequence[Box]) -> bool:
    """Tell whether nearly all bubbles begin past a box, or nearly all end before it."""
    least = _APART * len(wide)
    past = sum(b.left >= box.left + box.width - 2 for b in wide)
    before = sum(b.left + b.width <= box.left + 2 for b in wide)
    return bool(wide) and max(past, before) >= least


def _is_near(column: Sequence[Patch], wide: Sequence[Box], unit: int) -> bool:
    """Tell whether most faces of a column stand close to a bubble, level with it or just off."""
    close = 0
    for face in (p.box for p in column):
        for box in wide:
            gap = max(box.left - face.left - face.width, face.left - box.left - box.width)
            down = max(box.top - face.top - face.height, face.top - box.top - box.height)
            if -2 <= gap < _NEAR * unit and down < _LEVEL * face.height:
                close += 1
                break
    return close > len(column) / 2


def is_beside(box: Box, bubbles: Sequence[Box], unit: int) -> bool:
    """Tell whether a small box stands close beside a larger one, as avatars do and no bubble."""
    if box.width > _AVATAR * unit or box.height > _AVATAR * unit:
        return False
    for other in bubbles:
        gap = max(other.left - box.left - box.width, box.left - other.left - other.width)
        both = min(box.top + box.height, other.top + other.height) - max(box.top, other.top)
        larger = other.width > box.width and other.height > 0.8 * box.height
        # A name or a time over the bubble leaves little of it level with its face.
        if 0 <= gap < _BESIDE * unit and both > 0.2 * box.height and larger:  # noqa: PLR2004
            return True
    return False


def _same_size(one: Box, two: Box) -> bool:
    return _same_columns(one, two) and abs(one.height - two.height) <= 4  # noqa: PLR2004


def _same_columns(one: Box, two: Box) -> bool:
    return abs(one.left - two.left) <= 3 and abs(one.width - two.width) <= 4  # noqa: PLR2004
