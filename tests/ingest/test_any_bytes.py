"""Any bytes: drafts, unread lines or an error that says what to do; every line accounted for."""

from io import BytesIO
from pathlib import Path
from time import process_time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser import ingest
from analyser.errors import UnknownFormat, UnreadableSource
from analyser.ingest._text import decode, lines_of
from analyser.records import CaseFacts, Kind

EXPORTS = [
    path.read_bytes() for path in sorted((Path(__file__).parent / "cases").glob("*/*/input.*"))
]
PIECES = [
    *(b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b",", b";", b": ", b" - "),
    *(b"[", b"]", b"13/03/2025, 21:00 - ", b"[13/03/2025, 21:00:01] ", b"99/99/9999, 99:99 - "),
    *("\u200e".encode(), "\u2028".encode(), "\u202f".encode(), b"Date,Message\n", b"null"),
    *(b"9999-12-31", b"0000-00-00", b"31/12/9999 23:59", "٣".encode(), "²".encode(), b"\xc3"),
]


def workbook():
    book = openpyxl.Workbook()
    for row in (
        ["Date", "From", "Message"],
        ["14/03/2025", "Sam", "hi"],
        ["15/03/2025", "Jo", "x"],
    ):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


WORKBOOK = workbook()


# Control characters make a file no text; those that part lines elsewhere occur in messages.
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t\x0b\x0c\x1c\x85"),
    max_size=200,
)


@st.composite
def mutated(draw, originals):
    data = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        until = draw(st.integers(at, min(at + 40, len(data))))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=8) | st.just(data[at:until]))
        data = data[:at] + piece + data[draw(st.sampled_from([at, until])) :]
    return data


def check(data, **more):
    """Read, and return the result; None where one of the documented errors is raised."""
    facts = CaseFacts(me=("Alex Reed",))
    try:
        result = ingest.read(data, name="chat.txt", source="S1", facts=facts, **more)
    except (UnknownFormat, UnreadableSource) as error:
        assert error.problem
        assert error.remedy
        return None
    counts = result.accounted
    assert counts.units == counts.messages + counts.continuation + counts.system + counts.unread
    assert counts.messages == sum(m.kind is not Kind.SYSTEM for m in result.messages)
    notices = sum(m.kind is Kind.SYSTEM for m in result.messages)
    assert counts.system == notices + len(result.cards)
    assert [m.id for m in result.messages] == [
        f"S1-{n}" for n in range(1, len(result.messages) + 1)
    ]
    return result


@settings(max_examples=300)
@given(mutated(EXPORTS))
def test_a_damaged_export_is_read_or_refused_and_no_line_is_lost(data):
    result = check(data)
    if result is not None and result.kind == "whatsapp_txt":
        lines = [line for line in lines_of(decode(data)[0]) if line.strip()]
        assert result.accounted.units == len(lines)


@settings(max_examples=200)
@given(mutated(EXPORTS), st.sampled_from(["whatsapp_txt", "csv_table"]))
def test_a_format_chosen_by_hand_is_read_or_refused(data, format_id):
    check(data, format_id=format_id)


@settings(max_examples=150)
@given(mutated([WORKBOOK]))
def test_a_damaged_workbook_is_read_or_refused(data):
    check(data, format_id="xlsx_table")


@settings(max_examples=200)
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused(data):
    check(data)
    ingest.preview(data)


@settings(max_examples=200)
@given(WORDS, WORDS)
def test_what_a_person_writes_comes_back_whole(body, more):
    text = f"13/03/2025, 21:05 - Alex Reed: {body}\n13/03/2025, 21:06 - Alex Reed: {more}\n"
    data = text.encode("utf-8", errors="replace")
    result = check(data, format_id="whatsapp_txt")
    told = "\n".join(m.text for m in result.messages) if result else ""
    for line in lines_of(data.decode()):
        words = line.partition("Alex Reed: ")[2] if "Alex Reed: " in line else line
        assert words.strip() in told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_encoding_and_line_end_gives_the_same_words(encoding, end):
    text = f"13/03/2025, 21:05 - Alex Reed: café £5{end}13/03/2025, 21:06 - Sam Hill: ok ’{end}"
    result = check(text.encode(encoding))
    assert [m.text for m in result.messages] == ["café £5", "ok ’"]


def test_a_file_that_ends_inside_a_character_is_read_and_says_so():
    data = "13/03/2025, 21:05 - Alex Reed: a\n13/03/2025, 21:06 - Sam Hill: café".encode()[:-1]
    result = check(data)
    assert [m.text for m in result.messages] == ["a", "caf\ufffd"]
    assert "inside a character" in result.problems[0].what


FORMATS = sorted(ingest.formats())


@settings(max_examples=400, deadline=None)
@given(mutated(EXPORTS), st.sampled_from(FORMATS))
def test_every_format_chosen_by_hand_reads_or_refuses_any_export(data, format_id):
    check(data, format_id=format_id)


@pytest.mark.parametrize(
    ("piece", "format_id"),
    [(b"<!-- >", "discord_html"), (b"<a b=", "discord_html"), (b'\\"', "discord_json")],
)
def test_what_opens_and_never_closes_takes_no_time(piece, format_id):
    began = process_time()
    check((b'["' if "json" in format_id else b"<html>") + piece * 40_000, format_id=format_id)
    ingest.recognise(b'["' + piece * 32_000)
    assert process_time() - began < 4


@pytest.mark.parametrize("piece", [b"<div>", b"<!DOCTYPE html><html><head><title>Messages - b"])
def test_a_page_nested_deeper_than_any_is_refused_at_once(piece):
    began = process_time()
    assert check(piece * (1_000_000 // len(piece)), format_id="discord_html") is None
    assert process_time() - began < 5


def test_a_mail_with_a_damaged_encoded_subject_is_read():
    subject = b"=?utf-8?b?" * 10
    data = b"From: sam@example.com\nTo: alex@example.com\nSubject: " + subject + b"?=\n\nhi\n"
    assert [m.text for m in check(data, format_id="mail_eml").messages]


@pytest.mark.parametrize("head", ["From", "To", "Content-Type"])
def test_a_mail_with_an_endless_header_is_read_at_once(head):
    data = b"Subject: x\n" + head.encode() + b": " + b'"' * 1_000_000 + b"\n\nhello"
    result = check(data, format_id="mail_eml")
    assert [m.text for m in result.messages] == ["hello"]


def test_rows_behind_a_very_long_cell_are_read():
    long = b"x" * 11_000_000
    data = b"AuthorID,Author,Date,Content\n1,Sam,2025-03-13T21:05:00Z," + long
    data += b"\n1,Sam,2025-03-13T21:06:00Z,after\n"
    told = [m.text for m in check(data, format_id="discord_csv").messages]
    assert [len(told[0]), *told[1:]] == [len(long), "after"]


def test_one_mail_nested_too_deep_leaves_the_rest_of_the_mailbox_to_be_read():
    line, head = b"From a@b Thu Mar 13 21:05:00 2025\n", b"From: sam@example.com\nSubject: s\n"
    deep = b"Content-Type: text/html\n\n" + b"<blockquote>" * 2000 + b"deep"
    data = line + head + deep + b"\n\n" + line + head + b"\nhello\n"
    result = check(data, format_id="mail_mbox")
    assert [m.text for m in result.messages] == ["hello"]
    assert "deep" in result.unread[0].text
