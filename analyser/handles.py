"""Tell whether two written names or numbers are the same handle; never whether they are one person.

A key is for matching only: what is shown is always the name as written.
"""

import re
import unicodedata
from functools import lru_cache

from analyser.times import plain

_PHONE = re.compile(r"\+?[\d\s().\-]{7,}")
_UK_PREFIX = re.compile(r"^(?:\+44|0044)(?:0)?")


@lru_cache(maxsize=8192)  # a chat names the same few people on every line
def handle_key(written: str) -> str:
    """Return what equal handles have in common.

    Invisible marks, letter case, spaces and WhatsApp's "~ " before names that
    are not in the phone's contacts do not count; UK numbers are equal with 0, +44 and 0044.
    """
    name = " ".join(unicodedata.normalize("NFC", plain(written)).split())
    name = name.removeprefix("~").strip()
    if _PHONE.fullmatch(name):
        digits = re.sub(r"[^\d+]", "", name)
        return _UK_PREFIX.sub("0", digits)
    # A reader of pictures may lose the space between two names.
    return name.casefold().replace(" ", "")
