"""The parts of a person's name that are said alone, and where one stands for that person."""

import re
from collections.abc import Iterator

from analyser.redact._words import words_of

_PART_FROM = 3
"""Letters: shorter ones, as in de or al, belong to many names."""
_TITLE = re.compile(r"\b(?:mrs?|ms|miss|mister|mx|dr|sir|prof|aunt|auntie|uncle|pc|rev)\W{0,3}$")
_TITLE_LETTERS = 12
_TOKEN = 60
_HANDLE = re.compile(r"[\d_@#]|://")


def name_parts(whole: str) -> Iterator[str]:
    """Yield each part of a folded name that is hidden by itself."""
    for word in re.split(r"[\s,;/&+()\"]+", whole):
        pieces = re.split(r"[-\u2010-\u2015.'\u2019]", word)
        for part in dict.fromkeys((word, *pieces)):
            letters = "".join(re.findall(r"[^\W\d_]", part))
            if len(letters) >= _PART_FROM and letters not in words_of("no_parts"):
                yield part


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a word of its own, or one of a name run together as in a handle."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if not after.isalpha():
        lead = text[max(0, start - _TITLE_LETTERS) : start].casefold()
        if not before.isalpha() or (lead and _TITLE.search(lead)):
            return True
    if text[start].isupper() and not before.isupper() and not after.islower():
        return True
    lead = re.split(r"\s", text[max(0, start - _TOKEN) : start])[-1]
    rest = re.split(r"\s", text[end : end + _TOKEN], maxsplit=1)[0]
    return _HANDLE.search(lead + rest) is not None


def stands_as_a_name(text: str, start: int, end: int) -> bool:
    """Tell whether an everyday word is a name here: with a capital, after a title, or all alone."""
    if not stands_alone(text, start, end):
        return False
    if _TITLE.search(text[max(0, start - _TITLE_LETTERS) : start].casefold()):
        return True
    if not re.search(r"\w", text[:start] + text[end:]):
        return True
    # A month beside a day or a year, "page 3": the forms of every report.
    beside = re.search(r"\d[\s/.-]{0,2}$", text[max(0, start - 3) : start]) or re.match(
        r"[\s/.-]{0,2}\d", text[end : end + 3]
    )
    return text[start].isupper() and not beside
