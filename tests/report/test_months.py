"""The chronology over several months: an index first, then each month under its heading."""

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2

from analyser import report
from analyser.records import Certainty
from analyser.report import _document
from analyser.report._document import build
from tests.report.conftest import message, moment


def over_months(findings):
    dates = ("2025-01-31T23:30:00", "2025-02-01T00:10:00", None, "2025-04-02T09:00:00")
    messages = tuple(
        message(n, f"word {n}", **({"when": moment(date)} if date else {}))
        for n, date in enumerate(dates, start=1)
    )
    undated = replace(messages[2], when=replace(messages[2].when, instant=None))
    return replace(
        findings, messages=(*messages[:2], undated, messages[3]), incidents=(), patterns=()
    )


def test_what_can_be_of_two_months_stands_in_neither(findings, now):
    found = over_months(findings)
    when = moment("2025-02-03T09:00:00")
    both = replace(
        when,
        instant=None,
        certainty=Certainty.AMBIGUOUS,
        readings=(when.instant, moment("2025-03-02T09:00:00").instant),
    )
    two = replace(found.messages[2], when=both)
    found = replace(found, messages=(*found.messages[:2], two, found.messages[3]))
    (index,) = [block for block in build(found, now).blocks if block.kind == "index"]
    assert [row[:2] for row in index.rows] == [
        ("January 2025", "1"),
        ("February 2025", "1"),
        ("Date can be read in two ways", "1"),
        ("April 2025", "1"),
    ]


def test_each_month_has_its_heading_and_the_index_counts_it(findings, now):
    blocks = build(over_months(findings), now).blocks
    months = [block for block in blocks if block.level == 2 and block.item]
    assert [block.text for block in months] == ["January 2025", "February 2025", "April 2025"]
    (index,) = [block for block in blocks if block.kind == "index"]
    assert [row[:2] for row in index.rows] == [
        ("January 2025", "1"),
        ("February 2025", "2"),  # what has no date stays beside its neighbour
        ("April 2025", "1"),
    ]
    assert [row[-1] for row in index.rows] == [block.item for block in months]


def test_the_index_prints_the_page_of_each_month(findings):
    one = message(1, "word " * 60)
    dates = [f"2025-{month:02}-{day:02}T10:00:00" for month in (1, 2, 3) for day in range(1, 20)]
    many = tuple(
        replace(one, id=f"S1-{n}", when=moment(date)) for n, date in enumerate(dates, start=1)
    )
    case = replace(findings, messages=many, incidents=(), patterns=(), flags=(), own=())
    pdf = pypdfium2.PdfDocument(report.to_bytes(case, "to_pdf", datetime(2026, 11, 23, tzinfo=UTC)))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    index = next(text for text in pages if "By month" in text).splitlines()
    for month in ("January", "February", "March"):
        said = next(line for line in index if line.startswith(f"{month} 2025"))
        page = int(said.split()[-1])
        assert any(line.strip() == f"{month} 2025" for line in pages[page - 1].splitlines())


def test_a_month_of_which_nothing_is_printed_has_no_heading(findings, now, monkeypatch):
    monkeypatch.setattr(_document, "SECTION_AT_MOST", 1)
    blocks = build(over_months(findings), now).blocks
    assert [b.text for b in blocks if b.kind == "heading" and b.item][-1] != "April 2025"
