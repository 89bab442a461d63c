"""Pages without bubbles of apps that nobody met: names inside bars, before words, without times."""

from dataclasses import replace

import pytest

from analyser.records import Box, Side
from analyser.screens._lines import UNREAD_GLYPH
from analyser.screens._row_roles import without_roles
from analyser.screens._row_words import time_at_end
from tests.screens.drawn_rows import BLUE, FRAME, INK, PALE, RED, parts, row, said, told


def bar(top, bottom, colour):
    return Box(left=14, top=top, width=3, height=bottom - top), colour


def test_names_inside_bars_of_one_colour_and_times_over_the_words_are_told_from_words():
    rows = [
        row(100, ("Nia Bevan", PALE), left=30, height=15),
        row(124, ("18:29", PALE), left=30, height=15),
        row(148, "see you there", left=30),
        row(190, ("18:31", PALE), left=30, height=15),
        row(214, "good", left=30),
        row(260, ("Ffion Rees", PALE), left=30, height=15),
        row(284, ("18:40", PALE), left=30, height=15),
        row(308, "no", left=30),
    ]
    bars = [bar(98, 170, BLUE), bar(188, 236, BLUE), bar(258, 330, BLUE)]
    assert told(said(parts(bars=bars), rows)) == [
        ("Nia Bevan", "18:29", "see you there"),
        ("Nia Bevan", "18:31", "good"),
        ("Ffion Rees", "18:40", "no"),
    ]


def test_names_of_one_letter_with_emoji_or_an_account_and_a_time_are_names_in_the_words_own_look():
    rows = [
        row(100, "J 18:29", left=30),
        row(124, "see you there", left=30),
        row(190, f"Nia {UNREAD_GLYPH} @nia_ 18:31", left=30),
        row(214, "good", left=30),
        row(260, "J 18:40", left=30),
        row(284, "no", left=30),
    ]
    bars = [bar(98, 146, RED), bar(188, 236, BLUE), bar(258, 306, RED)]
    assert told(said(parts(bars=bars), rows, me=("J",))) == [
        ("J", "18:29", "see you there"),
        ("Nia", "18:31", "good"),
        ("J", "18:40", "no"),
    ]


def test_short_words_over_their_time_beside_a_bar_are_no_name():
    rows = [
        row(100, ("Nia Bevan", RED), left=30),
        row(124, "good", left=30),
        row(148, ("18:29", PALE), left=30, height=15),
        row(190, "pick up", left=30),
        row(214, ("18:31", PALE), left=30, height=15),
        row(260, ("Ffion Rees", BLUE), left=30),
        row(284, "no", left=30),
        row(308, ("18:40", PALE), left=30, height=15),
    ]
    bars = [bar(98, 170, RED), bar(188, 236, RED), bar(258, 330, BLUE)]
    assert told(said(parts(bars=bars), rows)) == [
        ("Nia Bevan", "18:29", "good"),
        ("Nia Bevan", "18:31", "pick up"),
        ("Ffion Rees", "18:40", "no"),
    ]


@pytest.mark.parametrize("ticks", ["v v", "Vv ¥", "vv"])
def test_ticks_read_as_letters_behind_a_clock_are_no_words(ticks):
    ends = row(100, "pick up", (f"9:04 am {ticks}", PALE)).runs
    assert time_at_end(ends) == 2
    assert time_at_end(row(100, f"you {ticks}").runs) == 1 + len(ticks.split())


def test_bars_before_and_behind_words_tell_the_sides():
    rows = [
        row(100, "good", left=30),
        row(150, "I know", left=270),
        row(200, "stop please", left=30),
    ]
    wide = rows[1].right + 8
    bars = [bar(98, 124, BLUE), (Box(left=wide, top=148, width=3, height=26), RED)]
    bars.append(bar(198, 224, BLUE))
    assert [(m.side, m.text) for m in said(parts(bars=bars), rows).messages] == [
        (Side.RECEIVED, "good"),
        (Side.SENT, "I know"),
        (Side.RECEIVED, "stop please"),
    ]


def test_names_in_a_colour_over_words_need_no_time_and_a_time_behind_a_dot_is_theirs():
    for time in ("", "- 18:05"):
        pieces = [(time, INK)] if time else []
        rows = [
            each
            for n, who in enumerate(["Nia Bevan", "Sim", "Nia Bevan"])
            for each in (
                row(100 + 90 * n, (who, RED), *pieces, left=20),
                row(128 + 90 * n, "I know where you work", left=20),
                row(156 + 90 * n, "say something", left=20),
            )
        ]
        made = said(parts(), rows).messages
        assert [m.sender for m in made if "work" in m.text] == ["Nia Bevan", "Sim", "Nia Bevan"]
        assert {m.when.shown_as for m in made if "work" in m.text} == {time[2:] or None}


def test_a_line_that_says_to_whom_a_letter_goes_does_not_part_it_from_its_name():
    rows = [
        each
        for n, who in enumerate(["Nia Bevan", "Sim Park", "Nia Bevan"])
        for each in (
            row(100 + 110 * n, who, (f"18:0{n}", PALE), left=20),
            row(126 + 110 * n, ("to me", PALE), left=20, height=15),
            row(160 + 110 * n, "I know where you work", left=20),
        )
    ]
    assert told(said(parts(), rows)) == [
        ("Nia Bevan", "18:00", "I know where you work"),
        ("Sim Park", "18:01", "I know where you work"),
        ("Nia Bevan", "18:02", "I know where you work"),
    ]


