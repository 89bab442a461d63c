"""Pages of a PDF that hold only pictures: each picture by itself, found again, beside the text."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter

from analyser import given, pipeline
from analyser.ingest.archive import find_member
from analyser.ingest.pdf_pages import picture_pages
from analyser.records import CaseFacts

HERE = Path(__file__).parent
TEXT = HERE / "cases" / "pdf_print" / "whatsapp" / "input.pdf"
SIZE = (300, 500)


def sheet(*places, size=(1000, 1400)):
    """Return a page on which the pictures were pasted by a program, as objects of their own."""
    pdf = PdfWriter()
    page = pdf.add_blank_page(*size)
    for number, (left, bottom) in enumerate(places):
        picture = BytesIO()
        Image.new("RGB", SIZE, (40 * number, 90, 120)).save(picture, "PDF", resolution=72)
        (pasted,) = PdfWriter(clone_from=picture).pages
        page.merge_translated_page(pasted, left, bottom)
    return pdf


def made(pdf):
    out = BytesIO()
    pdf.write(out)
    return given.from_bytes("printout.pdf", out.getvalue())


def test_pictures_apart_are_given_one_by_one_and_keep_their_pixels():
    pages, text = picture_pages(made(sheet((50, 700), (500, 700))))
    assert ([each.name for each in pages], text) == (
        ["page 1, picture 1", "page 1, picture 2"],
        False,
    )
    drawn = [Image.open(each.open()) for each in pages]
    assert all(abs(d.width / d.height - 0.6) < 0.01 and d.width >= SIZE[0] for d in drawn)
    assert [d.getpixel((9, 9))[0] // 20 for d in drawn] == [0, 2]


def test_strips_of_one_picture_are_drawn_as_the_whole_page():
    pages, _ = picture_pages(made(sheet((50, 700), (50, 200))))
    assert [each.name for each in pages] == ["page 1"]


def test_a_page_of_text_is_no_picture_and_a_damaged_file_has_none():
    assert picture_pages(given.from_path(TEXT)) == ((), True)
    assert picture_pages(given.from_bytes("cut.pdf", TEXT.read_bytes()[:300])) == ((), True)


@pytest.mark.tesseract
def test_text_and_screenshots_of_one_pdf_in_a_zip_are_both_read(tmp_path):
    shot = Image.open(HERE.parents[1] / "samples/serious/screenshots/whatsapp_1.png")
    picture = BytesIO()
    shot.convert("RGB").crop((0, 0, 1080, 1000)).save(picture, "PDF", resolution=200)
    pdf = PdfWriter(clone_from=TEXT)
    pdf.append(picture)
    out = BytesIO()
    pdf.write(out)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("from/printout.pdf", out.getvalue())
    (whole,) = given.from_paths([tmp_path / "all.zip"])
    reading = pipeline.read([whole], facts=CaseFacts())
    pages = len(PdfWriter(clone_from=TEXT).pages) + 1
    assert [(each.kind, each.member) for each in reading.sources] == [
        ("pdf_print", "from/printout.pdf"),
        ("screenshot", f"from/printout.pdf › page {pages}"),
    ]
    assert "someone told you. was it that lad on reception" in [m.text for m in reading.messages]
    again = find_member(whole, reading.sources[1].member)
    assert given.sha256(again) == reading.sources[1].member_sha256
