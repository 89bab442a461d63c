"""Chats of apps that nobody has met: sides by names, times in odd places, cards, faint bubbles."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from analyser.records import Box, Side
from analyser.screens._cards import without_cards
from analyser.screens._first_lines import bold_firsts, pale_firsts
from analyser.screens._frame import Frame
from analyser.screens._inner_times import with_inner_times
from analyser.screens._lines import Line
from analyser.screens._patches import find_patches
from analyser.screens._regions import find_regions
from analyser.screens._two_colours import parted
from tests.screens.made_bubbles import GREEN, GREY, WHITE, bubble


def shown(bubbles):
    return [(b.clock, " / ".join(" ".join(line.words) for line in b.lines)) for b in bubbles]


def test_times_in_the_last_line_of_most_bubbles_are_taken_off():
    made = with_inner_times([bubble(0, "ok", "17:09"), bubble(60, "here", "17:10 Read")])
    assert shown(made) == [("17:09", "ok"), ("17:10", "here")]


def test_times_before_the_words_of_most_bubbles_are_taken_off():
    made = with_inner_times([bubble(0, "17:09 ok"), bubble(60, "17:10 here I am", "now")])
    assert shown(made) == [("17:09", "ok"), ("17:10", "here I am / now")]


@pytest.mark.parametrize(
    "lines", [[("at 5", "17:09"), ("no",), ("yes",)], [("17:09",), ("17:10",)], [("17:09 ok",)]]
)
def test_a_time_that_few_bubbles_show_stays_part_of_the_words(lines):
    bubbles = [bubble(60 * n, *each) for n, each in enumerate(lines)]
    made = with_inner_times(bubbles)
    assert all(m.clock is None for m in made) or len(lines) == 2


def test_cards_become_the_colour_of_the_page_and_their_ink_stays():
    pixels = np.full((900, 400, 3), 255, np.uint8)
    for number, fill in enumerate((GREY, GREEN, GREY)):
        top = 40 + 200 * number
        cv2.rectangle(pixels, (20, top), (380, top + 120), fill, -1)
        ink = WHITE if fill == GREEN else (0, 0, 0)
        cv2.putText(pixels, "Where are you now", (40, top + 70), 0, 0.8, ink, 2)
    frame = Frame(top=0, bottom=900, left=0, right=400, head=False, foot=False)
    flat = without_cards(pixels, frame, noisy=False)
    assert flat is not None
    for number in range(3):
        card = flat[45 + 200 * number : 155 + 200 * number, 25:375].astype(int)
        away = np.abs(card - 255).max(axis=2)
        assert (away < 8).mean() > 0.8  # the page's colour
        assert (away > 90).sum() > 200  # the letters


def test_two_wide_patches_of_other_edges_are_no_cards():
    pixels = np.full((900, 400, 3), 255, np.uint8)
    for left, top in ((2, 100), (60, 400)):
        cv2.rectangle(pixels, (left, top), (left + 330, top + 120), GREY, -1)
    frame = Frame(top=0, bottom=900, left=0, right=400, head=False, foot=False)
    assert without_cards(pixels, frame, noisy=False) is None


def test_bubbles_of_one_chat_are_no_cards():
    pixels = np.full((900, 400, 3), 255, np.uint8)
    for number in range(4):
        left = 20 if number % 2 else 90
        cv2.rectangle(pixels, (left, 40 + 150 * number), (left + 290, 150 + 150 * number), GREY, -1)
    frame = Frame(top=0, bottom=900, left=0, right=400, head=False, foot=False)
    assert without_cards(pixels, frame, noisy=False) is None


def test_a_bubble_hardly_darker_than_the_page_is_found():
    pixels = np.full((600, 400, 3), 248, np.uint8)
    cv2.rectangle(pixels, (20, 100), (260, 170), (245, 245, 245), -1)
    found = [p.box for p in find_patches(pixels, unit=400, noisy=False)]
    assert [(b.left, b.top, b.width, b.height) for b in found] == [(20, 100, 241, 71)]


def drawn(*boxes):
    """Return a phone's page with these boxes filled: left, top, width, height, colour."""
    view = np.full((1000, 720, 3), (140, 171, 217), np.uint8)
    for left, top, width, height, colour in boxes:
        view[top : top + height, left : left + width] = colour
    return view


