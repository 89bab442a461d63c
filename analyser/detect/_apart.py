"""Put letters that were written apart, to slip past a filter, together to words again."""

from collections.abc import Container

_ALONE = frozenset("iua")
"""Letters that are words by themselves; "u" as people text it."""
_LONGEST = 24
"""Letters of the longest word that anybody would spell out."""
_LEAST = 3
"""Letters of which one of the words has to have as many: "i u a" says nothing."""
_MOST = 200
"""Letters that are looked at; nobody spells out more."""


def words_of(letters: str, known: Container[str]) -> tuple[str, ...]:
    """Return the fewest words that `letters` are, in the case as written; none where they are none.

    Args:
        letters: What was written apart, without the signs between.
        known: Words, in lower case.
    """
    lower = letters.lower()
    best: list[tuple[str, ...] | None] = [(), *([None] * len(lower))]
    for end in range(1, min(len(lower), _MOST) + 1):
        for start in range(max(0, end - _LONGEST), end):
            before, word = best[start], lower[start:end]
            is_word = word in _ALONE if len(word) == 1 else word in known
            if before is None or not is_word:
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = (*before, letters[start:end])
    found = best[len(lower)] or ()
    return found if any(len(word) >= _LEAST for word in found) else ()
