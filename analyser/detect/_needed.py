"""Say which words a rule cannot do without, so that a text without any of them is not searched.

Exact: a rule that is passed over could not have matched. No rule lives here.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from analyser.detect._normal import normal_words
from analyser.detect._patterns import Lexicon
from analyser.detect._rules import Rule, lexicon, rules

_Cost = Callable[[frozenset[str]], int]
_ANYTHING = ("^", "$", "_", "|", "(", ")", ")?")


def rules_by_word(known: Iterable[Rule]) -> tuple[Mapping[str, tuple[int, ...]], tuple[int, ...]]:
    """Return word to the numbers of the rules it may start, and the rules that need no word."""
    found: dict[str, list[int]] = {}
    always = []
    for number, rule in enumerate(known):
        needed = [needed_words(pattern, lexicon(), _commonness) for pattern in rule.patterns]
        sure = [each for each in needed if each is not None]
        if len(sure) < len(needed):
            always.append(number)
            continue
        for word in frozenset().union(*sure):
            found.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in found.items()}, tuple(always)


def needed_words(written: str, lexicon: Lexicon, cost: _Cost) -> frozenset[str] | None:
    """Return words of which any match of the pattern holds at least one; None where none is sure.

    Where several parts of the pattern would do, the one of the least cost is taken.
    """
    parts = re.sub(r"\)(\??)", r" )\1 ", re.sub(r"([(|])", r" \1 ", written))
    return _any_of(deque(parts.split()), lexicon, cost)


def _any_of(parts: deque[str], lexicon: Lexicon, cost: _Cost) -> frozenset[str] | None:
    """Take parts up to the closing bracket; every alternative must need a word."""
    needed: list[frozenset[str] | None] = []
    best: frozenset[str] | None = None
    while parts:
        part = parts.popleft()
        if part in (")", ")?"):
            parts.appendleft(part)  # the caller has to know whether the group is optional
            break
        if part == "|":
            needed.append(best)
            best = None
            continue
        if part == "(":
            inner = _any_of(parts, lexicon, cost)
            each = inner if parts.popleft() == ")" else None
        else:
            each = _element(part, lexicon, cost)
        if each is not None and (best is None or cost(each) < cost(best)):
            best = each
    needed.append(best)
    sure = [each for each in needed if each is not None]
    return frozenset().union(*sure) if len(sure) == len(needed) else None


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
