"""Tell whether two written names or numbers are the same handle; never whether they are one person.

A key is for matching only: what is shown is always the name as written.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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
_MAIL = re.compile(r"[^\s@]+@[^\s@]+")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202c\u2066-\u2069\ufeff]")
"""Marks that apps put around names by themselves; they show nothing and turn no letter around."""


@lru_cache(maxsize=8192)  # a chat names the same few people on every line
def handle_key(written: str) -> str:
    """Return what equal handles have in common.

    Spaces, marks of direction and the two ways to write an accented letter do not count; a number
    is the same however it is written, and an e-mail address in any case. All else counts, letters
    of other alphabets that look the same among it: anybody can take a name that looks like
    another's. So does WhatsApp's "~ ", which stands before names that people gave themselves.
    """
    if (number := phone_number(written)) is not None:
        return number
    name = unicodedata.normalize("NFC", without_direction(written))
    # A reader of pictures may lose the space between two names.
    key = "".join(name.split())
    if _NUMBER.fullmatch(name.strip()):
        return re.sub(r"[^\d+]", "", name)
    return key.casefold() if _MAIL.fullmatch(key) else key


@lru_cache(maxsize=8192)
def near_key(written: str) -> str:
    """Return what handles have in common that differ at most in case and unseen letters.

    For what a person typed, who may write a name otherwise than the files; never for two handles
    of the files.
    """
    return handle_key(plain(written)).casefold()


def without_direction(name: str) -> str:
    """Return a name without the marks of direction that apps put around it by themselves."""
    return _DIRECTION.sub("", name)


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
        taken.setdefault(near_key(bare), set()).add(handle_key(name))
        if bare and bare != name:
            marked[name] = bare
    return {name: bare for name, bare in marked.items() if len(taken[near_key(bare)]) == 1}


def keys_meant(names: Iterable[str], written: Iterable[str]) -> set[str]:
    """Return the keys of `names`, which a person typed, as the handles in `written` have them.

    A name that stands nowhere as typed means the one that differs only in case or in unseen
    letters, and the one behind a "~ ", where each time only one handle can be meant.
    """
    names, written = tuple(names), tuple(dict.fromkeys(written))
    exact: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for shown, handle in (*zip(written, written, strict=True), *_behind(written)):
        exact[handle_key(shown)].add(handle_key(handle))
        near[near_key(shown)].add(handle_key(handle))
    keys = {handle_key(name) for name in names}
    for name in names:
        meant = near[near_key(name)]
        keys |= exact[handle_key(name)] or (meant if len(meant) == 1 else set())
    return keys


def _behind(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name, bare in without_mark(written).items():
        yield bare, name


def keys_behind_mark(written: Iterable[str]) -> Mapping[str, str]:
    """Return the key of the name behind the "~ " by the key with it, as `without_mark` has them."""
    return {handle_key(name): handle_key(bare) for name, bare in without_mark(written).items()}


def _bare(written: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", plain(written)).split())
    return name.strip()
