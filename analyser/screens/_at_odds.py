"""Find screenshots whose day, told by the capture time, an export of the same chat contradicts.

The export's day stands. A message that only such a screenshot shows has no day then: the one it
was given is wrong for its neighbours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from analyser.records import Certainty, Message, Moment

_OTHER_DAY = timedelta(hours=18)
"""Clocks of two zones differ by 14 hours at most; a wrong day by 24 at least."""
_WRITTEN = (Certainty.SECOND, Certainty.MINUTE, Certainty.DAY, Certainty.AMBIGUOUS)
_NOTE = (
    "The time given for the screenshot puts this on another day than an export of the same chat "
    "does, so its day is not known."
)


def contradicted(groups: Sequence[Sequence[Message]]) -> dict[str, datetime]:
    """Return by the id of a copy the time that its screenshot gives it, where it is another day."""
    found: dict[str, datetime] = {}
    for group in groups:
        written = [m.when for m in group if m.where.box is None and m.when.certainty in _WRITTEN]
        for copy in group if written else ():
            told = copy.when.instant
            if told is None or not _is_placed(copy):
                continue
            if not any(_agrees(when, told) for when in written):
                found[copy.id] = told
    return found


def undated(group: Sequence[Message], odds: Mapping[str, datetime]) -> list[Message]:
    """Return the group with the days taken back that rest on what an export contradicts."""
    sources = {id_.rpartition("-")[0] for id_ in odds}
    return [_undated(m) if m.source in sources and _is_placed(m) else m for m in group]


def _is_placed(message: Message) -> bool:
    return message.where.box is not None and message.when.certainty is Certainty.INFERRED


def _agrees(when: Moment, told: datetime) -> bool:
    instants = when.readings or ((when.instant,) if when.instant else ())
    # A notice in a picture often shows no clock of its own, so that its day is all there is.
    if any(told.astimezone(each.tzinfo).date() == each.date() for each in instants):
        return True
    if when.certainty is Certainty.DAY:
        return False
    return not instants or any(abs(told - each) < _OTHER_DAY for each in instants)


def _undated(message: Message) -> Message:
    return replace(message, when=Moment(shown_as=message.when.shown_as, note=_NOTE))
