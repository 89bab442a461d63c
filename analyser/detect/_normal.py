"""Turn a text into normal words that rules are written over, each with its place in the text.

Spelling, case, apostrophes, texting forms, repeated letters and look-alike signs are folded; the
text itself is never changed, and every normal word knows which characters it stands for.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from analyser.detect._apart import words_of
from analyser.tables import read_toml

END = "."
"""The word that stands for the end of a sentence, and for both ends of a message."""

_TOKEN = re.compile(r"[^\W_]+(?:['’`´*!$@€|+-]+[^\W_]+)*['’]?|[.!?…\n]+|[^\w\s]")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ .\-_*]){2,}[^\W\d_](?![^\W_])")
_REPEATED = re.compile(r"(.)\1{2,}")
LEET = str.maketrans("013457@$!|€", "oieastasiie")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
# Letters of other alphabets that look like ours and are used to slip past filters.
LOOK_ALIKE = str.maketrans("аеорсухікмтнвАЕОРСХКМТНВ’‘ʼ`´", "aeopcyxikmthbAEOPCXKMTHB'''''")


_PALS = frozenset(("mate", "m8", "bruv", "bro", "babe", "hun"))


@dataclass(frozen=True, slots=True)
class Word:
    """A normal word and the half-open place of what it stands for."""

    form: str
    start: int
    end: int


@cache
def _spelling() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    table = read_toml(files("analyser.detect") / "tables" / "spelling.toml")
    forms = {spelt: tuple(words.split()) for spelt, words in table["forms"].items()}
    return forms, frozenset(table["fillers"]["words"])


def spelt_out(word: str) -> tuple[str, ...]:
    """Return the words that the table of spellings gives for `word`; none where it has no entry."""
    return _spelling()[0].get(word, ())


def normal_words(text: str) -> list[Word]:
    """Return the normal words of `text`, an `END` at both ends and at each end of a sentence."""
    words = [Word(END, 0, 0)]
    for spelt, start, end in _tokens(text):
        # What somebody is called is no filler: "don't call me mate" asks for no silence.
        named = words[-1].form == "me" and words[-2].form in ("call", "calling")
        for form in ("pal",) if named and spelt.lower() in _PALS else _forms(spelt):
            if form == END and words[-1].form == END:
                continue
            words.append(Word(form, start, end))
    if words[-1].form != END:
        words.append(Word(END, len(text), len(text)))
    return words


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the pieces of the text with their places; spaced-out letters count as one piece."""
    plain = text.isascii() and "`" not in text
    folded = text if plain else text.translate(LOOK_ALIKE)
    spaced = {m.start(): m.end() for m in _SPACED.finditer(folded)}
    place = 0
    while match := _TOKEN.search(folded, place):
        start, end = match.start(), match.end()
        if (wide := spaced.get(start)) and (words := _apart(folded, start, wide)):
            yield from words
            place = wide
            continue
        piece = match[0] if plain else INVISIBLE.sub("", match[0])
        if piece:
            yield piece, start, end
        place = max(end, place + 1)


def _apart(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Return the words that rules know of letters written apart, with their places."""
    places = [place for place in range(start, end) if text[place].isalpha()]
    found, at = [], 0
    for word in words_of("".join(text[place] for place in places), _words_of_rules()):
        found.append((word, places[at], places[at + len(word) - 1] + 1))
        at += len(word)
    return found


@cache
def _words_of_rules() -> frozenset[str]:
    """Return the words of the lexicons and of the table of spellings."""
    known = {"die", "dead", "rape", "burn"}  # in rules, but in no lexicon
    known |= {word for spelt, forms in _spelling()[0].items() for word in (spelt, *forms)}
    for table in (files("analyser.detect") / "tables").iterdir():
        if table.name.startswith("lexicon"):
            entries = [entry for each in read_toml(table).values() for entry in each]
            known |= {word for entry in entries for word in entry.split()}
    return frozenset(word for word in known if word.isalpha() and len(word) > 1)


@lru_cache(maxsize=1 << 16)
def _forms(spelt: str) -> tuple[str, ...]:
    forms, fillers = _spelling()
    if set(spelt) <= set(".!?…\n"):
        return (END,)
    lower = unicodedata.normalize("NFKC", spelt).lower().strip("_-*")
    for candidate in _candidates(lower):
        if candidate in fillers:
            return ()
        if candidate in forms:
            return forms[candidate]
    word = _best(lower)
    if not any(char.isalnum() for char in word):
        return (lower,) if unicodedata.category(lower[:1] or " ") == "So" else ()
    if word.endswith("'s"):
        return word[:-2], "'s"
    return (word.replace("'", ""),) if len(word) > 1 else (word,)


def _candidates(lower: str) -> Iterator[str]:
    """Yield spellings to look up: as written, letters repeated less, signs read as letters."""
    letters = any(char.isalpha() for char in lower)
    yield lower
    if letters:
        if len(set(lower)) < len(lower):
            yield _REPEATED.sub(r"\1\1", lower)
            yield _REPEATED.sub(r"\1", lower)
        if any(char in "013457@$!|€*" for char in lower):
            leet = lower.translate(LEET)
            yield leet
            yield leet.replace("*", "")


def _best(lower: str) -> str:
    """Return the spelling that no table knows, with repeats and signs folded."""
    folded = _REPEATED.sub(r"\1\1", lower)
    if any(char in "013457@$!|€" for char in folded) and sum(c.isalpha() for c in folded) > 1:
        return folded.translate(LEET)
    return folded
