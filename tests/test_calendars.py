"""Dates of the Thai and the Persian calendar are turned into ours, and the source says so."""

from datetime import date

import pytest

from analyser import ingest
from analyser.calendars import in_our_calendar
from analyser.records import CaseFacts


@pytest.mark.parametrize(
    ("shown", "ours"),
    [
        ((2567, 2, 29), date(2024, 2, 29)),
        ((1399, 1, 1), date(2020, 3, 20)),
        ((1400, 1, 1), date(2021, 3, 21)),
        ((1403, 6, 31), date(2024, 9, 21)),
        ((1403, 12, 30), date(2025, 3, 20)),
        ((1408, 12, 30), date(2030, 3, 20)),
        ((2025, 3, 4), date(2025, 3, 4)),
    ],
)
def test_a_day_is_turned_into_ours(shown, ours):
    assert in_our_calendar(*shown) == ours


@pytest.mark.parametrize(
    "shown", [(1404, 12, 30), (1403, 7, 31), (1403, 13, 1), (1403, 1, 0), (2566, 2, 29)]
)
def test_a_day_that_there_is_not_is_refused(shown):
    with pytest.raises(ValueError):
        in_our_calendar(*shown)


def test_the_source_says_that_its_dates_were_turned():
    chat = "23/9/2567 21:05 - Sam Hill: hi\n23/9/2567 21:06 - Alex Reed: hello\n"
    read = ingest.read(chat.encode(), name="c.txt", source="S1", facts=CaseFacts())
    said = "Dates of the Thai calendar were turned into ours: 23/9/2567 21:05 is 23 September 2024."
    assert said in read.facts


def test_thai_years_of_two_digits_are_written_out_where_no_others_can_be_meant():
    chat = "14/7/68 21:05 - Sam Hill: hi\n4/8/68 21:06 - Alex Reed: hello\n"
    facts = CaseFacts(today=date(2026, 11, 22))
    read = ingest.read(chat.encode(), name="c.txt", source="S1", facts=facts)
    days = [message.when.instant.date() for message in read.messages]
    assert days == [date(2025, 7, 14), date(2025, 8, 4)]
    assert any("Thai calendar" in fact for fact in read.facts)


def test_years_of_two_digits_that_may_be_ours_are_left():
    chat = "14/7/19 21:05 - Sam Hill: hi\n4/8/68 21:06 - Alex Reed: hello\n"
    facts = CaseFacts(today=date(2026, 11, 22))
    read = ingest.read(chat.encode(), name="c.txt", source="S1", facts=facts)
    assert read.messages[0].when.instant.date() == date(2019, 7, 14)
    assert read.messages[1].when.instant is None
