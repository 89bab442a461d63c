"""Times in words a person can read aloud, with how sure they are beside them.

The names of days and months are written here, not asked of the system, so that a report reads
the same wherever it is made.
"""

from datetime import date, datetime, time, tzinfo

from analyser.records import Certainty, Moment
from analyser.report._say import phrase

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(day: date) -> str:
    """Return "Mon 3 Mar 2025"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: date) -> str:
    """Return "3 March 2025"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def spoken_day(day: date) -> str:
    """Return "Mon 27 January 2025", as it stands in a sentence."""
    return f"{_WEEKDAYS[day.weekday()]} {long_day(day)}"


def clock_words(moment: datetime) -> str:
    """Return "22:14"."""
    return f"{moment.hour:02}:{moment.minute:02}"


def instant_words(moment: datetime | None, zone: tzinfo) -> str:
    """Return "Mon 3 Mar 2025, 22:14" in `zone`, or the words for none."""
    if moment is None:
        return phrase("time.none")
    local = moment.astimezone(zone)
    return f"{day_words(local)}, {clock_words(local)}"


def moment_words(moment: Moment, zone: tzinfo) -> str:
    """Return the time of a message in `zone` with its certainty in words."""
    if moment.certainty is Certainty.AMBIGUOUS:
        return _either(moment, zone)
    if moment.instant is None:
        if moment.shown_as is None:
            return phrase("time.none")
        return phrase("time.not_placed", shown_as=moment.shown_as)
    local = moment.instant.astimezone(zone)
    if moment.certainty is Certainty.DAY:
        return phrase("time.day_only", day=day_words(local))
    if moment.certainty is Certainty.INFERRED:
        return phrase("time.about", when=instant_words(local, zone))
    seconds = f":{local.second:02}" if moment.certainty is Certainty.SECOND else ""
    return instant_words(local, zone) + seconds


def _either(moment: Moment, zone: tzinfo) -> str:
    first, last = (reading.astimezone(zone) for reading in moment.readings)
    if first.date() == last.date():
        return phrase("time.twice", when=instant_words(first, zone))
    # A date without a clock is kept as midnight; only a written colon makes midnight a time.
    timed = first.time() != time() or ":" in (moment.shown_as or "")
    if timed and first.time() != last.time():
        days = (instant_words(first, zone), instant_words(last, zone))
        return phrase("time.either", first=days[0], last=days[1])
    words = phrase("time.either", first=day_words(first), last=day_words(last))
    return f"{words}, {clock_words(first)}" if timed else words
