"""What a person wants to hide, in all the ways it may be written, and where it stands in a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from analyser.hidden import KINDS, Term
from analyser.lookalikes import folded, squashed
from analyser.redact._names import name_parts, stands_alone, stands_as_a_name
from analyser.redact._numbers import number_look
from analyser.redact._places import address_forms, cores
from analyser.redact._words import words_of

_PLAINEST = "[…]"
_GAP, _WORD_GAP = r"[\W_]{0,3}", r"[\W_]{0,6}"
"""Between letters: a space, a dot, a hyphen with a line end; between words a little more."""
_INSIDE_FROM = 5
"""Letters and digits from which a term is looked for inside longer words, as in a user name."""
_EVEN_BELOW = 5
"""Letters of a name below which all are spread out or none: "i an idiot" is no Ian."""
_INSIDE_PLACE_FROM = 8
_LOOKS_LIKE = {
    letter: f"[{letter}{others}]"
    for letter, others in zip(
        "oilaestb", ("0", "1!l|", "1i|", "4@", "3", "5$", "7", "8"), strict=True
    )
}
"""What is typed for a letter by who does not want a word to be found."""
_LOOKS_LIKE_FROM = 4
_PLACES = ("address", "school", "workplace")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text, half-open, that shows `term`; and each other term that is in it."""

    start: int
    end: int
    term: Term
    others: frozenset[Term] = frozenset()

    @property
    def terms(self) -> frozenset[Term]:
        """All the terms of the stretch."""
        return self.others | {self.term}


class _Shown(NamedTuple):
    """A text, how it is compared, and the place in it of each letter that is compared."""

    text: str
    folded: str
    places: Sequence[int]

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        return self.places[start], self.places[end - 1] + 1


_Look = Callable[[_Shown], Iterator[tuple[int, int]]]
_Stands = Callable[[str, int, int], bool]


@dataclass(frozen=True)
class Finder:
    """Finds terms however they are written."""

    terms: tuple[Term, ...]

    @cached_property
    def _looks(self) -> Sequence[tuple[Term, Sequence[_Look]]]:
        return [(term, list(_looks(term))) for term in self.terms]

    def find(self, text: str) -> list[Hit]:
        """Return where the terms stand, in order; what overlaps is one."""
        if not text or not self.terms:
            return []
        shown = _Shown(text, *folded(text))
        return _merged(
            [
                Hit(start, end, term)
                for term, looks in self._looks
                for look in looks
                for start, end in look(shown)
            ]
        )

    def mark(self, term: Term) -> str:
        """Return what stands in the place of `term`; never a word that is to be hidden."""
        marks = (KINDS[term.kind][1], KINDS["term"][1], _PLAINEST)
        return next((mark for mark in marks if not self.find(mark)), _PLAINEST)


def finder_of(terms: Iterable[Term]) -> Finder:
    """Return what finds `terms`; those without a letter, digit or sign are left out."""
    return Finder(tuple(dict.fromkeys(each for each in terms if each.text.strip())))


def _merged(hits: list[Hit]) -> list[Hit]:
    merged: list[Hit] = []
    for hit in sorted(hits, key=lambda each: (each.start, -each.end)):
        if merged and hit.start < merged[-1].end:
            last = merged[-1]
            others = last.terms | hit.terms
            merged[-1] = Hit(last.start, max(last.end, hit.end), last.term, others)
        else:
            merged.append(hit)
    return merged


def _looks(term: Term) -> Iterator[_Look]:
    """Yield what finds a term: the whole of it, and the parts that people say alone."""
    whole = folded(term.text.strip())[0]
    letters = squashed(whole)
    if letters.isdigit():
        yield _number(letters, phone=whole.startswith(("0", "+", "(0", "44")))
        return
    if term.kind in ("child", "person"):
        yield from _name(whole)
        return
    forms = [*(address_forms(whole) if term.kind == "address" else ()), whole]
    yield _anywhere(_either(way for form in forms for way in _ways(form)))
    for core in alone(term):
        yield _where(_bare(core), stands_alone)
        if len(squashed(core)) >= _INSIDE_PLACE_FROM:
            yield _anywhere(_joined(core))


