"""Tell whether two written names or numbers are the same handle; never whether they are one person.

A key is for matching only: what is shown is always the name as written.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

import phonenumbers

from analyser.times import plain

_REGION = "GB"
"""Numbers without a country code are dialled from here."""
_NUMBER = re.compile(r"\+?[\d\s().\-/]{7,}")
_DIALLED = re.compile(r"\+|0|44\d{10}$")
"""How a number begins that can be dialled; "44" without a plus is what spreadsheets leave.

Other bare digits are as likely an id, and an id is no number.
"""
_ADDRESS_AROUND = re.compile(r"^tel:|@s\.whatsapp\.net$")


@lru_cache(maxsize=8192)  # a chat names the same few people on every line
def handle_key(written: str) -> str:
    """Return what equal handles have in common.

    Invisible marks, letter case and spaces do not count; a number is the same however it is
    written. WhatsApp's "~ " counts: it stands before names that people gave themselves, and
    anybody can take the name of somebody in the phone's contacts.
    """
    if (number := phone_number(written)) is not None:
        return number
    name = _bare(written)
    if _NUMBER.fullmatch(name):
        return re.sub(r"[^\d+]", "", name)
    # A reader of pictures may lose the space between two names.
    return name.casefold().replace(" ", "")


@lru_cache(maxsize=8192)
def phone_number(written: str) -> str | None:
    """Return the number as "+447700900123" where `written` is one that can be dialled, else None.

    Numbers that nobody has been given, such as those kept for films, count as well.
    """
    name = _ADDRESS_AROUND.sub("", _bare(written))
    if not _NUMBER.fullmatch(name) or not _DIALLED.match(re.sub(r"[^\d+]", "", name)):
        return None
    try:
        number = phonenumbers.parse(name, _REGION)
    except phonenumbers.NumberParseException:
        return None
    if (
        phonenumbers.is_possible_number_with_reason(number)
        != phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def without_mark(written: Iterable[str | None]) -> Mapping[str, str]:
    """Return the name behind WhatsApp's "~ ", by each name as written that has it.

    A name that another handle bears as well is left out: there the mark tells the two apart.
    """
    marked: dict[str, str] = {}
    taken: dict[str, set[str]] = {}
    for name in dict.fromkeys(name for name in written if name):
        bare = name.lstrip().removeprefix("~").lstrip() if name.lstrip()[:1] == "~" else name
        taken.setdefault(handle_key(bare), set()).add(handle_key(name))
        if bare and bare != name:
            marked[name] = bare
    return {name: bare for name, bare in marked.items() if len(taken[handle_key(bare)]) == 1}


def keys_meant(names: Iterable[str], written: Iterable[str]) -> set[str]:
    """Return the keys of `names`, each with that of the "~ " name it can only mean in `written`."""
    keys = {handle_key(name) for name in names}
    return keys | {key for key, bare in keys_behind_mark(written).items() if bare in keys}


def keys_behind_mark(written: Iterable[str]) -> Mapping[str, str]:
    """Return the key of the name behind the "~ " by the key with it, as `without_mark` has them."""
    return {handle_key(name): handle_key(bare) for name, bare in without_mark(written).items()}


def _bare(written: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", plain(written)).split())
    return name.strip()
