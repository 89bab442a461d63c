"""chronology.xlsx: text only, every message, no clock of the computer inside."""

import io
import zipfile
from dataclasses import replace

import openpyxl

from analyser import report
from analyser.report._chronology import header
from analyser.report.to_xlsx import _WIDTHS
from tests.report.nasty import NASTY


def test_the_workbook_holds_text_only_and_every_message(with_texts, now):
    book = openpyxl.load_workbook(io.BytesIO(report.to_bytes(with_texts(*NASTY), "to_xlsx", now)))
    sheet = book.active
    assert sheet.max_row == len(NASTY) + 1
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


def test_a_text_that_excel_would_decode_is_kept(with_texts, now):
    data = report.to_bytes(with_texts("_x0041_"), "to_xlsx", now)
    whole = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert b"_x005F_x0041_" in whole


def test_a_text_too_long_for_a_cell_says_where_the_rest_is(with_texts, now):
    data = report.to_bytes(with_texts("\U0001f525" * 40_000), "to_xlsx", now)
    cell = openpyxl.load_workbook(io.BytesIO(data)).active["J2"].value
    assert cell.endswith("[cut here: 40000 characters, whole in report.json]")
    assert len(cell.encode("utf-16-le")) // 2 < 32_767


def test_the_times_inside_are_those_of_the_report(findings, now):
    archive = zipfile.ZipFile(io.BytesIO(report.to_bytes(findings, "to_xlsx", now)))
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archive.read("docProps/core.xml").count(b"2026-11-23T12:00:00Z") == 2


def test_every_column_has_its_width(findings, now):
    part = replace(findings, chosen="Part of the material")
    assert len(report.to_bytes(part, "to_xlsx", now)) > 0
    assert len(_WIDTHS) == len(header(part))
