"""Find an entry of a lexicon in a text; which entries there are is a table's matter."""

import re
from functools import cache

from analyser.detect._normal import normal_words
from analyser.detect._patterns import compile_pattern
from analyser.detect._rules import lexicon
from analyser.detect._spans import Spans


def place_of(name: str, text: str, *, unless: str | None = None) -> tuple[int, int] | None:
    """Return the half-open place in `text` of an entry of the lexicon `name`, or None.

    Args:
        name: The lexicon.
        text: What is searched.
        unless: Another lexicon; an entry of `name` that overlaps one of it is passed over.
    """
    words = normal_words(text)
    line = "".join(f"{word.form} " for word in words)
    other = Spans(each.span() for each in _entry(unless).finditer(line)) if unless else None
    at = 0
    while (match := _entry(name).search(line, at)) and other and other.meet(*match.span()):
        at = match.start() + 1
    if match is None:
        return None
    first, last = line[: match.start()].count(" "), line[: match.end()].count(" ")
    inside = [word for word in words[first:last] if word.start < word.end]
    return (inside[0].start, inside[-1].end) if inside else None


@cache
def _entry(name: str) -> re.Pattern[str]:
    return compile_pattern(f"@{name}", lexicon())
