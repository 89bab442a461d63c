"""Draw contact as calendars of days and as hours by weekday: tables whose cells hold the counts.

The shade of a cell only repeats its number, so that nothing rests on colour.
"""

import calendar
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from analyser.findings import ContactPattern, Findings
from analyser.records import Certainty, Message
from analyser.ui._times import written
from analyser.wording import counted

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HOURS_A_CELL = 3
_SHADES = (1, 3, 6, 12)
"""Smallest count of each shade, lightest first."""
_CLOCKED = (Certainty.SECOND, Certainty.MINUTE)


def contact_of(pattern: ContactPattern, findings: Findings) -> list[Message]:
    """Return what the person's occasions are made of: their messages and calls, in time order."""
    wanted = {id_ for occasion in pattern.occasions for id_ in occasion.messages}
    return [message for message in findings.messages if message.id in wanted]


def days_html(messages: Sequence[Message], asked: Collection[date], zone: ZoneInfo) -> str:
    """Return one small calendar for each month with contact; `asked` are days of a stop request."""
    days = Counter(m.when.instant.astimezone(zone).date() for m in messages if m.when.instant)
    months = sorted({(day.year, day.month) for day in (*days, *asked)})
    return (
        '<div class="notes-months">' + "".join(_month(*m, days, asked) for m in months) + "</div>"
    )


def _month(year: int, month: int, days: Counter[date], asked: Collection[date]) -> str:
    head = "".join(f'<th scope="col">{day}</th>' for day in _WEEKDAYS)
    weeks = "".join(
        "<tr>" + "".join(_day(day, month, days[day], day in asked) for day in week) + "</tr>"
        for week in calendar.Calendar().monthdatescalendar(year, month)
    )
    title = f"{calendar.month_name[month]} {year}"
    return (
        f'<table class="notes-month"><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _day(day: date, month: int, count: int, is_asked: bool) -> str:
    if day.month != month:
        return "<td></td>"
    inside = f'<span class="d">{day.day}</span>'
    said = written(day)
    if count:
        inside += f"<strong>{count}</strong>"
        said += f": {counted(count, 'message or call', 'messages or calls')}"
    if is_asked:
        inside += '<span class="stop">stop</span>'
        said += ": you asked to stop"
    style = f"shade{_shade(count)}" + (" asked" if is_asked else "")
    return f'<td class="{style}" title="{said}">{inside}</td>'


def _shade(count: int) -> int:
    return sum(count >= least for least in _SHADES)


def hours_html(messages: Sequence[Message], zone: ZoneInfo) -> str:
    """Return the counts by weekday and hour of day; only what shows a clock time is in it."""
    cells: Counter[tuple[int, int]] = Counter()
    for message in messages:
        if message.when.instant and message.when.certainty in _CLOCKED:
            local = message.when.instant.astimezone(zone)
            cells[local.weekday(), local.hour // _HOURS_A_CELL] += 1
    columns = range(24 // _HOURS_A_CELL)
    head = "".join(
        f'<th scope="col">{hour * _HOURS_A_CELL:02}–{(hour + 1) * _HOURS_A_CELL:02}</th>'
        for hour in columns
    )
    rows = "".join(
        f'<tr><th scope="row">{name}</th>'
        + "".join(_hour(cells[place, hour]) for hour in columns)
        + "</tr>"
        for place, name in enumerate(_WEEKDAYS)
    )
    return (
        '<div class="notes-scroll" tabindex="0"><table class="notes-hours">'
        '<caption class="notes-hidden">Messages and calls by weekday and hour</caption>'
        f'<thead><tr><th scope="col">Hours</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _hour(count: int) -> str:
    return f'<td class="shade{_shade(count)}">{count or ""}</td>'
