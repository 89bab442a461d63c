"""The log in a case file: read as far as it can be, and checked entry by entry.

What a disk has spoiled cannot be read, and takes nothing else with it. An entry that somebody
changed can be read; nothing after it is relied on.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import apsw

from analyser.casefile._database import told
from analyser.casefile.journal import LOST, NOTHING_BEFORE, Action, Entry, entry_of

_GIVE_UP_AFTER = 10_000
"""Numbers tried in vain, one after the other, before the end of the log is taken for spoiled."""
_QUERY = "SELECT body, fingerprint FROM entry"

_Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """What could be read of the log.

    Attributes:
        entries: Those that can be relied on, in order.
        broken: Number of the first entry that does not fit; None where all do.
        lost: Numbers of those that the disk has spoiled, with others after them.
        to_end: What came after the last of `entries` is spoiled.
    """

    entries: tuple[Entry, ...]
    broken: int | None
    lost: tuple[int, ...] = ()
    to_end: bool = False


def read(database: apsw.Connection) -> Log:
    """Return the log, or what there is of it."""
    lost: tuple[int, ...] = ()
    to_end = False
    with told():
        try:
            rows = [(str(body), str(mark)) for body, mark in database.execute(_IN_ORDER)]
        except apsw.CorruptError:
            rows, lost, to_end = _one_by_one(database)
    sound, broken = check_chain(rows, {*lost, *lost_before(body for body, _ in rows)})
    entries = tuple(entry_of(body) for body, _ in rows[:sound])
    return Log(entries=entries, broken=broken, lost=lost, to_end=to_end)


_IN_ORDER = f"{_QUERY} ORDER BY number"
_ONE = f"{_QUERY} WHERE number = ?"
_MORE = "SELECT 1 FROM entry WHERE number > ? LIMIT 1"


def _one_by_one(database: apsw.Connection) -> tuple[_Rows, tuple[int, ...], bool]:
    """Return what can be read, the numbers spoiled before that, and whether the end is spoiled."""
    rows: _Rows = []
    lost: list[int] = []
    last: list[int] = []
    number = 0
    while len(last) < _GIVE_UP_AFTER:
        number += 1
        try:
            row = database.execute(_ONE, (number,)).fetchone()
            if row is None and not database.execute(_MORE, (number,)).fetchone():
                break
        except apsw.CorruptError:
            last.append(number)
            continue
        if row is not None:
            rows.append((str(row[0]), str(row[1])))
            lost, last = [*lost, *last], []
    return rows, tuple(lost), bool(last)


def check_chain(
    stored: Iterable[tuple[str, str]], lost: Collection[int] = ()
) -> tuple[int, int | None]:
    """Return how many entries fit, and the number of the first that does not, if one does not.

    Args:
        stored: Body and fingerprint of each entry, in order.
        lost: Numbers of those that are known to be missing.
    """
    previous, number, place = NOTHING_BEFORE, 1, -1
    for place, (body, fingerprint) in enumerate(stored):
        after_a_gap = number in lost
        while number in lost:
            number += 1
        if hashlib.sha256(body.encode()).hexdigest() != fingerprint:
            return place, number
        if (entry := _entry_of(body)) is None:
            return place, number
        if entry.number != number or (entry.previous != previous and not after_a_gap):
            return place, number
        previous, number = fingerprint, number + 1
    return place + 1, None


def lost_before(bodies: Iterable[str]) -> frozenset[int]:
    """Return the numbers of entries that were lost before this file was made, as it tells."""
    made = f'"action":"{Action.MADE}"'
    entries = [found for body in bodies if made in body and (found := _entry_of(body))]
    return frozenset(n for e in entries if e.action is Action.MADE for n in e.what.get(LOST, ()))


def _entry_of(body: str) -> Entry | None:
    """Return the entry that `body` holds; None where it is none, though its fingerprint may fit."""
    try:
        return entry_of(body)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
