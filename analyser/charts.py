"""Charts of contact for the app and the report: each with its table, its rows, and words instead.

A chart repeats numbers that stand in its table; how the app draws it is in `ui/_vega.py`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from analyser.contact import Way
from analyser.findings import ContactPattern
from analyser.records import Certainty, Moment
from analyser.times import on_the_clock, plain
from analyser.wording import app_name, counted, say

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOURS_A_CELL = 3
_CLOCKED = (Certainty.SECOND, Certainty.MINUTE)
_WEEKS_AT_MOST = 60
"""A longer calendar cannot be read; its table has every day."""
_TIES_NAMED = 3
"""Of what has the most; more are counted, and the table has them."""

Values = Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart.

    Attributes:
        alt: What it shows, in words, for those who do not see it.
        header, rows: Its table; every number of the chart is in it.
        ids: Ids of the messages behind each row of the table.
        values: What is drawn, one mapping a cell, bar or day; empty where it is too much to draw.
        marks: What is marked, one mapping a mark.
        scale: Weeks, hours or kinds of mark, in order, those without a value too.
    """

    id: str
    title: str
    alt: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[tuple[str, ...], ...]
    values: Values
    marks: Values = ()
    scale: tuple[str, ...] = ()


def charts_of(
    pattern: ContactPattern, moments: Mapping[str, Moment], timezone: str
) -> tuple[Chart, ...]:
    """Return the charts of one person's contact; those with nothing to show are left out.

    Args:
        pattern: The contact.
        moments: When each message of the case was, by its id, in timeline order.
        timezone: IANA name of the zone whose days and hours are shown.
    """
    zone = ZoneInfo(timezone)
    wanted = {id_ for occasion in pattern.occasions for id_ in occasion.messages}
    theirs = {
        id_: when for id_, when in moments.items() if id_ in wanted and when.instant is not None
    }
    days: dict[date, list[str]] = defaultdict(list)
    for id_, when in theirs.items():
        days[_local(when, zone).date()].append(id_)
    marks = _marks(pattern, theirs, zone)
    made = (
        _calendar(days, marks),
        _timeline(days, marks),
        by_hour(theirs, zone),
        _channels(pattern.ways),
    )
    return tuple(chart for chart in made if chart.rows or chart.values)


def _local(when: Moment, zone: ZoneInfo) -> datetime:
    shown = on_the_clock(when, zone)
    assert shown is not None  # noqa: S101  # only those with a time come here
    return shown


_Mark = tuple[date, str, str]
"""A day, what is marked on it, and the id of its message; empty for what the user typed."""


def _marks(pattern: ContactPattern, theirs: Mapping[str, Moment], zone: ZoneInfo) -> list[_Mark]:
    threats = set(pattern.threats)
    stop, threat, event = (say(f"charts.{name}") for name in ("stop", "threat", "event"))
    found = [
        (each.at.astimezone(zone).date(), stop, each.message)
        for each in pattern.stop_requests
        if each.at and each.plain
    ]
    found += [
        (_local(when, zone).date(), threat, id_) for id_, when in theirs.items() if id_ in threats
    ]
    found += [(each.since.astimezone(zone).date(), event, "") for each in pattern.after_events]
    return sorted(found)


