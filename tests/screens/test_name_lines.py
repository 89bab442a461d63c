"""Lines of names at bubbles: emoji in them, roles behind them, names hardly paler than words."""

from dataclasses import replace

import cv2
import numpy as np

from analyser.records import Box
from analyser.screens._betweens import betweens
from analyser.screens._bubble_names import named
from analyser.screens._crops import line_crop, part_of, prepare
from analyser.screens._engine import Word
from analyser.screens._first_lines import alike_firsts
from analyser.screens._frame import Frame
from analyser.screens._given import give_out
from analyser.screens._header import HeaderLines, header_name
from analyser.screens._ink import Glyphs
from analyser.screens._label_marks import without_marks
from analyser.screens._labels import Between, name_and_clock
from analyser.screens._lines import UNREAD_GLYPH, Line
from analyser.screens._outside import find_outside
from tests.screens.made_bubbles import GREY, bubble

EM = 28.0
FRAME = Frame(top=0, bottom=900, left=0, right=720, head=True, foot=True)
PINK, PATCH = (230, 40, 120), (222, 226, 223)
TOPS = (120, 320, 520)


def page_of_names(*, emoji=False, role=False):
    """Draw three bubbles with a name over each, in it an emoji or behind it a role."""
    view = np.full((900, 720, 3), 255, np.uint8)
    boxes = []
    for top in TOPS:
        cv2.rectangle(view, (20, top), (520, top + 90), GREY, -1)
        boxes.append(Box(left=20, top=top, width=501, height=91))
        write(view, "Lee", 40, top - 14)
        if emoji:
            cv2.circle(view, (101, top - 22), 13, PINK, -1)
            write(view, "Skoda", 126, top - 14)
        if role:
            cv2.rectangle(view, (92, top - 42), (180, top - 6), PATCH, -1)
            write(view, "Admin", 98, top - 14, (20, 20, 20))
    return view, boxes


def write(view, text, left, foot, colour=(110, 110, 110)):
    cv2.putText(view, text, (left, foot), cv2.FONT_HERSHEY_SIMPLEX, 0.8, colour, 2)


def test_an_emoji_in_a_name_parts_it_in_no_two_and_is_not_read_as_letters():
    view, boxes = page_of_names(emoji=True)
    outside = find_outside(view, FRAME, boxes, EM)
    assert len(outside.lines) == len(outside.labels) == len(outside.inline) == len(TOPS)
    clean, emoji = without_marks(view, view, outside, EM)
    assert not (clean == PINK).all(axis=2).any()
    assert (view == PINK).all(axis=2).any()  # the picture itself stays as it is
    crops = [
        line_crop(clean[b.top : b.top + b.height, b.left : b.left + b.width]) for b in outside.lines
    ]
    read = [
        [
            Word("Lee", 16, 10, 70, 34, (1, 1, 1), 0.9),
            Word("Skoda", 158, 10, 110, 34, (1, 1, 1), 0.9),
        ]
        for _ in TOPS
    ]
    found = [b.text for b in betweens(outside, read, crops, emoji)]
    assert found == [f"Lee {UNREAD_GLYPH} Skoda"] * len(TOPS)


def test_a_role_on_a_patch_behind_a_name_is_not_read_as_part_of_it():
    view, boxes = page_of_names(role=True)
    outside = find_outside(view, FRAME, boxes, EM)
    clean, _ = without_marks(view, view, outside, EM)
    for top in TOPS:
        assert (clean[top - 42 : top - 6, 90:184] == 255).all()
        assert (clean[top - 42 : top - 6, 36:88] < 200).any()


def test_a_page_without_such_marks_is_read_as_it_is():
    view, boxes = page_of_names()
    clean, emoji = without_marks(view, view, find_outside(view, FRAME, boxes, EM), EM)
    assert clean is view
    assert not any(emoji.values())


def label(top, text, **more):
    box = Box(left=24, top=top, width=9 * len(text), height=15)
    return Between(text=text, box=box, confidence=0.9, **more)


