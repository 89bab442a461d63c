"""The page under what is drawn on it: rows full of letters, bars at the edge of the page."""

import numpy as np
from PIL import Image, ImageDraw

from analyser.screens._frame import Frame
from analyser.screens._ground import away_from_rows, without_bars
from analyser.screens._outside import find_outside
from analyser.screens._row_parts import find_parts

EM = 20.0
WIDTH, HEIGHT = 300, 440
FRAME = Frame(top=0, bottom=HEIGHT, left=0, right=WIDTH, head=False, foot=False)


def letters(draw, top, left=20, right=280):
    for at in range(left, right, 10):
        draw.rectangle((at, top, at + 1, top + 10), fill=(230, 230, 230))
        draw.rectangle((at, top + 9, at + 6, top + 10), fill=(230, 230, 230))


def page(*, bars=(), lines=()):
    image = Image.new("RGB", (WIDTH, HEIGHT), (24, 19, 14))
    draw = ImageDraw.Draw(image)
    for top, bottom, colour in bars:
        draw.rectangle((0, top, 7, bottom), fill=colour)
    for top in lines:
        letters(draw, top)
    return np.asarray(image)


def test_rows_that_letters_fill_by_more_than_half_do_not_become_the_page():
    pixels = page(lines=(60,))
    away = away_from_rows(pixels, np.ones(pixels.shape[:2], dtype=np.bool_), EM)
    assert (away[:, :15] == 0).all()
    assert (away[69:71, 20:26] > 150).all()


def test_a_page_of_two_fills_keeps_each_in_its_rows():
    pixels = page(lines=(60,)).copy()
    pixels[100:] = (90, 90, 200)
    away = away_from_rows(pixels, np.ones(pixels.shape[:2], dtype=np.bool_), EM)
    assert (away[:, :15] == 0).all()


def test_bars_beside_words_are_wiped_and_upright_letters_are_not():
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    ink[20:70, 0:8] = 1
    ink[30:46, 40:43] = 1
    left = without_bars(ink, EM)
    assert not left[:, :8].any()
    assert (left == ink)[:, 8:].all()


def test_short_bars_of_several_people_at_the_edge_hide_no_words():
    bars = [(10, 60, (220, 190, 140)), (64, 110, (150, 130, 240)), (114, 160, (220, 190, 140))]
    found = find_outside(page(bars=bars, lines=(20, 40, 80, 130)), FRAME, (), EM)
    assert [box.top + 4 for box in found.lines] == [20, 40, 80, 130]
    assert not found.pictures


def test_a_bar_a_third_of_a_letter_wide_tells_who_speaks_and_its_smeared_rim_is_no_letter():
    pixels = page(bars=[(10, 160, (220, 190, 140))], lines=(20, 50, 80, 110, 140)).copy()
    pixels[10:161, 8:10] = (60, 50, 40)
    found = find_parts(pixels, FRAME)
    assert [(box.left, box.top) for box, _ in found.bars] == [(0, 10)]
    assert min(box.left for box in found.lines) > 10
    assert np.abs(found.view[:, :12].astype(int) - found.page).max() < 5
