"""Draw charts as Vega-Lite, in plain values; what they show is decided in `charts`.

Shades differ in lightness and every cell holds its number; marks differ in shape. The colours can
be seen on white and on black.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import altair as alt
from altair.utils.schemapi import debug_mode

from analyser.charts import WEEKDAYS, Chart, Values

Spec = Mapping[str, Any]
_LIGHT, _DARK, _BAR, _MARK = "#e4f1f2", "#0b5c66", "#2a8f9b", "#a8447c"
_DARK_FROM = 0.76
"""Share of the highest count above which numbers are white, else black: at least 4.5 : 1."""
_ROOM = 1.15
"""Marks stand above the highest bar."""


def draw(chart: Chart) -> Spec | None:
    """Return the chart as Vega-Lite; None where there is nothing to draw, or too much."""
    if not chart.values:
        return None
    ways = {"calendar": _calendar, "timeline": _timeline, "hours": _hours, "channels": _bars}
    # Each value would be held against the whole of the schema, which takes seconds.
    with debug_mode(False):
        return ways[chart.id](chart)


def _calendar(chart: Chart) -> Spec:
    """Return days as cells, a column a week; `stops` are outlined and say so."""
    cells, stops = chart.values, chart.marks
    across = alt.Scale(domain=list(chart.scale))
    x = alt.X(
        "week:N",
        title="Week from",
        scale=across,
        axis=alt.Axis(labelAngle=-60, labelOverlap="greedy"),
    )
    base = _of(cells).encode(x=x, y=_weekdays())
    layers = [*_cells(base, cells)]
    if stops:
        marked = _of(stops).encode(x=x, y=_weekdays(), tooltip="says:N")
        layers.append(marked.mark_rect(fill=None, stroke=_MARK, strokeWidth=3))
        # Black with an edge of white: it is seen on a cell of any shade, and on none in the dark.
        word = partial(marked.mark_text, text="stop", dy=9, fontSize=9, fontWeight="bold")
        layers += [word(stroke="#ffffff", strokeWidth=3), word(color="#000000")]
    return _plain(alt.layer(*layers).properties(height=alt.Step(30), width=alt.Step(32)))


def _hours(chart: Chart) -> Spec:
    """Return hours of the day by weekday as cells."""
    cells = chart.values
    across = alt.Scale(domain=list(chart.scale))
    axis = alt.Axis(labelAngle=0, labelOverlap="greedy")
    x = alt.X("hours:N", title="Local time", scale=across, axis=axis)
    base = _of(cells).encode(x=x, y=_weekdays())
    made = alt.layer(*_cells(base, cells))
    return _plain(made.properties(height=alt.Step(28), width=alt.Step(56)))


def _timeline(chart: Chart) -> Spec:
    """Return days along a line, with marks above them."""
    most = max(int(str(bar["count"])) for bar in chart.values)
    x = alt.X("at:T", title=None, axis=alt.Axis(format="%-d %b %Y", labelAngle=-45))
    y = alt.Y("count:Q", title="Messages and calls", axis=alt.Axis(tickMinStep=1))
    drawn = _of(chart.values).mark_rule(color=_BAR, strokeWidth=3)
    layers = [drawn.encode(x=x, y=y, tooltip="says:N")]
    if chart.marks:
        points = [{**mark, "count": most * _ROOM} for mark in chart.marks]
        shapes = alt.Scale(domain=list(chart.scale), range=["square", "triangle-up", "diamond"])
        legend = alt.Legend(title=None, orient="top", labelLimit=300, columns=1)
        shape = alt.Shape("what:N", scale=shapes, legend=legend)
        marked = _of(points).mark_point(size=90, color=_MARK, filled=False, strokeWidth=2)
        layers.append(marked.encode(x=x, y="count:Q", shape=shape, tooltip="says:N"))
    return _plain(alt.layer(*layers).properties(height=260, width="container"))


def _bars(chart: Chart) -> Spec:
    """Return bars; their numbers stand in their labels, in the ink of all text."""
    labelled = [{**bar, "way": f"{bar['way']}: {bar['count']}"} for bar in chart.values]
    axis = alt.Axis(tickMinStep=1, titleAnchor="end")
    made = (
        _of(labelled)
        .mark_bar(color=_BAR)
        .encode(
            x=alt.X("count:Q", title=chart.header[1], axis=axis),
            y=alt.Y("way:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)),
        )
    )
    return _plain(made.properties(height=alt.Step(30), width="container"))


def _of(values: Values) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=list(values)))


def _weekdays() -> alt.Y:
    down = alt.Scale(domain=list(WEEKDAYS))
    return alt.Y("day:N", sort=list(WEEKDAYS), scale=down, title=None)


def _cells(base: alt.Chart, cells: Values) -> tuple[alt.Chart, alt.Chart]:
    """Return shaded cells and their numbers, white where the cell is dark."""
    most = max((int(str(cell["count"])) for cell in cells), default=1)
    scale = alt.Scale(range=[_LIGHT, _DARK], domain=[0, most])
    shade = alt.Color("count:Q", scale=scale, legend=None)
    dark = f"datum.count > {most * _DARK_FROM}"
    ink = alt.condition(dark, alt.value("#ffffff"), alt.value("#000000"))
    return (
        base.mark_rect(stroke="#7d8794").encode(color=shade, tooltip="says:N"),
        base.mark_text(fontSize=11, dy=-2).encode(text="count:Q", color=ink, tooltip="says:N"),
    )


def _plain(chart: alt.LayerChart | alt.FacetChart | alt.Chart) -> Spec:
    made: Spec = chart.to_dict(validate=False)
    return made
