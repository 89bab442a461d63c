"""Mend the double encoding of Facebook's and Instagram's JSON, text by text.

Source: chat-formats section 4.2. A text is changed only where it decodes; the rest is counted.
"""

import re

_SUSPECT = re.compile("[\u0080-\u00ff]")
_LATIN = re.compile("[\u0000-\u00ff]*")
_PROOF = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}"
)
_CONTROL = re.compile("[\u0080-\u009f]")


def mend(text: str) -> str | None:
    """Return the text as it was meant; None where it is damaged and must stay as it is."""
    if not _SUSPECT.search(text) or not _LATIN.fullmatch(text):
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_proven(value: object) -> bool:
    if isinstance(value, str):
        return any(_CONTROL.search(match[0]) for match in _PROOF.finditer(value))
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    return isinstance(value, list) and any(_is_proven(each) for each in value)


def mend_all(value: object, *, wary: bool = False) -> tuple[object, int, int]:
    """Return `value` with each text in it mended, and how many were mended and are damaged.

    `wary`: for files that are clean as a rule. Nothing is done unless the file holds the pattern
    with a control character in it, which nobody types: "Â£" may be a person's own words.
    """
    counts = [0, 0]
    if wary and not _is_proven(value):
        return value, 0, 0

    def walk(each: object) -> object:
        if isinstance(each, str):
            if wary and not _PROOF.search(each):
                return each
            found = mend(each)
            if found is None or (wary and _CONTROL.search(found)):
                counts[1] += not wary
                return each
            counts[0] += found != each
            return found
        if isinstance(each, list):
            return [walk(one) for one in each]
        if isinstance(each, dict):
            return {walk(key): walk(one) for key, one in each.items()}
        return each

    return walk(value), counts[0], counts[1]
