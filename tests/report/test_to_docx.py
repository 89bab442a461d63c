"""report.docx: real headings, header rows that repeat, every text, page fields, no clock."""

import io
import zipfile

import docx
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image

from analyser import report
from analyser.report import Options
from analyser.report._document import build
from tests.report.nasty import NASTY


def made(findings, now):
    return docx.Document(io.BytesIO(report.to_bytes(findings, "to_docx", now)))


def test_headings_have_heading_styles(findings, now):
    found = [
        (p.style.name, p.text) for p in made(findings, now).paragraphs if "Heading" in p.style.name
    ]
    blocks = build(findings, now).blocks
    assert found == [(f"Heading {b.level}", b.text) for b in blocks if b.kind == "heading"]


def test_every_table_has_a_header_row_that_repeats_and_rows_that_do_not_split(findings, now):
    tables = made(findings, now).tables
    assert len(tables) == sum(
        b.kind in ("table", "cells", "index") for b in build(findings, now).blocks
    )
    for table in tables:
        first = table.rows[0]._tr
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(
            row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.rows
        )


def test_every_message_is_there_with_its_words(findings, now):
    text = "\n".join(paragraph.text for paragraph in made(findings, now).paragraphs)
    for message in findings.messages:
        assert f"{message.id} · " in text
        assert message.text in text


def test_markup_and_emoji_stay_as_they_are(with_texts, now):
    text = "\n".join(p.text for p in made(with_texts(*NASTY), now).paragraphs)
    assert "<script>alert(1)</script>" in text
    assert "\U0001f525" in text
    assert "[U+0007]" in text
    assert "half [U+D83D] of a pair [U+DC00]" in text


def test_the_footer_has_the_notice_and_page_fields(findings, now):
    document = made(findings, now)
    footer = document.sections[0].footer
    assert "Laws last checked 22 November 2026" in footer.paragraphs[0].text
    fields = [e.get(qn("w:instr")) for e in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "section 7" in document.sections[0].header.paragraphs[0].text


def test_the_language_is_british_english(findings, now):
    document = made(findings, now)
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_the_times_inside_are_those_of_the_report(findings, now):
    archive = zipfile.ZipFile(io.BytesIO(report.to_bytes(findings, "to_docx", now)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"2026-11-23T12:00:00Z") == 2


def test_a_calendar_of_few_weeks_has_cells_and_no_slabs(findings, now):
    cells = [
        int(column.get(qn("w:w")))
        for table in made(findings, now).tables
        if table.cell(1, 0).text == "Mon"
        for column in table._tbl.tblGrid.findall(qn("w:gridCol"))[1:]
    ]
    assert cells
    assert max(cells) <= Mm(14).twips


def test_a_short_table_stays_whole_and_a_header_stays_with_its_first_row(findings, now):
    for table in made(findings, now).tables:
        rows = table.rows
        assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]
        assert kept[0]
        assert not kept[-1]
        if len(rows) < 8 and sum(len(cell.text) for row in rows for cell in row.cells) < 1000:
            assert all(kept[:-1])


def test_a_screenshot_fills_its_page_and_stays_on_it(findings, now):
    shot = io.BytesIO()
    Image.new("RGB", (540, 1200), "white").save(shot, "PNG")
    options = Options(pictures={"S2": shot.getvalue()})
    data = report.to_bytes(findings, "to_docx", now, options)
    page = docx.Document(io.BytesIO(data))
    (picture,) = page.inline_shapes
    assert Mm(150) < picture.height < page.sections[0].page_height - Mm(90)
    assert picture.width <= Mm(154)
