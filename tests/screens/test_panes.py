"""Windows and tablets: the pane of the conversation, bands over it, avatars that are no circles."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from analyser.records import Box, Side
from analyser.screens._cards import without_bands
from analyser.screens._faces import is_beside
from analyser.screens._frame import Frame, find_frame
from analyser.screens._panes import find_pane, is_window
from analyser.screens._regions import find_regions

WIDE, HIGH = 1280, 720


def window(*, members=False):
    """Draw a window: a list at the left, a header, bubbles, perhaps a list at the right."""
    image = Image.new("RGB", (WIDE, HIGH), (20, 22, 26))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 319, HIGH), fill=(40, 42, 48))
    draw.rectangle((320, 0, WIDE, 55), fill=(36, 38, 44))
    for top in (90, 150, 420):
        draw.rounded_rectangle((380, top, 620, top + 40), 12, fill=(60, 60, 66))
    draw.rounded_rectangle((980, 260, 1230, 300), 12, fill=(0, 100, 240))
    draw.rounded_rectangle((900, 340, 1230, 400), 12, fill=(0, 100, 240))
    if members:
        draw.rectangle((1060, 0, WIDE, HIGH), fill=(40, 42, 48))
    return image, draw


def test_the_pane_lies_between_the_lists_at_the_sides():
    image, _ = window(members=True)
    left, right = find_pane(np.asarray(image))
    assert abs(left - 320) <= 2
    assert abs(right - 1060) <= 2


def test_a_picture_from_a_telephone_is_one_pane():
    assert find_pane(np.full((800, 400, 3), 255, np.uint8)) == (0, 400)


def test_bubbles_of_a_window_have_sides_and_the_list_gives_none():
    image, _ = window()
    pixels = np.asarray(image)
    frame = find_frame(pixels)
    assert frame.head
    regions, _, _ = find_regions(pixels, frame, noisy=False)
    assert [r.side for r in regions] == [Side.RECEIVED] * 2 + [Side.SENT] * 2 + [Side.RECEIVED]
    assert all(r.box.left >= 320 for r in regions)


def test_a_tablet_held_upright_has_a_list_beside_the_conversation():
    image = Image.new("RGB", (768, 1024), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 26, 259, 1024), fill=(228, 228, 232))
    assert abs(find_pane(np.asarray(image))[0] - 260) <= 2
    draw.rectangle((0, 300, 259, 500), fill=(255, 255, 255))  # a bubble's edge has gaps
    assert find_pane(np.asarray(image)) == (0, 768)


def test_the_chosen_row_of_a_list_without_an_edge_shows_where_the_list_ends():
    image = Image.new("RGB", (WIDE, HIGH), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 130, 299, 190), fill=(220, 222, 228))
    draw.rectangle((40, 150, 130, 158), fill=(40, 40, 40))
    for top in range(60, 600, 70):
        draw.rectangle((40, top, 130, top + 8), fill=(40, 40, 40))
    for top in (120, 200, 300):
        draw.rectangle((330, top, 620, top + 12), fill=(40, 40, 40))
    assert abs(find_pane(np.asarray(image))[0] - 300) <= 6
    draw.rectangle((200, 300, 620, 312), fill=(40, 40, 40))
    draw.rectangle((200, 400, 620, 412), fill=(40, 40, 40))
    assert find_pane(np.asarray(image)) == (0, WIDE)


def test_a_bubble_close_to_the_margin_is_no_chosen_row_of_a_list():
    image = Image.new("RGB", (820, 1180), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for top in range(200, 1100, 150):
        draw.rounded_rectangle((10, top, 330, top + 70), 14, fill=(230, 230, 235))
        draw.rounded_rectangle((600, top + 90, 808, top + 130), 14, fill=(0, 120, 250))
        draw.rectangle((40, top + 14, 200, top + 24), fill=(20, 20, 20))
    assert find_pane(np.asarray(image)) == (0, 820)


def test_a_wide_picture_with_small_letters_is_a_window_and_one_with_large_ones_a_stretch():
    for size, window_ in ((0.5, True), (2.2, False)):
        page = np.full((HIGH, WIDE, 3), 255, np.uint8)
        for top in range(60, HIGH, round(60 * size) + 20):
            cv2.putText(page, "nothing more on Tuesday", (20, top), 0, size, (20, 20, 20), 2)
        assert is_window(page) is window_


def test_a_small_patch_close_beside_a_bubble_is_an_avatar():
    image, draw = window()
    draw.rectangle((344, 432, 368, 452), fill=(90, 160, 200))  # a figure cut out of a circle
    regions, avatars, _ = find_regions(
        np.asarray(image), find_frame(np.asarray(image)), noisy=False
    )
    assert len(regions) == 5
    assert len(avatars) == 1


def test_a_short_bubble_above_a_long_one_is_no_avatar():
    short = Box(left=40, top=100, width=40, height=40)
    long_ = Box(left=40, top=146, width=300, height=40)
    assert not is_beside(short, [short, long_], 400)


def test_bands_from_margin_to_margin_become_the_colour_of_the_page_and_white_letters_stay():
    page = np.full((400, 200, 3), 17, np.uint8)
    page[100:200] = 0
    page[130:150, 40:80] = 245
    frame = Frame(top=0, bottom=400, left=0, right=200, head=True, foot=True)
    flat = without_bands(page, frame, (17, 17, 17))
    assert (flat[100:130] == 17).all()
    assert (flat[130:150, 40:80] == 255).all()


def test_a_band_with_a_gradient_becomes_the_colour_of_the_page_and_one_with_a_coloured_bar_not():
    page = np.full((400, 200, 3), 17, np.uint8)
    page[100:200] = np.linspace((60, 160, 40), (30, 150, 110), 200).astype(np.uint8)
    page[130:150, 40:80] = 255
    page[250:350] = 60
    page[250:350, :4] = (0, 120, 230)
    frame = Frame(top=0, bottom=400, left=0, right=200, head=True, foot=True)
    flat = without_bands(page, frame, (17, 17, 17))
    assert (np.abs(flat[100:130].astype(int) - 17) <= 3).all()
    assert (flat[130:150, 40:80] > 250).all()
    assert (flat[250:350] == page[250:350]).all()


def test_a_line_between_rows_is_no_edge_of_a_header_where_the_upper_edge_cuts_a_row():
    pixels = np.full((1800, 1080, 3), 250, np.uint8)
    for top in (430, 700, 930, 1150, 1330, 1560):
        pixels[top : top + 3] = 214
    assert find_frame(pixels).top == 430
    pixels[:20, 380:700] = 200
    assert find_frame(pixels).top == 0
