"""Tell in the rows of a page names, times and pale small print apart."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_lines import Row, Run
from analyser.time_finder import find_time

_AGE = re.compile(
    r"(?:just )?now|(?:(?:about |over )?(?:\d{1,3}|an?) ?"
    r"(?:s|m|h|d|w|y|mo|min|mins|hr|hrs|wk|wks|yr|yrs|sec|second|minute|hour|day|week|month|year)"
    r"s?(?: ago)?)",
    re.IGNORECASE,
)
_TRIMMED = " ·•|,-–—[]()"
_TICK = re.compile(r"[vVwWyY¥√/]{1,3}")
"""Ticks behind the time of a message, as they are read."""
_CLOCK_END = re.compile(r"\d[:.]\d\d$|^[ap]\.?m\.?$|\d[:.]\d\d[ap]m$", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_TIME_WORDS = 7
"""Words of a time at most: `Tue 3 March 2025 at 9:14 pm`."""
_OTHER_COLOUR = 40
"""Difference of two colours in one channel from which they are not the same."""
_FAR = 60
"""The same, where words of one colour are surely not meant: small print is measured less well."""
_AS_BOLD = 0.88
"""Strokes of one name are at least this share of those of its first word."""
PALE = 0.78
"""Small print has less of the contrast of the words than this."""
_FIRST_OF_ALL = 75
"""Percentile of the contrasts of a page that is that of its words."""
STATE = frozenset({"read", "seen", "sent", "delivered", "edited"})
"""Words with which an app says what became of a message, behind its time."""
_MINE = frozenset({"me", "you"})


@lru_cache(maxsize=2000)
def is_time(text: str) -> bool:
    """Tell whether words are a time, a date or an age, and nothing else."""
    bare = text.strip(_TRIMMED).lstrip(": ")
    if UNREAD_GLYPH in bare:
        return False
    if _AGE.fullmatch(bare):
        return True
    if not any(c.isdigit() for c in bare) and len(bare) > 14:  # noqa: PLR2004  # "Wednesday"
        return False
    found = find_time(bare)
    shown = len((found.day or "") + (found.clock or ""))
    left = bare
    for part in filter(None, (found.day, found.clock)):
        left = left.replace(part, " ")
    more = left != bare and bool(set(_WORD.findall(left.lower())) - {"at"})
    return shown > 0 and not found.rest and not more and shown >= 0.7 * len(bare)  # noqa: PLR2004


def time_at_end(runs: Sequence[Run]) -> int:
    """Return from which run on the rest of a row is a time; the number of runs for none."""
    end = without_state(runs)
    for start in range(max(0, end - _TIME_WORDS), end):
        if is_time(_text(runs[start:end])):
            return start
    return len(runs)


def without_state(runs: Sequence[Run]) -> int:
    """Return how many runs are left without signs and words of state at the end."""
    end = len(runs)
    while end > 1 and (
        runs[end - 1].text.strip("().").lower() in STATE
        or not any(c.isalnum() for c in runs[end - 1].text)
    ):
        end -= 1
    ticks = end
    while ticks > 1 and _TICK.fullmatch(runs[ticks - 1].text):
        ticks -= 1
    return ticks if _CLOCK_END.search(runs[ticks - 1].text) else end


def time_at_start(runs: Sequence[Run]) -> int:
    """Return how many runs at the start of a row are a time; 0 for none.

    Behind the bracket that closes it, and from the one that opens a name on, is none of it:
    `[06:40] <Monday Club Jo>`; nor is a name in a colour far from its own.
    """
    closed = next((n for n, run in enumerate(runs, 1) if run.text.endswith("]")), len(runs))
    named = next((n for n, run in enumerate(runs) if n and run.text.startswith("<")), len(runs))
    first = runs[0].colour if runs else (0, 0, 0)
    far = next((n for n, run in enumerate(runs) if apart(run.colour, first) > _FAR), len(runs))
    if far < named and any(is_time(_text(runs[:end])) for end in range(1, far + 1)):
        named = far
    for end in range(min(_TIME_WORDS, closed, named), 0, -1):
        if is_time(_text(runs[:end])):
            return end
    return 0


def _text(runs: Sequence[Run]) -> str:
    return " ".join(run.text for run in runs)


def shown(runs: Sequence[Run]) -> str:
    """Return a time as it is shown."""
    return _text(runs[: without_state(runs)]).strip(_TRIMMED).lstrip(": ")


def apart(one: tuple[int, int, int], two: tuple[int, int, int]) -> int:
    """Return the largest difference of two colours in one channel."""
    return max(abs(a - b) for a, b in zip(one, two, strict=True))


def words_contrast(rows: Sequence[Row]) -> float:
    """Return how far the words of a page, not its small print, are from its colour.

    Names may stand out more than the words do, so rows that end with a time, as names do, count
    only where no others are.
    """
    untimed = [row for row in rows if time_at_end(row.runs) == len(row.runs)]
    weighed = [
        run.contrast
        for row in untimed or rows
        for run in row.runs
        for _ in run.text
        if run.text != UNREAD_GLYPH
    ]
    return float(np.percentile(weighed, _FIRST_OF_ALL)) if weighed else 255.0


def is_pale(row: Row, contrast: float) -> bool:
    """Tell whether a row is small print: it begins paler than the words of the page."""
    return all(run.contrast < PALE * contrast for run in row.runs[:2])


def name_of(runs: Sequence[Run]) -> str | None:
    """Return the name with which a row begins: the first words of one colour, no time."""
    kept = list(runs[: time_at_end(runs)])
    while kept and kept[0].text == UNREAD_GLYPH:
        kept.pop(0)
    if not kept:
        return None
    words = [run.text for run in kept[: _one_look(kept)] if run.text != UNREAD_GLYPH]
    words = without_handle(words)
    text = re.sub(r"\s*[·•|»>]?\s*$", "", " ".join(words)).strip(" :")
    text = re.sub(r"^\[?\d[\d:.]*\]\s*", "", text)  # a clock whose colon was lost
    text = re.sub(r"^[^\w+(@~]+|[\s~_=>\u2014-]+$", "", text)
    letters = sum(c.isalnum() for c in text)
    bare = text.rstrip(".")
    long_enough = letters > 1 or (len(bare) == 1 and (bare.isupper() or bare.isdigit()))
    return text if long_enough else None


def without_handle(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the account that stands behind it."""
    end = next((n for n, word in enumerate(words) if n and word.startswith("@")), len(words))
    return list(words[:end])


