"""Tables: found by the meaning of their headings, asked about where that is unclear, none lost."""

import resource
from datetime import date, datetime, time
from io import BytesIO
from time import process_time

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from analyser import ingest
from analyser.errors import UnreadableSource
from analyser.records import CaseFacts, Certainty, Columns

HEADER = ["Date", "Time", "From", "Message"]


def saved(book):
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def workbook(*rows, sheet=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if sheet:
        other = book.create_sheet(sheet[0])
        for row in sheet[1:]:
            other.append(row)
    return book


def read(data, **facts):
    if isinstance(data, str):
        data = data.encode()
    facts = {"me": ("Alex Reed",), **facts}
    result = ingest.read(data, name="table", source="S1", facts=CaseFacts(**facts))
    counts = result.accounted
    assert counts.units == counts.messages + counts.continuation + counts.system + counts.unread
    return result


def told(result):
    return [(m.when.shown_as, m.when.certainty.value, m.sender, m.text) for m in result.messages]


def instants(result):
    return [m.when.instant and m.when.instant.strftime("%Y-%m-%dT%H:%M") for m in result.messages]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_with_every_delimiter_and_encoding(delimiter, encoding):
    rows = [HEADER, ["14/03/2025", "21:05", "José Hill", '"one\ntwo"'], ["15/03/2025", "", "", "x"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    result = read(text.encode(encoding))
    assert result.kind == "csv_table"
    assert [m.text for m in result.messages] == ["one\ntwo", "x"]
    assert [m.sender for m in result.messages] == ["José Hill", None]
    assert [m.when.certainty for m in result.messages] == [Certainty.MINUTE, Certainty.DAY]


def test_words_beside_a_day_stay_as_shown_and_the_day_is_sure():
    result = read("Date,What happened\n14/03/2025 evening,He rang\nabout 9,x\nyesterday,y\n")
    assert told(result) == [
        ("14/03/2025 evening", "day", None, "He rang"),
        ("about 9", "unknown", None, "x"),
        ("yesterday", "unknown", None, "y"),
    ]


def test_two_columns_that_claim_the_same_are_a_question():
    for header in ("Date,Message,Text", "Date,Timestamp,Message", "Day,Who,Name,Message"):
        row = ",".join(["14/03/2025", "a", "b", "c"][: header.count(",") + 1])
        result = read(f"{header}\n{row}\n{row}\n")
        assert not result.messages
        assert result.accounted.unread == 2
        assert "not clear which column" in result.problems[0].what


def test_a_clear_heading_stands_above_a_loose_one():
    result = read("Date,Notes,From,Message\n14/03/2025,my note,Sam Hill,his words\n")
    assert [m.text for m in result.messages] == ["his words"]
    assert "These columns were not read: 'Notes'." in result.facts


def test_the_persons_answer_is_used_and_nothing_else():
    text = "Quando,Chi,Cosa\n14/03/2025 21:05,Sam Hill,ciao\n15/03/2025,Sam Hill,tu\n"
    assert read(text).accounted.unread == 2
    preview = ingest.preview(text.encode())
    assert preview and preview.guess is None and preview.header == ("Quando", "Chi", "Cosa")
    answer = Columns(header=preview.header, date=0, time=None, sender=1, text=2)
    result = read(text, columns=(answer,))
    assert told(result) == [
        ("14/03/2025 21:05", "minute", "Sam Hill", "ciao"),
        ("15/03/2025", "day", "Sam Hill", "tu"),
    ]


def test_rows_are_numbered_so_that_they_can_be_found_blank_ones_included():
    result = read("My log,,\n\nDate,From,Message\n14/03/2025,A,a\n,,\n15/03/2025,B,b\n")
    assert [m.where.record for m in result.messages] == [1, 3]
    assert "Rows above the headings, no entries and not read: 1." in result.facts


def test_a_row_without_day_and_words_is_unread_and_shown():
    result = read("Date,From,Message\nMarch,,\n14/03/2025,Sam,a\n15/03/2025,Sam,\ntotal,2,\n")
    assert [(m.when.shown_as, m.text) for m in result.messages] == [
        ("14/03/2025", "a"),
        ("15/03/2025", ""),
    ]
    assert [(u.where.record, u.text) for u in result.unread] == [
        (1, "March |  | "),
        (4, "total | 2 | "),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_no_row():
    rows = "".join(f"{day:02}/03/2025,Sam,message {day}\n" for day in range(2, 31))
    result = read(f'Date,From,Message\n01/03/2025,Sam,"he said\n{rows}')
    assert len(result.messages) == 30
    assert "quotation marks" in result.problems[0].what


def test_a_quotation_mark_inside_a_cell_keeps_the_other_cells():
    result = read('Date,From,Message\n14/03/2025,Sam,"say "hi, you" now"\n15/03/2025,Sam,b\n')
    assert len(result.messages) == 2
    assert result.problems


def test_a_workbook_gives_what_the_same_table_as_text_gives():
    rows = [HEADER, ["14/03/2025", "21:05", "Sam Hill", "hi"], ["15/03/2025", "", "Alex Reed", "x"]]
    text = "\n".join(",".join(row) for row in rows)
    sheet, plain = read(saved(workbook(*rows))), read(text)
    assert sheet.kind == "xlsx_table"
    assert told(sheet) == told(plain)
    assert [m.side for m in sheet.messages] == [m.side for m in plain.messages]


def test_real_dates_text_dates_and_times_in_one_column_are_all_read():
    result = read(
        saved(
            workbook(
                ["Date", "Time", "Message"],
                [datetime.fromisoformat("2025-03-14"), time(21, 5), "a"],
                ["14/03/2025", "9.20pm", "b"],
                [datetime.fromisoformat("2025-03-14T21:30:05"), None, "c"],
                [date(2025, 7, 15), None, "d"],
                [45730, 0.5, "e"],
            )
        )
    )
    assert told(result) == [
        ("2025-03-14 21:05", "minute", None, "a"),
        ("14/03/2025 9.20pm", "minute", None, "b"),
        ("2025-03-14 21:30:05", "second", None, "c"),
        ("2025-07-15", "day", None, "d"),
        ("45730 0.5", "minute", None, "e"),
    ]
    assert instants(result)[-1] == "2025-03-14T12:00"


def test_a_workbook_that_counts_from_1904_gives_the_days_it_shows():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (
        ["Date", "Message"],
        [datetime.fromisoformat("2025-03-14T21:05"), "a"],
        [44268, "b"],
    ):
        book.active.append(row)
    assert instants(read(saved(book))) == ["2025-03-14T21:05", "2025-03-14T00:00"]


def test_every_sheet_is_read_by_its_own_headings():
    book = workbook(
        ["Date", "From", "Message"],
        [date(2025, 3, 14), "Sam", "a"],
        sheet=("More", ["What happened", "Day"], ["b", date(2025, 3, 15)]),
    )
    odd = book.create_sheet("Odd")
    for row in (["x", "y", "z"], [1, 2, 3]):
        odd.append(row)
    book.create_sheet("Empty")
    result = read(saved(book))
    assert [(m.text, m.where.record) for m in result.messages] == [("a", 1), ("b", 2)]
    assert [(u.text, u.where.record) for u in result.unread] == [("1 | 2 | 3", 3)]
    assert "The sheet 'Odd'" in result.problems[0].what
    assert any("Rows 2 to 2 are of the sheet 'More'" in fact for fact in result.facts)


def test_a_formula_without_a_saved_result_is_shown_and_said():
    result = read(saved(workbook(["Date", "Message"], [date(2025, 3, 14), '="a"&"b"'])))
    assert [m.text for m in result.messages] == ['="a"&"b"']
    assert "1 cell holds a formula" in result.problems[0].what


def test_hidden_rows_are_read_and_said():
    book = workbook(["Date", "Message"], [date(2025, 3, 14), "a"], [date(2025, 3, 15), "b"])
    book.active.row_dimensions[3].hidden = True
    result = read(saved(book))
    assert [m.text for m in result.messages] == ["a", "b"]
    assert any("Hidden" in fact for fact in result.facts)


def test_a_day_merged_over_rows_holds_for_each_of_them_and_a_text_only_once():
    book = workbook(
        ["Date", "Message"], [date(2025, 3, 14), "a"], [None, "b"], [date(2025, 3, 15), "c"]
    )
    book.active.merge_cells("A2:A3")
    book.active.append([date(2025, 3, 16), "d"])
    book.active.append([None, None])
    book.active.merge_cells("B5:B6")
    result = read(saved(book))
    assert [(m.when.shown_as, m.text) for m in result.messages] == [
        ("2025-03-14", "a"),
        ("2025-03-14", "b"),
        ("2025-03-15", "c"),
        ("2025-03-16", "d"),
    ]


@pytest.mark.parametrize("cut", [100, 1000, 3000])
def test_a_workbook_that_is_cut_off_says_what_to_do(cut):
    data = saved(workbook(HEADER, *[["14/03/2025", "", "Sam", "x" * 50]] * 40))
    with pytest.raises(UnreadableSource, match="damaged"):
        ingest.read(data[:cut], name="t", source="S1", facts=CaseFacts(), format_id="xlsx_table")


def test_a_hundred_thousand_rows_stay_within_memory():
    rows = "".join(f"14/03/2025,21:{n % 60:02},Sam,message {n}\n" for n in range(100_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(read("Date,Time,From,Message\n" + rows).messages) == 100_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000


def test_words_that_hold_the_sign_between_cells_are_kept_whole_and_the_row_is_named():
    rows = "14/03/2025,Sam,come here, now,077\n15/03/2025,Sam,ok,077\n"
    result = read(f"Date,From,Message,Phone\n{rows}")
    assert [m.text for m in result.messages] == ["come here, now", "ok"]
    assert "1 row has more cells than there are headings: 1." in result.problems[0].what


def test_columns_that_nobody_gave_a_heading_are_said():
    result = read("Date,From,Message\n14/03/2025,Sam,a,x\n15/03/2025,Sam,b,y\n")
    assert [m.text for m in result.messages] == ["a", "b"]
    assert any("without one, were not read: 1." in fact for fact in result.facts)


def test_a_row_of_totals_is_no_message():
    result = read("Date,From,Message\n14/03/2025,Sam,total mess\n,Total,7\n")
    assert [m.text for m in result.messages] == ["total mess"]
    assert [u.reason for u in result.unread] == ["A row of totals."]


def test_dates_that_a_spreadsheet_of_another_country_changed_over_are_undecided():
    real = [[date(2025, 3, 4), "Sam", "a"], [date(2025, 5, 4), "Sam", "b"]]
    text = [["04/13/2025", "Sam", "c"], ["04/25/2025", "Sam", "d"]]
    result = read(saved(workbook(["Date", "From", "Message"], real[0], text[0], real[1], text[1])))
    found = {m.text: m.when for m in result.messages}
    assert found["a"].certainty is Certainty.AMBIGUOUS
    assert [each.date() for each in found["a"].readings] == [date(2025, 3, 4), date(2025, 4, 3)]
    assert found["c"].instant.date() == date(2025, 4, 13)
    assert "2 dates of this table are real" in result.problems[0].what


def test_an_answer_that_names_some_headings_serves_a_table_that_has_them():
    choice = Columns(header=("Wann", "Was"), date=0, time=None, sender=None, text=1)
    result = read("Wann;Wer;Was\n14.03.2025 21:05;Sam;hallo\n", columns=(choice,))
    assert [(m.sender, m.text) for m in result.messages] == [(None, "hallo")]


def test_words_in_a_column_that_is_not_read_are_named_as_a_problem():
    rows = "Date,From,Message,Place,Notes\n03/03/2025,Sam,hi,Leeds,he stood at the gate\n"
    read = ingest.read(rows.encode(), name="d.csv", source="S1", facts=CaseFacts())
    (said,) = [p.what for p in read.problems if "columns" in p.what]
    assert said == "There are words in columns that were not read: 'Notes'."


def test_a_damaged_cell_as_large_as_a_file_is_passed_over_at_once():
    rows = f"{'1 ' * 80_000},Sam,hi\n15/03/2025 21:05,Sam,ok\n"
    began = process_time()
    result = read(f"Date,From,Message\n{rows}")
    assert process_time() - began < 5
    assert [m.text for m in result.messages] == ["hi", "ok"]


@pytest.mark.parametrize("heading", ["Who was it?", "Who it was from", "Who did it", "Who saw"])
def test_a_plain_question_over_names_is_that_of_senders_unless_it_asks_for_a_witness(heading):
    result = read(f"Date,{heading},What happened\n14/03/2025,Sam,rang\n15/03/2025,Jo,came\n")
    senders = [None, None] if "saw" in heading else ["Sam", "Jo"]
    assert [each.sender for each in result.messages] == senders