def test_square_faces_beside_wide_bubbles_are_no_bubbles_and_tell_that_none_is_a_notice():
    face = (200, 140, 107)
    view = drawn(
        *((33, top, 70, 70, face) for top in (387, 645, 775)),
        # A name over it leaves little of a bubble level with its face.
        *((121, 425, 502, 68, WHITE), (121, 683, 492, 70, WHITE), (121, 775, 506, 108, WHITE)),
        *((177, top, 526, 108, (160, 231, 90)) for top in (219, 515, 885)),
    )
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, faces, _ = find_regions(view, frame, noisy=False)
    assert len(faces) == 3
    own, other = Side.SENT, Side.RECEIVED
    assert [r.side for r in regions] == [own, other, own, other, other, own]
    assert not any(r.centred for r in regions)


def test_wide_bubbles_of_one_width_at_each_side_are_no_notices():
    view = drawn(
        *((95, top, 563, 60, WHITE) for top in (200, 400, 700)),
        *((125, top, 573, 60, (246, 251, 238)) for top in (290, 500, 600)),
    )
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, _, _ = find_regions(view, frame, noisy=False)
    own, other = Side.SENT, Side.RECEIVED
    assert [r.side for r in regions] == [other, own, other, own, own, other]


def test_bubbles_at_an_exact_edge_of_their_own_have_its_side_though_a_wide_one_reaches_further():
    view = drawn(
        *((90, top, width, 60, WHITE) for top, width in ((200, 565), (400, 220), (700, 300))),
        *((629 - width, top, width, 60, GREEN) for top, width in ((300, 260), (500, 180))),
    )
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, _, _ = find_regions(view, frame, noisy=False)
    own, other = Side.SENT, Side.RECEIVED
    assert [r.side for r in regions] == [other, own, other, own, other]


def test_a_field_with_a_button_beside_it_ends_the_conversation_whatever_it_says():
    view = drawn((94, 300, 360, 68, WHITE), (94, 420, 300, 68, WHITE), (21, 885, 569, 70, WHITE))
    cv2.circle(view, (655, 920), 36, (60, 60, 90), -1)
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, _, frame = find_regions(view, frame, noisy=False)
    assert [r.box.height for r in regions] == [66, 66]
    assert frame.bottom < 885


def test_a_wide_bubble_at_the_lower_edge_of_a_cut_picture_is_no_typing_box():
    view = drawn(*((700 - width, top, width, 68, GREEN) for top, width in ((400, 200), (540, 320))))
    view[940:, 200:700] = GREEN
    frame = Frame(top=0, bottom=1000, left=0, right=720, head=False, foot=False)
    regions, _, _ = find_regions(view, frame, noisy=False)
    assert [(r.side, r.cut_bottom) for r in regions][-1] == (Side.SENT, True)


