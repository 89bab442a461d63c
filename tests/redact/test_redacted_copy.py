"""The redacted copy, attacked: hidden terms are looked for in every output, as a stranger would."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from analyser import redact, redacted_copy
from analyser.cli import main
from analyser.hidden import Term
from analyser.records import Box, Message, Where
from analyser.redact import finder_of
from analyser.scratch import forget_what_was_read
from analyser.screens import find_words
from tests.shots import cut_shots

CHAT = """01/02/2025, 20:14 - Dana Poole: Please stop contacting me. I live at 14 Wren Close now
02/02/2025, 23:40 - Rory Finch: I will kill you, I know about WREN-CLOSE
02/02/2025, 23:41 - Rory Finch: wren
02/02/2025, 23:42 - Rory Finch: close, number fourteen, LS6 2AB, l s 6 2 a b
03/02/2025, 23:41 - Rory Finch: i'm outside Mo\u200blly's school, M\u043elly come out
13/02/2025, 09:00 - Rory Finch: new phone? +44 (0)7700 900 417 or 0 7 7 0 0 9 0 0 4 1 7 haha
13/02/2025, 09:02 - Rory Finch: oh seven seven zero zero nine zero zero four one seven
14/02/2025, 09:00 - Mollie Zo\u00eb: I will be at Saint \ufb01nbar's
14/02/2025, 09:05 - Rory Finch: nice pics of wrenclose1988@mail.example
"""
HIDE = (
    *("--hide", "address=14 Wren Close, LS6 2AB", "--hide", "child=Molly Poole"),
    *("--hide", "number=07700 900417", "--hide", "school=Saint Finbar"),
    *("--hide", "person=Zoe", "--hide", "term=Dana Poole"),
)
ATTACK = re.compile(
    r"wr?en\W{0,6}close|ls6|2ab|m.{0,2}lly\b|poole|7700|900\W?417|finbar|zo[eë]|zero zero", re.I
)

PLACES = re.compile(r"\d{10} \d{5} [nf]|/Length \d+|startxref\s\d+|\d+ 0 (?:obj|R)")
"""Numbers of the form of a PDF: where each part of it begins, and how long it is."""


def output(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()  # noqa: S603


def texts(folder):
    """Yield every text that ordinary tools get out of the outputs, with whose it is."""
    for path in folder.iterdir():
        yield path.name, path.name
        data = path.read_bytes()
        if path.suffix in (".docx", ".xlsx"):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    part = archive.read(name).decode("utf-8", "replace")
                    yield f"{path.name}/{name}", part
                    yield f"{path.name}/{name} without tags", re.sub("<[^>]*>", "", part)
        elif path.suffix == ".pdf":
            if shutil.which("pdftotext"):
                for way in ("-raw", "-layout"):
                    yield path.name, output("pdftotext", way, path, "-")
                yield path.name, output("pdfinfo", path)
            yield path.name, PLACES.sub("", data.decode("latin-1"))
        else:
            yield path.name, data.decode()


@pytest.fixture
def copy(tmp_path):
    """Return a function that makes a redacted copy of a chat in a file named after the child."""

    def run(chat, *options, status=0):
        given = tmp_path / "Chat with Molly in Wren Close.txt"
        given.write_text(chat, encoding="utf-8")
        out = tmp_path / "out"
        fixed = ["--me", "Dana Poole", "--jurisdiction", "scotland", "--made-at", "2026-11-26"]
        assert main(["report", str(given), "--out", str(out), *fixed, *options]) == status
        return out

    return run


def test_no_tool_finds_a_hidden_term_in_any_spelling_in_any_output(copy):
    out = copy(CHAT, *HIDE)
    assert len(list(out.iterdir())) == 5
    assert all(path.name.startswith("redacted-") for path in out.iterdir())
    found = [(where, hit[0]) for where, text in texts(out) for hit in ATTACK.finditer(text)]
    assert not found
    report = (out / "redacted-report.json").read_text(encoding="utf-8")
    assert "[address hidden]" in report
    # What is not hidden stays: the threat is still there to be read.
    assert "I will kill you" in report


def test_the_name_of_who_made_contact_is_hidden_where_the_pattern_is_told_too(copy):
    out = copy(CHAT, "--hide", "person=Rory Finch")
    told = json.loads((out / "redacted-report.json").read_text())["signals"]
    assert told
    assert all("account shown as [name hidden" in each["because"] for each in told)
    for place, text in texts(out):
        assert not re.search("rory|finch", text, re.I), place


def test_a_word_that_is_left_fails_the_copy_and_leaves_no_file(copy, capsys, monkeypatch):
    # The hiding itself is put out of action: the last reading has to find what is left.
    monkeypatch.setattr(redact, "redacted", lambda part, finder: redact.Hidden(part))
    out = copy(CHAT, *HIDE, status=2)
    said = capsys.readouterr().err
    assert "No redacted copy was made" in said
    assert "Wren Close" in said
    assert not list(out.glob("*")) if out.exists() else True


def test_a_word_of_the_report_itself_is_no_leak(copy):
    chat = CHAT + "14/02/2025, 20:14 - Rory Finch: I moved to Reading last week\n"
    out = copy(chat, "--hide", "term=Reading")
    assert "moved to [hidden] last" in (out / "redacted-report.json").read_text(encoding="utf-8")


def test_a_bundle_with_originals_is_refused(copy):
    copy(CHAT, *HIDE, "--bundle", status=2)


@pytest.mark.parametrize("text", ["lost one", "stones", "", "\u200b", "astonished"])
def test_ordinary_words_that_hold_its_letters_stay(text):
    assert not finder_of([Term(text="Tone")]).find(text)


@pytest.fixture
def screenshot():
    """Return a dark screenshot with an address in a bubble and a place in its metadata."""
    image = Image.new("RGB", (900, 700), (20, 24, 30))
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(size=36)
    draw.text((40, 30), "Rory Finch", fill="white", font=font)
    draw.rounded_rectangle((40, 200, 700, 330), 20, fill=(60, 70, 80))
    draw.text((60, 215), "see you at 14 Wren", fill="white", font=font)
    draw.text((60, 270), "Close tonight", fill="white", font=font)
    exif = Image.Exif()
    exif[270] = "14 Wren Close"
    exif.get_ifd(0x8825)[2] = (53.0, 48.0, 0.0)
    made = io.BytesIO()
    image.save(made, "JPEG", exif=exif, quality=95, comment=b"Wren Close")
    return made.getvalue()


BOX = Box(left=40, top=200, width=660, height=130)
MESSAGE = Message(
    id="S1-1",
    source="S1",
    where=Where(box=BOX),
    sender="Rory Finch",
    text="see you at 14 Wren Close",
)


def read(data):
    return " ".join(word.text for word in find_words(data, [BOX]))


@pytest.mark.tesseract
def test_words_in_a_picture_are_painted_over_and_what_it_carried_is_gone(screenshot):
    finder = finder_of([Term(text="14 Wren Close", kind="address")])
    assert "Wren" in read(screenshot)
    shown = redact.painted(screenshot, [(MESSAGE, BOX)], finder, find_words)
    assert shown.data is not None
    assert not re.search("wren|close", read(shown.data), re.I)
    assert "tonight" in read(shown.data)
    assert b"Wren" not in shown.data
    with Image.open(io.BytesIO(shown.data)) as image:
        assert not image.getexif()
        assert not image.info


@pytest.mark.tesseract
def test_words_beside_a_hidden_number_stay():
    image = Image.new("RGB", (900, 120), "white")
    font = ImageFont.load_default(size=36)
    ImageDraw.Draw(image).text((60, 40), "ring me  07700900417  on Friday", fill="black", font=font)
    made = io.BytesIO()
    image.save(made, "PNG")
    hidden = finder_of([Term(text="07700 900417", kind="number")])
    shown = redact.painted(made.getvalue(), [], hidden, find_words)
    assert shown.data is not None
    left = " ".join(word.text for word in find_words(shown.data, []))
    assert "ring me" in left
    assert "on Friday" in left
    assert "0417" not in left


@pytest.mark.tesseract
def test_what_cannot_be_found_in_a_picture_is_covered_whole_or_the_picture_left_out(screenshot):
    # A correction by the user: the words are known, and no reading of the picture shows them.
    other = replace(MESSAGE, text="see you at Larch Grove")
    shown = redact.painted(
        screenshot, [(other, BOX)], finder_of([Term(text="Larch Grove")]), find_words
    )
    assert shown.data is not None
    assert "tonight" not in read(shown.data)
    named = replace(MESSAGE, sender="Mavis Oak")
    hidden = finder_of([Term(text="Mavis Oak", kind="person")])
    assert redact.painted(screenshot, [(named, BOX)], hidden, find_words).data is None


def test_a_pattern_alone_is_not_proposed(findings_with):
    said = [
        *("order M1 1AE-77 came", "my postcode is LS6 2AB", "call me on 07700 900417"),
        *("ref 943 476 5919", "my nhs number is 943 476 5919", "nhs number 943 476 5918"),
        *("on 12-11-24 we met", "sort code 20-11-24", "acc 12345678", "12345678"),
        *("QQ123456C", "my ni number is AB123456C", "insurance GB123456C"),
    ]
    found = [(each.what, each.term.text) for each in redact.proposals(findings_with(*said))]
    assert found == [
        ("a postcode", "LS6 2AB"),
        ("a telephone number", "07700 900417"),
        ("an NHS number", "943 476 5919"),
        ("a sort code", "20-11-24"),
        ("an account number", "12345678"),
        ("a National Insurance number", "AB123456C"),
    ]


def test_what_may_be_worth_hiding_is_printed_on_standard_output_and_nothing_is_written(
    copy, capsys
):
    out = copy(CHAT, "--propose-hiding")
    printed = capsys.readouterr()
    assert "number=" in printed.out and "LS6 2AB" in printed.out
    assert "LS6 2AB" not in printed.err
    assert not out.exists()


def test_a_picture_is_read_once_for_all_copies_and_forgotten_on_leaving(monkeypatch):
    read = []
    monkeypatch.setattr("analyser.screens.find_words", lambda data, boxes: read.append(data) or [])
    monkeypatch.setattr(
        "analyser.screens.find_texts",
        lambda pictures: read.extend(pictures) or ["a"] * len(pictures),
    )
    forget_what_was_read()
    for _ in range(2):
        redacted_copy._find_words(b"one", [])
        assert list(redacted_copy._read([b"two", b"three", b"two"])) == ["a"] * 3
    assert sorted(read) == [b"one", b"three", b"two"]
    forget_what_was_read()
    redacted_copy._find_words(b"one", [])
    assert len(read) == 4
    forget_what_was_read()


def test_a_surname_alone_is_hidden_in_the_reference_too_and_what_was_not_found_is_said(
    copy, capsys
):
    chat = (
        "13/02/2025, 20:14 - Dana Poole: tell reith I will not come\n"
        "14/02/2025, 23:40 - Rory Finch: is mr reith in\n"
    )
    hide = ["--hide", "person=Calum Reith", "--hide", "school=Larkfield Primary"]
    out = copy(chat, *hide, "--reference", "Reith/9")
    said = capsys.readouterr().err
    assert "name «Calum Reith», in 3 places in the words" in said
    assert "The school you asked to hide was not found as you wrote it" in said
    assert not [where for where, text in texts(out) if re.search("reith|larkfield", text, re.I)]
    told = json.loads((out / "redacted-report.json").read_text())["notices"][0]
    assert "school: not found; name: 3" in told


@pytest.mark.tesseract
def test_a_picture_that_is_left_out_is_named_and_the_number_of_no_file_refused(tmp_path, capsys):
    (shot,) = cut_shots(1)
    out = tmp_path / "out"
    fixed = ["report", str(shot), "--out", str(out), "--hide", "number=07700 900417"]
    assert main([*fixed, "--leave-out-picture", "S2"]) == 2
    assert "no file numbered 'S2'" in capsys.readouterr().err
    main([*fixed, "--leave-out-picture", "S1"])
    assert "The picture of S1 is not shown but described" in capsys.readouterr().err
    with zipfile.ZipFile(out / "redacted-report.docx") as archive:
        assert not [name for name in archive.namelist() if name.startswith("word/media/")]


def test_where_nothing_is_found_there_is_no_copy(copy, capsys):
    out = copy(CHAT, "--hide", "school=Larkfield Primary", status=2)
    assert "nothing that you asked to hide was found" in capsys.readouterr().err
    assert not list(out.glob("*")) if out.exists() else True
