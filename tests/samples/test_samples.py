"""The samples are what their conversations make, are invented, and hang together."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from samples.make import render
from samples.make.chat import load

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CASES = ("ordinary", "serious")
every_case = pytest.mark.parametrize("name", CASES)
# Seven digits or more that are not a date, a time or an attachment's number.
LONG_NUMBER = re.compile(r"\+?\d(?:[ ]?\d){6,}")
DRAMA_NUMBER = re.compile(r"(?:\+?44|0)7700900\d{3}")
PEOPLE = {"Craig Dunmore", "Graham Pell", "Hannah Lisle", "Tom Ashdown", "+44 7700 900417", None}
LARGEST_BYTES = 6_000_000


def expected(name):
    return json.loads((SAMPLES / f"expected/{name}.json").read_text(encoding="utf-8"))


def screenshots(name):
    return [file for file in expected(name)["files"] if file["shape"] == "screenshot"]


def export_text(name):
    (path,) = (path for path in (SAMPLES / name).iterdir() if path.is_file())
    data = path.read_bytes()
    if path.suffix == ".zip":
        data = zipfile.ZipFile(io.BytesIO(data)).read("_chat.txt")
    return data.decode()


@every_case
def test_making_the_text_files_again_changes_no_byte(name):
    made = render.text_files(name, render.cached_boxes(name))
    assert len(made) == 2
    for path, data in made.items():
        assert (SAMPLES / path).read_bytes() == data, f"{path}: render again"


@every_case
def test_a_case_folder_holds_only_what_a_person_would_give(name):
    found = {
        path.relative_to(SAMPLES / name).as_posix()
        for path in (SAMPLES / name).rglob("*")
        if path.is_file()
    }
    assert found == {file["source"] for file in expected(name)["files"]}
    assert len(screenshots(name)) >= 7


@every_case
def test_each_number_is_from_the_drama_range_and_each_name_is_known(name):
    chat = (SAMPLES / f"make/{name}.chat").read_text(encoding="utf-8")
    numbers = [number.replace(" ", "") for number in LONG_NUMBER.findall(chat)]
    assert [number for number in numbers if not DRAMA_NUMBER.fullmatch(number)] == []
    files = expected(name)["files"]
    assert {message["sender"] for file in files for message in file["messages"]} <= PEOPLE


@every_case
def test_screenshots_have_the_size_of_a_phone_and_boxes_inside_it(name):
    for shot in screenshots(name):
        with Image.open(SAMPLES / name / shot["source"]) as image:
            image.load()
            assert image.format == "PNG"
            assert image.size in {(1170, 2532), (1080, 2400)}
            assert list(image.size) == shot["size"]
        boxes = [message["where"]["box"] for message in shot["messages"]]
        for left, top, width, height in boxes + [line["box"] for line in shot["separators"]]:
            assert left >= 0 and top >= 0 and width > 20 and height > 20
            assert left + width <= shot["size"][0] and top + height <= shot["size"][1]
        assert [box[1] for box in boxes] == sorted(box[1] for box in boxes)


@every_case
def test_each_screenshot_repeats_two_to_four_messages_of_the_one_before(name):
    shots = screenshots(name)
    for before, after in zip(shots, shots[1:], strict=False):
        if before["app"] == after["app"]:
            ids = [[message["is"] for message in shot["messages"]] for shot in (before, after)]
            shared = [number for number in ids[0] if number in ids[1]]
            assert 2 <= len(shared) <= 4
            assert ids[0][-len(shared) :] == ids[1][: len(shared)] == shared


@every_case
def test_expected_lines_stand_where_they_are_said_to(name):
    lines = export_text(name).split("\n")
    (export,) = (file for file in expected(name)["files"] if file["shape"] == "export")
    for message in export["messages"]:
        first = lines[message["where"]["line"] - 1].removesuffix("\r").replace("\u202f", " ")
        assert message["shown_as"].replace("\u202f", " ") in first
        assert first.endswith(message["text"].split("\n")[0].replace("\u202f", " "))


def test_a_cut_bubble_keeps_the_end_of_its_text():
    cut = [m for shot in screenshots("serious") for m in shot["messages"] if m["partial"]]
    assert [message["kind"] for message in cut] == ["text"]
    assert cut[0]["text"] != cut[0]["true_text"]
    assert cut[0]["true_text"].endswith(cut[0]["text"])


def test_screenshots_show_the_rows_that_readers_stumble_over():
    seen = [m for name in CASES for shot in screenshots(name) for m in shot["messages"]]
    assert {"text", "media", "missed_call", "deleted", "edited", "system"} <= {
        message["kind"] for message in seen
    }
    assert any(message["quoted"] for message in seen)
    assert any(message["text"] == "\ufffc" for message in seen)
    assert any("\ufffc" in message["text"] and len(message["text"]) > 5 for message in seen)


def test_exports_have_the_traits_of_their_phones():
    android, iphone = export_text("serious"), export_text("ordinary")
    assert "\r" not in android and "<Media omitted>" in android and "\u200e" not in android
    assert "This message was deleted\n" in android and "Missed voice call" in android
    assert "<This message was edited>" in android and "You blocked this contact" in android
    assert "\n" not in iphone.replace("\r\n", "") and "\u202fam]" in iphone
    assert "\u200eThis message was deleted." in iphone and "\u200e[" in iphone
    named = set(re.findall(r"<attached: ([^>]+)>", iphone))
    with zipfile.ZipFile(SAMPLES / "ordinary/WhatsApp Chat - Graham Pell.zip") as archive:
        held = {info.filename for info in archive.infolist()} - {"_chat.txt"}
        assert archive.testzip() is None
    assert held < named and len(named - held) == 1


def test_the_request_to_stop_comes_before_most_of_the_contact():
    lines = load(SAMPLES / "make/serious.chat").chats["whatsapp"].lines
    (stop,) = (n for n, said in enumerate(lines) if "Please stop contacting me" in said.text)
    assert lines[stop].side == "sent"
    assert sum(said.side == "received" for said in lines[stop:]) > 40
    assert 90 <= len(lines) <= 130


def test_samples_are_small_enough_to_download():
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) < LARGEST_BYTES
