"""Part a long text into stretches that are read one by one.

A threat in the middle of a letter weighs little in the letter as a whole.
"""

import re
from collections.abc import Iterator
from functools import cache

from analyser.detect._fold import EMOJI_WORDS

LONG = 240
"""Signs from which a text is long: about sixty word pieces; the reader learnt on shorter ones."""
_WIDE = 160
"""Signs of a stretch, where sentences allow it."""
_SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*\s*|[.!?…\n]+\s*")

_OPENING, _CLOSING = "\"“«‘'", "\"”»’'"
_MARKS = frozenset('"“”«»')
_LAUGHING = "😂🤣😆😹"
_WORD = re.compile(rf"[{_LAUGHING}]|[^\s,.!\-{_LAUGHING}]+")
_LAUGHTER = re.compile(
    rf"l+o+l+(?:ol)*|lmf?ao+|rofl|(?:ha){{2,}}h?|(?:he){{2,}}|[{_LAUGHING}]", re.IGNORECASE
)

_PICTURES = (range(0x1F300, 0x1F440), range(0x1F680, 0x1F700), range(0x26BD, 0x26BF))
"""Weather, plants, food, feasts, sport, music, animals; travel (Unicode 15, code charts)."""
_JOINING = frozenset(" \n\ufe0f\u200d")


def stretches(text: str) -> list[tuple[int, int]]:
    """Return the half-open places of the stretches of `text`; the whole where it is not long.

    Sentences are kept whole and put together up to 160 signs. A longer one, as people text without
    full stops, is parted between words, and what stands at a border is in two stretches.
    """
    if len(text) <= LONG:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    start = end = 0
    for match in _SENTENCE.finditer(text):
        if match.end() - start > _WIDE and end > start:
            found.append((start, end))
            start = end
        if match.end() - start > LONG:
            found += _windows(text, start, match.end())
            start = match.end()
        end = match.end()
    if end > start:
        found.append((start, end))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open places of the sentences and lines of `text`."""
    return [match.span() for match in _SENTENCE.finditer(text)]


def unquoted(text: str) -> tuple[int, int]:
    """Return the half-open place of `text` without quotation marks around all of it."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    said = text[start + 1 : end - 1]
    marked = end - start > 1 and text[start] in _OPENING and text[end - 1] in _CLOSING
    if not marked or not _MARKS.isdisjoint(said) or not any(map(str.isalnum, said)):
        return 0, len(text)
    return start + 1, end - 1


def before_laughter(text: str) -> int:
    """Return where the laughter at the end of `text` begins; its length where there is none."""
    words = list(_WORD.finditer(text))
    kept = len(words)
    while kept and _LAUGHTER.fullmatch(words[kept - 1][0]):
        kept -= 1
    return words[kept - 1].end() if 0 < kept < len(words) else len(text)


def behind_laughter(text: str) -> int:
    """Return where `text` goes on behind the laughter that it begins with; 0 where it does not."""
    words = list(_WORD.finditer(text))
    first = next((n for n, word in enumerate(words) if not _LAUGHTER.fullmatch(word[0])), 0)
    return words[first].start() if first else 0


def before_picture(text: str) -> int:
    """Return where the emoji at the end of `text` begin that say nothing of what is meant.

    Those with a word of their own (`_fold`) do, and so do faces: a knife, a clown, a wink.
    """
    end = len(text)
    while end and text[end - 1] in _JOINING | _plain_pictures():
        end -= 1
    return end if set(text[end:]) & _plain_pictures() else len(text)


@cache
def _plain_pictures() -> frozenset[str]:
    signs = {chr(code) for blocks in _PICTURES for code in blocks}
    return frozenset(signs - EMOJI_WORDS.keys())


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield places of about `_WIDE` signs between words, each begun in the middle of the last."""
    while end - start > LONG:
        yield start, _word_end(text, start + _WIDE, end)
        start = _word_end(text, start + _WIDE // 2, end)
    yield start, end


def _word_end(text: str, at: int, end: int) -> int:
    space = text.find(" ", at, at + _WIDE // 4)
    return min(end, at if space < 0 else space + 1)
