"""Counts of contact in words, so that pages and reports say the same number in the same way.

What may have been before or after, or is not dated, makes a range of it.
"""

from collections.abc import Iterable

from analyser.findings import AfterStop, ContactPattern
from analyser.wording import counted, in_words, least_to_most, say

_Counts = ContactPattern | AfterStop
_DAYS_NAMED = 3


def contact_said(counts: _Counts) -> str:
    """Return "73 to 76 messages and 8 missed calls"; calls of which there are none are left out."""
    lead = "after_" if isinstance(counts, AfterStop) else ""
    calls = [
        (counts.missed_calls, f"{lead}missed_calls", "missed call"),
        (counts.calls, f"{lead}calls", "other call"),
    ]
    parts = [_ranged(counts, f"{lead}messages", counts.messages, "message")]
    parts += [
        _ranged(counts, id_, least, what)
        for least, id_, what in calls
        if _at_most(counts, id_, least)
    ]
    return in_words(parts)


def days_said(counts: _Counts) -> str:
    """Return "18 to 21 different days"."""
    if isinstance(counts, AfterStop):
        return _ranged(counts, "after_days", counts.days_with_contact, "day", "different days")
    least, most = counts.days_with_contact, counts.days_with_contact_at_most
    return _nouned(least, max(least, most), "day", "different days")


def replies_said(after: AfterStop) -> str:
    """Return "wrote 2 to 3 times": how often the user did after asking, further requests apart."""
    said = _ranged(after, "replies", after.later_replies_by_user, "time")
    return "did not write" if said.startswith("0 times") else f"wrote {said}"


def groups_said(after: AfterStop) -> str:
    """Return "2 to 3 messages": those after it in chats with several people; "" where none are."""
    said = _ranged(after, "after_groups", after.group_messages, "message")
    return "" if said == "0 messages" else said


def could_be(days: Iterable[str]) -> str:
    """Return "a day that could be A or B" of days in order; of many the first and the last."""
    known = list(dict.fromkeys(days))
    if len(known) > _DAYS_NAMED:
        return f"a day from {known[0]} to {known[-1]}"
    return f"a day that could be {' or '.join(known)}" if len(known) > 1 else known[0]


def _ranged(counts: _Counts, id_: str, least: int, one: str, many: str = "") -> str:
    return _nouned(least, _at_most(counts, id_, least), one, many)


def _at_most(counts: _Counts, id_: str, least: int) -> int:
    return max([least, *(each.at_most for each in counts.counts if each.id == id_)])


def _nouned(least: int, most: int, one: str, many: str) -> str:
    if most == least:
        return counted(least, one, many)
    return f"{least_to_most(least, most)} {many or one + 's'}"


def outside_groups(label: str, pattern: ContactPattern) -> str:
    """Return a label of what is found in direct chats; says so where there is contact in others."""
    in_others = any(way.group for way in pattern.ways)
    return f"{label}, {say('counts.outside_groups')}" if in_others else label


def in_no_occasion(pattern: ContactPattern) -> tuple[str, ...]:
    """Return the ids of the contact that stands in no occasion, as its day is not certain."""
    placed = {id_ for each in pattern.occasions for id_ in each.messages}
    return tuple(id_ for way in pattern.ways for id_ in way.rows if id_ not in placed)
