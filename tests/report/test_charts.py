"""Charts of the report: every number stands in the table, and what is drawn is said in words."""

from dataclasses import replace

from analyser.charts import charts_of
from analyser.report._charts import charts
from analyser.report._known import moments_of


def of_kind(findings, kind):
    blocks = charts(findings.patterns[0], findings)
    return [block for block in blocks if block.kind == kind]


def test_the_calendar_holds_each_day_of_the_charts_table_and_the_stop(findings):
    (chart,) = [
        each
        for each in charts_of(findings.patterns[0], moments_of(findings), "Europe/London")
        if each.id == "calendar"
    ]
    days, hours = of_kind(findings, "cells")
    numbers = [int(c.split()[0]) for row in days.rows for c in row[1:] if c[:1].isdigit()]
    assert sorted(numbers) == sorted(int(row[1]) for row in chart.rows if row[1] != "0")
    assert sum(cell.endswith("stop") for row in days.rows for cell in row) == 1
    assert sum(int(c) for row in hours.rows for c in row[1:] if c) == sum(numbers)


def test_every_drawing_says_in_words_what_it_shows_and_marks_name_their_items(findings):
    drawn = of_kind(findings, "timeline") + of_kind(findings, "ways")
    assert len(drawn) == 2
    assert all(block.head for block in drawn)
    (table,) = of_kind(findings, "table")
    assert ("Wed 2 Jul 2025", "a request to stop", "S1-2") in table.rows


def test_a_long_contact_is_not_drawn_by_day_and_that_is_said(findings):
    early = replace(
        findings.messages[2],
        when=replace(
            findings.messages[2].when,
            instant=findings.messages[2].when.instant.replace(year=2022),
        ),
    )
    case = replace(findings, messages=(early, *findings.messages[3:]))
    blocks = list(charts(case.patterns[0], case))
    assert [len(b.header) for b in blocks if b.kind == "cells"] == [9]  # the hours only
    assert any("60 weeks" in block.text for block in blocks)
