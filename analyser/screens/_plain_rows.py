"""Part the rows of a page of plain words into what stands apart at one height: words, times."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyser.screens._ink import around
from analyser.screens._kinds import CALL_BACK
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row, Run
from analyser.screens._row_words import PALE, STATE, is_time, shown, time_at_end
from analyser.screens._stamps import shown_time

_GAP = 1.6
"""What parts two things at one height, in em."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a row: `words`, or nothing but its `time`, or small print that is neither."""

    row: Row
    time: str | None
    words: bool


def pieces_of(row: Row, contrast: float, em: float) -> Iterator[Piece]:
    """Yield what stands in a row, from left to right."""
    groups: list[list[Run]] = []
    for run in row.runs:
        if not groups or run.box.left - groups[-1][-1].right > _GAP * em:
            groups.append([])
        groups[-1].append(run)
    for runs in groups:
        yield _piece(row, runs, contrast)


def _piece(row: Row, runs: Sequence[Run], contrast: float) -> Piece:
    box = around([run.box for run in runs])
    own = replace(row, runs=tuple(runs), box=replace(row.box, left=box.left, width=box.width))
    if len(runs) < len(row.runs):
        own = replace(own, box=box)
    cut = time_at_end(runs)
    if CALL_BACK.match(own.text):
        return Piece(own, None, words=False)
    faint = all(r.contrast < PALE * contrast for r in runs)
    clock = shown_time(own.text)
    if clock or (cut == 0 and (faint or ":" in own.text)):
        return Piece(own, clock or shown(runs), words=False)
    if cut in (0, len(runs)):
        state = all(r.text.strip(".()").lower() in STATE for r in runs)
        pale = all(r.contrast < PALE * contrast and r.text != UNREAD_GLYPH for r in runs)
        speck = not any(c.isalnum() or c == UNREAD_GLYPH for r in runs for c in r.text)
        return Piece(own, None, words=not (state or (speck and pale)))
    time, before = runs[cut], runs[cut - 1]
    small = time.box.height < 0.88 * max(r.box.height for r in runs[:cut])  # noqa: PLR2004
    other = time.contrast < PALE * max(r.contrast for r in runs[:cut]) or small
    if not other or not is_time(time.text) and before.text == "":
        return Piece(own, None, words=True)
    kept = tuple(runs[:cut])
    box = around([run.box for run in kept])
    kept_row = replace(own, runs=kept, box=replace(own.box, width=own.box.width))
    return Piece(kept_row, shown(runs[cut:]), words=True)
