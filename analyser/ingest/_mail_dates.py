"""Read the date of an e-mail as its sender's program wrote it, with its zone or without.

Source: chat-formats section 22.1.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from analyser.ingest._wall import Wall, wall_of
from analyser.times import Clock

_WITHIN = re.compile(
    r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6} \d{2,4}"
    r" \d{1,2}:\d{2}(?::\d{2})?(?: [+-]\d{4}| [A-Z]{2,4}\b)?"
)
_ZONES = {"BST": "+0100", "WEST": "+0100", "CET": "+0100", "CEST": "+0200", "EEST": "+0300"}
_ZONE = re.compile(rf"(?<=\d) ({'|'.join(_ZONES)})\b")

_HALF = re.compile(r"\b(1[0-2]|0?\d)(:\d{2}(?::\d{2})?)\s?([ap])\.?m\b\.?", re.IGNORECASE)
_NOON = 12


def _whole_day(found: re.Match[str]) -> str:
    """Return a clock of half days as one of whole days."""
    hour = int(found[1]) % _NOON + (_NOON if found[3].lower() == "p" else 0)
    return f"{hour:02}{found[2]}"


def _parsed_date(shown: str) -> datetime | None:
    """Return the date as written, without a zone where none is shown; words may stand around it."""
    # The library passes over "PM", and over what it is not used to.
    shown = _HALF.sub(_whole_day, shown.replace(" at ", " "))
    # The library knows the zones of America by their letters, and reads all others as UTC.
    shown = _ZONE.sub(lambda found: f" {_ZONES[found[1]]}", shown)
    within = _WITHIN.search(shown)
    for words in (shown, within[0] if within else ""):
        for parse_date in (parsedate_to_datetime, datetime.fromisoformat):
            try:
                return parse_date(words)
            except (ValueError, TypeError, IndexError, OverflowError):
                pass
    return None


def date_of(shown: str) -> datetime | None:
    found = _parsed_date(shown)
    if found is None:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        found = found.astimezone(UTC)
    except OverflowError:
        return None
    return found if 1980 < found.year < 2200 else None  # noqa: PLR2004  # no e-mail is of such a year


def wall_of_date(shown: str) -> Wall:
    """Return the day and the clock of a date without a zone: a time of the sender's own place."""
    found = _parsed_date(shown)
    if found is None:
        return wall_of(shown)  # in numbers only, or in the words of another language
    if found.tzinfo or date_of(shown) is None or shown.rstrip().endswith("-0000"):
        return None, None
    seconds = found.second if shown.count(":") > 1 else None
    return (found.year, found.month, found.day), Clock(found.hour, found.minute, seconds)
