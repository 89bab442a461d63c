"""chronology.csv: one row a message, no cell that acts, local offsets."""

import csv
import io

import openpyxl

from analyser import report
from analyser.report._chronology import HEADER
from tests.report.nasty import NASTY


def rows(findings, now):
    text = report.to_bytes(findings, "to_csv", now).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_no_cell_acts_as_a_formula(with_texts, now):
    cells = [cell for row in rows(with_texts(*NASTY), now) for cell in row.values()]
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@\uff1d")]
    assert any("=HYPERLINK" in cell for cell in cells)


def test_every_message_is_one_row_under_one_header(with_texts, now):
    found = rows(with_texts(*NASTY), now)
    assert len(found) == len(NASTY)
    assert tuple(found[0]) == HEADER
    assert found[0]["Text"] == "'" + NASTY[0]


def test_instants_have_the_local_offset(findings, now):
    found = rows(findings, now)
    assert found[1]["Sent at (ISO 8601)"] == "2025-07-02T22:32:00+01:00"
    both = "2025-07-08T21:35:00+01:00 or 2025-08-07T21:35:00+01:00"
    assert found[4]["Could also be"] == both
    assert found[1]["Local time"] == "Wed 2 July 2025, 22:32"


def test_no_mark_in_a_message_turns_the_cells_beside_it(with_texts, now):
    case = with_texts("see\u202etomorrow\u2066 you")
    assert rows(case, now)[0]["Text"] == "see[U+202E]tomorrow[U+2066] you"
    sheet = openpyxl.load_workbook(io.BytesIO(report.to_bytes(case, "to_xlsx", now))).active
    assert sheet["J2"].value == "see[U+202E]tomorrow[U+2066] you"
    assert "\u202e" in report.to_bytes(case, "to_json", now).decode()
