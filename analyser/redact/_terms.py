"""What a person wants to hide, in all the ways it may be written, and where it stands in a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from analyser.hidden import KINDS, Term
from analyser.redact._fold import folded

_PLAINEST = "[…]"
_GAP, _WORD_GAP = r"[\W_]{0,3}", r"[\W_]{0,6}"
"""Between letters: a space, a dot, a hyphen with a line end; between words a little more."""
_INSIDE_FROM = 5
"""Letters and digits from which a term is looked for inside longer words, as in a user name."""
_NAME_FROM = 3
_STREETS = (
    *(("street", "st"), ("road", "rd"), ("avenue", "ave"), ("avenue", "av"), ("close", "cl")),
    *(("lane", "ln"), ("drive", "dr"), ("court", "ct"), ("crescent", "cres"), ("place", "pl")),
    *(("gardens", "gdns"), ("terrace", "terr"), ("square", "sq"), ("saint", "st")),
)
_DIGITS = ("zero|oh|o|nought", "one", "two", "three", "four", "five", "six", "seven", "eight")
_DIGIT_WORDS = (*_DIGITS, "nine")
_HOUSE = re.compile(r"(?:(?:flat|unit|apartment|apt|no)\W*)?(?<!\d)\d+\s?[a-z]?\s+(?=[a-z]{3})")
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text, half-open, that shows `term`."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True)
class Finder:
    """Finds terms however they are written."""

    terms: tuple[Term, ...]

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], Term]]:
        return [(_pattern(term), term) for term in self.terms]

    def find(self, text: str) -> list[Hit]:
        """Return where the terms stand, in order; what overlaps is one."""
        if not text or not self.terms:
            return []
        shown, places = folded(text)
        found = []
        for pattern, term in self._patterns:
            for match in pattern.finditer(shown):
                if match.end() > match.start():
                    start, end = places[match.start()], places[match.end() - 1] + 1
                    found.append(Hit(start, end, term))
        return _merged(found)

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
            merged[-1] = Hit(last.start, max(last.end, hit.end), last.term)
        else:
            merged.append(hit)
    return merged


def _pattern(term: Term) -> re.Pattern[str]:
    forms = dict.fromkeys(_forms(term))
    longest = sorted(forms, key=len, reverse=True)
    return re.compile("|".join(each for form in longest for each in _ways(form)))


def _forms(term: Term) -> Iterator[str]:
    """Yield the folded texts that are looked for: the whole, and the parts people say alone."""
    whole = folded(term.text.strip())[0]
    if term.kind == "address":
        yield from (form for part in re.split(r"[,;\n]+", whole) for form in _address(part.strip()))
    yield whole
    if term.kind in ("child", "person"):
        first = whole.split()[0]
        if len(first) >= _NAME_FROM:
            yield first


def _address(part: str) -> Iterator[str]:
    # A house number alone is too common, and a street without its number still tells.
    if not part or part.isdigit():
        return
    for form in dict.fromkeys((part, _HOUSE.sub("", part, count=1))):
        yield form
        for long, short in _STREETS:
            for one, other in ((long, short), (short, long)):
                other_form = re.sub(rf"\b{one}$", other, form)
                if other_form != form:
                    yield other_form
        if match := _POSTCODE.search(form):
            yield match[0]


def _ways(form: str) -> Iterator[str]:
    words = re.findall(r"[^\W_]+", form)
    letters = "".join(words)
    if not letters:
        yield re.escape(form)
    elif letters.isdigit():
        yield _number(letters, phone=form.startswith(("0", "+", "(0", "44")))
    else:
        spaced = _WORD_GAP.join(_GAP.join(map(re.escape, word)) for word in words)
        yield rf"(?<![^\W_]){spaced}(?:[\W_]?s)?(?![^\W_])"
        if len(letters) >= _INSIDE_FROM:
            yield _WORD_GAP.join(map(re.escape, words))


def _number(digits: str, *, phone: bool) -> str:
    """Return a pattern for a number however it is grouped; of a telephone also from abroad."""
    lead = ""
    if phone and len(digits) > _INSIDE_FROM:
        digits = re.sub(r"^(?:0044|44)?0?", "", digits)
        country = _GAP.join(("(?:4|four)", "(?:4|four)"))
        zero = f"(?:0|{_DIGIT_WORDS[0]})"
        lead = rf"(?:(?:\+|00)?{_GAP}{country}{_GAP}(?:\(?{zero}\)?)?{_GAP}|{zero}{_GAP})?"
    each = [f"(?:{digit}|{_DIGIT_WORDS[int(digit)]})" for digit in digits]
    return rf"(?<!\d){lead}{_GAP.join(each)}(?!\d)"
