"""How the tables of contact say times that are not certain, and lists that come again."""

from dataclasses import replace

from analyser.records import Certainty
from analyser.report._contact import patterns
from analyser.report._known import known, span_said, time_said
from analyser.report._summary import summary
from analyser.report_options import Options
from tests.report.conftest import moment
from tests.report.contact import at, count

FIRST, LAST = "2025-07-03T21:33:00", "2025-07-03T21:40:00"


def with_times(findings, *certainties):
    """Return the case with the messages S1-3 and S1-4 at the two times."""
    times = {
        f"S1-{number}": moment(text, certainty)
        for number, text, certainty in zip((3, 4), (FIRST, LAST), certainties, strict=True)
    }
    messages = [replace(m, when=times.get(m.id, m.when)) for m in findings.messages]
    return known(replace(findings, messages=tuple(messages)))


def span(facts):
    return span_said(at(FIRST), at(LAST), ("S1-3", "S1-4"), facts)


def test_a_time_that_is_inferred_is_about_and_a_day_has_no_clock(findings):
    sure, inferred = Certainty.MINUTE, Certainty.INFERRED
    assert span(with_times(findings, sure, sure)) == "Thu 3 July 2025, 22:33 to 22:40"
    assert span(with_times(findings, sure, inferred)) == "Thu 3 July 2025, 22:33 to about 22:40"
    assert span(with_times(findings, inferred, sure)) == "about Thu 3 July 2025, 22:33 to 22:40"
    by_day = with_times(findings, Certainty.DAY, Certainty.DAY)
    assert span(by_day) == "Thu 3 July 2025"
    assert time_said(None, (), by_day) == "a time not known"


def test_a_long_list_that_comes_again_is_written_once_and_named(findings, now):
    ids = tuple(f"S1-{number}" for number in range(1, 60, 2))
    (pattern,) = findings.patterns
    counts = (count("messages", 30, 30, *ids), count("days", 30, 30, *ids))
    blocks = list(patterns(replace(findings, patterns=(replace(pattern, counts=counts),)), now))
    cells = [cell for block in blocks for row in block.rows for cell in row]
    assert sum("S1-1, 3, 5, 7" in cell for cell in cells) == 1
    assert cells.count("List 1") == 3


def test_the_first_page_has_two_charts_and_marks_the_request_to_stop(findings, now):
    third = next(m for m in findings.messages if m.id == "S1-3")
    early = replace(third, id="S1-9", when=moment("2025-07-01T09:00:00"))
    case = replace(findings, messages=(early, *findings.messages))
    bars, hours = [b for b in summary(case, now, Options()) if b.kind in ("bars", "cells")]
    assert [row[2] for row in bars.rows if row[0] == "2 July 2025"] == ["stop"]
    assert sum(int(row[1]) for row in bars.rows) == sum(
        int(cell) for row in hours.rows for cell in row[1:] if cell
    )
