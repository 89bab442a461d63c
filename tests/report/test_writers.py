"""Nasty texts through every writer: nothing acts, nothing is lost, every page says its number."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import docx
import openpyxl
import pypdfium2
import pytest

from analyser import given, pipeline, report
from analyser.detect import Detector
from analyser.records import CaseFacts, Jurisdiction
from analyser.settings import Settings

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NASTY = (
    '=HYPERLINK("x","y")',
    "+44 plus",
    "@SUM(1)",
    '#import "secret.typ" $x$ *bold* _under_',
    "<b>bold</b> <script>alert(1)</script>",
    "\u05e9\u05dc\u05d5\u05dd right to left",
    "tab\there bell\x07 end",
    "x" * 3000,
    "fire \U0001f525 and a wave \U0001f44b\U0001f3fd",
    "**stars** [link](x) `code`",
)


@pytest.fixture(scope="module")
def findings():
    lines = [f"17/03/2025, 21:{n:02} - Sam Hill: {text}" for n, text in enumerate(NASTY)]
    lines += [f"18/03/2025, 10:{n:02} - Alex Reed: filler {n}" for n in range(60)]
    lines += ["19/03/2025, 23:30 - Sam Hill: I will kill you"]
    data = "\n".join(lines).encode()
    facts = CaseFacts(me=("Alex Reed",), jurisdiction=Jurisdiction.ENGLAND_AND_WALES)
    reading = pipeline.read([given.from_bytes("chat.txt", data)], facts=facts)
    return pipeline.analyse(reading, detector=Detector.load(), facts=facts, settings=Settings())


def test_the_pdf_shows_markup_as_text_and_numbers_every_page(findings):
    pdf = pypdfium2.PdfDocument(report.to_bytes(findings, "to_pdf", NOW))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 2
    assert all(f"Page {n} of {len(pages)}" in text for n, text in enumerate(pages, start=1))
    whole = " ".join("".join(pages).split())
    for words in (
        '#import "secret.typ"',
        "*bold*",
        "<script>alert(1)</script>",
        "=HYPERLINK",
        "fire U+1F525",
        "[U+0007]",
    ):
        assert words in whole, words


def test_the_pdf_and_the_json_are_the_same_twice(findings):
    for writer in ("to_pdf", "to_json", "to_csv"):
        assert report.to_bytes(findings, writer, NOW) == report.to_bytes(findings, writer, NOW)


def test_no_cell_of_the_csv_acts_as_a_formula(findings):
    text = report.to_bytes(findings, "to_csv", NOW).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t")]
    assert any("=HYPERLINK" in cell for cell in cells)


def test_the_workbook_holds_text_only_and_every_message(findings):
    book = openpyxl.load_workbook(io.BytesIO(report.to_bytes(findings, "to_xlsx", NOW)))
    sheet = book.active
    assert sheet.max_row == len(findings.messages) + 1
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet.freeze_panes == "A2"


def test_the_word_document_has_headings_and_every_text(findings):
    made = docx.Document(io.BytesIO(report.to_bytes(findings, "to_docx", NOW)))
    text = "\n".join(paragraph.text for paragraph in made.paragraphs)
    assert "All messages in time order" in text
    assert "<script>alert(1)</script>" in text
    assert any(p.style.name == "Heading 1" for p in made.paragraphs)


def test_the_json_keeps_every_text_as_it_is(findings):
    found = json.loads(report.to_bytes(findings, "to_json", NOW))
    assert [m["text"] for m in found["messages"]][: len(NASTY)] == list(NASTY)


def test_an_empty_case_still_makes_every_report(findings):
    empty = replace(
        findings, messages=(), flags=(), patterns=(), signals=(), pointers=(), people=()
    )
    for writer in report.WRITERS:
        assert len(report.to_bytes(empty, writer, NOW)) > 100
