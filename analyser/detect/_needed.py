"""Say which words a rule cannot do without, so that a text without any of them is not searched.

Exact: a rule that is passed over could not have matched. No rule lives here.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from analyser.detect._normal import normal_words
from analyser.detect._patterns import Lexicon
from analyser.detect._rules import Rule, lexicon, rules

Words = frozenset[str]
_Cost = Callable[[Words], int]
_ANYTHING = ("^", "$", "_", "|", "(", ")", ")?")


class Needed:
    """The words that rules cannot do without, by number of the rule."""

    def __init__(self, known: Iterable[Rule]) -> None:
        self._first: dict[str, set[tuple[int, tuple[Words, ...]]]] = {}
        self._always: set[int] = set()
        for number, rule in enumerate(known):
            for pattern in rule.patterns:
                self._add(number, needed_sets(pattern, lexicon(), _commonness))

    def _add(self, number: int, sets: tuple[Words, ...]) -> None:
        if not sets:
            self._always.add(number)
            return
        for word in sets[0]:
            self._first.setdefault(word, set()).add((number, sets[1:]))

    def numbers(self, forms: Iterable[str]) -> Sequence[int]:
        """Return the numbers of the rules that could match words with these forms, ascending."""
        there = frozenset(forms)
        found = set(self._always)
        for word in there:
            for number, others in self._first.get(word, ()):
                if not any(map(there.isdisjoint, others)):
                    found.add(number)
        return sorted(found)


def needed_sets(written: str, lexicon: Lexicon, cost: _Cost) -> tuple[Words, ...]:
    """Return sets of words, the rarest first: any match of the pattern holds a word of each."""
    parts = _parted(written)
    whole: list[Words] = []
    while parts:
        if parts[0] == "|":  # one of several patterns: no part is sure
            alone = needed_words(written, lexicon, cost)
            return (alone,) if alone else ()
        each = _next(parts, lexicon, cost)
        if each is not None:
            whole.append(each)
    return tuple(sorted(whole, key=cost))


def needed_words(written: str, lexicon: Lexicon, cost: _Cost) -> frozenset[str] | None:
    """Return words of which any match of the pattern holds at least one; None where none is sure.

    Where several parts of the pattern would do, the one of the least cost is taken.
    """
    return _any_of(_parted(written), lexicon, cost)


def _parted(written: str) -> deque[str]:
    return deque(re.sub(r"\)(\??)", r" )\1 ", re.sub(r"([(|])", r" \1 ", written)).split())


def _any_of(parts: deque[str], lexicon: Lexicon, cost: _Cost) -> frozenset[str] | None:
    """Take parts up to the closing bracket; every alternative must need a word."""
    needed: list[frozenset[str] | None] = []
    best: frozenset[str] | None = None
    while parts:
        if parts[0] in (")", ")?"):
            break  # the caller has to know whether the group is optional
        if parts[0] == "|":
            parts.popleft()
            needed.append(best)
            best = None
            continue
        each = _next(parts, lexicon, cost)
        if each is not None and (best is None or cost(each) < cost(best)):
            best = each
    needed.append(best)
    sure = [each for each in needed if each is not None]
    return frozenset().union(*sure) if len(sure) == len(needed) else None


def _next(parts: deque[str], lexicon: Lexicon, cost: _Cost) -> Words | None:
    """Take one word or group, and return what it needs."""
    part = parts.popleft()
    if part != "(":
        return _element(part, lexicon, cost)
    inner = _any_of(parts, lexicon, cost)
    return inner if parts.popleft() == ")" else None


def _element(part: str, lexicon: Lexicon, cost: _Cost) -> frozenset[str] | None:
    if part in _ANYTHING or part.startswith("..") or part.endswith("?"):
        return None
    words: set[str] = set()
    for name in part.split("/"):
        if not name.startswith("@"):
            words.add(name)
            continue
        for entry in lexicon[name[1:]]:
            inside = needed_words(entry, lexicon, cost)
            if inside is None:
                return None
            words |= inside
    return frozenset(words)


def _commonness(words: frozenset[str]) -> int:
    counts = _counts()
    return sum(counts[word] + 1 for word in words)


@cache
def _counts() -> Counter[str]:
    """Return how often each word stands in the rules' own examples of what is not to be flagged."""
    return Counter(
        word.form
        for rule in rules().values()
        for example in (*rule.silent, *rule.fires)
        for word in normal_words(example)
    )
