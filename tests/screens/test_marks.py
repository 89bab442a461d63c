"""A banner over the top, dots over letters, bubbles cut by an edge that does not show."""

import cv2
import numpy as np
import pytest

from analyser.records import Box
from analyser.screens._accents import mended
from analyser.screens._banner import find_banner
from analyser.screens._engine import Word
from analyser.screens._frame import find_frame
from analyser.screens._gradients import off_page, with_gradients
from analyser.screens._patches import find_patches
from analyser.screens._question_marks import asked
from analyser.screens._regions import find_regions

HEIGHT, WIDTH = 1600, 740


def blank(shade=255):
    return np.full((HEIGHT, WIDTH, 3), shade, np.uint8)


def rounded(pixels, left, top, right, bottom, fill, radius=20):
    shape = np.zeros(pixels.shape[:2], np.uint8)
    cv2.rectangle(shape, (left + radius, top), (right - radius, bottom), 1, -1)
    cv2.rectangle(shape, (left, top + radius), (right, bottom - radius), 1, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, bottom - radius):
            cv2.circle(shape, (x, y), radius, 1, -1)
    pixels[shape > 0] = fill
    return pixels


@pytest.mark.parametrize("shade", [18, 250])
def test_a_panel_that_floats_over_the_top_is_a_banner(shade):
    pixels = rounded(blank(shade), 16, 60, WIDTH - 17, 180, (120, 120, 126))
    found = find_banner(pixels)
    assert found is not None
    assert abs(found.top - 60) < 20
    assert -5 < found.top + found.height - 180 < 36


def test_a_wide_bubble_further_down_is_no_banner():
    pixels = rounded(blank(), 16, 400, WIDTH - 17, 520, (120, 120, 126))
    assert find_banner(pixels) is None


def test_wavering_signs_at_both_ends_of_a_forwarded_header_are_no_banner():
    pixels = blank(120)
    grain = np.random.default_rng(7).integers(-8, 9, (46, 30, 3))
    for left in (14, WIDTH - 44):
        pixels[70:116, left : left + 30] = 120 + grain
    assert find_banner(pixels) is None


@pytest.mark.parametrize("read", ["6", "0"])
@pytest.mark.parametrize("marked", [True, False])
def test_a_digit_alone_with_a_stroke_over_it_is_the_letter(read, marked):
    crop = np.full((80, 70), 255, np.uint8)
    cv2.ellipse(crop, (34, 46), (14, 17), 0, 0, 360, 0, 4)
    if marked:
        cv2.line(crop, (31, 22), (39, 15), 0, 3)
    rows, columns = np.nonzero(crop < 128)
    box = (columns.min(), rows.min(), np.ptp(columns) + 1, np.ptp(rows) + 1)
    word = Word(read, *map(int, box), (1, 1, 1), 0.9)
    assert mended(word, crop).text == ("Ó" if marked else read)


@pytest.mark.parametrize(("drawn", "read", "wanted"), [("ë", "é", "ë"), ("é", "é", "é")])
def test_two_dots_are_told_from_one_stroke(drawn, read, wanted):
    crop, box = _typed(f"Zo{drawn}")
    word = Word(f"Zo{read}", *box, (1, 1, 1), 0.9)
    assert mended(word, crop).text == f"Zo{wanted}"


@pytest.mark.parametrize(
    ("drawn", "read", "wanted"),
    [("ë", "Zoe", "Zoë"), ("é", "Zoe", "Zoé"), ("é", "Zrt", "Zrt"), ("ë", "@oe", "@oe")],
)
def test_a_mark_that_was_not_read_is_put_over_its_vowel_only(drawn, read, wanted):
    crop, box = _typed(f"Zo{drawn}")
    assert mended(Word(read, *box, (1, 1, 1), 0.9), crop).text == wanted


def test_a_letter_that_reaches_over_the_box_of_its_word_gets_no_mark_from_its_own_top():
    crop, (left, top, wide, high) = _typed("Zoe")
    assert mended(Word("Zoe", left + 3, top, wide - 8, high, (1, 1, 1), 0.9), crop).text == "Zoe"


def _typed(text):
    """Draw a tall letter and two rings, the second with the mark of the last letter of `text`."""
    crop = np.full((70, 160), 255, np.uint8)
    cv2.rectangle(crop, (20, 16), (34, 50), 0, 4)
    for x in (58, 88):
        cv2.circle(crop, (x, 40), 10, 0, 4)
    if text.endswith("ë"):
        cv2.circle(crop, (82, 20), 2, 0, -1)
        cv2.circle(crop, (94, 20), 2, 0, -1)
    elif text.endswith("é"):
        cv2.line(crop, (85, 23), (92, 17), 0, 3)
    rows, columns = np.nonzero(crop < 128)
    left, top = int(columns.min()), int(rows.min())
    return crop, (left, top, int(np.ptp(columns)) + 1, int(np.ptp(rows)) + 1)


def test_a_panel_that_the_upper_edge_cuts_begins_at_it():
    pixels = blank()
    pixels[:180, 16 : WIDTH - 16] = (120, 120, 126)
    banner = find_banner(pixels)
    assert banner is not None
    assert banner.top == 0


def test_a_bubble_that_ends_in_a_straight_line_is_cut_where_no_bar_shows():
    pixels = rounded(blank(), 30, 700, 400, 800, (210, 210, 214))
    rounded(pixels, 30, 1420, 400, 1560, (210, 210, 214))
    pixels[1500:] = 255
    regions, _, _ = find_regions(pixels, find_frame(pixels), noisy=False)
    assert [(r.cut_top, r.cut_bottom) for r in regions] == [(False, False), (False, True)]


def test_an_outlined_bubble_of_the_colour_of_the_page_with_letters_in_it_is_found():
    pixels = blank()
    cv2.rectangle(pixels, (30, 700), (240, 780), (120, 120, 120), 2)
    cv2.putText(pixels, "I saw that", (45, 752), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    regions, _, _ = find_regions(pixels, find_frame(pixels), noisy=False)
    assert len(regions) == 1


def test_a_bubble_with_a_gradient_is_found_whole_in_a_compressed_picture():
    pixels = blank(0)
    fade = np.linspace((150, 40, 220), (60, 120, 250), 260).astype(np.uint8)
    pixels[500:760, 300:720] = fade[:, None]
    packed = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 40])[1]
    pixels = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    boxes = [p.box for p in find_patches(pixels, unit=WIDTH, noisy=True)]
    assert any(_near(b, Box(left=300, top=500, width=420, height=260)) for b in boxes)


def test_no_page_of_one_colour_gives_nothing_by_what_it_is_not():
    noise = np.random.default_rng(7).integers(0, 255, (300, 300, 3), np.uint8)
    assert off_page(noise) is None
    assert with_gradients([], [], noise, 300) == []


def _near(one, two):
    return all(
        abs(getattr(one, name) - getattr(two, name)) <= 12
        for name in ("left", "top", "width", "height")
    )


@pytest.mark.parametrize("drawn", ["???", "22?"])
def test_question_marks_read_as_digits_are_marks_only_where_each_has_its_dot(drawn):
    crop = np.full((60, 140), 255, np.uint8)
    for number, letter in enumerate(drawn):
        cv2.putText(crop, letter, (10 + 40 * number, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0,), 3)
    read = Word("22?", 0, 0, 140, 60, (0, 0, 0), 0.9)
    assert asked(read, crop).text == drawn
