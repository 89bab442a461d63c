"""What is found otherwise by another version of the program: two states of a case compared."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

from analyser.anchors import Anchors

_Key = tuple[str, ...]
"""Hash of the file and mark of the words, and for a suggestion its signal and rule."""


class Found(TypedDict):
    """What was read and suggested, and by which versions, as the case file keeps it."""

    made: dict[str, str]
    flags: list[list[str]]
    words: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class News:
    """What is otherwise than when the case was last open.

    Attributes:
        new: Suggestions that were not made before: id of the message, and the signal.
        gone: Suggestions that are no longer made: id of the message, empty where it is no longer
            read as it was, and the signal.
        read: Ids of messages that were not read, or not with these words.
        lost: How many messages are no longer read with the words they had.
    """

    new: Sequence[tuple[str, str]]
    gone: Sequence[tuple[str, str]]
    read: Sequence[str]
    lost: int


def difference(before: Found, now: Found, anchors: Anchors) -> News | None:
    """Return what is otherwise; None for the same version, or where all is as it was."""
    if before["made"] == now["made"]:
        return None
    old, new = _by_key(before["flags"]), _by_key(now["flags"])
    # A case file that knew no words yet cannot say which are otherwise.
    had = _of_words(before.get("words", now["words"]))
    have = _of_words(now["words"])
    found = News(
        new=_named(new, new.keys() - old.keys(), anchors),
        gone=_named(old, old.keys() - new.keys(), anchors),
        read=[anchors.places[key][0] for key in have - had if key in anchors.places],
        lost=(had - have).total(),
    )
    return found if found.new or found.gone or found.read or found.lost else None


def _by_key(flags: Iterable[Sequence[str]]) -> dict[_Key, Sequence[str]]:
    """Return the suggestions by what does not hang on the number of the message."""
    return {(f[0], f[4] if len(f) > 4 else f[1], f[2], f[3]): f for f in flags}


def _of_words(found: dict[str, list[str]]) -> Counter[tuple[str, str]]:
    return Counter((of_file, mark) for of_file, marks in found.items() for mark in marks)


def _named(
    flags: dict[_Key, Sequence[str]], keys: Iterable[_Key], anchors: Anchors
) -> list[tuple[str, str]]:
    named = []
    for key in sorted(keys):
        of_file, number, signal, _, *mark = flags[key]
        named.append((anchors.find(of_file, number, "".join(mark)) or "", signal))
    return named
