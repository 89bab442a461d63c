"""Days and times as apps and people write them in one cell, in their many spellings."""

import pytest

from analyser.ingest._wall import wall_of

DAY = (2025, 7, 4)


@pytest.mark.parametrize(
    "shown",
    [
        "4 July 2025 at 21:07",
        "Jul 04, 2025 9:07:30 PM",
        "Friday, 4 July 2025 at 21:07",
        "04-Jul-25 21:07",
        "4 Jul 25 21:07",
        "4 July '25, 9:07pm",
        "21:07, 4 July 2025",
        "21:07 on 4 July 2025",
        "9:07 pm, 4 July 2025",
        "4 July 2025 21:07 BST",
        "4 July 2025, 21:07 (UTC+1)",
        "4 July 2025 - 21:07",
        "4 July 2025 @ 21h07",
        "le 4 juillet 2025 à 21:07",
        "4. Juli 2025 um 21:07 Uhr",
        "Dydd Gwener, 4 Gorffennaf 2025 am 21:07",
        "4 temmuz 2025 Cuma 21:07",
        "2025. 7. 4. 오후 9:07",
        "2025/7/4 下午9:07",
        "21:07 4 thg 7, 2025",
    ],
)
def test_a_day_and_a_time_are_read_however_they_are_written(shown):
    parts, clock = wall_of(shown)
    assert parts == DAY
    assert clock is not None
    assert (clock.hour, clock.minute) == (21, 7)


@pytest.mark.parametrize(
    ("shown", "day", "hour"),
    [
        ("1er juillet 2025 à 12:07", (2025, 7, 1), 12),
        ("12:07 am 4 July 2025", DAY, 0),
        ("04/07/2025 @ 12:07 pm", (4, 7, 2025), 12),
    ],
)
def test_the_first_of_a_month_and_both_twelves_are_read(shown, day, hour):
    parts, clock = wall_of(shown)
    assert parts == day
    assert clock is not None
    assert (clock.hour, clock.minute) == (hour, 7)


@pytest.mark.parametrize("shown", ["Fri 4 Jul, 21:07", "26 Oct 21:05", "26 Oct 9 pm", "21:07"])
def test_a_time_without_a_year_names_no_day(shown):
    assert wall_of(shown)[0] is None
