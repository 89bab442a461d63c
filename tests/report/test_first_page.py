"""The picture of page 1 shows what the whole report begins with."""

from dataclasses import replace
from io import BytesIO

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from analyser import report
from analyser.report._document import build, first_page
from analyser.report_options import Options

A4_MM = (210, 297)
SMOOTHED, DARKER_AT_MOST = 16, 40


def test_it_is_what_stands_before_the_first_section(findings, now):
    for options in (Options(), Options(reference="CR/1", without=frozenset({"laws", "log"}))):
        whole, first = build(findings, now, options), first_page(findings, now, options)
        assert first.blocks == whole.blocks[: len(first.blocks)]
        assert whole.blocks[len(first.blocks)].kind == "contents"
        assert (first.title, first.head, first.footer) == (whole.title, whole.head, whole.footer)


def test_it_looks_as_it_is_printed(findings, now):
    shown = Image.open(BytesIO(report.first_page(findings, now))).convert("L")
    printed = pdfium.PdfDocument(report.to_bytes(findings, "to_pdf", now))[0]
    scale = shown.width / printed.get_width()
    other = printed.render(scale=scale).to_pil().convert("L").resize(shown.size)
    width, height = shown.size
    assert abs(width / height - A4_MM[0] / A4_MM[1]) < 0.01
    # The foot of a page that stands alone does not say how many there are; the rest is the same,
    # but for how two programs smooth the edges of letters.
    one, two = (
        each.crop((0, 0, width, round(height * 0.9))).reduce(SMOOTHED) for each in (shown, other)
    )
    assert max(ImageChops.difference(one, two).get_flattened_data()) < DARKER_AT_MOST
    assert min(one.get_flattened_data()) < 255 - 2 * DARKER_AT_MOST


def test_letters_that_no_font_has_stop_it_not(with_texts, now):
    made = with_texts("hello", name="\U000f0000 \ud800")
    assert report.first_page(replace(made, notices=("\ud83d",)), now).startswith(b"\x89PNG")
