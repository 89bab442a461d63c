"""Pictures as iPhones keep them: read like any other, upright whichever place says how to turn."""

from pathlib import Path

import pytest
from PIL import ImageOps

from analyser import screens
from analyser.errors import UnreadableSource
from analyser.picture_files import open_picture, reads_heic
from analyser.records import CaseFacts
from analyser.screens._image import load

FOLDER = Path(__file__).parent / "heic"
TURNED = (FOLDER / "turned.heic").read_bytes()
needs_reader = pytest.mark.skipif(not reads_heic(), reason="pi-heif has no build for this computer")


@needs_reader
@pytest.mark.tesseract
def test_a_turned_picture_of_an_iphone_is_read_upright():
    result = screens.read(TURNED, source="S1", facts=CaseFacts())
    assert result.kind == "screenshot"
    assert "someone told you. was it that lad on reception" in [m.text for m in result.messages]


@needs_reader
@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("turned.heic", 1080, 1300), ("turned_in_exif_only.heic", 270, 100)],
)
def test_pixels_that_are_read_and_shown_stand_upright(name, width, height):
    data = (FOLDER / name).read_bytes()
    pixels, several = load(data)
    with open_picture(data) as image:
        shown = ImageOps.exif_transpose(image).size
    assert (pixels.shape[:2], shown, several) == ((height, width), (width, height), False)


@pytest.mark.parametrize(
    "data", [TURNED[:9000], TURNED[:64], b"\x00\x00\x00\x18ftypheic" + b"\x00" * 99]
)
def test_one_that_cannot_be_opened_says_how_to_convert_it(data):
    with pytest.raises(UnreadableSource) as caught:
        load(data)
    assert "HEIC" in caught.value.problem
    assert "JPEG" in caught.value.remedy
