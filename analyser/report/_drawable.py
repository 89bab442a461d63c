"""Text that the PDF's fonts can draw: what they cannot draw is written as its code point.

A PDF for archives may hold no letter without a drawing, so one such letter would cost the whole
report. Nothing goes in silence: what was replaced is counted, and the report says so.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from analyser.report._fonts import coverage
from analyser.report._signs import name_signs
from analyser.report._text import code_point, visible

_LISTED_AT_MOST = 6
_MARKS_AT_MOST = 6
"""Marks upon one letter; a written language needs four, a pile of them hides the lines around."""
_JOINERS = "\u200c\u200d"
_SPACES = "\n\t\u200b"
_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RIGHT_TO_LEFT = re.compile(f"[{_RIGHT}](?:[\\W\\d_{_RIGHT}]*[{_RIGHT}])?")
"""Words of Hebrew, Arabic and their like, with what stands between them."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """What was written in another way: emoji by name, and characters by code point, counted."""

    signs: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)


def drawable(text: str, replaced: Replaced) -> str:
    """Return `text` as the PDF can draw it, and count in `replaced` what had to change."""
    text = visible(text)
    if text.isascii():
        return text
    shown: list[str] = []
    missing: list[str] = []
    gap = ""  # spaces after missing letters: a sentence in such a script is one note
    for cluster in _clusters(name_signs(text, replaced.signs)):
        if not _can_draw(cluster):
            missing.extend(cluster)
            gap = ""
        elif missing and cluster == " ":
            gap += cluster
        else:
            shown += [_written_out(missing, replaced.characters), gap, cluster]
            missing, gap = [], ""
    shown += [_written_out(missing, replaced.characters), gap]
    return "".join(shown)


def isolated(text: str) -> str:
    """Return `text` with marks round what runs from right to left, so that it turns no more."""
    if text.isascii():
        return text
    parts = re.split("([\n\u2029])", text)
    return "".join(_RIGHT_TO_LEFT.sub("\u2067\\g<0>\u2069", part) for part in parts)


def plain(text: str, replaced: Replaced) -> str:
    """Return `text` with every letter outside ASCII written out; the last resort."""
    shown = []
    for is_ascii, run in groupby(visible(text), key=str.isascii):
        letters = list(run)
        shown.append("".join(letters) if is_ascii else _written_out(letters, replaced.characters))
    return "".join(shown)


def _clusters(text: str) -> Iterator[str]:
    """Yield each letter with the marks upon it; marks beyond what a letter takes stand apart."""
    cluster = ""
    for char in text:
        if _is_variant(char):
            continue
        if char in _SPACES or not cluster or not _joins(char) or len(cluster) > _MARKS_AT_MOST:
            if cluster:
                yield cluster
            cluster = char
        else:
            cluster += char
    if cluster:
        yield cluster


@lru_cache(maxsize=4096)
def _joins(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char).startswith("M")


def _is_variant(char: str) -> bool:
    """Tell whether `char` only chooses among drawings of the one before; it shows nothing."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@lru_cache(maxsize=4096)
def _can_draw(cluster: str) -> bool:
    """Tell whether one font has every part of `cluster`: a letter is drawn in one font."""
    if cluster in _SPACES or cluster in _JOINERS:
        return True
    if _joins(cluster[0]):
        return False  # a mark upon nothing, or one too many
    parts = frozenset(map(ord, cluster)) - frozenset(map(ord, _JOINERS))
    return any(parts <= font for font in coverage())


def _written_out(missing: list[str], counts: Counter[str]) -> str:
    if not missing:
        return ""
    counts.update(missing)
    if len(missing) == 1:
        return f"[{code_point(missing[0])}]"
    listed = " ".join(code_point(char) for char in missing[:_LISTED_AT_MOST])
    more = len(missing) - _LISTED_AT_MOST
    rest = f" and {more} more" if more > 0 else ""
    return f"[{len(missing)} {script(missing[0])}characters not drawn here: {listed}{rest}]"


def script(char: str) -> str:
    """Return the script of a letter as its name begins, with a space: "Tamil "; else nothing."""
    first = unicodedata.name(char, "").partition(" ")[0]
    if first == "CJK":
        return "Chinese, Japanese or Korean "
    return f"{first.capitalize()} " if unicodedata.category(char) == "Lo" and first else ""
