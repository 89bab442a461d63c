"""A large file that is read where it lies says the same as one that is held in memory."""

import sqlite3
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from analyser import desk, given, ingest, pipeline
from analyser.ingest import _json_lines
from analyser.ingest._json_lines import json_lines
from analyser.ingest._stored import Stored
from analyser.records import CaseFacts

CASES = Path(__file__).parent / "cases"
KINDS = sorted(id_ for id_, each in ingest.formats().items() if each.stored)
INPUTS = [path for kind in KINDS for path in sorted(CASES.glob(f"{kind}/*/input.*"))]


def read(data, kind):
    return ingest.read(data, name="x", source="S1", facts=CaseFacts(), format_id=kind)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: f"{path.parts[-3]}-{path.parts[-2]}")
def test_a_case_says_the_same_from_its_file_as_from_memory(path):
    kind, data = path.parts[-3], path.read_bytes()
    with path.open("rb") as stream:
        assert read(Stored(stream), kind) == read(data, kind)


def test_every_format_that_reads_by_places_has_such_a_case():
    assert {path.parts[-3] for path in INPUTS} == set(KINDS)
    assert {"telegram_json", "imessage_db", "google_hangouts_json"} <= set(KINDS)


def test_a_large_file_is_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr(desk, "_LIGHTER_ABOVE_BYTES", 0)
    monkeypatch.setattr(desk, "_LARGEST_BYTES", 10)
    path = tmp_path / "chat.db"
    path.write_bytes((CASES / "imessage_db/chat/input.db").read_bytes())
    before = path.read_bytes()
    reading = pipeline.read([given.from_path(path)], facts=CaseFacts())
    assert reading.messages
    assert reading.sources[0].accounted.units == 10
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["chat.db"]


def test_one_in_an_archive_that_is_too_large_to_hold_is_to_be_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(desk, "_LIGHTER_ABOVE_BYTES", 0)
    monkeypatch.setattr(desk, "_LARGEST_BYTES", 10)
    path = tmp_path / "phone.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(CASES / "imessage_db/chat/input.db", "chat.db")
    reading = pipeline.read([given.from_path(path)], facts=CaseFacts())
    assert reading.sources[0].problems[0].do == "Unpack the archive and add this file by itself."


@pytest.mark.parametrize("text", [b'{"messages": [', b"{" + b" " * 99])
def test_a_large_file_that_is_cut_off_is_called_that_and_not_too_large(text, monkeypatch):
    monkeypatch.setattr("analyser.ingest._stored._WHOLE_BYTES_AT_MOST", 5)
    with pytest.raises(ingest.UnreadableSource, match="cannot be read to its end"):
        read(Stored(BytesIO(text)), "telegram_json")


def test_a_database_whose_messages_are_worked_out_holds_none(tmp_path):
    path = tmp_path / "chat.db"
    base = sqlite3.connect(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
    base.execute(f"CREATE VIEW message(is_from_me) AS {endless}")
    base.close()
    with pytest.raises(ingest.UnreadableSource, match="damaged or not one of messages"):
        read(path.read_bytes(), "imessage_db")


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_lines_that_go_over_several_pieces_stay_whole(size, monkeypatch):
    monkeypatch.setattr(_json_lines, "_PIECE_BYTES", size)
    data = '\ufeff{"a": "caf\u00e9"}\r\n\n{"b": "\U0001f621"}\n{"c": '.encode()
    lines = [(1, '{"a": "caf\u00e9"}'), (3, '{"b": "\U0001f621"}'), (4, '{"c": ')]
    assert list(json_lines(Stored(BytesIO(data)))) == lines


def test_a_line_of_a_large_file_that_never_ends_is_given_up(monkeypatch):
    monkeypatch.setattr(_json_lines, "_PIECE_BYTES", 4)
    monkeypatch.setattr(_json_lines, "_LONGEST_LINE_BYTES", 8)
    with pytest.raises(ValueError, match="does not end"):
        list(json_lines(Stored(BytesIO(b"x" * 40))))