def written(day: date) -> str:
    """Return "Mon 3 Mar 2025"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def _calendar(days: Mapping[date, Sequence[str]], marks: Sequence[_Mark]) -> Chart:
    marked = sorted({*days, *(day for day, _, _ in marks)})
    rows, ids = [], []
    by_day: dict[date, list[_Mark]] = {}
    for mark in marks:
        by_day.setdefault(mark[0], []).append(mark)
    for day in marked:
        there = by_day.get(day, ())
        said = dict.fromkeys(what for _, what, _ in there)
        rows.append((written(day), str(len(days.get(day, ()))), ", ".join(said)))
        ids.append((*days.get(day, ()), *(id_ for _, _, id_ in there if id_)))
    cells = [
        {
            "week": _week(day),
            "day": WEEKDAYS[day.weekday()],
            "count": len(found),
            "says": f"{written(day)}: {counted(len(found), 'item')}",
        }
        for day, found in sorted(days.items())
    ]
    weeks = _weeks(marked) if marked else []
    stops = [
        {
            "week": _week(day),
            "day": WEEKDAYS[day.weekday()],
            "says": f"{written(day)}: {what}",
        }
        for day, what, _ in marks
        if what == say("charts.stop")
    ]
    fits = bool(cells) and len(weeks) <= _WEEKS_AT_MOST
    return Chart(
        id="calendar",
        title=say("charts.calendar"),
        alt=_busiest(say("charts.calendar"), rows),
        header=("Day", "Messages and calls", "Marked"),
        rows=tuple(rows),
        ids=tuple(tuple(dict.fromkeys(each)) for each in ids),
        values=cells if fits else (),
        marks=stops,
        scale=tuple(weeks),
    )


def _busiest(title: str, rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return title
    most = max(int(row[1]) for row in rows)
    alike = [row[0] for row in rows if int(row[1]) == most]
    named = "; ".join(alike[:_TIES_NAMED])
    if (more := len(alike) - _TIES_NAMED) > 0:
        named += "; " + say("charts.ties", count=more)
    return say("charts.most", title=title, most=named, count=most)


def _week(day: date) -> str:
    """Return the Monday of the week of `day`; the calendar of years begins on one."""
    monday = date.fromordinal(day.toordinal() - day.weekday())
    return f"{monday.day} {_MONTHS[monday.month - 1]} {monday.year}"


def _weeks(days: Sequence[date]) -> list[str]:
    """Return every week from the first day to the last, those without contact too."""
    first = days[0].toordinal() - days[0].weekday()
    places = range(first, days[-1].toordinal() + 1, 7)
    return [_week(date.fromordinal(place)) for place in places[: _WEEKS_AT_MOST + 1]]


def _timeline(days: Mapping[date, Sequence[str]], marks: Sequence[_Mark]) -> Chart:
    """Return contact by day along a line, with what is marked on it."""
    rows = tuple((written(day), what, id_) for day, what, id_ in marks)
    drawn = [
        {"at": _noon(day), "count": len(found), "says": f"{written(day)}: {len(found)}"}
        for day, found in sorted(days.items())
    ]
    # Several of a day would lie upon one another.
    points = [
        {"at": _noon(day), "what": what, "says": f"{written(day)}: {what}"}
        for day, what in dict.fromkeys((day, what) for day, what, _ in marks)
    ]
    return Chart(
        id="timeline",
        title=say("charts.timeline"),
        alt=say("charts.timeline_alt", days=len(days), marks=len(marks)),
        header=("Day", "Marked", "Item"),
        rows=rows,
        ids=tuple((id_,) if id_ else () for _, _, id_ in marks),
        values=drawn,
        marks=points,
        scale=tuple(say(f"charts.{name}") for name in ("stop", "threat", "event")),
    )


def _noon(day: date) -> str:
    """Return a time of the day that no time zone of a browser moves to another day."""
    return f"{day.isoformat()}T12:00:00"


def by_hour(moments: Mapping[str, Moment], zone: ZoneInfo) -> Chart:
    """Return the hours of the week of `moments`, of those that show a clock time."""
    hours: dict[tuple[int, int], list[str]] = defaultdict(list)
    for id_, when in moments.items():
        if when.instant is not None and when.certainty in _CLOCKED:
            local = _local(when, zone)
            hours[local.weekday(), local.hour // _HOURS_A_CELL].append(id_)
    cells = [
        {
            "hours": _span(hour),
            "day": WEEKDAYS[day],
            "count": len(found),
            "says": f"{WEEKDAYS[day]} {_span(hour)}: {len(found)}",
        }
        for (day, hour), found in sorted(hours.items())
    ]
    spans = [_span(hour) for hour in range(24 // _HOURS_A_CELL)]
    rows = tuple((f"{cell['day']} {cell['hours']}", str(cell["count"])) for cell in cells)
    return Chart(
        id="hours",
        title=say("charts.hours"),
        alt=_busiest(say("charts.hours"), rows),
        header=("Weekday and hours", "Messages and calls"),
        rows=rows,
        ids=tuple(tuple(found) for _, found in sorted(hours.items())),
        values=cells,
        scale=tuple(spans),
    )


def _span(hour: int) -> str:
    return f"{hour * _HOURS_A_CELL:02}-{(hour + 1) * _HOURS_A_CELL:02}"


def _channels(ways: Sequence[Way]) -> Chart:
    rows = tuple((_way(way), str(len(way.rows))) for way in ways)
    drawn = [{"way": row[0], "count": int(row[1])} for row in rows]
    header = ("Shown as, and app", "Messages, calls and reactions")
    return Chart(
        id="channels",
        title=say("charts.channels"),
        alt=_busiest(say("charts.channels"), rows),
        header=header,
        rows=rows,
        ids=tuple(way.rows for way in ways),
        values=drawn,
    )


def _way(way: Way) -> str:
    parts = [plain(way.sender) or say("charts.no_name"), app_name(way.app) or say("charts.no_app")]
    return ", ".join(parts + ([say("charts.group")] if way.group else []))
