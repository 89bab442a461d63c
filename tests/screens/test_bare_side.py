"""Chats in which one side has bubbles and the other says plain words across from them."""

import numpy as np
import pytest

from analyser.records import Box, CaseFacts, Side
from analyser.screens._bare_side import own_alone, with_bare_side
from analyser.screens._frame import Frame
from analyser.screens._labels import Between
from analyser.screens._lines import Line
from analyser.screens._outside import Outside
from analyser.screens._own import is_mine
from analyser.screens._page import Bubble
from analyser.screens._regions import Region, can_hold_words

WHITE = (255, 255, 255)


def bubble(top, text, side=Side.RECEIVED):
    box = Box(left=20, top=top, width=200, height=40)
    mask = np.ones((40, 200), dtype=np.bool_)
    return Bubble(
        region=Region(box=box, mask=mask, whole=mask, fill=(230, 230, 230), side=side),
        lines=(Line(tuple(text.split()), 5, 0, 100, 15, 0.9),),
        clock=None,
        edited=False,
        quoted=(),
        picture=False,
        emoji=0,
    )


def plain(top, text, left):
    box = Box(left=left, top=top, width=9 * len(text), height=22)
    return Between(text=text, box=box, confidence=0.9)


def test_words_across_from_all_bubbles_are_the_messages_of_the_other_side():
    received = [bubble(top, "hello there") for top in (100, 220)]
    words = ["no", "I have asked you to stop", "please"]
    lines = [plain(160 + 60 * n, text, 380 - 9 * len(text)) for n, text in enumerate(words)]
    lines += [plain(200, "18:05", 335), plain(480, "Seen", 344), plain(90, "Me", 362)]
    frame = Frame(top=60, bottom=800, left=0, right=400, head=True, foot=True)
    found, left = with_bare_side(received, lines, 20.0, frame, WHITE)
    said = [(b.region.side, " ".join(b.lines[0].words)) for b in found]
    assert [each for each in said if each[0] is Side.SENT] == [(Side.SENT, w) for w in words]
    assert [b.text for b in left] == ["18:05", "Seen"]
    both = [*received, bubble(300, "mine", side=Side.SENT)]
    assert with_bare_side(both, lines, 20.0, frame, WHITE) == (both, lines)


def region(left, top, width, height, side=Side.SENT):
    box = Box(left=left, top=top, width=width, height=height)
    mask = np.ones((height, width), dtype=np.bool_)
    return Region(box=box, mask=mask, whole=mask, fill=(90, 40, 160), side=side)


def test_faces_beside_plain_words_are_no_bubbles_where_all_bubbles_are_own():
    own = [region(200, 160, 180, 40), region(260, 340, 120, 40)]
    faces = [region(10, top, 36, 36, Side.RECEIVED) for top in (100, 220, 400)]
    lines = tuple(Box(left=60, top=f.box.top + 8, width=150, height=22) for f in faces)
    outside = Outside(lines=lines, emoji=(), pictures=(), shapes=(), wallpaper=False)
    frame = Frame(top=60, bottom=800, left=0, right=400, head=True, foot=True)
    every = [*own, *faces]
    assert own_alone(every, every, outside, frame) == (own, own, True)
    theirs = [*every, region(60, 500, 160, 40, Side.RECEIVED)]
    assert own_alone(theirs, theirs, outside, frame) == (theirs, theirs, False)


def test_low_bubbles_are_kept_where_several_have_one_height():
    low = [region(20, 50 * n, 90 + 30 * n, 22) for n in range(3)]
    assert all(can_hold_words(each, low, 20.0) for each in low)
    assert not can_hold_words(low[0], low[:2], 20.0)
    holes = [region(20, 50 * n, 90 + 30 * n, 22, Side.UNKNOWN) for n in range(3)]
    assert not any(can_hold_words(each, holes, 20.0) for each in holes)


def test_what_stands_under_comments_is_nobodys_words():
    comments = [bubble(top, "hello there") for top in (100, 220, 340)]
    feet = [plain(top + 70, "Like it or reply", 110) for top in (100, 220, 340)]
    frame = Frame(top=60, bottom=800, left=0, right=400, head=True, foot=True)
    assert with_bare_side(comments, feet, 20.0, frame, WHITE) == (comments, feet)


@pytest.mark.parametrize(
    ("read", "same"),
    [("Sian Prys", True), ("Siân Prvs", True), ("Sian", False), ("Ian Price", False)],
)
def test_the_own_name_is_known_without_its_accent_and_with_one_letter_misread(read, same):
    assert is_mine(CaseFacts(me=("Siân Prys",)), read) is same


def test_the_own_name_is_known_where_letters_of_one_look_were_read_for_each_other():
    assert is_mine(CaseFacts(me=("Al_1987",)), "AI_1987")
    assert not is_mine(CaseFacts(me=("Al_1987",)), "Al_1937")
