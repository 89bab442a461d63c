"""Tell whether the first line of a bubble is a name: by its colour, its strokes or its height."""

from collections.abc import Sequence

import numpy as np

from analyser.screens._labels import Colour, is_label, is_name, usual_colour
from analyser.screens._lines import UNREAD_GLYPH, Line
from analyser.screens._weights import BOLD

_COLOURED = 45
"""Difference between the channels of a coloured name; grey and black have none."""
_OTHER = 55
_SEVERAL, _LOWER = 3, 0.95
"""Bubbles that show names of one colour at least, and their height at most in that of words."""
_ONE_COLOUR = 20
"""Difference in one channel, of 255, up to which two lines have one colour."""


def bold_firsts(lines: Sequence[Sequence[Line]], strokes: Sequence[Sequence[float]]) -> list[bool]:
    """Tell whose first line is a name in bold letters, where several bubbles have one."""
    known = [s for each in strokes for s in each if s]
    least = BOLD * float(np.median(known)) if known else 0.0
    found = [
        len(each) > 1
        and 0 < least <= bold[0]
        and bold[0] >= BOLD * max(bold[1:])
        and _may_name(" ".join(each[0].words))
        for each, bold in zip(lines, strokes, strict=True)
    ]
    return found if sum(found) > 1 else [False] * len(found)


def _may_name(text: str) -> bool:
    """Tell whether a line set apart by its look may be a name, of one letter too."""
    return is_label(text.replace(UNREAD_GLYPH, "").strip())


def first_is_name(lines: Sequence[Line], colours: Sequence[Colour | None], usual: Colour) -> bool:
    """Tell whether the first of several lines is a name in a colour of its own."""
    if len(lines) < 2 or colours[0] is None:  # noqa: PLR2004
        return False
    first = colours[0]
    coloured = max(first) - min(first) > _COLOURED
    return _apart(first, usual) > _OTHER and coloured and _may_name(" ".join(lines[0].words))


def pale_firsts(
    lines: Sequence[Sequence[Line]], colours: Sequence[Sequence[Colour | None]], usual: Colour
) -> list[bool]:
    """Tell whose first line is a name in small pale letters, where several bubbles have one."""
    found = [_is_pale_name(*each, usual) for each in zip(lines, colours, strict=True)]
    if sum(found) < 2:  # noqa: PLR2004
        return [False] * len(found)
    known = [each[0] for each, is_pale in zip(colours, found, strict=True) if is_pale and each[0]]
    pale = usual_colour(known)
    every = zip(found, lines, colours, strict=True)
    return [is_pale or _is_name_in(pale, one, two, usual) for is_pale, one, two in every]


def alike_firsts(
    lines: Sequence[Sequence[Line]], colours: Sequence[Sequence[Colour | None]], usual: Colour
) -> list[bool]:
    """Tell whose first line is low and of the one colour that those have and no other line has.

    Where several bubbles show that, the colour need not be far from that of the words.
    """
    heads = [
        two[0] if len(one) > 1 and _may_name(" ".join(one[0].words)) else None
        for one, two in zip(lines, colours, strict=True)
    ]
    low = [each for each, one in zip(heads, lines, strict=True) if each and _is_low(one)]
    known = [each for each in low if _apart(each, usual) > _ONE_COLOUR]
    pale = usual_colour(known)
    others = [colour for two in colours for colour in two[1:] if colour]
    found = [each is not None and _apart(each, pale) < _ONE_COLOUR for each in heads]
    clear = all(_apart(each, pale) > _ONE_COLOUR for each in others)
    enough = sum(_apart(each, pale) < _ONE_COLOUR for each in known) >= _SEVERAL
    return found if clear and enough else [False] * len(lines)


def _is_low(lines: Sequence[Line]) -> bool:
    others = [line.bottom - line.top for line in lines[1:]]
    return lines[0].bottom - lines[0].top < _LOWER * float(np.median(others))


def _apart(one: Colour, two: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one, two, strict=True))


def _is_name_in(
    pale: Colour, lines: Sequence[Line], colours: Sequence[Colour | None], usual: Colour
) -> bool:
    """Tell whether a first line is a name in the pale colour that the names of the page have."""
    if len(lines) < 2 or colours[0] is None or not is_name(" ".join(lines[0].words)):  # noqa: PLR2004
        return False
    return _apart(colours[0], pale) < _ONE_COLOUR and _apart(colours[0], usual) > _OTHER


def _is_pale_name(lines: Sequence[Line], colours: Sequence[Colour | None], usual: Colour) -> bool:
    if len(lines) < 2 or colours[0] is None or not is_name(" ".join(lines[0].words)):  # noqa: PLR2004
        return False
    return _apart(colours[0], usual) > _OTHER and _is_low(lines)
