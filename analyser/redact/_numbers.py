"""Numbers to hide, however they are grouped or spoken: digits, words, "double seven", "forty"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_NOUGHTS = ("zero", "nought", "naught", "nil", "oh", "o")
_UNITS = {**dict.fromkeys(_NOUGHTS, "0"), **{word: str(n) for n, word in enumerate(_ONES, 1)}}
_TEENS = {
    word: str(n)
    for n, word in enumerate(
        (
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
            *("sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        10,
    )
}
_TENS = {
    word: str(n)
    for n, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2
    )
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORDS = "|".join(
    sorted((*_TEENS, *_TENS, *_UNITS, *_TIMES, "hundred", "and", "fourty"), key=len, reverse=True)
)
_LETTER = r"[^\W\d_]"
_TOKEN = re.compile(rf"\d|{_WORDS}")
_RUN = re.compile(
    rf"(?:(?<!{_LETTER})|(?=\d))(?:(?:\d|{_WORDS})[\W_]{{0,4}})*(?:\d|(?:{_WORDS})(?!{_LETTER}))"
)
_LONG = 9
"""Digits from which a number is taken for one of a telephone or an account."""
_LOCAL = 6
"""Last digits of a long number that are hidden by themselves: what people say to a neighbour."""

Look = Callable[[str], Iterator[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class _Part:
    """What some letters of a text say: digits, and where the letters stand."""

    digits: str
    start: int
    end: int


def number_look(digits: str, *, phone: bool) -> Look:
    """Return what finds a number in a folded text; of a telephone also as dialled from abroad."""
    lead = ""
    if phone and len(digits) >= _LONG:
        digits = re.sub(r"^(?:0044|44)?0?", "", digits)
        lead = "(?:(?:00)?44)?0?"
    shortest = _LOCAL if len(digits) >= _LONG else len(digits)
    ends = [digits[at:] for at in range(1, len(digits) - shortest + 1)]
    pattern = re.compile("|".join([lead + digits, *ends]))

    def look(shown: str) -> Iterator[tuple[int, int]]:
        for run in _RUN.finditer(shown):
            parts = list(_parts(list(_TOKEN.finditer(shown, run.start(), run.end()))))
            said = "".join(part.digits for part in parts)
            owner = [part for part in parts for _ in part.digits]
            for match in pattern.finditer(said):
                start, end = owner[match.start()].start, owner[match.end() - 1].end
                if not _goes_on(shown, start, end):
                    yield _with_brackets(shown, start, end)

    return look


def _goes_on(shown: str, start: int, end: int) -> bool:
    return shown[start - 1 : start].isdigit() or shown[end : end + 1].isdigit()


def _with_brackets(shown: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch with a plus before it and the other bracket of one that is in it."""
    start -= shown[start - 1 : start] == "+"
    held = shown[start:end]
    if held.count(")") > held.count("(") and shown[start - 1 : start] == "(":
        start -= 1
    if held.count("(") > held.count(")") and shown[end : end + 1] == ")":
        end += 1
    return start, end


def _parts(tokens: list[re.Match[str]]) -> Iterator[_Part]:
    """Yield what the words of a run say, those together that make one number."""
    at = 0
    while at < len(tokens):
        digits, taken = _said([token[0] for token in tokens[at : at + 5]])
        if digits:
            yield _Part(digits, tokens[at].start(), tokens[at + taken - 1].end())
        at += taken


def _said(words: list[str]) -> tuple[str, int]:
    """Return the digits that the first of `words` say, and how many of the words they take."""
    first, then = words[0], words[1] if len(words) > 1 else ""
    if first in _TIMES and _unit(then):
        return _unit(then) * _TIMES[first], 2
    if _unit(first) and then == "hundred":
        if words[2:3] == ["and"] and (rest := _below_hundred(words[3:]))[0]:
            return _unit(first) + rest[0].zfill(2), 3 + rest[1]
        return _unit(first) + "00", 2
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> tuple[str, int]:
    first, then = (*words, "", "")[:2]
    tens = _TENS.get(first.replace("fourty", "forty"), "")
    if tens:
        unit = _UNITS.get(then, "0")
        return (tens + unit, 2) if unit != "0" else (tens + "0", 1)
    return _TEENS.get(first) or _unit(first), 1


def _unit(word: str) -> str:
    return word if word.isdigit() else _UNITS.get(word, "")
