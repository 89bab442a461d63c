"""Temporary files and case files are written over before they are deleted."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analyser import casefile, given, pipeline, scratch
from analyser.casefile.journal import Journal
from analyser.ingest import _whatsapp_header, _whatsapp_senders
from analyser.records import CaseFacts


def test_a_wiped_file_is_gone_and_its_bytes_are_written_over(tmp_path):
    path, other = tmp_path / "a", tmp_path / "same bytes by another name"
    path.write_bytes(b"otterburn" * 200_000)
    os.link(path, other)
    scratch.wipe_file(path)
    assert not path.exists()
    assert b"otterburn" not in other.read_bytes()


def test_a_link_is_wiped_and_not_what_it_leads_to(tmp_path):
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_bytes(b"otterburn")
    link.symlink_to(kept)
    scratch.wipe_file(link)
    assert kept.read_bytes() == b"otterburn"
    assert not link.is_symlink()


def test_a_wiped_case_leaves_nothing_beside_it(tmp_path):
    file = casefile.create(tmp_path / "notes", "kettle otter nine", journal=Journal(), originals={})
    (tmp_path / "notes.before-1").write_bytes(b"a copy from before")
    (tmp_path / "notes of somebody else").write_bytes(b"x")
    casefile.wipe(file)
    assert [each.name for each in tmp_path.iterdir()] == ["notes of somebody else"]


def test_temporary_files_lie_in_a_folder_of_this_account_and_are_gone_after(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    dead = subprocess.Popen([sys.executable, "-c", ""])  # noqa: S603
    dead.wait()
    left = tmp_path / f"notes-{dead.pid}-cut-off"
    left.mkdir()
    (left / "crop.png").write_bytes(b"otterburn")
    with scratch.folder_of_our_own() as folder:
        if os.name != "nt":
            assert not left.exists()
            assert folder.stat().st_mode & 0o077 == 0
        with tempfile.NamedTemporaryFile(delete=False) as made:
            assert folder in Path(made.name).parents
        scratch.wipe_temporary()
        assert not Path(made.name).exists()
    assert not folder.exists()


def test_what_functions_remember_of_files_is_forgotten():
    text = b"01/02/2025, 20:14 - Quennell Finch: hello\n01/02/2025, 20:15 - Dana Poole: hi\n"
    reading = pipeline.read([given.from_bytes("chat.txt", text)], facts=CaseFacts())
    assert len(reading.messages) == 2
    remembering = [
        value
        for module in (_whatsapp_header, _whatsapp_senders)
        for value in vars(module).values()
        if hasattr(value, "cache_parameters") and value.cache_parameters()["maxsize"]
    ]
    assert any(each.cache_info().currsize for each in remembering)
    scratch.forget_what_was_read()
    assert not any(each.cache_info().currsize for each in remembering)


def test_temporary_files_lie_in_memory_where_the_system_has_room_there(monkeypatch):
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    memory = Path("/dev/shm")  # noqa: S108
    with scratch.folder_of_our_own() as folder:
        roomy = memory.is_dir() and shutil.disk_usage(memory).free >= 1024**3
        assert (folder.parent == memory) == roomy
    assert not folder.exists()
