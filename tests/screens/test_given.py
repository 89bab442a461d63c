"""Lines outside the bubbles: clocks over or under them, names, and comments with their age."""

from dataclasses import replace

import numpy as np
import pytest

from analyser.records import Box, Side
from analyser.screens._betweens import betweens
from analyser.screens._engine import Word
from analyser.screens._frame import Frame
from analyser.screens._given import comments_of, give_out
from analyser.screens._labels import Between
from analyser.screens._lines import Line
from analyser.screens._outside import Outside, find_outside
from analyser.screens._page import Bubble
from analyser.screens._regions import Region

EM = 20.0
FRAME = Frame(top=0, bottom=800, left=0, right=400, head=False, foot=False)


def bubble(top, *texts, left=20, side=Side.RECEIVED, width=200, height=40, clock=None):
    lines = tuple(
        Line(tuple(text.split()), left, top + 20 * n, left + 9 * len(text), top + 20 * n + 18, 0.9)
        for n, text in enumerate(texts)
    )
    solid = np.ones((height, width), np.bool_)
    box = Box(left=left, top=top, width=width, height=height)
    region = Region(box=box, mask=solid, whole=solid, fill=(230, 230, 230), side=side)
    return Bubble(
        region=region, lines=lines, clock=clock, edited=False, quoted=(), picture=False, emoji=0
    )


def line(top, text, left=24):
    box = Box(left=left, top=top, width=9 * len(text), height=16)
    return Between(text=text, box=box, confidence=0.9)


def test_clocks_over_their_bubbles_are_not_given_to_the_ones_above():
    bubbles = [bubble(60, "aware"), bubble(130, "eaten"), bubble(200, "yes")]
    between = [line(110, "17:01"), line(180, "17:02")]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == [None, "17:01", "17:02"]
    assert left == []


def test_clocks_under_their_bubbles_are_given_to_the_ones_above():
    bubbles = [bubble(60, "aware"), bubble(134, "eaten"), bubble(208, "yes")]
    between = [line(104, "17:01"), line(178, "17:02"), line(252, "17:03")]
    given, _ = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == ["17:01", "17:02", "17:03"]


def test_clocks_in_one_row_with_names_midway_between_bubbles_are_those_of_the_bubbles_below():
    bubbles = [bubble(60, "aware"), bubble(134, "eaten"), bubble(208, "yes")]
    between = [line(109, "Nia Bevan 17:01"), line(183, "Dan Price 17:02")]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [(b.name, b.clock) for b in given] == [
        (None, None),
        ("Nia Bevan", "17:01"),
        ("Dan Price", "17:02"),
    ]
    assert left == []


def test_what_became_of_a_message_before_its_clock_is_no_name_that_puts_it_over_a_bubble():
    bubbles = [bubble(60, "aware"), bubble(134, "eaten")]
    between = [line(109, "Delivered 17:01"), line(183, "Delivered 17:02")]
    given, _ = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == ["17:01", "17:02"]


def test_clocks_at_the_other_edge_of_the_page_are_those_of_the_bubbles_level_with_them():
    bubbles = [bubble(60, "aware"), bubble(108, "eaten", left=180, side=Side.SENT)]
    between = [line(72, "17:01", left=350), line(120, "17:02", left=10)]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == ["17:01", "17:02"]
    assert left == []


def test_a_clock_level_with_a_bubble_is_not_that_of_the_one_under_it_on_the_other_side():
    bubbles = [
        bubble(60, "aware", left=180, side=Side.SENT),
        bubble(108, "eaten"),
        bubble(200, "k"),
    ]
    between = [line(82, "17:01", left=10), line(180, "17:03")]
    given, _ = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == ["17:01", None, "17:03"]


def test_a_name_over_the_clock_over_a_bubble_is_its_sender():
    bubbles = [bubble(60, "no"), bubble(160, "everything Dawn")]
    between = [line(118, "Phil nights"), line(140, "12:16")]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [(b.name, b.clock) for b in given] == [(None, None), ("Phil nights", "12:16")]
    assert left == []


def test_blocks_with_an_age_under_them_are_comments_that_begin_with_a_name():
    bubbles = [
        bubble(60, "josie_w", "worth every penny", height=50),
        bubble(150, "Big Al's Vans", "a bakery love", left=60, side=Side.UNKNOWN, height=50),
    ]
    between = [
        line(114, "6h"),
        line(114, "Like", left=60),
        line(204, "1d", left=64),
        line(204, "Reply", left=110),
        line(300, "View 12 replies"),
    ]
    entries, left = comments_of(bubbles, between, EM)
    assert [(e.name, e.time, e.text, e.side) for e in entries] == [
        ("josie_w", "6h", "worth every penny", Side.UNKNOWN),
        ("Big Al's Vans", "1d", "a bakery love", Side.UNKNOWN),
    ]
    assert [b.text for b in left] == ["View 12 replies"]