def _one_look(runs: Sequence[Run]) -> int:
    """Return how many runs have the colour of the first and, where that is grey, its strokes.

    Strokes of one letter, or of a sign, are measured too badly to tell; the word behind it does.
    """
    first, end = runs[0], 1
    coloured = max(first.colour) - min(first.colour) > _OTHER_COLOUR
    for number, run in enumerate(runs[1:], 1):
        if run.text != UNREAD_GLYPH:
            if apart(run.colour, first.colour) > _OTHER_COLOUR:
                break
            thick = run.bold or run.stroke >= _AS_BOLD * first.stroke
            short = sum(c.isalnum() for c in run.text) <= 1
            if first.bold and not coloured and not thick:
                if not short:
                    break
                continue
        end = number + 1
    return end


def words_behind(runs: Sequence[Run], contrast: float) -> int:
    """Return where words in full ink follow a bold name in its row; 0 where none do.

    Where the row ends with a time, a role may stand before that, but no words.
    """
    start = next((n for n, run in enumerate(runs) if run.text != UNREAD_GLYPH), 0)
    if not runs[start].bold:
        return 0
    end = start + _one_look(runs[start:])
    if end >= len(runs) or time_at_end(runs) < len(runs) or runs[end].contrast < PALE * contrast:
        return 0
    return 0 if runs[end].text[0] in "@·•|-" else end


def is_me(name: str | None) -> bool:
    """Tell whether a label is what an app calls the owner of the phone."""
    return name is not None and name.casefold() in _MINE


def without_margin(row: Row, contrast: float, em: float) -> Row:
    """Take what stands far to the right off a row of words: its time; pale signs and counts."""
    cut = time_at_end(row.runs)
    if 0 < cut < len(row.runs):
        time, before = row.runs[cut], row.runs[cut - 1]
        other = time.contrast < PALE * contrast or _is_smaller(time, before)
        if time.box.left - before.right > 0.9 * em and other:  # noqa: PLR2004
            return replace(row, runs=row.runs[:cut], time=shown(row.runs[cut:]))
    for place in range(1, len(row.runs)):
        gap = row.runs[place].box.left - row.runs[place - 1].right
        rest = row.runs[place:]
        pale = all(r.contrast < PALE * contrast or not _is_word(r) for r in rest)
        if gap > 1.2 * em and pale and len(rest) <= 3:  # noqa: PLR2004
            return replace(row, runs=row.runs[:place])
    return row


def _is_smaller(one: Run, other: Run) -> bool:
    return one.box.height < 0.85 * other.box.height  # noqa: PLR2004


def _is_word(run: Run) -> bool:
    return run.text == UNREAD_GLYPH or any(c.isalnum() for c in run.text)


def is_counts(row: Row) -> bool:
    """Tell whether a row is signs and numbers, as under a post."""
    words = [run.text for run in row.runs]
    long_ = sum(sum(c.isalpha() for c in word) > 2 for word in words)  # noqa: PLR2004
    return long_ <= len(words) // 3 and len(words) <= 12  # noqa: PLR2004
