"""The choices of `analyser report` on the command line: carried out, said in every output."""

import csv
import io
import json

import docx
import openpyxl
import pypdfium2
import pytest

from analyser.cli import main

CHAT = """01/02/2025, 20:14 - Dana Poole: Please stop contacting me.
02/02/2025, 23:40 - Rory Finch: I will kill you
13/02/2025, 09:00 - Rory Finch: why are you ignoring me
14/02/2025, 09:00 - Kim Marsh: are you all right
"""


@pytest.fixture
def made(tmp_path):
    """Return a function that runs the command over the chat and returns the folder."""
    chat = tmp_path / "chat.txt"
    chat.write_text(CHAT, encoding="utf-8")

    def run(name, *options, status=0):
        out = tmp_path / name
        given = ["report", str(chat), "--out", str(out), "--me", "Dana Poole"]
        nation = ["--jurisdiction", "scotland", "--made-at", "2026-11-26T12:00"]
        assert main([*given, *nation, *options]) == status
        return out

    return run


CHOICES = ("--reference", "CR/77", "--initials", "DP", "--first-exhibit", "9") + (
    *("--since", "2025-02-02", "--until", "2025-02-13"),
    *("--only-person", "Rory Finch", "--without", "statement"),
)


def test_what_was_chosen_stands_in_the_head_of_every_output_and_the_bytes_are_the_same(made):
    one, two = made("one", *CHOICES), made("two", *CHOICES)
    names = sorted(path.name for path in one.iterdir())
    assert len(names) == 5
    for name in names:
        assert (one / name).read_bytes() == (two / name).read_bytes(), name
    said = "from Sun 2 February 2025; until Thu 13 February 2025; people: Rory Finch; left out"
    pages = pypdfium2.PdfDocument(one / "report.pdf")
    for page in pages:
        text = page.get_textpage().get_text_range()
        assert "PART OF THE MATERIAL" in text
        assert "Case CR/77." in text
    report = json.loads((one / "report.json").read_text(encoding="utf-8"))
    assert report["report"]["exhibits"][0]["exhibit"] == "DP/9"
    assert said in report["report"]["part"]
    assert [each["sender"] for each in report["messages"]] == ["Rory Finch", "Rory Finch"]
    with (one / "chronology.csv").open(encoding="utf-8-sig", newline="") as rows:
        assert said in next(csv.reader(rows))[-1]
    sheet = openpyxl.load_workbook(one / "chronology.xlsx").active
    assert said in sheet.cell(1, sheet.max_column).value
    word = docx.Document(io.BytesIO((one / "report.docx").read_bytes()))
    assert "PART OF THE MATERIAL" in word.sections[0].header.paragraphs[0].text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--since", "2025-03-02", "--until", "2025-03-01"), "after the last"),
        (("--only-person", "Nobody"), "Nobody in the files"),
        (("--only-flag", "no_such_signal"), "no signal called"),
        (("--made-at", "yesterday"), "is not a time"),
        (("--event", "fight=2025-02-03"), "is no event"),
        (("--event", "block=last Monday"), "is no event"),
    ],
)
def test_a_choice_that_cannot_be_carried_out_is_refused_with_what_to_do(
    made, capsys, options, said
):
    made("out", *options, status=2)
    assert said in capsys.readouterr().err


def test_contact_after_an_event_given_with_the_command_is_counted(made):
    event = ("--event", "block=2025-02-03T12:00,Rory Finch", "--occasion-gap-hours", "300")
    one, two = made("one", *event), made("two", *event)
    assert (one / "report.json").read_bytes() == (two / "report.json").read_bytes()
    report = json.loads((one / "report.json").read_text(encoding="utf-8"))
    rory = next(each for each in report["patterns"] if each["threats"])
    (after,) = rory["after_events"]
    assert after["event"] == {"kind": "block", "id": "N1"}
    assert after["group_messages"] == 1  # Kim Marsh writes in that chat too
    assert len(rory["occasions"]) == 1
    assert "given with the command" in (one / "chronology.csv").read_text(encoding="utf-8-sig")


def test_an_event_that_names_nobody_among_several_people_is_said(made, capsys):
    made("out", "--event", "block=2025-02-03")
    assert "name nobody, and several people wrote: N1" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_said_before_anything_is_read(tmp_path, capsys):
    chat = tmp_path / "chat.txt"
    chat.write_text("13/07/2025, 21:05 - Sam Hill: hi\n")
    assert main(["report", str(chat), "--out", str(chat / "out")]) == 2
    said = capsys.readouterr().err
    assert "could not be written" in said
    assert "Reading" not in said


def test_what_came_in_a_group_after_a_request_or_an_event_is_said_on_page_one(tmp_path):
    direct, group = tmp_path / "direct.txt", tmp_path / "group.txt"
    direct.write_text(
        "13/05/2025, 09:00 - Rory Finch: hiya\n"
        "13/05/2025, 10:00 - Dana Poole: Do not contact me again.\n"
    )
    group.write_text(
        "14/05/2025, 09:00 - Kim Marsh: morning\n"
        "15/05/2025, 10:00 - Rory Finch: Dana answer me\n"
        "16/05/2025, 10:00 - Rory Finch: Dana I will break your legs\n"
    )
    out = tmp_path / "out"
    options = ["--me", "Dana Poole", "--event", "block=2025-05-14,Rory Finch"]
    assert main(["report", str(direct), str(group), "--out", str(out), *options]) == 0
    page = pypdfium2.PdfDocument(out / "report.pdf")[0].get_textpage().get_text_range()
    said = " ".join(page.split())
    assert said.count("2 messages in chats with several people and no other contact") == 2
    assert "After Wed 14 May 2025: Block" in said
