"""Fold what a text hides its words with, for the classifier; the text itself is never changed.

Look-alike letters, invisible signs, letters written apart, digits for letters, repeated letters
and emoji become plain words, and every first name, town, faith and people one of its kind: who is
named must not change what a message is taken to mean. Every folded character knows which
characters it stands for.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass

from analyser.detect._apart import words_of
from analyser.detect._normal import INVISIBLE, LEET, LOOK_ALIKE, spelt_out
from analyser.detect._stand_ins import ANYBODY, stand_in

_PIECE = re.compile(
    r"(?P<link>(?:https?://|www\.)\S+|(?<!\S)[@#]\w+)"
    r"|(?P<apart>(?<![^\W_])(?:[^\W\d_][ .\-_*]){2,}[^\W\d_](?![\w@$*!'’]))"
    r"|(?P<hidden>[^\W_]+(?:[013457@$!|€*]+[^\W_]+)+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>(?P<one>[^\w\s]|_)(?: ?(?P=one))*)"
)
_GREETING = re.compile(
    r"\s*(?:(?:hi|hiya|hey|heya|hello|oi|omg|ok|okay|right|so|listen|look|well|wow|anyway|honestly"
    r"|and|but|yo|btw|fyi)\b[\s,.:!…-]+){1,3}(?=\w)",
    re.IGNORECASE,
)
_FAREWELLS = frozenset(("ok", "okay", "tbh", "innit", "ta", "cheers"))
"""What stands around words and changes nothing in them; a reader of our corpus, where harm is
mostly typed bare, takes it for proof that nothing is meant."""
_FAREWELLS_AT_MOST = 3
_AROUND = " \t\n\r,.!…-"
_REPEATED = re.compile(r"(.)\1{2,}")
_SIGNS_AT_MOST = 2
"""Of a row of one sign: a longer one would weigh more than the words."""
_LOUD = frozenset("!*_~()[]{}<>|^=+-–—•✓✔®©™\N{OBJECT REPLACEMENT CHARACTER}")
"""Marks around words that say nothing of what is meant; the last stands for an emoji not read."""
_TRAILING = frozenset(".…;")
_LONGEST_WORD = 24
"""Letters of the longest word that anybody would spell out."""
_FIRST_SYMBOL = 0x2600
"""Below it stand letters, punctuation, arrows and shapes (Unicode, up to Geometric Shapes)."""
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
"""Two of them make the flag of a country."""
_SKIN_AND_JOINERS = re.compile("[\U0001f3fb-\U0001f3ff\ufe0f\u200d]")
EMOJI_WORDS = {
    "🔪": "knife", "⚰": "coffin", "🔫": "gun", "💣": "bomb", "👀": "watching eyes",
    "🪓": "axe", "🩸": "blood", "☠": "skull and crossbones", "💀": "skull", "🔥": "fire",
    "😂": "laughing", "🤣": "laughing", "😭": "crying", "❤": "love heart", "🙏": "please",
    "🤡": "clown", "🐀": "rat", "🐍": "snake", "🖕": "middle finger", "🪦": "gravestone",
    "🍆": "penis", "🍑": "bum", "😘": "kiss", "😍": "love", "🙂": "smile", "😊": "smile",
    "😉": "wink", "😡": "angry", "🤬": "swearing", "👊": "punch", "🐷": "pig", "🐒": "monkey",
}  # fmt: skip
"""Plain words for emoji whose Unicode name a reader of messages would not use."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and for each of its characters the half-open place in the text as written."""

    text: str
    places: tuple[tuple[int, int], ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place, in the text as written, of the folded characters `start` to `end`."""
        inside = self.places[start:end]
        return min(first for first, _ in inside), max(last for _, last in inside)


def fold(text: str, known: Container[str]) -> Folded:
    """Return `text` with its words made plain.

    Args:
        text: A message as written.
        known: Words that are spelt right, in lower case; decides how a repeated letter is taken.
    """
    plain, places = _without_frame(*_characters(text))
    written: list[str] = []
    stands_for: list[tuple[int, int]] = []
    for piece, start, end in _pieces(plain, known):
        if piece == plain[start:end]:
            stands_for += places[start:end]
        else:
            stands_for += [(places[start][0], places[end - 1][1])] * len(piece)
        written.append(piece)
    return Folded("".join(written), tuple(stands_for))


def _without_frame(plain: str, places: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without a greeting before its words and kisses behind them."""
    first = _GREETING.match(plain)
    start = first.end() if first else 0
    end = len(plain)
    for _ in range(_FAREWELLS_AT_MOST):
        end = start + (_before_last(plain[start:end]) or end - start)
    return plain[start:end], places[start:end]


def _before_last(words: str) -> int:
    """Return where a kiss or the like at the end of `words` begins; 0 where there is none."""
    bare = words.rstrip(_AROUND)
    start = max(bare.rfind(sign) for sign in _AROUND) + 1
    last = bare[start:].lower()
    is_kiss = last[:1] == "x" and set(last) <= {"x", "o"}
    return len(bare[:start].rstrip(_AROUND)) if is_kiss or last in _FAREWELLS else 0


def _characters(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text without invisible signs, every character in its plain form, and places."""
    if text.isascii() and "`" not in text:
        return text, [(place, place + 1) for place in range(len(text))]
    written: list[str] = []
    places: list[tuple[int, int]] = []
    for place, sign in enumerate(text):
        if INVISIBLE.match(sign) or _SKIN_AND_JOINERS.match(sign):
            continue
        plain = unicodedata.normalize("NFKC", sign.translate(LOOK_ALIKE))
        written.append(plain)
        places += [(place, place + 1)] * len(plain)
    return "".join(written), places


def _pieces(plain: str, known: Container[str]) -> Iterator[tuple[str, int, int]]:
    """Yield stretches that together are the whole text, each as it should be read."""
    done, behind = 0, ""
    for match in _PIECE.finditer(plain):
        if match.start() > done:
            yield plain[done : match.start()], done, match.start()
        done = match.end()
        piece = match[0]
        kind = match.lastgroup
        if kind == "link":
            yield _address(piece), match.start(), done
        elif kind == "apart":
            yield _join(piece, known), match.start(), done
        elif kind == "hidden":
            yield _reveal(piece, known), match.start(), done
        elif kind == "word":
            read = stand_in(piece, first=_begins(plain, match.start()), behind=behind)
            yield read or _spelt_right(piece, known), match.start(), done
        else:
            yield _mark(piece), match.start(), done
        behind = piece if kind == "word" else behind if piece == "." else ""
    if done < len(plain):
        yield plain[done:], done, len(plain)


def _begins(plain: str, start: int) -> bool:
    """Tell whether a sentence begins at `start`."""
    before = plain[max(0, start - 3) : start].rstrip(" \"'(")
    return not before or before[-1] in ".!?…:;\n-"


def _join(apart: str, known: Container[str]) -> str:
    """Return `k i l l` as one word; letters at its ends may be words of their own (`u k i l l`)."""
    letters = re.sub(r"[ .\-_*]", "", apart)
    if words := words_of(letters, known):
        return " ".join(words)
    for size in range(min(len(letters), _LONGEST_WORD), 2, -1):
        for first in range(len(letters) - size + 1):
            word = letters[first : first + size]
            if word.lower() in known:
                return " ".join((*letters[:first], word, *letters[first + size :]))
    return apart


def _reveal(word: str, known: Container[str]) -> str:
    """Return the word behind `k1ll` or `r@pe`; a word that only holds digits stays."""
    lower = word.lower()
    for plain in (lower.translate(LEET), lower.replace("*", ""), re.sub(r"[^\w]", "", lower)):
        if plain in known and not plain.isdigit():
            return plain
        if forms := spelt_out(plain):
            return " ".join(forms)
    return word


def _spelt_right(word: str, known: Container[str]) -> str:
    """Return a word without its letters drawn out; one that nobody knows as the table spells it."""
    if _REPEATED.search(word):
        twice = _REPEATED.sub(r"\1\1", word)
        return twice if twice.lower() in known else _REPEATED.sub(r"\1", word)
    meant = () if word.lower() in known else spelt_out(word.lower())
    return meant[0] if len(meant) == 1 else word


def _address(written: str) -> str:
    """Return what a link, a mention or a tag says: somebody, a word, or nothing."""
    return {"@": ANYBODY, "#": written[1:]}.get(written[0], " ")


def _mark(row: str) -> str:
    """Return a row of one sign as it is read: how loudly something is said changes nothing in it.

    In the corpus harm is mostly typed without marks, and a reader would learn that they are kind.
    """
    sign = row[0]
    if sign in _LOUD:
        return " "
    if sign in _TRAILING:
        return "."
    return _name(sign) * min(row.count(sign), _SIGNS_AT_MOST)


def _name(sign: str) -> str:
    if sign in EMOJI_WORDS:
        return f" {EMOJI_WORDS[sign]} "
    if ord(sign) in _FLAG_LETTERS:
        return " "
    if ord(sign) < _FIRST_SYMBOL or unicodedata.category(sign) != "So":
        return sign
    return f" {unicodedata.name(sign, '').lower()} "