def test_a_chat_with_clocks_is_no_list_of_comments():
    bubbles = [bubble(60, "two", "lines", clock="10:01"), bubble(150, "more", clock="10:02")]
    between = [line(104, "1d"), line(194, "2d")]
    assert comments_of(bubbles, between, EM)[0] == ()


def test_a_date_line_with_its_clock_is_no_name():
    given, left = give_out([bubble(60, "night")], [line(38, "Sunday 23:48")], EM, FRAME)
    assert given[0].name is None
    assert [b.text for b in left] == ["Sunday 23:48"]


def test_a_name_with_a_clock_behind_it_in_one_line_is_both():
    bubbles = [bubble(60, "100 and I come now"), bubble(160, "is it stolen")]
    between = [line(38, "Marcus (bike) 17:41"), line(138, "Marcus (bike)17:50")]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [(b.name, b.clock) for b in given] == [
        ("Marcus (bike)", "17:41"),
        ("Marcus (bike)", "17:50"),
    ]
    assert left == []


@pytest.mark.parametrize("written", ["3 March 2025", "Yesterday", "Mon 3 Mar"])
def test_a_date_over_an_own_bubble_is_kept_and_no_name(written):
    own = bubble(60, "please stop", side=Side.SENT)
    _, left = give_out([own], [line(38, written, left=60)], EM, FRAME)
    assert [b.text for b in left] == [written]


def test_days_with_their_times_flush_under_bubbles_are_the_times_of_these():
    bubbles = [bubble(60, "red again"), bubble(160, "pushed")]
    between = [line(104, "7 Jan 2025, 18:24"), line(204, "Mon 3 Mar · 9:14 pm Read")]
    between += [line(240, "Monday 9:20 pm", left=137)]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [b.clock for b in given] == ["7 Jan 2025, 18:24", "Mon 3 Mar · 9:14 pm"]
    assert [b.text for b in left] == ["Monday 9:20 pm"]


def test_a_name_that_is_a_number_or_ends_with_one_is_parted_from_the_clock_behind_it():
    bubbles = [bubble(60, "sorry"), bubble(130, "should be")]
    between = [line(42, "Sam 2 21:45"), line(112, "+44 7700 900612 19:10 pm")]
    given, left = give_out(bubbles, between, EM, FRAME)
    assert [(b.name, b.clock) for b in given] == [
        ("Sam 2", "21:45"),
        ("+44 7700 900612", "19:10 pm"),
    ]
    assert left == []


def test_a_role_behind_a_name_that_was_not_read_is_no_name():
    bubbles = [bubble(60, "nothing kind"), bubble(130, "k"), bubble(200, "what did that say")]
    between = [line(42, "Nadia"), line(112, "Nadia"), line(182, "Admin", left=54)]
    given, left = give_out(bubbles, [*between, line(182, "10:38", left=110)], EM, FRAME)
    assert [(b.name, b.clock) for b in given] == [("Nadia", None), ("Nadia", None), (None, "10:38")]
    assert left == []


def words(*texts):
    return [Word(t, 60 * n, 0, 50, 20, (1, 1, 1), 0.8) for n, t in enumerate(texts)]


def test_a_name_of_initials_before_a_clock_is_read_and_shapes_of_a_wallpaper_are_not():
    boxes = tuple(Box(left=20, top=50 * n, width=130, height=24) for n in range(2))
    outside = Outside(lines=boxes, emoji=(), pictures=(), shapes=(), wallpaper=False)
    crop = np.zeros((30, 160, 3), np.uint8)
    found = betweens(outside, [words("A.J.", "21:03"), words("O.-", "=o*")], [crop, crop], {})
    assert [b.text for b in found] == ["A.J. 21:03"]


@pytest.mark.parametrize(("tops", "found"), [((60, 140, 220), 3), ((60, 140), 0)])
def test_one_letter_that_stands_alike_over_several_bubbles_is_a_line(tops, found):
    page = np.full((400, 400, 3), 255, np.uint8)
    for left, top in (*((24, top - 20) for top in tops), (300, 255)):
        page[top : top + 14, left : left + 3] = page[top + 11 : top + 14, left : left + 9] = 90
    taken = [Box(left=20, top=top, width=200, height=40) for top in tops]
    outside = find_outside(page, FRAME, taken, EM)
    assert len(outside.lines) == found
    assert outside.labels == outside.lines


def test_capitals_and_one_letter_are_names_where_lines_stand_over_bubbles_alike():
    boxes = tuple(Box(left=20, top=80 * n, width=60, height=24) for n in range(4))
    outside = Outside((), (), (), (), wallpaper=False)
    outside = replace(outside, lines=boxes, labels=(boxes[0], boxes[2]))
    crop = np.zeros((30, 90, 3), np.uint8)
    read = [words(text) for text in ("DAD", "DAD", "x", "x")]
    found = betweens(outside, read, [crop] * 4, {})
    assert [b.text for b in found] == ["DAD", "x"]
    given, _ = give_out([bubble(26, "ok"), bubble(186, "no")], found, EM, FRAME)
    assert [b.name for b in given] == ["DAD", "x"]
