"""Days in words: placed from the day of capture, or not at all."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.records import DayOrder
from analyser.time_finder import find_time
from analyser.written_days import Day, read_day

MONDAY = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("written", "day", "inferred"),
    [
        ("Today", date(2025, 3, 3), True),
        ("YESTERDAY", date(2025, 3, 2), True),
        ("Sunday", date(2025, 3, 2), True),
        ("Tue", date(2025, 2, 25), True),
        ("3 March 2025", date(2025, 3, 3), False),
        ("March 3rd, 2025", date(2025, 3, 3), False),
        ("Mon 3 Mar", date(2025, 3, 3), True),
        ("24 Dec", date(2024, 12, 24), True),
        ("29 Feb", date(2024, 2, 29), True),
        ("2025-03-02", date(2025, 3, 2), False),
        ("25/02/2025", date(2025, 2, 25), False),
    ],
)
def test_a_day_is_placed_from_the_day_of_capture(written, day, inferred):
    assert read_day(written, captured=MONDAY) == Day(day, inferred)


def test_monday_on_a_monday_is_a_week_ago_because_today_is_called_today():
    assert read_day("Monday", captured=MONDAY) == Day(MONDAY - timedelta(days=7), inferred=True)


@pytest.mark.parametrize("written", ["Today", "Yesterday", "Monday", "3 Mar", "Mon 3 Mar"])
def test_without_a_capture_date_nothing_relative_is_placed(written):
    assert read_day(written, captured=None) is None


@pytest.mark.parametrize("written", ["", "31 April 2025", "hello", "Someday", "32 March 2025"])
def test_what_is_no_day_is_none(written):
    assert read_day(written, captured=MONDAY) is None


def test_a_numeric_day_that_could_be_read_two_ways_waits_for_the_order():
    assert read_day("03/04/2025", captured=MONDAY) is None
    day = read_day("03/04/2025", captured=MONDAY, order=DayOrder.DAY_FIRST)
    assert day == Day(date(2025, 4, 3), inferred=False)


def test_a_weekday_chooses_the_year_in_which_it_fits():
    assert read_day("Sun 3 Mar", captured=MONDAY) == Day(date(2024, 3, 3), inferred=True)


def test_a_weekday_that_fits_neither_of_the_last_two_years_leaves_the_day_open():
    assert read_day("Thu 19 Jun", captured=MONDAY) is None  # 2014 would be a guess


@given(st.dates(date(2012, 1, 1), date(2030, 12, 31)), st.integers(0, 300))
def test_a_day_without_a_year_is_the_last_one_before_the_capture(day, later):
    found = read_day(f"{day.day} {day:%B}", captured=day + timedelta(days=later))
    assert found == Day(day, inferred=True)


@given(st.text(), st.dates(date(2012, 1, 1), date(2030, 12, 31)))
def test_any_text_is_a_day_or_none_and_never_an_error(text, captured):
    read_day(text, captured=captured)


@pytest.mark.parametrize("order", [None, *DayOrder])
def test_an_iso_day_is_never_read_any_other_way(order):
    assert read_day("2025-03-02", captured=None, order=order) == Day(date(2025, 3, 2), False)


@pytest.mark.parametrize("day", ["2025-03-02", "02-03-2025", "02.03.2025", "2/3/2025"])
@pytest.mark.parametrize("line", ["{} 07:58", "{}, 7:58 am", "{} at 07:58", "{}"])
def test_a_numeric_day_is_found_in_a_date_line_with_and_without_its_clock(day, line):
    found = find_time(line.format(day))
    assert (found.day, found.rest) == (day, "")
    assert (found.clock is None) == (line == "{}")
