"""The charts of one person's contact: shaded tables, and drawings with their words and table.

A calendar and the hours are tables whose cells are shaded, so that they are read as pictures and as
tables alike. Shades differ in lightness and every cell has its number; marks differ in shape.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from analyser.charts import WEEKDAYS, Chart, charts_of
from analyser.findings import ContactPattern, Findings
from analyser.report._blocks import Block, heading, paragraph, phrase
from analyser.report._known import moments_of
from analyser.report._text import day_words, item_list, visible

_WEEKS_ACROSS = 26
"""As many columns as can hold a number of three digits on this paper."""
_FEWEST = 2
"""One bar alone says nothing that its number does not."""
_MANY_PEOPLE = 3
"""With more people, charts are drawn of those with something that bears on the signs."""
_Cells = Mapping[tuple[str, str], str]


def charts(pattern: ContactPattern, findings: Findings) -> Iterator[Block]:
    """Yield the charts of one person; nothing for ordinary contact in a case of many people."""
    if len(findings.patterns) > _MANY_PEOPLE and not pattern.bearings:
        return
    zone = findings.facts.timezone
    drawn = {each.id: each for each in charts_of(pattern, moments_of(findings), zone)}
    made = [
        *(_calendar(drawn["calendar"]) if "calendar" in drawn else ()),
        *(_timeline(drawn["timeline"]) if "timeline" in drawn else ()),
        *(_hours(drawn["hours"]) if "hours" in drawn else ()),
        *(_channels(drawn["channels"]) if "channels" in drawn else ()),
    ]
    if made:
        yield heading(phrase("charts_title"), 3)
        yield paragraph(phrase("charts"))
        yield from made


def _calendar(chart: Chart) -> Iterator[Block]:
    if not chart.values:
        yield paragraph(phrase("calendar_too_long"))
        return
    yield paragraph(chart.alt)
    cells = _cells(chart, "week")
    for mark in chart.marks:
        place = str(mark["week"]), str(mark["day"])
        if not cells.get(place, "").endswith("stop"):
            cells[place] = f"{cells.get(place, '')} stop".strip()
    for at in range(0, len(chart.scale), _WEEKS_ACROSS):
        weeks = chart.scale[at : at + _WEEKS_ACROSS]
        text = phrase("calendar_weeks", first=weeks[0], last=weeks[-1])
        yield _shaded(text, weeks, cells, tuple(week.rpartition(" ")[0] for week in weeks))


def _hours(chart: Chart) -> Iterator[Block]:
    if chart.values:
        yield paragraph(chart.alt)
        yield from week_hours(chart)


def week_hours(chart: Chart) -> Iterator[Block]:
    """Yield the hours of the week as a shaded table."""
    if chart.values:
        yield _shaded(phrase("hours_local"), chart.scale, _cells(chart, "hours"), chart.scale)


def _cells(chart: Chart, across: str) -> dict[tuple[str, str], str]:
    return {(str(each[across]), str(each["day"])): str(each["count"]) for each in chart.values}


def _shaded(text: str, columns: tuple[str, ...], cells: _Cells, heads: tuple[str, ...]) -> Block:
    """Return a table with a row for each weekday, whose cells are shaded by their numbers."""
    rows = tuple((day, *(cells.get((column, day), "") for column in columns)) for day in WEEKDAYS)
    return Block(
        kind="cells",
        text=text,
        header=("Day", *heads),
        widths=(1.4, *(1.0 for _ in columns)),
        rows=rows,
    )


def _timeline(chart: Chart) -> Iterator[Block]:
    days = sorted({_day(each) for each in (*chart.values, *chart.marks)})
    if len(days) < _FEWEST:
        return
    kinds = {what: str(number) for number, what in enumerate(chart.scale)}
    marked: dict[date, dict[str, None]] = {}
    for mark in chart.marks:
        marked.setdefault(_day(mark), {})[kinds[str(mark["what"])]] = None
    counts = {_day(each): str(each["count"]) for each in chart.values}
    rows = tuple(
        (str((each - days[0]).days), counts.get(each, "0"), "".join(marked.get(each, ())))
        for each in days
    )
    used = {str(mark["what"]) for mark in chart.marks}
    header = (
        *(day_words(day) for day in (days[0], days[-1])),
        *(what if what in used else "" for what in chart.scale),
    )
    yield Block(kind="timeline", text=chart.title, head=chart.alt, rows=rows, header=header)
    if chart.rows:
        yield Block(
            kind="table",
            header=("Day", "Marked on the line", "Item"),
            widths=(3, 4, 2),
            rows=tuple(_marks(chart)),
        )


def _marks(chart: Chart) -> Iterator[tuple[str, str, str]]:
    """Yield each day and mark once, with its items."""
    found: dict[tuple[str, str], list[str]] = {}
    for (day, what, _), ids in zip(chart.rows, chart.ids, strict=True):
        found.setdefault((day, what), []).extend(ids)
    for (day, what), items in found.items():
        yield day, what, item_list(items) or phrase("typed_by_user")


def _day(value: Mapping[str, object]) -> date:
    return date.fromisoformat(str(value["at"]).partition("T")[0])


def _channels(chart: Chart) -> Iterator[Block]:
    """Yield bars; their table, with days and items, stands under the counts."""
    rows = tuple((visible(label), count) for label, count in chart.rows)
    if len(rows) >= _FEWEST:
        yield Block(kind="ways", text=chart.title, head=chart.alt, rows=rows, header=chart.header)
