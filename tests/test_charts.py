"""Charts: every number stands in the table and opens its rows; the drawing is valid and local."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import altair as alt
import pytest

from analyser.charts import charts_of
from analyser.findings import Flag, FlagReading, Strength
from analyser.patterns import find_patterns
from analyser.people import find_people
from analyser.records import CaseFacts, Certainty, Message, Moment, Side, Where
from analyser.settings import Settings
from analyser.ui._vega import draw

ZONE = "Europe/London"


def message(number, when, *, sent=False, certainty=Certainty.MINUTE, sender="Alex Rook"):
    return Message(
        id=f"S1-{number}",
        source="S1",
        where=Where(line=number),
        app="whatsapp",
        when=Moment(
            instant=datetime.fromisoformat(when).replace(tzinfo=ZoneInfo(ZONE)),
            certainty=certainty,
        ),
        sender="Sam" if sent else sender,
        side=Side.SENT if sent else Side.RECEIVED,
        text="x",
    )


def flag(number, signal, group):
    return Flag(
        message=f"S1-{number}",
        signal=signal,
        group=group,
        strength=Strength.EXPLICIT,
        reading=FlagReading.STATED,
        score=0.9,
        spans=((0, 1),),
        rule="r",
        because="b",
    )


def charts(messages, flags=()):
    (pattern,) = find_patterns(
        messages,
        people=find_people(messages, CaseFacts()),
        flags=flags,
        settings=Settings(),
        timezone=ZONE,
    )
    return {chart.id: chart for chart in charts_of(pattern, {m.id: m.when for m in messages}, ZONE)}


MESSAGES = [
    message(1, "2025-03-03T22:14"),
    message(2, "2025-03-03T23:59"),
    message(3, "2025-03-04T12:00", sent=True),
    message(4, "2025-03-20T00:00", certainty=Certainty.DAY),
    message(5, "2025-03-30T03:30"),
]
FLAGS = [flag(3, "stop_request", "stop_request"), flag(5, "threat_to_kill", "threat_kill")]


def test_every_number_of_a_chart_stands_in_its_table_and_opens_its_rows():
    found = charts(MESSAGES, FLAGS)
    calendar = found["calendar"]
    assert calendar.rows == (
        ("Mon 3 Mar 2025", "2", ""),
        ("Tue 4 Mar 2025", "0", "a request to stop"),
        ("Thu 20 Mar 2025", "1", ""),
        ("Sun 30 Mar 2025", "1", "words of a threat"),
    )
    assert calendar.ids == (("S1-1", "S1-2"), ("S1-3",), ("S1-4",), ("S1-5",))
    # A week without contact keeps its place: a gap in time is no gap in the drawing.
    assert calendar.scale == ("3 Mar 2025", "10 Mar 2025", "17 Mar 2025", "24 Mar 2025")
    assert found["timeline"].rows == (
        ("Tue 4 Mar 2025", "a request to stop", "S1-3"),
        ("Sun 30 Mar 2025", "words of a threat", "S1-5"),
    )
    # What shows only its day is in no hour.
    assert found["hours"].rows == (("Mon 21-24", "2"), ("Sun 03-06", "1"))
    assert found["channels"].rows == (("Alex Rook, WhatsApp", "4"),)
    for chart in found.values():
        drawn = sorted(int(value["count"]) for value in chart.values)
        if chart.id != "timeline":
            assert drawn == sorted(int(row[1]) for row in chart.rows if row[1] != "0")
        assert len(chart.ids) == len(chart.rows)
        assert chart.alt
        assert all(len(row) == len(chart.header) for row in chart.rows)


def test_marks_of_one_day_are_drawn_once_and_listed_each():
    two = [
        *FLAGS,
        flag(1, "threat_to_kill", "threat_kill"),
        flag(2, "threat_to_kill", "threat_kill"),
    ]
    timeline = charts(MESSAGES, two)["timeline"]
    assert [id_ for (id_,) in timeline.ids] == ["S1-1", "S1-2", "S1-3", "S1-5"]
    assert len(timeline.marks) == 3


def test_the_drawing_is_valid_the_same_twice_and_names_no_address_to_fetch():
    for chart in charts(MESSAGES, FLAGS).values():
        spec = draw(chart)
        assert spec == draw(chart)
        made = alt.Chart.from_dict({key: value for key, value in spec.items()})
        assert made.to_dict()
        assert "url" not in str({key: value for key, value in spec.items() if key != "$schema"})


@pytest.mark.parametrize("days", [1, 1200])
def test_one_message_alone_and_years_of_them_can_be_shown(days):
    start = date(2022, 1, 1).toordinal()
    messages = [
        message(n + 1, f"{date.fromordinal(start + n).isoformat()}T10:00") for n in range(0, days)
    ]
    found = charts(messages)
    assert len(found["calendar"].rows) == days
    assert bool(draw(found["calendar"])) is (days == 1)
    assert draw(found["timeline"])


def test_a_name_that_turns_the_line_round_is_drawn_without_the_marks_that_do_so():
    (row,) = charts([message(1, "2025-03-03T22:14", sender="Al\u202eex")])["channels"].rows
    assert "\u202e" not in row[0]
