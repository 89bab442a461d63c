"""A run that is killed goes on where it stopped, and nothing is kept unless a folder is named."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from analyser.errors import BadRequest
from analyser.work_folder import files_in, work_folder
from tests.shots import cut_shots

ROOT = Path(__file__).parents[1]
ENV = {**os.environ, "PYTHONPATH": str(ROOT)}


def started(*options, **more):
    command = [sys.executable, "-m", "analyser", *map(str, options)]
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603
        command, stdout=pipe, stderr=pipe, text=True, **{"env": ENV, **more}
    )


def readings(folder):
    with work_folder(folder) as kept:
        return kept.known()


@pytest.mark.tesseract
def test_what_was_read_before_a_kill_is_not_read_again(tmp_path):
    kept = tmp_path / "kept"
    run = started("read", *cut_shots(4), "--work-folder", kept)
    for line in run.stderr:
        if line.startswith("Reading 3 of"):
            run.send_signal(signal.SIGKILL)
    run.communicate()
    before = readings(kept)
    assert 1 <= len(before) < 4
    whole = started("read", *cut_shots(4), "--work-folder", kept)
    output, told = whole.communicate()
    assert "Going on from an earlier run" in told
    assert before.items() <= readings(kept).items()
    assert len(readings(kept)) == 4
    assert output == started("read", *cut_shots(4)).communicate()[0]
    read = json.loads(output.splitlines()[0])["text"]
    with work_folder(kept) as store:
        store.save({key: body.replace(read, "altered") for key, body in before.items()})
    again = started("read", *cut_shots(4), "--work-folder", kept).communicate()[0]
    assert "altered" in again  # what was kept is what is printed


@pytest.mark.tesseract
@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is no signal")
def test_ctrl_c_stops_the_run_and_its_workers_and_says_how_to_go_on(tmp_path):
    there = {**ENV, "TMPDIR": str(tmp_path)}
    run = started("read", *cut_shots(3), env=there)
    told = [run.stderr.readline(), run.stderr.readline()]
    run.send_signal(signal.SIGINT)
    assert "goes on where it was" in run.communicate(timeout=60)[1], told
    assert run.returncode == 130
    assert list(tmp_path.iterdir()) == []  # nothing of a picture is left on the disk


def test_the_folder_is_for_this_account_alone_and_is_not_read_as_a_source(tmp_path):
    folder = tmp_path / "given" / "kept"
    with work_folder(folder) as kept:
        kept.save({"a": "1"})
    assert readings(folder) == {"a": "1"}
    if os.name == "posix":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert {p.stat().st_mode & 0o777 for p in folder.iterdir()} == {0o600}
    (tmp_path / "given" / "chat.txt").write_text("01/02/2024, 10:00 - Sam Orme: hello\n")
    run = started("read", tmp_path / "given", "--work-folder", folder)
    assert run.communicate()[0].count('"accounted"') == 1
    assert {path.resolve() for path in folder.iterdir()} <= files_in(folder)


def test_a_second_run_in_the_same_folder_and_a_damaged_file_say_what_to_do(tmp_path):
    with (
        work_folder(tmp_path),
        pytest.raises(BadRequest, match="Another run"),
        work_folder(tmp_path),
    ):
        pass
    (file,) = [path for path in files_in(tmp_path) if path.exists()]
    with sqlite3.connect(file) as database:
        database.execute("INSERT INTO reading VALUES ('a', ?)", ("x" * 9000,))
    file.write_bytes(file.read_bytes()[:1024] + b"\xff" * 12000)
    with pytest.raises(BadRequest, match="Delete that file"):
        readings(tmp_path)


def test_nothing_is_kept_where_no_folder_is_named(tmp_path):
    (tmp_path / "chat.txt").write_text("01/02/2024, 10:00 - Sam Orme: hello\n")
    empty = tmp_path / "here"
    empty.mkdir()
    there = {**ENV, "TMPDIR": str(empty), "HOME": str(empty)}
    run = started("read", tmp_path / "chat.txt", cwd=empty, env=there)
    assert "hello" in run.communicate()[0]
    assert list(empty.iterdir()) == []
