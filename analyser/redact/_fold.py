"""Text as it is compared: without case, accents, lookalike letters and marks that show nothing."""

import unicodedata
from functools import lru_cache

_LOOKALIKES = str.maketrans(
    {
        **dict(zip("øłđðħıŧœæ", ("o", "l", "d", "d", "h", "i", "t", "oe", "ae"), strict=True)),
        # Cyrillic and Greek letters that are drawn as Latin ones, the way filters are got round.
        **dict(zip("аеорсухіѕјԁһӏѵ", "aeopcyxisjdhlv", strict=True)),
        **dict(zip("αορνυικτχγ", "aopvuiktxy", strict=True)),
        # Small capitals, and letters in circles, squares and flags.
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **{
            chr(first + at): chr(ord("a") + at)
            for first in (0x1F150, 0x1F170, 0x1F1E6)
            for at in range(26)
        },
    }
)
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


def squashed(text: str) -> str:
    """Return only the letters and digits of `text`, folded."""
    return "".join(char for char in folded(text)[0] if char.isalnum())