@pytest.mark.parametrize("marks", [("", "", RED), ("<", ">", PALE)])
def test_names_before_words_are_told_by_their_colour_or_their_brackets(marks):
    before, after, colour = marks
    rows = [
        row(100 + 40 * n, (f"{before}{who}{after}", colour), text, (f"18:0{n}", PALE), left=20)
        for n, (who, text) in enumerate(
            [("Nia", "pick up"), ("Nia", "I know where you work"), ("Sim", "no"), ("Sim", "stop")]
        )
    ]
    assert [(m.sender, m.text) for m in said(parts(), rows).messages] == [
        ("Nia", "pick up"),
        ("Nia", "I know where you work"),
        ("Sim", "no"),
        ("Sim", "stop"),
    ]


def test_short_lines_as_far_apart_as_a_wrapped_one_are_messages_of_their_own():
    full = "the man says Tuesday at the earliest yes"
    rows = [
        row(100, ("Nia", RED), ("18:01", PALE), left=20),
        *[row(130 + 30 * n, text, left=20) for n, text in enumerate(["one", "two", full, "ok"])],
        row(260, ("Sim", BLUE), ("18:05", PALE), left=20),
        *[row(290 + 30 * n, text, left=20) for n, text in enumerate(["no", "stop", "now"])],
    ]
    made = [m.text for m in said(parts(), rows).messages]
    assert made == ["one", "two", f"{full} ok", "no", "stop", "now"]


def test_a_role_on_a_chip_behind_a_name_is_nobodys_words():
    page = parts()

    def chipped(top, *, size):
        made = row(top, "Nia MOD 18:29")
        name, role, time = made.runs
        box = replace(role.box, height=size)
        page.view[top - FRAME.top :, box.left - 4 : box.left + box.width + 4] = 225
        return replace(made, runs=(name, replace(role, box=box), time))

    rows = [chipped(100, size=14), chipped(190, size=14)]
    assert [r.text for r in without_roles(page, rows, FRAME)] == ["Nia 18:29"] * 2
    marked = [chipped(100, size=20), chipped(190, size=20)]  # as a search marks what it found
    assert without_roles(page, marked, FRAME) == marked


def test_a_name_of_nothing_but_emoji_begins_what_somebody_else_said():
    rows = [
        row(100, ("You", RED), ("18:29", PALE)),
        row(124, "see you there"),
        row(190, UNREAD_GLYPH, ("18:31", PALE)),
        row(214, "good"),
        row(280, ("You", RED), ("18:40", PALE)),
        row(304, "no"),
    ]
    made = said(parts(), rows)
    assert [(m.side, m.when.shown_as) for m in made.messages] == [
        (Side.SENT, "18:29"),
        (Side.RECEIVED, "18:31"),
        (Side.SENT, "18:40"),
    ]


def test_what_became_of_a_message_behind_its_time_does_not_make_a_name_one_before_words():
    rows = [
        row(top, (name, RED), ("18:29 Read", PALE)) if name else row(top, "good")
        for top, name in ((100, "Nia"), (124, ""), (190, "Nia"), (214, ""), (280, "Nia"), (304, ""))
    ]
    assert told(said(parts(), rows)) == [("Nia", "18:29", "good")] * 3


def test_words_paler_than_the_names_over_them_are_no_small_print():
    bright, dim = (10, 60, 200), (120, 120, 120)
    rows = []
    for number, words in enumerate(("good", "fine", "ok then")):
        top = 100 + 70 * number
        rows.append(row(top, ("Nia Bevan-Llewellyn", bright), (f"18:2{number}", dim)))
        rows.append(row(top + 26, (words, dim)))
    assert told(said(parts(), rows)) == [
        ("Nia Bevan-Llewellyn", "18:20", "good"),
        ("Nia Bevan-Llewellyn", "18:21", "fine"),
        ("Nia Bevan-Llewellyn", "18:22", "ok then"),
    ]


def test_a_clock_and_a_coloured_name_begin_long_messages_too_and_a_weekday_may_begin_the_name():
    rows, top = [], 100
    for clock, name, colour in (
        ("8:02 am", "Ffion Rees", BLUE),
        ("9:47 am", "Monday Club Jo", RED),
        ("9:49 am", "Ffion Rees", BLUE),
        ("10:15 am", "Monday Club Jo", RED),
    ):
        rows.append(row(top, (clock, PALE), (name, colour), "so that is", left=20))
        for n in range(1, 5):
            rows.append(row(top + 26 * n, "a long message goes on here", left=20))
        top += 140
    words = "so that is" + " a long message goes on here" * 4
    made = [(name, time, " ".join(text.split())) for name, time, text in told(said(parts(), rows))]
    assert made == [
        ("Ffion Rees", "8:02 am", words),
        ("Monday Club Jo", "9:47 am", words),
        ("Ffion Rees", "9:49 am", words),
        ("Monday Club Jo", "10:15 am", words),
    ]


def test_a_role_behind_a_coloured_name_does_not_make_it_one_before_words():
    role = (107, 107, 107)
    rows = []
    for number, words in enumerate(("good one that", "fine then see", "ok then maybe")):
        top = 100 + 70 * number
        rows.append(row(top, ("Nia Bevan", RED), ("Seller", role), (f"18:2{number}", role), gap=30))
        rows.append(row(top + 26, (words, (70, 70, 70))))
    assert [(m.sender, m.when.shown_as) for m in said(parts(), rows).messages] == [
        ("Nia Bevan", "18:20"),
        ("Nia Bevan", "18:21"),
        ("Nia Bevan", "18:22"),
    ]
