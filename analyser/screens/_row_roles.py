"""Take what stands on a chip of another fill behind a name off a row: a role such as `MOD`.

It is nobody's words, and between a name and its time it hides both.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analyser.screens._frame import Frame
from analyser.screens._image import Pixels
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_parts import Parts, away_from
from analyser.screens._row_words import time_at_start, without_state
from analyser.screens._shapes import NEAR, apart

_WORDS = 3
"""Words of a role at most."""
_LOWER = 0.93
"""Height of a role at most, in that of the name before it."""
_MARGIN = 2
"""How far a chip surely reaches beyond its words, in pixels."""
_NEAREST = 30
"""Per cent of the pixels around a word that have the page's colour where it stands on the page."""
_SHADE = 4
"""Colours that differ less, of 255, are counted as one."""


def without_roles(parts: Parts, rows: Sequence[Row], frame: Frame) -> list[Row]:
    """Return the rows without roles on chips: smaller than the name before, and before a time."""
    found: list[tuple[int, int] | None] = []
    left: int | None = None
    for row in rows:
        role = _role(row, [_on_chip(parts, run, frame) for run in row.runs], left)
        left = row.runs[role[0]].box.left if role else None
        found.append(role)
    return [
        replace(row, runs=(*row.runs[: role[0]], *row.runs[role[1] :])) if role else row
        for row, role in zip(rows, found, strict=True)
    ]


def _role(row: Row, on_chip: Sequence[bool], above: int | None) -> tuple[int, int] | None:
    """Return from where to where the words of a row are a role, or the rest of one `above`."""
    if True not in on_chip:
        return None
    start = on_chip.index(True)
    end = next((n for n in range(start, len(on_chip)) if not on_chip[n]), len(on_chip))
    rest = row.runs[end:]
    timed = time_at_start(rest) > 0 and time_at_start(rest) >= without_state(rest)
    wrapped = above is not None and abs(row.runs[start].box.left - above) <= 2 * _MARGIN
    behind = timed or (rest[0].text.startswith("@") if rest else wrapped)
    named = start > 0 and not row.runs[start].text.startswith("@")
    named = named and end - start <= _WORDS
    # A mention, or what a search marks, is as large as the words around it.
    small = _height(row.runs[start:end]) < _LOWER * _height(row.runs[:start])
    return (start, end) if named and behind and small else None


def _height(runs: Sequence[Run]) -> int:
    return max((run.box.height for run in runs), default=0)


def _on_chip(parts: Parts, run: Run, frame: Frame) -> bool:
    """Tell whether a word stands on another fill than that of the page."""
    box = run.box
    top, left = box.top - frame.top + box.height // 3, box.left - frame.left - _MARGIN
    right = left + box.width + 2 * _MARGIN
    part = parts.view[top : top + max(1, box.height // 3), max(0, left) : right]
    if not part.size or sum(c.isalnum() for c in run.text) < 2:  # noqa: PLR2004
        return False
    nearest = np.percentile(away_from(part, parts.page), _NEAREST)
    return bool(nearest > NEAR and apart(_commonest(part), parts.page) > NEAR)


def _commonest(part: Pixels) -> tuple[int, ...]:
    """Return the commonest colour behind a word, of which its letters cover less than half."""
    values, counts = np.unique(part.reshape(-1, 3) // _SHADE, axis=0, return_counts=True)
    return tuple(int(v) * _SHADE + _SHADE // 2 for v in values[np.argmax(counts)])
