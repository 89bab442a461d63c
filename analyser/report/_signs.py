"""Emoji by name: a computer's fonts differ, and each phone draws the same sign in its own way."""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import groupby

from analyser.report._text import code_point
from analyser.tables import read_toml

_SIGN = "[\U0001f000-\U0001faff]|[\u203c-\u2bff\u3030\u303d\u3297\u3299\u00a9\u00ae]\ufe0f"
_AFTER_JOINER = "[\U0001f000-\U0001faff\u203c-\u2bff]\ufe0f?"
_TONE = "[\U0001f3fb-\U0001f3ff]"
_ONE = (
    "[\U0001f1e6-\U0001f1ff]{2}"
    "|\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f"
    "|[0-9#*]\ufe0f?\u20e3"
    f"|(?:{_SIGN})\ufe0f?{_TONE}?(?:\u200d{_AFTER_JOINER}{_TONE}?)*"
)
# Signs of one kind in a row are one match, so that "ha" with twenty of them stays short.
_ROW = re.compile(f"(?:{_ONE})+")
_EACH = re.compile(_ONE)
_NO_SHAPE = ("\ufe0f", "\u200d")


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = read_toml(files("analyser.report") / "signs.toml")["name"]
    return found


def sign_name(sign: str) -> str:
    """Return the name of one emoji, joined ones and skin tones included."""
    if "\U0001f1e6" <= sign[0] <= "\U0001f1ff" and len(sign) == 2:
        return "flag " + "".join(chr(ord(char) - 0x1F1E6 + ord("A")) for char in sign)
    if sign[-1] == "\U000e007f":
        return "flag " + "".join(chr(ord(char) - 0xE0000) for char in sign[1:-1])
    if sign[-1] == "\u20e3":
        return f"key {sign[0]}"
    return ", ".join(_one_name(char) for char in sign if char not in _NO_SHAPE)


def _one_name(char: str) -> str:
    known = _names().get(code_point(char)) or unicodedata.name(char, "").lower()
    return known.removesuffix(" sign") or f"sign {code_point(char)}"


def name_signs(text: str, seen: Counter[str]) -> str:
    """Return `text` with each emoji by its name in square brackets; count each in `seen`."""
    if text.isascii():
        return text

    def named(row: re.Match[str]) -> str:
        signs = [match[0] for match in _EACH.finditer(row[0])]
        seen.update(signs)
        runs = ((sign, len(list(group))) for sign, group in groupby(signs))
        return "".join(
            f"[{sign_name(sign)}]" if count == 1 else f"[{sign_name(sign)}, {count} times]"
            for sign, count in runs
        )

    return _ROW.sub(named, text)
