"""A day that one screenshot shows holds in those that join it, until another one is shown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.records import Box, Certainty, Message, Moment, Where
from analyser.screens._run_days import with_days

LONDON = ZoneInfo("Europe/London")
DAY = datetime(2025, 3, 3, 21, tzinfo=LONDON)


def seen(number, clock, instant=None):
    certainty = Certainty.MINUTE if instant else Certainty.UNKNOWN
    return Message(
        id=f"S1-{number}",
        source="S1",
        where=Where(box=Box(left=0, top=100 * number, width=200, height=80)),
        when=Moment(shown_as=clock, instant=instant, certainty=certainty),
    )


def test_later_clocks_and_rows_without_one_take_the_day_and_earlier_clocks_do_not():
    rows = [
        seen(1, "21:00", DAY),
        seen(2, "21:05"),
        seen(3, None),
        seen(4, "08:00"),
        seen(5, "8:01"),
    ]
    found = with_days(rows, [["S1-1", "S1-2", "S1-3", "S1-4", "S1-5"]], LONDON)
    hours = [m.when.instant and m.when.instant.strftime("%d %H:%M") for m in found]
    # 08:00 is no later clock of that day, so a date line is missing and nothing is guessed.
    assert hours == ["03 21:00", "03 21:05", "03 21:05", None, None]
    assert {m.when.certainty for m in found[1:3]} == {Certainty.INFERRED}


def test_nothing_is_carried_into_a_picture_that_does_not_join():
    rows = [seen(1, "21:00", DAY), seen(2, "21:05")]
    found = with_days(rows, [["S1-1"], ["S1-2"]], LONDON)
    assert found[1].when.instant is None