def test_a_line_is_parted_where_its_letters_change_colour_and_nowhere_else():
    view = np.full((60, 400, 3), 255, np.uint8)
    for x, colour in ((10, (160, 40, 30)), (105, (120, 122, 124))):
        cv2.putText(view, "Declan", (x, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, colour, 2)
    line = Box(left=0, top=5, width=300, height=45)
    first, second = parted(view, [line])
    assert 95 < first.width < 115
    assert second.left == first.width
    assert parted(view, [Box(left=105, top=5, width=160, height=45)])[0].width == 160


def test_a_small_time_close_behind_a_name_is_parted_from_it_in_a_compressed_picture():
    for ground, name, time in ((255, (150, 90, 160), 120), (18, (160, 140, 200), 135)):
        view = np.full((60, 400, 3), ground, np.uint8)
        cv2.putText(view, "Zeynep R", (10, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.7, name, 2)
        wide = cv2.getTextSize("Zeynep R", cv2.FONT_HERSHEY_SIMPLEX, 0.7, 2)[0][0]
        cv2.putText(
            view, "12:01", (11 + wide, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (time, time, time), 1
        )
        data = BytesIO()
        Image.fromarray(view).save(data, "JPEG", quality=40)
        shown = np.asarray(Image.open(data))
        parts = parted(shown, [Box(left=4, top=10, width=wide + 70, height=45)], noisy=True)
        assert [
            abs(part.left - at) < 5 for part, at in zip(parts, (4, 11 + wide), strict=True)
        ] == [
            True,
            True,
        ]


def test_a_keyboard_whose_edge_does_not_show_ends_the_conversation():
    keys = [(10 + 70 * n, top, 60, 60, WHITE) for top in (740, 820, 900) for n in range(10)]
    view = drawn((94, 300, 360, 68, WHITE), (21, 640, 569, 60, WHITE), *keys)
    view[640:700, 620:690] = (60, 60, 90)
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, _, frame = find_regions(view, frame, noisy=False)
    assert [r.side for r in regions] == [Side.RECEIVED]
    assert frame.bottom < 640


def test_a_small_outlined_bubble_is_found_where_larger_ones_are_outlines():
    view = drawn()
    for left, top, wide, high in ((30, 300, 300, 66), (30, 400, 70, 66)):
        shape = np.zeros(view.shape[:2], np.uint8)
        for x in (left + 33, left + wide - 33):
            cv2.circle(shape, (x, top + 33), 33, 1, -1)
        cv2.rectangle(shape, (left + 33, top), (left + wide - 33, top + high), 1, -1)
        edge = shape - cv2.erode(shape, np.ones((5, 5), np.uint8))
        view[edge > 0] = (60, 60, 60)
        cv2.putText(view, "ok", (left + 18, top + 42), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, _, _ = find_regions(view, frame, noisy=False)
    assert [r.box.width > 200 for r in regions] == [True, False]


def test_a_pale_first_line_is_a_name_where_others_of_its_colour_are():
    ink, pale = (20, 20, 20), (120, 120, 124)

    def lines(name, words, height):
        tall = Line(tuple(words.split()), 5, 20, 90, 20 + height, 0.9)
        return Line(tuple(name.split()), 5, 0, 90, 15, 0.9), tall

    read = [
        lines("Cousin Fran", "you know why", 20),
        lines("Beth R", "morning", 20),
        lines("Imogen", "ty", 12),
        lines("all in one", "ink", 12),
    ]
    colours = [[pale, ink]] * 3 + [[ink, ink]]
    assert pale_firsts(read, colours, ink) == [True, True, True, False]
    assert not any(pale_firsts(read[2:], colours[2:], ink))


def test_square_faces_below_their_bubbles_are_no_bubbles_and_wide_bubbles_keep_their_edge():
    one, two, three = (200, 140, 70), (185, 70, 87), (70, 185, 158)
    view = drawn(
        (80, 200, 340, 84, GREY),
        (20, 290, 46, 46, one),
        # Of one fill, and each within a little of both edges.
        *((left, top, 566, 120, GREY) for left, top in ((80, 360), (94, 520), (94, 680))),
        (20, 486, 46, 46, two),
        (460, 830, 200, 84, GREY),
        (672, 900, 46, 46, three),
        (672, 640, 46, 46, three),
    )
    frame = Frame(top=146, bottom=1000, left=0, right=720, head=True, foot=False)
    regions, faces, _ = find_regions(view, frame, noisy=False)
    assert len(faces) == 4
    own, other = Side.SENT, Side.RECEIVED
    assert [r.side for r in regions] == [other, other, own, own, own]


def test_a_bold_first_line_is_a_name_where_several_bubbles_have_one():
    texts = [["You", "Morning"], ["K", "Yes", "he can"], ["ok"]]
    lines = [[Line((text,), 5, 0, 90, 15, 0.9) for text in each] for each in texts]
    strokes = [[3.1, 2.0], [3.0, 2.1, 2.0], [2.0]]
    assert bold_firsts(lines, strokes) == [True, True, False]
    assert not any(bold_firsts(lines[1:], strokes[1:]))
