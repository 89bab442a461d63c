"""Words for times, places and items, and what is written out where it cannot be shown."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.records import Certainty, Moment
from analyser.report._text import (
    broken,
    clipped,
    first_items,
    item_list,
    local,
    stamp,
    visible,
    when_words,
)
from analyser.times import Clock, resolve
from analyser.wording import counted

ITEMS = tomllib.loads((Path(__file__).parent / "cases" / "items.toml").read_text())["row"]


@pytest.mark.parametrize("row", ITEMS, ids=[row["shown"] for row in ITEMS])
def test_items_are_listed_in_little_room(row):
    assert item_list(row["given"]) == row["shown"]


def test_the_first_of_many_items_are_named_and_the_rest_counted():
    ids = [f"S1-{number}" for number in range(40, 0, -1)]
    assert first_items(ids, 3) == "S1-1 to 3 and 37 more"
    assert first_items(ids[:3], 3) == "S1-38 to 40"


def spelt_out(shown):
    for group in shown.split("; "):
        source, _, numbers = group.partition("-")
        for part in numbers.split(", "):
            first, _, last = part.partition(" to ")
            yield from (f"{source}-{n}" for n in range(int(first), int(last or first) + 1))


@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 40)), min_size=1))
def test_no_item_is_lost_from_a_list_and_none_is_added(pairs):
    ids = {f"S{source}-{number}" for source, number in pairs}
    assert sorted(spelt_out(item_list(ids))) == sorted(ids)


def test_times_are_on_the_clock_of_the_case_in_british_style():
    instant = datetime(2025, 7, 3, 21, 33, tzinfo=UTC)
    when = Moment(shown_as="x", instant=instant, certainty=Certainty.MINUTE)
    assert when_words(when, "Europe/London") == "Thu 3 July 2025, 22:33"


def test_each_certainty_has_its_words():
    instant = datetime(2025, 1, 3, 9, 5, tzinfo=UTC)
    inferred = Moment(instant=instant, certainty=Certainty.INFERRED)
    whole_day = Moment(instant=instant, certainty=Certainty.DAY)
    two = Moment(certainty=Certainty.AMBIGUOUS, readings=(instant, instant.replace(month=3)))
    shown = [when_words(each, "Europe/London") for each in (inferred, whole_day, two, Moment())]
    assert shown == [
        "about Fri 3 January 2025, 09:05",
        "Fri 3 January 2025, time not known",
        "could be Fri 3 January 2025, 09:05 or Mon 3 March 2025, 09:05",
        "time not shown",
    ]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_last_years_have_words(year):
    instant = datetime(year, 12, 31, 23, 59, tzinfo=UTC).replace(month=1 if year == 1 else 12)
    assert str(year) in stamp(local(instant, ZoneInfo("Pacific/Kiritimati")))


def test_one_is_singular_and_the_rest_are_not():
    assert [counted(n, "message") for n in (0, 1, 2)] == ["0 messages", "1 message", "2 messages"]


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_is_shown_has_no_control_character_and_no_half_character(text):
    shown = visible(text)
    assert not [c for c in shown if c not in "\n\t" and (c < " " or "\ud800" <= c <= "\udfff")]
    assert not [c for c in shown if "\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069"]


def test_the_hour_that_comes_twice_tells_both_readings_apart():
    zone = "Europe/London"
    twice = resolve(date(2025, 10, 26), Clock(1, 36), ZoneInfo(zone), shown_as="01:36")
    assert when_words(twice, zone).endswith("01:36 BST or Sun 26 October 2025, 01:36 GMT")


def test_two_messages_an_hour_apart_in_the_hour_that_comes_twice_do_not_look_alike():
    first = datetime(2025, 10, 26, 0, 30, tzinfo=UTC)
    said = [
        when_words(Moment(instant=each, certainty=Certainty.SECOND), "Europe/London")
        for each in (first, first + timedelta(hours=1), first + timedelta(hours=2))
    ]
    assert [each.partition(", ")[2] for each in said] == ["01:30 BST", "01:30 GMT", "02:30"]


def test_a_text_of_megabytes_is_cut_on_paper_and_says_so():
    written = clipped("x" * 30_000, 20_000)
    assert written == "x" * 20_000 + "… [cut here: 30000 characters, whole in report.json]"
    assert clipped("short", 20_000) == "short"


def test_a_hash_breaks_into_equal_parts_and_an_address_at_its_joints():
    mark = "0123456789abcdef" * 4
    assert broken(f"SHA-256 {mark}\n{mark}", 30) == (
        "SHA-256 " + "\n".join(["\u200b".join(["0123456789abcdef"] * 4)] * 2)
    )
    address = "https://www.example.org/a-long-way/to_the_end.html"
    assert broken(address, 60) == address
    parts = broken(address, 20).split("\u200b")
    assert "".join(parts) == address
    assert "example." in parts
    assert max(map(len, parts)) <= 20
