"""Say a time in words beside its certainty, as pages show it."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from analyser.corrections import is_called_wrong
from analyser.errors import BadRequest
from analyser.records import Certainty, Message, Moment
from analyser.times import on_the_clock, unknown_part
from analyser.wording import clock_words

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def typed_clock(written: str) -> time | None:
    """Return the time of day that a person typed; None where they left it empty.

    Raises:
        BadRequest: It is no time of day.
    """
    if not written.strip():
        return None
    match = _CLOCK.fullmatch(written.strip())
    if match is None:
        raise BadRequest("That is no time of day.", "Write it like 22:14, or leave it empty.")
    return time(int(match[1]), int(match[2]))


def shown_time(message: Message, timezone: str) -> str:
    """Return the message's time in words, with how sure it is."""
    zone, when = ZoneInfo(timezone), message.when
    if when.readings:
        return "could be " + " or ".join(_full(each.astimezone(zone)) for each in when.readings)
    local = on_the_clock(when, zone)
    if local is None:
        return _without_day(when)
    if when.certainty is Certainty.DAY:
        return f"{local:%a} {local.day} {local:%b %Y}, time not known"
    return f"about {_full(local)}" if when.certainty is Certainty.INFERRED else _full(local)


def _without_day(when: Moment) -> str:
    if not when.shown_as:
        return "time not shown"
    if is_called_wrong(when):
        return f"time not known; the file shows {when.shown_as}, which you said is wrong"
    return f"{when.shown_as}, {unknown_part(when.shown_as)} not known"


def day(instant: datetime | None, timezone: str) -> str:
    """Return a day such as "Mon 3 Mar 2025", or "not known"."""
    return "not known" if instant is None else written(instant.astimezone(ZoneInfo(timezone)))


def moment(instant: datetime, timezone: str) -> str:
    """Return a day and clock time such as "Mon 3 Mar 2025, 22:14"."""
    return _full(instant.astimezone(ZoneInfo(timezone)))


def written(local: date) -> str:
    """Return "Mon 3 Mar 2025"."""
    return f"{local:%a} {local.day} {local:%b %Y}"


def _full(local: datetime) -> str:
    return f"{written(local)}, {clock_words(local)}"
