"""Photographs of a screen: found, set upright, and led back; screenshots are left alone."""

import cv2
import numpy as np
import pytest

from analyser.records import Box
from analyser.screens._photo import upright

CORNERS = np.array([[210, 140], [705, 190], [660, 1070], [150, 1010]], np.float32)


def photograph(*, paper=240):
    """Return a picture of a page with one dark block on it, held at an angle over a table."""
    grain = np.random.default_rng(7)
    page = np.full((1000, 560, 3), paper, np.uint8)
    page[400:500, 100:300] = 20 if paper > 128 else 230
    framed = cv2.copyMakeBorder(page, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=(10, 10, 10))
    flat = np.array([[0, 0], [600, 0], [600, 1040], [0, 1040]], np.float32)
    onto = cv2.getPerspectiveTransform(flat, CORNERS)
    table = grain.normal(120, 12, (1200, 900, 3)).clip(0, 255).astype(np.uint8)
    inside = cv2.warpPerspective(np.full((1040, 600), 255, np.uint8), onto, (900, 1200))
    shown = cv2.warpPerspective(framed, onto, (900, 1200))
    slope = np.linspace(0.85, 1.1, 900)[None, :, None]
    return np.where(inside[:, :, None] > 0, shown * slope, table).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("paper", [240, 18])
def test_a_screen_on_a_photograph_is_set_upright(paper):
    shown = upright(photograph(paper=paper))
    assert shown.back is not None
    height, width = shown.pixels.shape[:2]
    assert 1.5 < height / width < 2.1
    middle = shown.pixels[round(0.45 * height), round(0.35 * width)].max()
    edge = shown.pixels[round(0.9 * height), round(0.9 * width)].max()
    assert (int(edge) - int(middle)) * (1 if paper > 128 else -1) > 120


def test_a_box_leads_back_to_its_place_on_the_photograph():
    pixels = photograph()
    shown = upright(pixels)
    dark = np.argwhere(shown.pixels[60:-60, 60:-60].max(axis=2) < 60) + 60
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    box = shown.box(
        Box(left=int(left), top=int(top), width=int(right - left), height=int(bottom - top))
    )
    part = pixels[box.top : box.top + box.height, box.left : box.left + box.width]
    assert (part.max(axis=2) < 60).mean() > 0.6


def test_uneven_light_on_a_light_page_is_evened():
    shown = upright(photograph()).pixels
    height, width = shown.shape[:2]
    row = shown[round(0.8 * height)].max(axis=1).astype(int)
    assert abs(row[round(0.1 * width)] - row[round(0.9 * width)]) < 12


def test_a_screenshot_is_left_as_it_is():
    page = np.full((1000, 500, 3), 250, np.uint8)
    page[200:700, 60:440] = (90, 150, 90)  # a picture in the chat
    assert upright(page).back is None
    assert upright(page).pixels is page
