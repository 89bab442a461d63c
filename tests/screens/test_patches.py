"""Bubbles on drawn pages: touching ones stay apart, whatever their corners, fills and gaps."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter

from analyser.records import Side
from analyser.screens._frame import find_frame
from analyser.screens._patches import find_patches, is_noisy
from analyser.screens._regions import find_regions

WIDTH, HEIGHT = 1080, 2340
WHITE, GREY, GREEN, DARK = (255, 255, 255), (233, 233, 235), (217, 253, 211), (11, 20, 26)


def page(colour=WHITE, height=HEIGHT):
    return Image.new("RGB", (WIDTH, height), colour)


def bubble(image, left, top, wide, high, *, fill=GREY, radius=40, letters=(0, 0, 0)):
    """Draw a bubble with bars in place of words."""
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((left, top, left + wide - 1, top + high - 1), radius, fill=fill)
    if letters:
        for bar in range(left + 40, left + wide - 60, 34):
            draw.rectangle((bar, top + 36, bar + 18, top + high - 40), fill=letters)


def boxes(image, *, noisy=False):
    pixels = np.asarray(image)
    return [patch.box for patch in find_patches(pixels, unit=WIDTH, noisy=noisy)]


heights = st.integers(95, 260)
widths = st.integers(200, 800)


@settings(max_examples=40)
@given(
    first=st.tuples(widths, heights),
    second=st.tuples(widths, heights),
    gap=st.integers(0, 6),
    radius=st.integers(18, 47),
    sent=st.booleans(),
)
def test_two_touching_bubbles_are_two(first, second, gap, radius, sent):
    image = page(height=700)
    top = 60
    for wide, high in (first, second):
        bubble(image, WIDTH - 40 - wide if sent else 40, top, wide, high, radius=radius)
        top += high + gap
    found = boxes(image)
    assert len(found) == 2
    for box, (wide, high) in zip(found, (first, second), strict=True):
        assert abs(box.height - high) <= 12
        assert abs(box.width - wide) <= 12


@settings(max_examples=25)
@given(high=st.integers(95, 700), wide=widths, radius=st.integers(0, 47))
def test_one_bubble_is_one_however_high(high, wide, radius):
    image = page(height=900)
    bubble(image, 40, 60, wide, high, radius=radius)
    assert len(boxes(image)) == 1


def test_square_bubbles_of_different_width_that_touch_are_two():
    image = page()
    bubble(image, 40, 600, 500, 130, radius=0)
    bubble(image, 40, 730, 300, 130, radius=0)
    assert len(boxes(image)) == 2


def test_a_bubble_with_a_gradient_is_one_patch():
    image = page()
    bubble(image, 300, 600, 740, 300, fill=(0, 0, 0), letters=None)
    pixels = np.asarray(image).copy()
    rows = np.linspace(80, 200, 300).astype(np.uint8)
    part = pixels[600:900, 300:1040]
    inside = (part == 0).all(axis=2)
    shade = np.stack([rows, rows // 2, 255 - rows], axis=1)[:, None, :].repeat(740, axis=1)
    part[inside] = shade[inside]
    found = find_patches(pixels, unit=WIDTH, noisy=False)
    assert [(p.box.width, p.box.height) for p in found] == [(738, 298)]


@pytest.mark.parametrize("quality", [30, 40, 60])
def test_a_compressed_picture_is_known_as_one_and_keeps_its_bubbles_apart(quality):
    image = page(DARK)
    for top, wide in ((600, 700), (740, 700), (880, 300)):
        bubble(image, 40, top, wide, 134, fill=(32, 44, 51), letters=WHITE)
    assert not is_noisy(np.asarray(image))
    held = BytesIO()
    image.resize((540, 1170)).save(held, "JPEG", quality=quality)
    small = np.asarray(Image.open(BytesIO(held.getvalue())).convert("RGB"))
    assert is_noisy(small)
    found = find_patches(small, unit=540, noisy=True)
    assert len(found) == 3


def test_the_conversation_ends_at_the_bars_and_what_they_cut_is_partial():
    image = page()
    bubble(image, 40, 150, 500, 160)
    bubble(image, 40, 900, 500, 160)
    bubble(image, 540, 2050, 500, 160)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 260), fill=(240, 242, 245))
    draw.rectangle((0, 2100, WIDTH, HEIGHT), fill=(240, 242, 245))
    pixels = np.asarray(image)
    frame = find_frame(pixels)
    assert (frame.top, frame.bottom, frame.head, frame.foot) == (261, 2100, True, True)
    regions, _, _ = find_regions(pixels, frame, noisy=False)
    assert [region.partial for region in regions] == [True, False, True]


def test_sides_come_from_the_common_edges_and_avatars_are_no_bubbles():
    image = page()
    draw = ImageDraw.Draw(image)
    draw.ellipse((20, 700, 100, 780), fill=(119, 170, 102))
    bubble(image, 120, 500, 830, 280)
    bubble(image, 120, 800, 300, 120)
    bubble(image, 640, 1000, 400, 120, fill=GREEN)
    draw.rounded_rectangle((400, 1200, 680, 1280), 20, fill=(225, 225, 225))
    pixels = np.asarray(image)
    regions, avatars, _ = find_regions(pixels, find_frame(pixels), noisy=False)
    assert [region.side for region in regions] == [
        Side.RECEIVED,
        Side.RECEIVED,
        Side.SENT,
        Side.UNKNOWN,
    ]
    assert [region.centred for region in regions] == [False, False, False, True]
    assert len(avatars) == 1


def test_a_quoted_block_inside_a_bubble_is_kept_apart():
    image = page()
    bubble(image, 40, 600, 700, 330, letters=None)
    ImageDraw.Draw(image).rounded_rectangle((60, 620, 720, 760), 16, fill=(205, 205, 208))
    bubble(image, 500, 1000, 540, 120, fill=GREEN)
    pixels = np.asarray(image)
    regions, _, _ = find_regions(pixels, find_frame(pixels), noisy=False)
    assert regions[0].quote is not None
    assert regions[1].quote is None


def test_pale_bubbles_with_soft_shadows_are_found_though_the_shadow_runs_into_the_page():
    image = page((250, 250, 250))
    shadow = page((250, 250, 250))
    places = [(20, 300, 500, 110), (20, 420, 320, 110), (20, 540, 760, 110)]
    for left, top, wide, high in places:
        bubble(shadow, left, top + 6, wide, high, fill=(214, 214, 216), radius=30, letters=None)
    image = shadow.filter(ImageFilter.GaussianBlur(9))
    for place in places:
        bubble(image, *place, fill=(243, 244, 246), radius=30)
    found = boxes(image)
    for left, top, wide, high in places:
        assert any(
            abs(b.left - left) < 4
            and abs(b.top - top) < 4
            and abs(b.width - wide) < 6
            and abs(b.height - high) < 6
            for b in found
        )
