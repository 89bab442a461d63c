"""The words of an address, a school or a workplace by which people know it."""

import re
from collections.abc import Iterator

from analyser.redact._words import words_of

STREETS = (
    *(("street", "st"), ("road", "rd"), ("avenue", "ave"), ("avenue", "av"), ("close", "cl")),
    *(("lane", "ln"), ("drive", "dr"), ("court", "ct"), ("crescent", "cres"), ("place", "pl")),
    *(("gardens", "gdns"), ("terrace", "terr"), ("square", "sq")),
)
_STREET = frozenset(
    (
        *(each for pair in STREETS for each in pair),
        *("way", "hill", "grove", "park", "walk", "row", "mews", "view", "rise", "green", "parade"),
        *("gate", "bank", "vale", "end", "side", "wynd", "brae", "quay", "wharf", "fold", "croft"),
    )
)
_CORE_FROM = 4
_HOUSE = re.compile(r"(?:(?:flat|unit|apartment|apt|no)\W*)?(?<!\d)\d+\s?[a-z]?\s+(?=[a-z]{3})")
_POSTCODE = re.compile(r"(?<![a-z\d])[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}(?![a-z\d])")


def address_forms(whole: str) -> Iterator[str]:
    """Yield what is hidden of a folded address: its lines, street, postcode; no town alone."""
    for part in map(str.strip, re.split(r"[,;\n]+", whole)):
        # A house number alone is too common, and a street without its number still tells.
        if not part or part.isdigit():
            continue
        for form in dict.fromkeys((part, _HOUSE.sub("", part, count=1))):
            yield from _street_forms(form)
        yield from (match[0] for match in _POSTCODE.finditer(part))
        if street := _street(part.split()):
            yield from _street_forms(street)


def _street_forms(form: str) -> Iterator[str]:
    yield form
    for long, short in STREETS:
        for one, other in ((long, short), (short, long)):
            other_form = re.sub(rf"\b{one}$", other, form)
            if other_form != form:
                yield other_form


def _street(words: list[str]) -> str:
    streets = [n for n, word in enumerate(words) if n and word.strip(".") in _STREET]
    end = next((n for n in streets if not _numbered(words[n - 1])), 0)
    while end and end + 1 in streets:
        end += 1
    first = max((n + 1 for n in range(end) if _numbered(words[n])), default=0)
    return " ".join(words[first : end + 1]) if end > first else ""


def _numbered(word: str) -> bool:
    return any(map(str.isdigit, word))


def cores(kind: str, whole: str) -> Iterator[str]:
    """Yield the distinctive words of a place by themselves."""
    if kind == "address":
        for part in re.split(r"[,;\n]+", whole):
            words = _street(part.split()).split()
            while len(words) > 1 and words[-1].strip(".") in _STREET:
                words.pop()
            if _usable(words):
                yield " ".join(words)
        return
    words = re.split(r"[,;\n]", whole)[0].split()
    words = words[next((n for n, word in enumerate(words) if not _generic(word)), 0) :]
    while len(words) > 1:
        if _generic(words[-1]) or words[-1].strip(".") in _STREET:
            words.pop()
            if _usable(words):
                yield " ".join(words)
        else:
            break
    yield from _saint(words)


def _generic(word: str) -> bool:
    letters = re.sub(r"\W", "", word)
    return not letters or letters in words_of("generic")


def _usable(words: list[str]) -> bool:
    letters = re.sub(r"[\W_]", "", "".join(words))
    return len(letters) >= _CORE_FROM and letters not in words_of("everyday")


def _saint(words: list[str]) -> Iterator[str]:
    if len(words) < 2 or words[0].strip(".") not in ("st", "saint"):
        return
    rest = " ".join(words[1:])
    bare = re.sub(r"\W?s$", "", rest)
    for form in dict.fromkeys((rest, bare)):
        yield from (f"st {form}", f"saint {form}")
        if bare not in words_of("saints") and _usable(form.split()):
            yield form
