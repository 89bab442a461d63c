"""The grammar of written times: nothing misread, nothing guessed."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.not_yet import not_yet
from analyser.records import Certainty, DayOrder, Moment
from analyser.repeated_hour import settle_repeated_hour
from analyser.times import (
    Clock,
    date_from,
    on_the_clock,
    plain,
    read_clock,
    read_numeric_date,
    resolve,
    resolve_parts,
)

LONDON = ZoneInfo("Europe/London")
AUTUMN = date(2025, 10, 26)
SPRING = date(2025, 3, 30)


@pytest.mark.parametrize(
    ("written", "hour", "minute", "second"),
    [
        ("10:14\u202fpm", 22, 14, None),
        ("10:14\u00a0PM", 22, 14, None),
        ("\u200e9:02:34 am", 9, 2, 34),
        ("12:00 am", 0, 0, None),
        ("12:30 pm", 12, 30, None),
        ("12:05 a.m.", 0, 5, None),
        ("13:05 PM", 13, 5, None),
        ("00:08 am", 0, 8, None),
        ("7.45", 7, 45, None),
        ("9pm", 21, 0, None),
        ("٢٢:١٤", 22, 14, None),
    ],
)
def test_a_clock_time_is_read_as_it_is_written(written, hour, minute, second):
    assert read_clock(written) == Clock(hour, minute, second)


@pytest.mark.parametrize(
    "written", ["", "9", "24:00", "12:60", "10:10:60", "10:1", "hello", "25pm"]
)
def test_what_is_no_clock_time_is_none(written):
    assert read_clock(written) is None


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from([" ", "\u202f", "\u00a0", ""]))
def test_every_minute_of_the_day_is_read_alike_in_12_and_24_hours(hour, minute, space):
    half = "PM" if hour >= 12 else "AM"
    twelve = f"{hour % 12 or 12}:{minute:02}{space}{half}"
    assert read_clock(twelve) == read_clock(f"{hour:02}:{minute:02}") == Clock(hour, minute)


@given(st.text())
def test_any_text_is_a_time_or_none_and_never_an_error(text):
    read_clock(text)
    read_numeric_date(text)
    assert len(plain(text)) <= len(text)


def test_dates_that_do_not_exist_are_not_dates():
    assert date_from((31, 4, 2025), DayOrder.DAY_FIRST) is None
    assert date_from((29, 2, 2025), DayOrder.DAY_FIRST) is None
    assert date_from((29, 2, 24), DayOrder.DAY_FIRST) == date(2024, 2, 29)
    moment = resolve_parts((31, 31, 2025), None, Clock(9, 0), LONDON, shown_as="31/31/2025")
    assert (moment.instant, moment.certainty, moment.readings) == (None, Certainty.UNKNOWN, ())
    assert moment.note


@pytest.mark.parametrize(
    "written", ["3/4", "03/04-2025", "2025-03", "123/4/2025", "2025/1/2025", "1/1/0001"]
)
def test_broken_dates_are_none(written):
    assert read_numeric_date(written) is None


@pytest.mark.parametrize("order", [None, *DayOrder])
def test_a_date_that_leads_with_the_year_is_read_so_whatever_the_order_of_the_others(order):
    moment = resolve_parts((2025, 3, 14), order, Clock(9, 0), LONDON, shown_as="2025-03-14")
    assert moment.instant == datetime(2025, 3, 14, 9, 0, tzinfo=UTC)
    assert resolve_parts((2025, 14, 3), order, None, LONDON, shown_as="x").instant is None


@pytest.mark.parametrize(
    ("year", "meant"), [(0, 2000), (24, 2024), (69, 2069), (70, 1970), (99, 1999), (2031, 2031)]
)
def test_two_digit_years_are_of_the_2000s_up_to_69(year, meant):
    assert date_from((1, 2, year), DayOrder.DAY_FIRST) == date(meant, 2, 1)


@pytest.mark.parametrize("year", [100, 999, 1899, 2200, 9999])
def test_a_year_that_cannot_be_meant_is_no_date(year):
    assert date_from((1, 2, year), DayOrder.DAY_FIRST) is None


@given(
    st.dates(date(2009, 1, 1), date(2068, 12, 31)),
    st.sampled_from(list(DayOrder)),
    st.sampled_from("/.-"),
    st.booleans(),
    st.booleans(),
)
def test_every_layout_of_a_date_comes_back_as_the_day_it_was_written_for(
    day, order, sign, padded, short
):
    width = 2 if padded else 1
    year = f"{day.year % 100:02}" if short else f"{day.year}"
    numbers = {"d": f"{day.day:0{width}}", "m": f"{day.month:0{width}}", "y": year}
    places = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}[order.value]
    parts = read_numeric_date(sign.join(numbers[place] for place in places))
    assert parts is not None
    # A two-digit year above 31 that stands last is no day, so only its own order fits it.
    if order is DayOrder.YEAR_FIRST or parts[0] <= 31:
        assert date_from(parts, order) == day
    undecided = resolve_parts(parts, None, None, LONDON, shown_as="x")
    if order is not DayOrder.YEAR_FIRST:
        found = undecided.readings or (undecided.instant,)
        assert day in {each.astimezone(LONDON).date() for each in found if each}
        assert len(found) == (1 if day.day == day.month or day.day > 12 else 2)


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.none() | st.integers(0, 59),
    st.sampled_from(["{}pm", "{} PM", "{}\u202fp.m.", "{} p. m.", "{}\u00a0P.M.", "{}p"]),
)
def test_every_layout_of_a_clock_time_comes_back_as_it_was_written(hour, minute, second, form):
    tail = "" if second is None else f":{second:02}"
    form = form if hour >= 12 else form.replace("p", "a").replace("P", "A")
    twelve = form.format(f"{hour % 12 or 12}:{minute:02}{tail}")
    meant = Clock(hour, minute, second)
    assert read_clock(f"{hour:02}:{minute:02}{tail}") == meant
    assert read_clock(f"{hour}.{minute:02}{tail.replace(':', '.')}") == meant
    assert read_clock(twelve) == (meant if form[-1] in "mM." else None)


@pytest.mark.parametrize(
    "zone", ["Europe/London", "Europe/Dublin", "America/New_York", "Asia/Kolkata", "Etc/UTC"]
)
@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 1439))
def test_every_wall_clock_of_a_zone_is_once_twice_or_never(zone, day, minute):
    where = ZoneInfo(zone)
    clock = Clock(minute // 60, minute % 60)
    moment = resolve(day, clock, where, shown_as="x")
    wall = datetime.combine(day, clock.time())
    instants = {
        each
        for hours in range(-30, 31)
        if (each := datetime.combine(day, clock.time(), UTC) + timedelta(minutes=30 * hours))
        .astimezone(where)
        .replace(tzinfo=None)
        == wall
    }
    found = set(moment.readings) or ({moment.instant} if moment.instant else set())
    if not instants:
        assert moment.certainty is Certainty.INFERRED and moment.note
    else:
        assert found == instants
        assert (moment.certainty is Certainty.AMBIGUOUS) == (len(instants) == 2)


def test_an_undecided_date_keeps_both_readings_earlier_first():
    moment = resolve_parts((5, 3, 2025), None, Clock(9, 0), LONDON, shown_as="05/03/2025")
    assert moment.certainty is Certainty.AMBIGUOUS
    assert [each.date() for each in moment.readings] == [date(2025, 3, 5), date(2025, 5, 3)]
    assert moment.instant is None


def test_a_date_that_reads_alike_both_ways_is_certain():
    moment = resolve_parts((4, 4, 2025), None, Clock(9, 0), LONDON, shown_as="04/04/2025")
    assert moment.certainty is Certainty.MINUTE
    assert moment.instant == datetime(2025, 4, 4, 8, 0, tzinfo=UTC)


def test_a_day_without_a_clock_is_certain_by_the_day_only():
    moment = resolve(date(2025, 6, 1), None, LONDON, shown_as="1 June 2025")
    assert moment.certainty is Certainty.DAY
    assert moment.instant == datetime(2025, 5, 31, 23, 0, tzinfo=UTC)


def test_the_hour_that_october_has_twice_keeps_both_instants():
    moment = resolve(AUTUMN, Clock(1, 30), LONDON, shown_as="01:30")
    assert moment.certainty is Certainty.AMBIGUOUS
    assert [each.astimezone(UTC).hour for each in moment.readings] == [0, 1]


def test_the_hour_that_march_leaves_out_is_inferred_and_says_so():
    moment = resolve(SPRING, Clock(1, 30), LONDON, shown_as="01:30")
    assert moment.certainty is Certainty.INFERRED
    assert moment.note and "did not exist" in moment.note
    shown = on_the_clock(moment, LONDON)
    assert shown and (shown.hour, shown.minute) == (1, 30)


def test_hours_beside_the_changes_are_certain():
    for clock in (Clock(0, 59), Clock(2, 0)):
        for day in (AUTUMN, SPRING):
            assert resolve(day, clock, LONDON, shown_as="x").certainty is Certainty.MINUTE


def _october(*clocks: tuple[int, int]) -> list[Moment]:
    return [resolve(AUTUMN, Clock(*clock), LONDON, shown_as="x") for clock in clocks]


def test_the_order_of_the_file_settles_the_hour_that_happens_twice():
    settled = settle_repeated_hour(_october((1, 10), (1, 50), (1, 5), (1, 30)))
    hours = [each.instant and each.instant.astimezone(UTC).hour for each in settled]
    assert hours == [0, 0, 1, 1]
    assert all(each.certainty is Certainty.MINUTE and each.note for each in settled)


def test_a_settled_time_keeps_the_seconds_it_shows():
    clocks = (Clock(1, 50, 5), Clock(1, 10, 0))
    moments = [resolve(AUTUMN, c, LONDON, shown_as=f"{c.time()}") for c in clocks]
    assert {each.certainty for each in settle_repeated_hour(moments)} == {Certainty.SECOND}


def test_an_order_that_settles_nothing_keeps_both_hours():
    moments = _october((1, 10), (1, 30), (1, 50))
    assert settle_repeated_hour(moments) == tuple(moments)


def test_times_of_other_hours_are_left_as_they_are():
    moments = _october((0, 10), (1, 30), (2, 5))
    assert settle_repeated_hour(moments) == tuple(moments)
    assert settle_repeated_hour([]) == ()


def test_what_has_no_time_of_its_own_does_not_part_the_repeated_hour():
    reaction = Moment(shown_as=None)
    moments = [*_october((1, 50)), reaction, *_october((1, 5))]
    settled = settle_repeated_hour(moments)
    assert [each.instant and each.instant.utcoffset() for each in settled] == [
        timedelta(hours=1),
        None,
        timedelta(0),
    ]


@given(st.dates(date(2010, 1, 1), date(2035, 12, 31)), st.integers(0, 23), st.integers(0, 59))
def test_a_resolved_time_shows_the_clock_that_was_written(day, hour, minute):
    moment = resolve(day, Clock(hour, minute), LONDON, shown_as="x")
    if moment.certainty is Certainty.MINUTE:
        assert moment.instant is not None
        local = moment.instant.astimezone(LONDON)
        assert (local.date(), local.hour, local.minute) == (day, hour, minute)
        assert abs(moment.instant.utcoffset() or timedelta()) <= timedelta(hours=1)


def test_a_time_that_had_not_come_keeps_what_is_shown_and_has_no_instant():
    moment = resolve(date(2099, 3, 4), Clock(9, 5), LONDON, shown_as="04/03/2099, 09:05")
    taken = not_yet(moment, date(2026, 11, 27))
    assert (taken.shown_as, taken.instant) == ("04/03/2099, 09:05", None)
    assert "4 March 2099" in taken.note
    assert not_yet(moment, date(2099, 3, 3)) == moment == not_yet(moment, None)
