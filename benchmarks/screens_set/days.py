"""The words with which an app writes days and clocks, and where it puts a date line."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

WEEK_DAYS = 6
SILENCE = timedelta(hours=1)
YEAR_DAYS = 300
"""Below this a form without a year means one day only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """How one screen writes days and clocks.

    Attributes:
        forms: Of today and yesterday, of this week, of this year, and of what is older.
        line: How a date line is made of `{day}` and `{clock}`.
        captured: When the picture was taken.
    """

    near: tuple[str, str]
    week: str
    year: str
    old: str
    line: str
    upper: bool
    twelve: bool
    captured: datetime

    def day(self, day: date) -> str:
        """Return a day as a date line writes it."""
        ago = (self.captured.date() - day).days
        if ago in (0, 1):
            return self._cased(self.near[ago])
        form = self.week if ago <= WEEK_DAYS else self.year if ago < YEAR_DAYS else self.old
        return self._cased(fill(form, day))

    def clock(self, at: datetime) -> str:
        """Return a clock time."""
        if not self.twelve:
            return f"{at:%H:%M}"
        return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"

    def date_line(self, at: datetime) -> str:
        """Return the date line over a message sent `at`; it may hold marks in HTML."""
        clock = self.clock(at)
        return self.line.format(day=self.day(at.date()), clock=self._cased(clock))

    def starts(self, at: datetime, before: datetime | None) -> bool:
        """Tell whether a date line stands over a message sent `at`."""
        if before is None:
            return True
        if "{clock}" in self.line:
            return at - before >= SILENCE
        return at.date() != before.date()

    def _cased(self, text: str) -> str:
        return text.upper() if self.upper else text


def calendar(app: dict[str, Any], chance: random.Random, captured: datetime) -> Calendar:
    """Return the calendar of one screen: the forms of its app, chosen by `chance`."""
    twelve = chance.random() < app.get("twelve", 0.25)
    return Calendar(
        near=tuple(app.get("near", ("Today", "Yesterday"))),
        week=chance.choice(app.get("week", ["{A}"])),
        year=chance.choice(app.get("year", ["{d} {B}"])),
        old=chance.choice(app.get("old", ["{d} {B} {Y}"])),
        line=app.get("line", "{day}"),
        upper=app.get("upper", False),
        twelve=twelve,
        captured=captured,
    )


def fill(form: str, day: date) -> str:
    """Return a day in the form given; names of days and months are English."""
    return form.format(
        A=f"{day:%A}",
        a=f"{day:%a}",
        d=day.day,
        dd=f"{day:%d}",
        B=f"{day:%B}",
        b=f"{day:%b}",
        mm=f"{day:%m}",
        Y=day.year,
        clock="{clock}",
    )


def ago(at: datetime, captured: datetime, *, long: bool = False) -> str:
    """Return how long ago, as comments say it: `5m`, `3h`, `2d`, `4w`, `2y`; `long` as `2d ago`."""
    minutes = max(1, int((captured - at).total_seconds() // 60))
    sizes = (("y", 525_600), ("w", 10_080), ("d", 1_440), ("h", 60), ("m", 1))
    unit, size = next(pair for pair in sizes if minutes >= pair[1])
    return f"{minutes // size}{unit}{' ago' if long else ''}"
