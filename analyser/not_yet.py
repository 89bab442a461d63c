"""Take the instant off a date that had not come when it was read; what is shown is kept.

The day of reading is an argument, as every clock is.
"""

from datetime import date, timedelta

from analyser.records import Moment

NOT_YET = "This date had not come when the file was read"
ODD_FUTURE = "the date shown had not come when the file was read, and is counted nowhere"


def not_yet(moment: Moment, today: date | None) -> Moment:
    """Return a moment without its instant where that had not come by `today`, in any zone."""
    if today is None or (moment.instant is not None and moment.instant.year < today.year):
        return moment
    instants = [each for each in (moment.instant, *moment.readings) if each is not None]
    if not instants:
        return moment
    first = min(instants).date()
    if first <= today + timedelta(days=1):
        return moment
    note = f"{NOT_YET}: {first.day} {first:%B %Y}."
    return Moment(shown_as=moment.shown_as, note=note)
