"""Joining where an edge cuts a message so that its words were misread."""

from dataclasses import replace

from analyser.screens._join import join
from tests.screens.test_join import reading, shot

FIRST = [
    ("hello there love", "08:01"),
    ("why are you not at home", "08:02"),
    ("answer me", "08:03"),
    ("I am outside your door", "08:04"),
]


def cut(messages, place, text):
    rows = list(messages)
    rows[place] = replace(rows[place], text=text, partial=True)
    return rows


def test_a_cut_message_that_was_misread_is_one_with_its_whole_copy():
    then = cut(shot(2, [*FIRST[1:], ("open it", "08:05")]), 0, "vviiy ~re yuu")
    made = join(reading(shot(1, FIRST), then))
    assert [m.text for m in made.messages] == [text for text, _ in [*FIRST, ("open it", "")]]


def test_a_cut_message_of_another_time_or_among_repeats_joins_nothing():
    then = [*FIRST[1:], ("open it", "08:05")]
    later = [("no", "09:02"), *then[1:]]
    assert len(join(reading(shot(1, FIRST), cut(shot(2, later), 0, "n"))).messages) == 8
    same = [("answer me", "08:01")] * 4
    other = cut(shot(2, same), 0, "n~s")
    assert len(join(reading(shot(1, same), other)).messages) == 8


def test_a_last_message_that_is_not_seen_to_be_cut_is_one_with_the_whole_that_begins_with_it():
    last = cut(shot(1, [*FIRST[:3], ("I am outside", "08:04")]), 3, "I am outside")
    last[3] = replace(
        last[3], partial=False, when=replace(last[3].when, shown_as=None, instant=None)
    )
    made = join(reading(last, shot(2, FIRST[1:])))
    assert len(made.messages) == 4


def test_a_clock_whose_half_of_the_day_was_lost_is_that_of_its_copy_and_no_other_is():
    rows = [(text, f"{clock.replace('08', '8')} pm") for text, clock in FIRST]
    lost = [
        (text, clock.replace(" pm", "")) if n == 1 else (text, clock)
        for n, (text, clock) in enumerate(rows)
    ]
    assert len(join(reading(shot(1, rows), shot(2, lost[1:]))).messages) == 4
    morning = [(text, clock.replace("pm", "am")) for text, clock in rows]
    assert len(join(reading(shot(1, rows), shot(2, morning[1:]))).messages) == 7
