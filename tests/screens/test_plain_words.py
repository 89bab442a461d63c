"""Pages of plain words: who said what is told by the edge at which the words stand."""

from analyser.records import Side
from analyser.screens._row_entries import make_entries
from analyser.screens._row_plain import plain_blocks
from tests.screens.drawn_rows import EM, FRAME, HEIGHT, INK, LETTER, PALE, WIDTH, parts, row

LEFT, RIGHT = 20, 380


def at_right(top, words, colour=INK):
    wide = sum(LETTER * len(word) + 8 for word in words.split()) - 8
    return row(top, (words, colour), left=RIGHT - wide)


def told(rows):
    blocks = plain_blocks(parts(), rows, FRAME, HEIGHT, ())
    return [
        (entry.side, entry.time, entry.text)
        for entry in make_entries(blocks, FRAME, EM)
        if not entry.notice
    ]


def test_words_at_the_left_are_received_and_words_at_the_right_sent_each_with_its_time():
    rows = [
        row(100, "any word", left=LEFT),
        row(124, ("11:02", PALE), left=LEFT),
        at_right(160, "he is sitting up and had"),
        at_right(184, "his toast"),
        at_right(208, "11:05", PALE),
        row(250, "good sign", left=LEFT),
        row(290, "thats great actually", left=LEFT),
        row(314, ("11:06", PALE), left=LEFT),
        at_right(350, "I know"),
        at_right(374, "11:30", PALE),
    ]
    assert told(rows) == [
        (Side.RECEIVED, "11:02", "any word"),
        (Side.SENT, "11:05", "he is sitting up and had his toast"),
        (Side.RECEIVED, None, "good sign"),
        (Side.RECEIVED, "11:06", "thats great actually"),
        (Side.SENT, "11:30", "I know"),
    ]


def test_one_message_at_the_right_with_its_time_under_it_tells_the_sides():
    rows = [
        row(100, "pick up", left=LEFT),
        row(124, ("11:02", PALE), left=LEFT),
        row(160, "pick up", left=LEFT),
        row(184, ("11:03", PALE), left=LEFT),
        at_right(220, "please leave me alone"),
        at_right(244, "11:05", PALE),
    ]
    assert told(rows) == [
        (Side.RECEIVED, "11:02", "pick up"),
        (Side.RECEIVED, "11:03", "pick up"),
        (Side.SENT, "11:05", "please leave me alone"),
    ]


def test_no_sides_are_told_where_only_times_stand_at_the_right():
    rows = [
        made
        for top in range(100, 400, 60)
        for made in (
            row(top, "some words of a list", left=LEFT),
            row(top + 24, ("12:30", PALE), left=WIDTH - 70),
        )
    ]
    assert told(rows) == []
