"""Pages without bubbles: who said what, on rows with their looks, and on small drawn pictures."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from analyser.records import Box, Kind, Side
from analyser.screens._row_blocks import find_blocks
from analyser.screens._row_parts import find_parts
from analyser.screens._row_words import is_time
from tests.screens.drawn_rows import (
    BLUE,
    FRAME,
    HEIGHT,
    INK,
    PALE,
    RED,
    WIDTH,
    face,
    parts,
    row,
    said,
    told,
)


def test_a_name_with_a_pale_time_at_an_avatar_heads_a_run_of_messages():
    rows = [
        row(100, ("Moss_Warden", RED), ("08/04/2025 19:01", PALE)),
        row(126, "right who is bringing the box"),
        row(152, "on Thursday"),
        row(184, "not me"),
        row(230, ("Ffion Rees", BLUE), ("08/04/2025 19:03", PALE)),
        row(256, "fine"),
    ]
    made = said(parts(avatars=[face(98), face(228)]), rows)
    assert told(made) == [
        ("Moss_Warden", "08/04/2025 19:01", "right who is bringing the box on Thursday"),
        ("Moss_Warden", None, "not me"),
        ("Ffion Rees", "08/04/2025 19:03", "fine"),
    ]
    assert [m.side for m in made.messages] == [Side.RECEIVED, Side.RECEIVED, Side.SENT]
    assert made.messages[1].when.instant is not None
    assert made.messages[1].when.certainty.value == "inferred"


def test_a_side_is_not_guessed_where_the_own_name_is_not_on_the_page():
    rows = [row(100, ("Moss_Warden", RED), ("19:01", PALE)), row(126, "hello there")]
    made = said(parts(avatars=[face(98)]), rows, me=("Someone Else",))
    assert [(m.sender, m.side) for m in made.messages] == [("Moss_Warden", Side.UNKNOWN)]


def test_the_age_under_a_comment_is_its_time_and_replies_are_no_words_of_it():
    rows = [
        row(100, ("josie_w", PALE)),
        row(124, "worth every penny of it"),
        row(150, ("5h Reply", PALE)),
        row(176, ("View 27 replies", PALE)),
        row(220, ("h.e.l.e.n", PALE)),
        row(244, "does anyone know if they open late"),
        row(270, ("2d Reply", PALE)),
    ]
    made = said(parts(avatars=[face(98), face(218)]), rows)
    assert told(made) == [
        ("josie_w", "5h", "worth every penny of it"),
        ("h.e.l.e.n", "2d", "does anyone know if they open late"),
    ]
    assert [m.when.instant.date().isoformat() for m in made.messages] == [
        "2025-04-09",
        "2025-04-07",
    ]


def bar(top, bottom, colour):
    return Box(left=14, top=top, width=3, height=bottom - top), colour


def test_a_bar_in_the_colour_of_the_name_holds_one_persons_words():
    rows = [
        row(90, ("MARCH 3", PALE), left=160),
        row(120, ("ME", RED), left=14, height=15),
        row(140, "nothing kind", left=30),
        row(180, ("ZOË KEIR", BLUE), left=14, height=15),
        row(200, "Morning x", left=30),
        row(232, "I said no", left=30),
    ]
    bars = [bar(138, 164, RED), bar(198, 256, BLUE)]
    made = said(parts(bars=bars), rows, header="Zoë Keir")
    assert [(m.side, m.sender, m.text) for m in made.messages] == [
        (Side.SENT, "Ffion Rees", "nothing kind"),
        (Side.RECEIVED, "Zoë Keir", "Morning x"),
        (Side.RECEIVED, "Zoë Keir", "I said no"),
    ]
    assert made.messages[0].when.shown_as == "MARCH 3"


def test_a_run_cut_by_the_upper_edge_has_no_name_but_the_side_of_its_bar():
    rows = [
        row(64, "had a bad day", left=30),
        row(110, ("MAM", BLUE), left=14, height=15),
        row(130, "What happened", left=30),
        row(170, ("ME", RED), left=14, height=15),
        row(190, "work again", left=30),
    ]
    bars = [bar(62, 88, RED), bar(128, 154, BLUE), bar(188, 214, RED)]
    made = said(parts(bars=bars), rows)
    assert [(m.side, m.partial) for m in made.messages] == [
        (Side.SENT, True),
        (Side.RECEIVED, False),
        (Side.SENT, False),
    ]


def test_what_stands_above_the_first_name_has_no_sender():
    rows = [
        row(64, "the end of something"),
        row(120, ("Rhodri Pugh", INK), ("@rhodri · 49m", PALE)),
        row(146, "Saw one!"),
    ]
    made = said(parts(avatars=[face(118)]), rows)
    assert told(made) == [
        (None, None, "the end of something"),
        ("Rhodri Pugh", "49m", "Saw one!"),
    ]
    assert made.messages[0].side is Side.UNKNOWN


def test_each_line_of_a_log_begins_with_its_clock_and_name():
    rows = [
        row(100, ("[19:01]", PALE), ("tallulah", RED), "not raisins", left=12),
        row(126, ("[19:04]", PALE), ("moss", BLUE), "then I can do the snacks and", left=12),
        row(152, "the drinks", left=12),
        row(178, ("[19:05]", PALE), ("tallulah", RED), "deal", left=12),
    ]
    made = said(parts(), rows)
    assert told(made) == [
        ("tallulah", "19:01", "not raisins"),
        ("moss", "19:04", "then I can do the snacks and the drinks"),
        ("tallulah", "19:05", "deal"),
    ]


def test_a_quoted_reply_above_a_name_stands_apart():
    rows = [
        row(100, ("Moss_Warden", RED), ("19:01", PALE)),
        row(126, "who has the box"),
        row(160, ("Moss_Warden who has the box", PALE), left=60, height=16),
        row(184, ("tallulah.g", BLUE), ("19:15", PALE)),
        row(210, "we need a grown up"),
    ]
    made = said(parts(avatars=[face(98), face(182)]), rows)
    assert [(m.text, m.quoted) for m in made.messages] == [
        ("who has the box", None),
        ("we need a grown up", "who has the box"),
    ]


def test_a_page_of_print_without_names_gives_no_messages():
    rows = [
        row(100 + 26 * n, "all of this is one long letter of nobody", left=20) for n in range(9)
    ]
    assert find_blocks(parts(), rows, FRAME, HEIGHT) == []


def test_a_centred_line_that_is_no_date_is_a_notice():
    rows = [
        row(80, ("Mags added you", PALE), left=140),
        row(100, ("MAGS", RED), left=14, height=15),
        row(120, "Evening all", left=30),
    ]
    made = said(parts(bars=[bar(118, 144, RED)]), rows)
    assert [(m.kind, m.text) for m in made.messages] == [
        (Kind.SYSTEM, "Mags added you"),
        (Kind.TEXT, "Evening all"),
    ]
    assert made.accounted.units == made.accounted.messages + made.accounted.system


@pytest.mark.parametrize(
    "text",
    [
        "1d",
        "28w",
        "5h ago",
        "· 49m",
        "08/04/2025 7:01 pm",
        "Yesterday at 08:20",
        "20 Feb",
        "[19:01]",
    ],
)
def test_times_and_ages_are_told(text):
    assert is_time(text)


@pytest.mark.parametrize(
    "text",
    [
        *("Reply", "I may go", "2 eggs", "May we", "see you Monday then ok"),
        *("2 10:15 am", "T. 12:16 pm", "Today's"),
    ],
)
def test_words_are_no_times(text):
    assert not is_time(text)


def test_avatars_bars_and_lines_are_found_on_a_drawn_page():
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((14, 100, 58, 144), fill=(200, 60, 110))
    for top in (104, 130, 156):
        for left in range(70, 300, 12):  # letters as small blocks
            draw.rectangle((left, top, left + 2, top + 10), fill="black")
            draw.rectangle((left, top + 9, left + 6, top + 11), fill="black")
    draw.rectangle((14, 200, 16, 260), fill=RED)
    found = find_parts(np.asarray(image), FRAME)
    assert len(found.avatars) == 1
    assert [box.top for box, _ in found.bars] == [200]
    assert len(found.lines) == 3
    assert all(line.left < 75 for line in found.lines)


def test_a_time_for_which_the_row_of_its_words_had_no_room_is_theirs():
    rows = [
        row(100, ("Owain Tudur:", RED), "you might want a different bike", left=12),
        row(126, ("17:58", PALE), left=20),
        row(152, ("Marcus:", BLUE), "right", ("17:59", PALE), left=12),
        row(178, ("Owain Tudur:", RED), "sorted", ("18:00", PALE), left=12),
    ]
    assert told(said(parts(), rows)) == [
        ("Owain Tudur", "17:58", "you might want a different bike"),
        ("Marcus", "17:59", "right"),
        ("Owain Tudur", "18:00", "sorted"),
    ]
