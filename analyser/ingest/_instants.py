"""Read instants as exports keep them: counts since an epoch, and ISO times with their offset."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby

from analyser.ingest._format import Draft, Stray

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLI, _MICRO, _NANO = 10**11, 10**14, 10**17
"""A count above it is of thousandths, millionths, thousand-millionths of a second: the fields
named for one unit hold another in some files (chat-formats 4.3)."""
_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)


def from_count(value: object, *, since: datetime = _EPOCH) -> datetime | None:
    """Return the instant that a count since `since` names; None where it is none.

    Zero and less mean "not set". The unit is told by the size.
    """
    try:
        count = float(value) if isinstance(value, int | float | str) else 0.0
    except ValueError:
        return None
    if isinstance(value, bool) or not 0 < count < float("inf"):
        return None
    for above, unit in ((_NANO, 10**9), (_MICRO, 10**6), (_MILLI, 10**3)):
        if count >= above:
            count /= unit
            break
    try:
        return since + timedelta(milliseconds=int(count * 1000))
    except OverflowError:
        return None


def from_iso(text: str, *, utc: bool = False) -> datetime | None:
    """Return the instant of an ISO time with its offset or "UTC"; None where it has neither.

    `utc`: the format says that times without an offset are in UTC.
    """
    match = _ISO.fullmatch(text.strip())
    if match is None or (match["zone"] is None and not utc):
        return None
    offset = (match["zone"] or "Z").upper().replace("UTC", "Z")
    try:
        part = int((match["part"] or "")[:6].ljust(6, "0"))
        wall = datetime(*(int(match[n] or 0) for n in range(1, 7)), part, tzinfo=UTC)  # type: ignore[misc, arg-type]  # six numbers
        if offset != "Z":
            hours, minutes = int(offset[1:3]), int(offset[-2:])
            sign = -1 if offset[0] == "-" else 1
            wall -= sign * timedelta(hours=hours, minutes=minutes)
    except (ValueError, OverflowError):
        return None
    return wall


def in_order(items: Iterable[Draft | Stray]) -> tuple[Draft | Stray, ...]:
    """Return records oldest first: a file that runs backwards is turned round, ties included.

    Records keep their number in the file, so each can be found there. Only files that keep
    instants are put in order; what has no time stays behind the record before it.
    """
    listed = list(items)
    told = [each.instant for each in listed if isinstance(each, Draft) and each.instant]
    steps = [(b > a) - (b < a) for a, b in zip(told, told[1:], strict=False)]
    if sum(steps) < 0:
        # What hangs on one record, such as reactions, stays behind it.
        groups = [list(group) for _, group in groupby(listed, key=lambda each: each.position)]
        listed = [each for group in reversed(groups) for each in group]
    keyed: list[tuple[datetime, Draft | Stray]] = []
    last = _EPOCH
    for each in listed:
        if isinstance(each, Draft) and each.instant:
            last = each.instant
        keyed.append((last, each))
    return tuple(each for _, each in sorted(keyed, key=lambda pair: pair[0]))
