"""Day or month first: decided over the whole file with its proof, or left open."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from analyser.day_order import decide_order
from analyser.records import DayOrder


def test_a_number_above_twelve_proves_the_order():
    decision = decide_order([(1, 2, 2025), (3, 4, 2025), (25, 12, 2025)])
    assert (decision.order, decision.proof) == (DayOrder.DAY_FIRST, 2)
    assert decide_order([(1, 2, 25), (12, 25, 25)]).order is DayOrder.MONTH_FIRST


def test_an_iso_date_is_never_read_any_other_way():
    decision = decide_order([(2025, 3, 4), (2025, 12, 25)])
    assert (decision.order, decision.proof) == (DayOrder.YEAR_FIRST, 0)


def test_names_of_attachments_decide_when_no_number_does():
    dates = [(5, 3, 2025), (6, 3, 2025), (6, 3, 2025)]
    decision = decide_order(dates, anchors=[(1, date(2025, 3, 6))])
    assert (decision.order, decision.proof) == (DayOrder.DAY_FIRST, 1)


def test_names_of_attachments_that_disagree_decide_nothing():
    dates = [(5, 3, 2025), (5, 3, 2025)]
    anchors = [(0, date(2025, 3, 5)), (1, date(2025, 5, 3))]
    assert decide_order(dates, anchors=anchors).order is None


def test_time_that_would_run_backwards_decides():
    dates = [(1, 2, 2025), (2, 2, 2025), (1, 3, 2025), (2, 3, 2025), (1, 4, 2025)]
    decision = decide_order(dates)
    assert decision.order is DayOrder.DAY_FIRST
    assert decision.proof == 2
    assert "backwards" in decision.reason


def test_a_date_in_the_future_decides():
    assert decide_order([(5, 11, 2025)], not_after=date(2025, 6, 1)).order is DayOrder.MONTH_FIRST


def test_dates_that_fit_both_ways_are_left_undecided():
    decision = decide_order([(1, 1, 2025), (2, 2, 2025), (3, 3, 2025)])
    assert (decision.order, decision.proof) == (None, None)
    assert decide_order([]).order is None


days = st.lists(st.dates(date(2015, 1, 1), date(2029, 12, 31)), min_size=1, max_size=60)


@given(days, st.booleans())
def test_a_file_in_time_order_is_never_read_the_wrong_way(days, day_first):
    days = sorted(days)
    dates = [
        (day.day, day.month, day.year) if day_first else (day.month, day.day, day.year)
        for day in days
    ]
    right = DayOrder.DAY_FIRST if day_first else DayOrder.MONTH_FIRST
    assert decide_order(dates, not_after=days[-1] + timedelta(days=1)).order in (right, None)


def test_dates_that_lead_with_the_year_leave_the_others_to_be_decided():
    decision = decide_order([(2025, 3, 4), (1, 4, 2025), (14, 4, 2025)])
    assert (decision.order, decision.proof) == (DayOrder.DAY_FIRST, 2)


def test_two_digit_years_that_stand_first_are_told_by_time():
    days = [date(2025, 3, 13) + timedelta(days=9 * n) for n in range(12)]
    dates = [(day.year % 100, day.month, day.day) for day in days]
    assert decide_order(dates).order is DayOrder.YEAR_FIRST
    assert decide_order([(25, 3, 13)]).order is DayOrder.DAY_FIRST


@given(days, st.sampled_from([DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST]))
def test_the_proof_names_a_date_that_fits_only_one_order(days, order):
    dates = [
        (day.day, day.month, day.year % 100)
        if order is DayOrder.DAY_FIRST
        else (day.month, day.day, day.year % 100)
        for day in sorted(days)
    ]
    decision = decide_order(dates)
    if decision.proof is not None and "cannot" in decision.reason:
        first, second, _ = dates[decision.proof]
        assert first > 12 or second > 12
        assert decision.order is order


def test_one_pasted_line_of_another_country_does_not_turn_all_others_round():
    dates = [(5, 13, 2024), *((day, 3, 2024) for day in range(9, 29))]
    decision = decide_order(dates)
    assert decision.order is DayOrder.DAY_FIRST
    assert "1 date could only be read the other way" in decision.reason


def test_numbers_that_contradict_each_other_decide_nothing():
    decision = decide_order([(5, 13, 2024), (25, 3, 2024), (4, 3, 2024)])
    assert decision.order is None
    assert "others only month first" in decision.reason


def test_much_on_neighbouring_days_is_likelier_than_on_one_day_of_many_months():
    dates = [(5, day, 2025) for day in range(3, 9) for _ in range(4)]
    decision = decide_order(dates)
    assert decision.order is DayOrder.MONTH_FIRST
    assert "153 days and not over 5" in decision.reason
    turned = [(day, 5, 2025) for day in range(3, 9) for _ in range(4)]
    assert decide_order(turned).order is DayOrder.DAY_FIRST


def test_a_reminder_once_a_month_decides_nothing():
    assert decide_order([(5, month, 2025) for month in range(3, 9)]).order is None


def test_two_digit_years_that_stand_first_are_told_by_days_that_would_be_years():
    decision = decide_order([(25, 3, day) for day in range(14, 19)])
    assert decision.order is DayOrder.YEAR_FIRST
    assert decision.reason == "With the day first, these dates would lie in 5 different years."


def test_a_few_dates_on_one_day_of_many_years_stay_but_the_other_reading_is_said():
    decision = decide_order([(25, 3, 14), (25, 3, 15), (25, 3, 16)])
    assert decision.order is DayOrder.DAY_FIRST
    assert decision.reason.endswith("the first date is 14 March 2025: check it.")


def test_two_digit_years_that_stand_first_are_told_by_days_to_come():
    dates = [(24, 12, 29), (24, 12, 30), (24, 12, 31), (25, 1, 2)]
    assert decide_order(dates, today=date(2026, 11, 28)).order is DayOrder.YEAR_FIRST
