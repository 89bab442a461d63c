"""A full disk and a folder that cannot be written to: a clear word, and nothing saved is lost."""

import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyser import given
from analyser.casefile import create, open_case
from analyser.casefile.journal import Journal
from analyser.errors import CaseNotWritten


@pytest.fixture
def case(tmp_path):
    """A case file with one entry and one original, closed; and its recovery key."""
    journal = Journal()
    journal.say({"me": ["Dana"]}, now=datetime(2026, 11, 26, tzinfo=UTC), made={})
    photo = given.from_bytes("photo.png", os.urandom(2_500_000))
    originals = {given.sha256(photo): photo}
    file = create(tmp_path / "notes", "a kettle", journal=journal, originals=originals)
    file.close()
    return file.path, file.recovery_key


@pytest.mark.parametrize("limit", [300_000, 3_000_000, 4_000_000])
def test_at_the_limit_of_the_size_of_files_nothing_saved_is_lost(case, workers, limit):
    workers.start(path=str(case[0]), key=case[1], seed=2, largest=limit)
    no_worse(case, workers.said())


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 5 MB; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:  # noqa: S603
        pytest.skip("a small disk cannot be made here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)  # noqa: S603, S607


def test_on_a_full_disk_nothing_saved_is_lost(case, workers, small_disk):
    path = Path(shutil.copy(case[0], small_disk / "notes"))
    workers.start(path=str(path), key=case[1], seed=3)
    no_worse((path, case[1]), workers.said())


def test_a_case_file_that_does_not_fit_leaves_nothing_behind(small_disk):
    film = given.from_bytes("film.mp4", os.urandom(7_000_000))
    originals = {given.sha256(film): film}
    with pytest.raises(CaseNotWritten):
        create(small_disk / "notes", "a kettle", journal=Journal(), originals=originals)
    assert list(small_disk.iterdir()) == []


def no_worse(case, said):
    """After the child was stopped by a full disk, everything that it said was saved is there."""
    assert said[-1][0] == "stopped"
    assert said[-1][1] == "CaseNotWritten"
    saved = [line for line in said if line[0] == "saved"]
    file = open_case(*case)
    assert (file.broken, file.changed) == (None, frozenset())
    assert len(file.entries) == (saved[-1][1] if saved else 1)
    file.close()


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="needs root to step down")
def test_a_read_only_folder_is_named_and_nothing_is_lost(case, workers, tmp_path):
    path, key = case
    for each in (*tmp_path.parents[:3], tmp_path):
        each.chmod(each.stat().st_mode | 0o055)
    tmp_path.chmod(0o555)
    path.chmod(0o666)
    workers.start(path=str(path), key=key, seed=4, user=65_534)
    stopped = workers.said()[-1]
    assert stopped[:2] == ["stopped", "CaseNotWritten"]
    assert "open for reading only" in stopped[2]
    open_case(path, key).close()


@pytest.mark.skipif(os.name == "nt", reason="a file that is open cannot be renamed there")
def test_a_case_file_that_was_renamed_while_open_has_all_that_was_saved_and_refuses_more(tmp_path):
    journal, now = Journal(), datetime(2026, 11, 26, tzinfo=UTC)
    path, away = tmp_path / "notes", tmp_path / "papers"
    file = create(path, "a kettle", journal=journal, originals={})
    journal.say({"me": ["Dana"]}, now=now, made={})
    file.write(journal, {})
    path.rename(away)
    journal.say({"me": ["Dana Poole"]}, now=now, made={})
    with pytest.raises(CaseNotWritten, match="renamed, moved or deleted"):
        file.write(journal, {})
    shutil.copy(away, tmp_path / "copy")
    copied = open_case(tmp_path / "copy", "a kettle")
    assert list(copied.entries) == journal.entries[:1]
    copied.close()
    away.rename(path)
    file.write(journal, {})
    file.close()
    again = open_case(path, "a kettle")
    assert list(again.entries) == journal.entries
    again.close()
