"""The PDF: no text stops it, every message is in it, markup is text, every page has its number."""

import re

import pypdfium2
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analyser import report
from analyser.report._document import build
from analyser.report._drawable import Replaced, drawable
from analyser.report.to_pdf import compiled, printable
from tests.report.nasty import ANY_TEXT, NASTY

EDGES = re.compile(r"NotesPreparedfrom\w+?section\d|Generalinformation.{,250}?Page\d+of\d+")


def made(findings, now):
    """Return the PDF without the net of plain letters below it."""
    replaced = Replaced()
    files: dict[str, bytes] = {}
    shown = printable(build(findings, now), lambda t: drawable(t, replaced), replaced, files)
    return compiled(shown, now, files)


def text_of(pdf):
    """Return the text without spaces and without what stands at the head and foot of each page."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    # At a hyphen PDFium writes U+FFFE.
    bare = ["".join(page.replace("\ufffe", "-").split()) for page in pages]
    return "".join(EDGES.sub("", page) for page in bare)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=12), name=ANY_TEXT)
@example(texts=list(NASTY), name="a\ud800\x00name")
@example(texts=["x" * 100_000], name="N" * 100_000)
def test_no_text_and_no_name_stops_the_pdf(with_texts, now, texts, name):
    assert made(with_texts(*texts, name=name, file_name=name), now).startswith(b"%PDF")


def test_the_text_of_the_pdf_holds_every_message(with_texts, now):
    texts = [f"message {n} with some words in it, \u00a3{n}, caf\u00e9" for n in range(150)]
    texts += ["x" * 3000, "first line\nsecond line", "\u4f60\u597d", "\U0001f52a"]
    text = text_of(report.to_bytes(with_texts(*texts), "to_pdf", now))
    for each in texts:
        assert "".join(drawable(each, Replaced()).split()) in text, each


def test_markup_is_shown_as_text(with_texts, now):
    text = text_of(report.to_bytes(with_texts(*NASTY), "to_pdf", now))
    for words in ('#import"secret.typ"$x$*bold*_under_', "<script>alert(1)</script>", "[U+0007]"):
        assert words in text, words


def test_every_page_says_its_number_and_the_notice(with_texts, now):
    pdf = pypdfium2.PdfDocument(report.to_bytes(with_texts(*["word " * 200] * 30), "to_pdf", now))
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    assert len(pages) > 5
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Laws last checked 22 November 2026" in text


def test_what_could_not_be_drawn_is_said_in_the_method(with_texts, now):
    text = text_of(report.to_bytes(with_texts("\u4f60 \U0001f52a"), "to_pdf", now))
    method = text[text.rindex("Method,versionsandlimits") :]
    assert "couldnotbedrawn" in method
    assert "kitchenknifeU+1F52A" in method


def test_a_plain_report_says_nothing_of_signs(with_texts, now):
    text = text_of(report.to_bytes(with_texts("hello"), "to_pdf", now))
    assert "couldnotbedrawn" not in text
    assert "Emojiarenamed" not in text


def test_the_pdf_is_tagged_has_a_title_and_says_it_is_for_archives(findings, now):
    data = report.to_bytes(findings, "to_pdf", now)
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"pdfaid:part", b"pdfuaid:part", b"/Lang"):
        assert mark in data, mark
    assert pypdfium2.PdfDocument(data).get_metadata_value("Title") == "Summary of messages"


def test_the_outline_leads_to_every_section(findings, now):
    pdf = pypdfium2.PdfDocument(report.to_bytes(findings, "to_pdf", now))
    titles = [item.get_title() for item in pdf.get_toc() if item.level == 0]
    headings = [b.text for b in build(findings, now).blocks if b.kind == "heading" and b.level == 1]
    assert titles == headings
