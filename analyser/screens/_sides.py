"""Tell on which side the bubbles of a page stand, by common edges, fills and faces beside them."""

from collections import Counter
from collections.abc import Sequence

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._patches import Patch
from analyser.screens._shapes import NEAR, apart

_CENTRED = 0.035
_FLUSH = 0.035
_EXACT = 3
"""Pixels by which bubbles at one edge differ at most."""
_OTHER_WIDTH = 0.03
_COLUMN = 0.9
"""Least width of bubbles that are all of one width, in halves of the page."""
_LEFT_COLUMN, _RIGHT_COLUMN = 0.25, 0.8
"""Shares of the page, to the left and to the right of which such edges lie."""
_BESIDE = 0.05
"""Greatest gap between a bubble and the face beside it, in widths of the page."""


def in_middle_of(patches: Sequence[Patch], frame: Frame, faces: Sequence[Box] = ()) -> list[bool]:
    """Tell which patches stand in the middle and at no common edge: dates and notices."""
    width = frame.right - frame.left
    middle = frame.left + width / 2
    maybe = [
        abs(p.box.left + p.box.width / 2 - middle) < _CENTRED * width
        and p.box.left - frame.left > 0.06 * width
        and not any(_face_beside(p.box, faces, width))
        and not _left_aligned(p.box, patches, width)
        and not _is_column(p, patches, middle)
        for p in patches
    ]
    sure = [p.box for p, c in zip(patches, maybe, strict=True) if not c]
    lefts = [b.left for b in sure]
    rights = [b.left + b.width for b in sure]
    near = 0.012 * width
    return [
        c
        and not (lefts and abs(p.box.left - min(lefts)) <= near)
        and not (rights and abs(p.box.left + p.box.width - max(rights)) <= near)
        for p, c in zip(patches, maybe, strict=True)
    ]


def _is_column(patch: Patch, patches: Sequence[Patch], middle: float) -> bool:
    """Tell whether a patch has both edges exactly where others have them, and not in the middle."""
    box = patch.box
    off = abs(box.left + box.width / 2 - middle)
    same = [
        p
        for p in patches
        if abs(p.box.left - box.left) <= _EXACT
        and abs(p.box.left + p.box.width - box.left - box.width) <= _EXACT
        and apart(p.fill, patch.fill) <= NEAR
    ]
    return off > 2 * _EXACT and len(same) > 1 and box.width > _COLUMN * middle


def sides_of(bubbles: Sequence[Patch], frame: Frame, faces: Sequence[Box] = ()) -> dict[int, Side]:
    """Return the side of each bubble: flush left, flush right, else as its fill has it.

    Where faces stand to the right of the bubbles, the edge is theirs. A bubble that is nearly as
    wide as all of them is of the side at whose exact edge it stands.
    """
    if not bubbles:
        return {}
    width = frame.right - frame.left
    lefts = [p.box.left for p in bubbles]
    common = [left for left in lefts if sum(abs(left - other) <= _EXACT for other in lefts) > 1]
    left = min(common or lefts)
    right = max(p.box.left + p.box.width for p in bubbles)
    slack = _FLUSH * width
    outmost = max([right, *(f.left + f.width for f in faces if f.left >= right - slack)])
    at_left = [left - frame.left < 0.2 * width and abs(x - left) <= slack for x in lefts]  # noqa: PLR2004
    at_right = [
        outmost - frame.left > 0.88 * width and right - p.box.left - p.box.width <= slack  # noqa: PLR2004
        for p in bubbles
    ]
    left_columns, right_columns = _columns(bubbles, frame)
    at_left = [
        one or _stands(p.box.left, left_columns) for p, one in zip(bubbles, at_left, strict=True)
    ]
    at_right = [
        one or _stands(p.box.left + p.box.width, right_columns)
        for p, one in zip(bubbles, at_right, strict=True)
    ]
    every = list(zip(bubbles, at_left, at_right, strict=True))
    only_left = [p.box for p, one, other in every if one and not other]
    only_right = [p.box for p, one, other in every if other and not one]
    sides: dict[int, Side] = {}
    votes: Counter[tuple[tuple[int, int, int], Side]] = Counter()
    for patch, is_left, is_right in every:
        side = _by_face(patch.box, faces, width)
        if side is Side.UNKNOWN and is_left and is_right:
            is_left, is_right = _flush(patch.box, only_left, only_right, left, right)
        if side is Side.UNKNOWN and is_left != is_right:
            side = Side.RECEIVED if is_left else Side.SENT
        if side is not Side.UNKNOWN:
            votes[(patch.fill, side)] += 1
        sides[id(patch)] = side
    for patch in bubbles:
        if sides[id(patch)] is Side.UNKNOWN:
            sides[id(patch)] = as_fill(patch, votes)
    return sides


