"""Read every first name, town, faith and people as one of its kind.

Which of them is named must not change what a message is taken to mean. A word that is a name only
now and then ("Grace") counts as one where it alone is written with a capital letter.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from analyser.tables import read_toml

ANYBODY, ANY_FAMILY = "sam", "smith"
"""Read for every first name, and for every name behind a title: common, and short."""
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "sgt"))


@cache
def first_names() -> frozenset[str]:
    """Return first names borne in Britain, in lower case, that are no common word besides."""
    table = files("analyser.detect") / "first_names.txt"
    return frozenset(table.read_text(encoding="utf-8").split())


@cache
def _kinds(*, capital: bool) -> Mapping[str, str]:
    """Return what each word is read as, in lower case."""
    rows = read_toml(files("analyser.detect") / "stand_ins.toml")["kind"]
    return {
        word: row["read_as"]
        for row in rows
        if row.get("capital", False) is capital
        for word in row["words"].split()
    }


def stand_in(word: str, *, first: bool, behind: str = "") -> str | None:
    """Return the word that is read in place of `word`; None where it is read as it stands.

    Args:
        word: As written.
        first: It begins a sentence, so that its capital letter says nothing.
        behind: The word before it, empty where none stands close before it.
    """
    lower = word.lower()
    if behind.lower() in _TITLES or (behind == "Miss" and word.istitle()):
        return ANY_FAMILY
    if lower in first_names():
        return ANYBODY
    found = _kinds(capital=False).get(lower)
    if found is None and not first and word[:1].isupper() and word[1:].islower():
        found = _kinds(capital=True).get(lower)
    return found
