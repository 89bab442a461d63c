"""Files as given: walked in order, hashed whole, never changed."""

import hashlib
import os
from io import BytesIO

import pytest

from analyser import pipeline
from analyser.errors import BadRequest, UnsafeSource
from analyser.given import Given, examine, from_bytes, from_paths, from_uploads, sha256
from analyser.records import CaseFacts


def test_folders_are_walked_in_name_order_without_system_leftovers(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", ".DS_Store", "._a.txt", "sub/c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    files = list(from_paths([tmp_path]))
    assert [each.name for each in files] == ["a.txt", "b.txt", "c.txt"]
    assert "b.txt" in files[0].folder


def test_the_hash_and_the_head_are_of_the_bytes_as_given():
    data = bytes(range(256)) * 9000
    given = from_bytes("x", data)
    assert sha256(given) == hashlib.sha256(data).hexdigest()
    assert examine(given) == (sha256(given), data[:65_536])
    assert given.size_bytes == len(data)


def test_a_missing_path_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(BadRequest, match="Check the spelling"):
        list(from_paths([tmp_path / "nothing"]))


def test_files_to_be_passed_over_are_not_given(tmp_path):
    for name in ("chat.txt", "report.json"):
        (tmp_path / name).write_text("x")
    made = {(tmp_path / "report.json").resolve()}
    assert [each.name for each in from_paths([tmp_path], but=made)] == ["chat.txt"]


def test_links_and_pipes_in_a_folder_are_named_and_not_opened(tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (away / "secret.txt").write_text("x")
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "chat.txt").write_text("x")
    for name, to in {"file": away / "secret.txt", "folder": away, "lost": away / "none"}.items():
        (folder / name).symlink_to(to)
    os.mkfifo(folder / "pipe")
    files = {each.name: each for each in from_paths([folder])}
    assert list(files) == ["chat.txt", "file", "folder", "lost", "pipe"]
    for name in ("file", "folder", "lost"):
        with pytest.raises(UnsafeSource, match="link to another place"):
            files[name].open()
    with pytest.raises(UnsafeSource, match="pipe"):
        files["pipe"].open()


def test_files_of_an_uploaded_folder_lie_beside_their_own_folder_only():
    names = ("in/your_instagram/one.json", "in/your_instagram/a.jpg", "in/.DS_Store", "b.txt")
    files = list(from_uploads([(name, b"x") for name in names]))
    assert [each.name for each in files] == ["one.json", "a.jpg", "b.txt"]
    assert files[0].folder == {"one.json", "a.jpg"}
    assert files[0].path == "in/your_instagram/one.json"
    assert (files[2].path, files[2].folder) == ("", {"b.txt"})


def test_a_file_that_is_gone_before_it_is_read_is_not_called_damaged():
    data = b"13/07/2025, 21:05 - Sam Hill: hi\n13/07/2025, 21:06 - Sam Hill: you\n"
    opened = []

    def once():
        opened.append(1)
        if len(opened) > 1:
            raise FileNotFoundError
        return BytesIO(data)

    given = Given(name="chat.txt", open=once, size_bytes=len(data))
    (source,) = pipeline.read([given], facts=CaseFacts()).sources
    assert "moved, renamed or deleted" in source.problems[0].what
