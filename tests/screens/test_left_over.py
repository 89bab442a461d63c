"""What a page shows and nothing was made of is told, never left out in silence."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from analyser.records import Box, CaseFacts
from analyser.screens._assemble import assemble
from analyser.screens._checks import LEFT
from analyser.screens._engine import read_crops
from analyser.screens._frame import Frame
from analyser.screens._image import load
from analyser.screens._labels import Between
from analyser.screens._left_over import left_over
from analyser.screens._page import Page

SHOT = Path(__file__).parents[2] / "samples/serious/screenshots/imessage_3.png"
PLACE = Box(left=40, top=300, width=260, height=30)
LINE = Between(text="you will see me", box=PLACE, confidence=1.0)


def test_a_line_of_which_nothing_was_made_is_on_the_source_with_what_to_do():
    page = Page(
        width=400,
        middle=200,
        height=800,
        header=None,
        group=False,
        hint=None,
        bubbles=(),
        between=(),
        left=(LINE,),
    )
    made = assemble(page, source="S1", facts=CaseFacts())
    assert [(u.reason, u.text, u.where.box) for u in made.unread] == [(LEFT, LINE.text, LINE.box)]
    assert made.accounted.unread == 1
    told = next(p for p in made.problems if p.where and p.where.box == LINE.box)
    assert "messages may be missing" in told.what
    assert told.do


def whole(pixels):
    height, width = pixels.shape[:2]
    return Frame(0, height, 0, width, head=True, foot=True)


def words_in(pixels, taken=(), said=()):
    found = left_over(pixels, whole(pixels), pixels.shape[1] / 24, taken, said, (), read_crops)
    return " ".join(line.text for line in found)


@pytest.mark.tesseract
def test_words_are_told_unless_something_was_made_of_them_there():
    pixels, _ = load(SHOT.read_bytes())
    everywhere = Box(left=0, top=0, width=pixels.shape[1], height=pixels.shape[0])
    all_words = words_in(pixels)
    assert len(all_words.split()) > 20
    assert not words_in(pixels, taken=[everywhere])
    assert not words_in(pixels, said=[(everywhere, all_words)])
    upper = Box(left=0, top=0, width=pixels.shape[1], height=pixels.shape[0] // 2)
    lower = words_in(pixels, taken=[upper])
    assert 0 < len(lower) < len(all_words)
    assert lower in all_words


def test_shapes_that_are_no_letters_are_not_read_at_all():
    image = Image.new("RGB", (400, 800), "white")
    draw = ImageDraw.Draw(image)
    for top in range(100, 700, 150):
        draw.rounded_rectangle((20, top, 240, top + 90), 20, fill=(220, 220, 224))
    pixels = np.asarray(image)

    def reader(crops, mode):
        raise AssertionError(f"{len(crops)} crops were read as {mode}")

    assert left_over(pixels, whole(pixels), 16, (), (), (), reader) == ()