def test_a_name_with_an_emoji_or_question_marks_is_the_sender_of_the_bubble_below():
    bubbles = [bubble(60, "so"), bubble(140, "no")]
    lines = [label(42, f"Nan {UNREAD_GLYPH}"), label(122, "dave???", placed=True)]
    given, left = give_out(bubbles, lines, 18.0, FRAME)
    assert [b.name for b in given] == ["Nan", "dave???"]
    assert left == []
    bubbles = [bubble(60, "so"), bubble(140, "no")]
    given, left = give_out(bubbles, [label(122, "really???")], 18.0, FRAME)
    assert [b.name for b in given] == [None, None]


def test_a_name_of_one_letter_before_a_clock_is_parted_from_it():
    assert [b.text for b in name_and_clock(label(0, "J 06:44"))] == ["J", "06:44"]
    assert [b.text for b in name_and_clock(label(0, "O6:40"))] == ["O6:40"]


def test_words_of_another_colour_behind_a_name_in_a_bubble_are_no_part_of_it():
    blue, grey, ink = (30, 60, 200), (130, 130, 130), (10, 10, 10)
    made, parts, crops = [], [], []
    for words in (("Monday Club", "on_monday"), ("Priya", "Seller"), ("Zed", "a b c d e")):
        name, more = words
        spans = tuple((14 + 25 * n, 35 + 25 * n) for n in range(len(f"{name} {more}".split())))
        first = Line(tuple(f"{name} {more}".split()), 14, 16, spans[-1][1], 30, 0.9, spans)
        second = Line(("thank", "you"), 14, 40, 90, 54, 0.9, ((14, 40), (54, 90)))
        one = bubble(0, "x")
        view = np.full((40, 240, 3), GREY, np.uint8)
        for place, (left, right) in enumerate(spans):
            colour = blue if place < len(name.split()) else grey
            view[4:14, left + 8 : right + 4] = colour
        view[28:38, 22:90] = ink
        part, base = part_of(view, one.region)
        crop = prepare(part.copy(), base, 38.0, Glyphs((), ()), cut_top=False, cut_bottom=False)
        parts.append((part, base))
        crops.append(crop)
        made.append(replace(one, lines=(first, second)))
    names = [b.name for b in named(made, parts, crops)]
    # So many words may be what was said: they stay.
    assert names == ["Monday Club", "Priya", "Zed a b c d e"]


def test_low_first_lines_of_one_colour_are_names_though_hardly_paler_than_the_words():
    ink, name = (90, 95, 102), (129, 111, 110)

    def lines(first, low, words, high):
        return (
            Line(tuple(first.split()), 5, 0, 90, low, 0.9),
            Line(tuple(words.split()), 5, 40, 90, 40 + high, 0.9),
        )

    read = [
        lines("ROB VAN MAN", 21, "what time", 28),
        lines("Emma", 22, "what was wrong", 35),
        lines("Nan", 26, "You two are saints", 26),
        lines("007", 21, "everything Dawn", 34),
        lines("goes on and", 34, "on", 26),
    ]
    colours = [[name, ink]] * 4 + [[ink, ink]]
    assert alike_firsts(read, colours, ink) == [True, True, True, True, False]
    # Where a line of words has that colour too, it tells nothing.
    assert not any(alike_firsts(read, [*colours[:4], [ink, name]], ink))


def test_one_member_that_emoji_part_from_the_others_is_no_name_of_a_group():
    def words(text):
        return [Word(w, 40 * n, 0, 36, 20, (1, 1, 1), 0.95) for n, w in enumerate(text.split())]

    title = Box(left=100, top=80, width=200, height=30)
    some = Box(left=40, top=130, width=240, height=24)
    member = Box(left=310, top=130, width=60, height=24)
    lines = HeaderLines(
        boxes=(title, some, member),
        cut=(False, False, False),
        em=30.0,
        middle=200,
        emoji=(Box(left=282, top=130, width=26, height=24),),
        contrast=(200, 120, 120),
        sure=True,
    )
    read = [words("Netball Tuesdays"), words("Uncle Pete, Sue,"), words("Babe")]
    assert header_name(lines, read, ["Babe"])[0] == "Netball Tuesdays"