def _columns(bubbles: Sequence[Patch], frame: Frame) -> tuple[list[int], list[int]]:
    """Return where several bubbles of other widths begin, and where several end, exactly.

    The bubbles beside faces and those without do not stand at one edge.
    """
    width = frame.right - frame.left
    lefts = [p.box.left for p in bubbles if p.box.left - frame.left < _LEFT_COLUMN * width]
    ends = [p.box.left + p.box.width for p in bubbles]
    rights = [x for x in ends if x - frame.left > _RIGHT_COLUMN * width]

    def several(place: int, *, left: bool) -> bool:
        some = [
            p.box.width
            for p in bubbles
            if abs((p.box.left if left else p.box.left + p.box.width) - place) <= _EXACT
        ]
        return max(some) - min(some) > _OTHER_WIDTH * width

    return [x for x in lefts if several(x, left=True)], [
        x for x in rights if several(x, left=False)
    ]


def _stands(place: int, columns: Sequence[int]) -> bool:
    return any(abs(place - column) <= _EXACT for column in columns)


def as_fill(patch: Patch, votes: Counter[tuple[tuple[int, int, int], Side]]) -> Side:
    """Return the side on which other bubbles of this fill stand, all of them."""
    found = {side for (fill, side) in votes if apart(fill, patch.fill) <= NEAR}
    return found.pop() if len(found) == 1 else Side.UNKNOWN


def _flush(
    box: Box, lefts: Sequence[Box], rights: Sequence[Box], left: int, right: int
) -> tuple[bool, bool]:
    """Tell whether a wide bubble stands exactly where those of the left, and of the right, do."""
    end = box.left + box.width
    at_left = any(abs(b.left - box.left) <= _EXACT for b in lefts)
    at_right = any(abs(b.left + b.width - end) <= _EXACT for b in rights)
    if at_left == at_right:
        return abs(box.left - left) <= _EXACT, abs(end - right) <= _EXACT
    return at_left, at_right


def _by_face(box: Box, faces: Sequence[Box], width: int) -> Side:
    """Return the side on which a face stands close beside a bubble; UNKNOWN for none or two.

    Only where faces stand at both sides of the page: elsewhere they do not tell.
    """
    middle = [f.left + f.width / 2 for f in faces]
    if not middle or max(middle) - min(middle) < 0.5 * width:  # noqa: PLR2004
        return Side.UNKNOWN
    left, right = _face_beside(box, faces, width)
    if left == right:
        return Side.UNKNOWN
    return Side.RECEIVED if left else Side.SENT


def _face_beside(box: Box, faces: Sequence[Box], width: int) -> tuple[bool, bool]:
    """Tell whether a face stands close to the left, and to the right, of a bubble."""
    left = right = False
    for face in faces:
        level = min(face.top + face.height, box.top + box.height) - max(face.top, box.top)
        square = 0.8 < face.width / face.height < 1.25  # noqa: PLR2004  # no shape of a wallpaper
        if square and level > 0.3 * face.height:  # noqa: PLR2004
            left |= 0 <= box.left - face.left - face.width < _BESIDE * width
            right |= 0 <= face.left - box.left - box.width < _BESIDE * width
    return left, right


def _left_aligned(box: Box, patches: Sequence[Patch], width: int) -> bool:
    """Tell whether a patch of another width begins at the same pixel: two in the middle do not."""
    return any(
        abs(p.box.left - box.left) <= _EXACT and abs(p.box.width - box.width) > _OTHER_WIDTH * width
        for p in patches
    )