def alone(term: Term) -> list[str]:
    """Return the parts of a term that are hidden by themselves wherever they stand."""
    whole = folded(term.text.strip())[0]
    if term.kind in ("child", "person"):
        return [part for part in dict.fromkeys(name_parts(whole)) if not _is_word(part)]
    return list(dict.fromkeys(cores(term.kind, whole))) if term.kind in _PLACES else []


def written_as_names(term: Term) -> list[str]:
    """Return the parts of a name that are everyday words, hidden only where they stand as names."""
    if term.kind not in ("child", "person"):
        return []
    return [part for part in dict.fromkeys(name_parts(folded(term.text)[0])) if _is_word(part)]


def _is_word(part: str) -> bool:
    return squashed(part) in words_of("everyday")


def _name(whole: str) -> Iterator[_Look]:
    parts = dict.fromkeys(name_parts(whole))
    for part in parts:
        yield _where(_bare(part), stands_as_a_name if _is_word(part) else stands_alone)
    if len(whole.split()) > 1 or whole not in parts:
        yield _anywhere(next(_ways(whole)))
        # Run together with other words only as in a handle: Al King is not in "talking".
        for joined in (whole, " ".join(reversed(parts))):
            if len(squashed(joined)) >= _INSIDE_FROM:
                yield _where(_joined(joined), stands_alone)


def _anywhere(pattern: str) -> _Look:
    compiled = re.compile(pattern)

    def look(shown: _Shown) -> Iterator[tuple[int, int]]:
        for match in compiled.finditer(shown.folded):
            yield shown.stretch(*match.span())

    return look


def _where(pattern: str, stands: _Stands) -> _Look:
    """Return what finds a pattern where it stands so in the text as it is written."""
    compiled = re.compile(pattern)

    def look(shown: _Shown) -> Iterator[tuple[int, int]]:
        at = 0
        while match := compiled.search(shown.folded, at):
            start, end = shown.stretch(*match.span())
            held = stands(shown.text, start, end)
            if held:
                yield start, end
            at = match.end() if held else match.start() + 1

    return look


def _number(digits: str, *, phone: bool) -> _Look:
    find = number_look(digits, phone=phone)
    return lambda shown: (shown.stretch(*each) for each in find(shown.folded))


def _either(ways: Iterable[str]) -> str:
    return "|".join(sorted(dict.fromkeys(ways), key=len, reverse=True))


def _bare(part: str) -> str:
    words = re.findall(r"[^\W_]+", part)
    if len("".join(words)) < _EVEN_BELOW:
        letters = "".join(words)
        spread = r"[\W_]{1,3}".join(map(re.escape, letters))
        shown = f"(?:{_typed(letters)}|{spread})"
    else:
        shown = _WORD_GAP.join(_GAP.join(_typed_letters(word)) for word in words)
    return rf"{shown}(?:[\W_]?s(?![^\W_]))?"


def _ways(form: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+", form)
    if not words:
        yield re.escape(form)
        return
    spaced = _WORD_GAP.join(_GAP.join(_typed_letters(word)) for word in words)
    yield rf"(?<![^\W_]){spaced}(?:[\W_]?s)?(?![^\W_])"
    if len("".join(words)) >= _INSIDE_FROM:
        yield _joined(form)


def _joined(form: str) -> str:
    return _WORD_GAP.join(_typed(word) for word in re.findall(r"[^\W_]+", form))


def _typed(word: str) -> str:
    return "".join(_typed_letters(word))


def _typed_letters(word: str) -> list[str]:
    if len(word) < _LOOKS_LIKE_FROM or not word.isalpha():
        return [re.escape(letter) for letter in word]
    return [_LOOKS_LIKE.get(letter, re.escape(letter)) for letter in word]
