"""The name in a header: large titles, emoji in names, signs at the right, one letter."""

import cv2
import numpy as np
import pytest

from analyser.records import Box
from analyser.screens._engine import Word
from analyser.screens._frame import Frame
from analyser.screens._header import HeaderLines, header_lines, header_name

FRAME = Frame(top=160, bottom=1000, left=0, right=720, head=True, foot=True)


def read(text, left, confidence=0.9):
    wide = 20 * len(text)
    return (
        Box(left=left, top=70, width=wide, height=30),
        [Word(text, 14, 14, wide, 30, (1, 1, 1), confidence)],
    )


@pytest.mark.parametrize(
    ("read_", "name"),
    [
        ((read("K", 90), read("Q", 650)), "K"),
        ((read("<", 20), read("Ops", 90), read("yyyyyy", 560, 0.5)), "Ops"),
        ((read("Q", 650),), None),
        ((read("T.", 340), read("Q", 650)), "T."),
        ((read("Today's news", 90),), "Today's news"),
        ((read("Today 12:40", 90),), None),
        ((read("£50 club", 90),), "£50 club"),
        ((read("You", 90),), None),
        ((read("~Kez", 90),), "~Kez"),
        ((read("MONDAY, 13 JANUARY", 90),), None),
    ],
)
def test_signs_at_the_right_are_no_name_and_one_letter_may_be(read_, name):
    boxes, words = zip(*read_, strict=True)
    lines = HeaderLines(boxes=boxes, cut=(False,) * len(boxes), em=30.0, middle=360.0)
    assert header_name(lines, words)[0] == name


def test_an_emoji_in_a_name_is_painted_over_and_a_large_title_is_one_line():
    page = np.full((1100, 720, 3), 255, np.uint8)
    cv2.putText(page, "HUMMING", (90, 110), cv2.FONT_HERSHEY_SIMPLEX, 1.7, (20, 20, 20), 7)
    page[70:106, 420:456] = (240, 190, 30)
    lines = header_lines(page, FRAME, 300, 30.0)
    assert [(b.left < 95, b.left + b.width < 415) for b in lines.boxes] == [(True, True)]
    assert len(lines.emoji) == 1


def title(label, name, *, label_high=30, senders=(), contrast=()):
    boxes = [Box(left=90, top=40, width=200, height=label_high)]
    boxes.append(Box(left=90, top=90, width=200, height=40))
    words = [[Word(text, 14, 14, 200, 30, (1, 1, 1), 0.9)] for text in (label, name)]
    lines = HeaderLines(
        boxes=tuple(boxes), cut=(False,) * 2, em=30.0, middle=360.0, contrast=contrast, sure=True
    )
    return header_name(lines, words, senders)[0]


def test_a_smaller_or_paler_label_over_the_title_is_no_name_and_a_smaller_line_under_it_neither():
    assert title("Conversation", "Nia") == "Nia"
    assert title("Chats", "Nia", label_high=40, contrast=(120.0, 220.0)) == "Nia"
    assert title("Nia", "online", label_high=44, contrast=(220.0, 120.0)) == "Nia"
    assert title("Nia", "Chats", label_high=44, contrast=(220.0, 220.0)) == "Nia"


def test_the_line_that_names_a_sender_of_the_page_is_the_name():
    assert title("Support", "Nia", label_high=40, senders=["Nia", "You"]) == "Nia"


@pytest.mark.parametrize("size", [1.9, 2.4])
def test_a_title_with_letters_higher_than_a_line_of_type_is_read_whole(size):
    page = np.full((1100, 720, 3), 255, np.uint8)
    cv2.putText(page, "Band bpd", (90, 120), cv2.FONT_HERSHEY_SIMPLEX, size, (20, 20, 20), 7)
    lines = header_lines(page, FRAME, 300, 30.0)
    assert [(b.left < 95, b.width > 250) for b in lines.boxes] == [(True, True)]


def test_a_row_that_begins_with_a_clock_is_no_title():
    row = [read("16:51", 20), read("Clive", 130), read("this", 240)]
    boxes, words = zip(*row, strict=True)
    lines = HeaderLines(boxes=boxes, cut=(False,) * 3, em=30.0, middle=360.0)
    assert header_name(lines, words) == (None, False)
