"""Text as it is compared: without case, accents, lookalike letters and marks that show nothing."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    {
        **dict(zip("øłđðħıŧœæ", ("o", "l", "d", "d", "h", "i", "t", "oe", "ae"), strict=True)),
        # Cyrillic and Greek letters that are drawn as Latin ones, the way filters are got round.
        **dict(zip("аеорсухіѕјԁһӏѵ", "aeopcyxisjdhlv", strict=True)),
        **dict(zip("αορνυικτχγ", "aopvuiktxy", strict=True)),
        # Letters of Korean that fill a place and show nothing.
        **dict.fromkeys("\u115f\u1160\u3164\uffa0", ""),
        # Small capitals, and letters in circles, squares and flags.
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **{
            chr(first + at): chr(ord("a") + at)
            for first in (0x1F150, 0x1F170, 0x1F1E6)
            for at in range(26)
        },
    }
)
_DRAWN_ALIKE = str.maketrans("I1|0", "lllo")
"""Signs of the plain alphabet that many typefaces draw as one; before case is folded."""
_SHOWS_NOTHING = ("Cf", "Mn", "Me")


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    parts = unicodedata.normalize("NFKD", char.casefold())
    parts = unicodedata.normalize("NFKD", parts.translate(_LOOKALIKES)).casefold()
    return "".join(each for each in parts if unicodedata.category(each) not in _SHOWS_NOTHING)


def folded(text: str) -> tuple[str, list[int] | range]:
    """Return `text` as it is compared, and for each of its letters the place in `text`."""
    if text.isascii():
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for each in _folded(char):
            letters.append(each)
            places.append(place)
    return "".join(letters), places


def shows_nothing(char: str) -> bool:
    """Tell whether a character cannot be seen by itself."""
    return not char.isspace() and not _folded(char)


def squashed(text: str) -> str:
    """Return only the letters and digits of `text`, folded."""
    return "".join(char for char in folded(text)[0] if char.isalnum())


@lru_cache(maxsize=8192)
def outline(name: str) -> str:
    """Return what names have in common that look the same; not for what they say."""
    return squashed(name.translate(_DRAWN_ALIKE))


def difference(one: str, other: str) -> str:
    """Return which signs tell two names apart that look the same, those of `other` in words.

    Letters, digits and what cannot be seen are meant, and case does not count.
    """
    known = Counter(one.casefold())
    signs: dict[str, None] = {}
    for sign in other:
        known[sign.casefold()] -= 1
        if known[sign.casefold()] < 0 and (sign.isalnum() or shows_nothing(sign)):
            signs[sign] = None
    return ", ".join(map(_in_words, signs))


def told_apart(names: Iterable[str]) -> dict[str, str]:
    """Return the signs, in words, that tell a name from a plainer one that looks the same."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        if any(char.isalpha() for char in name):
            alike[outline(name)].append(name)
    found: dict[str, str] = {}
    for group in alike.values():
        usual, *odd = sorted(group, key=lambda each: (not each.isascii(), len(each)))
        found |= {name: signs for name in odd if (signs := difference(usual, name))}
    return found


def _in_words(sign: str) -> str:
    known = unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
    return f"a sign that shows nothing ({known})" if shows_nothing(sign) else f"“{sign}” ({known})"
