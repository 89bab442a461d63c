"""A case file that is open stays shut to every other window, and is meant wherever it is named."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from analyser.casefile import change_passphrase, create, open_case, wipe
from analyser.casefile._cipher import key_from, recovery_key, secret_of
from analyser.casefile._database import connect
from analyser.casefile._schema import STEPS
from analyser.casefile.journal import Journal
from analyser.errors import BadRequest, CaseInUse, CaseNotWritten, WrongPassphrase
from tests.casefile.test_case_file import PASSPHRASE, add

ROOT = Path(__file__).parents[2]
OTHER = "seven herons on a wall"
_OPEN = """
import sys
from pathlib import Path
from analyser.casefile import open_case
from analyser.errors import CaseInUse
try:
    open_case(Path(sys.argv[1]), sys.argv[2]).close()
except CaseInUse:
    print("refused")
else:
    print("opened")
"""

posix = pytest.mark.skipif(os.name != "posix", reason="other systems let no open file be moved")


@pytest.fixture
def case(tmp_path):
    journal = Journal()
    originals = add(journal, "chat.txt", b"hello")
    return create(tmp_path / "notes", PASSPHRASE, journal=journal, originals=originals)


def from_another_program(path):
    command = [sys.executable, "-c", _OPEN, str(path), PASSPHRASE]
    done = subprocess.run(  # noqa: S603
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def rows(file, statement, values=()):
    """What a person with the passphrase and a database tool can do."""
    path, salt = file.path, file._salt
    key = key_from(file._secret, salt)
    file.close()
    database = connect(path, key, salt)
    for (trigger,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        database.execute(f"DROP TRIGGER {trigger}")
    database.execute(statement, values)
    database.close()


def test_trying_it_in_a_second_window_opens_it_to_no_other_program(case, tmp_path):
    link = tmp_path / "other name"
    os.link(case.path, link)
    for path in (case.path, link):
        with pytest.raises(CaseInUse):
            open_case(path, PASSPHRASE)
    assert from_another_program(case.path) == "refused"
    case.close()
    assert from_another_program(case.path) == "opened"


def test_a_file_just_brought_forward_is_open_to_no_other_program(case):
    path, later = case.path, (*STEPS, "CREATE TABLE later (x)")
    case.close()
    file = open_case(path, PASSPHRASE, steps=later)
    assert from_another_program(path) == "refused"
    assert not path.with_name(f"notes.before-{len(later)}").exists()
    file.close()


@posix
def test_another_case_put_under_the_name_is_not_written_over(case, tmp_path):
    create(tmp_path / "b", OTHER, journal=Journal(), originals={}).close()
    case.path.rename(tmp_path / "notes-january")
    (tmp_path / "b").rename(case.path)
    for write in (lambda: change_passphrase(case, "a brass lamp for eels"), lambda: wipe(case)):
        with pytest.raises(CaseNotWritten, match="renamed, moved or deleted"):
            write()
    for write in (case.add_readings, case.keep_readings):
        with pytest.raises(CaseNotWritten, match="renamed, moved or deleted"):
            write({"key": "body"})
    with pytest.raises(CaseNotWritten, match="renamed, moved or deleted"):
        case.keep_derived("page", "{}")
    case.close()
    open_case(tmp_path / "notes", OTHER).close()
    open_case(tmp_path / "notes-january", PASSPHRASE).close()


@posix
def test_through_a_link_the_file_itself_is_meant(case, tmp_path):
    (tmp_path / "real").mkdir()
    case.close()
    vault = (tmp_path / "notes").rename(tmp_path / "real" / "vault")
    (tmp_path / "notes").symlink_to(vault)
    file = change_passphrase(open_case(tmp_path / "notes", PASSPHRASE), OTHER)
    file.close()
    with pytest.raises(WrongPassphrase):
        open_case(vault, PASSPHRASE)
    wipe(open_case(tmp_path / "notes", OTHER))
    assert not vault.exists()


def test_a_reading_that_was_changed_by_hand_is_made_anew(case):
    case.add_readings({"one": "as read", "two": "as read, too"})
    path = case.path
    rows(case, "UPDATE reading SET body = replace(body, 'as read', 'as written') WHERE key = 'one'")
    file = open_case(path, PASSPHRASE)
    assert file.readings() == {"two": "as read, too"}
    file.add_readings({"one": "as read"})
    assert file.readings() == {"one": "as read", "two": "as read, too"}
    rows(file, "UPDATE reading SET body = (SELECT body FROM reading WHERE key = 'two')")
    file = open_case(path, PASSPHRASE)
    assert file.readings() == {"two": "as read, too"}
    file.close()


def test_an_original_that_was_taken_out_is_named(case):
    path = case.path
    rows(case, "DELETE FROM original")
    file = open_case(path, PASSPHRASE)
    (record,) = Journal.of(file.entries).files.values()
    assert file.changed == {record["sha256"]}
    assert file.given(record) is None
    file.close()


def test_an_entry_that_is_none_is_where_the_log_is_broken(case):
    path, nonsense = case.path, '"action":"made"'
    mark = hashlib.sha256(nonsense.encode()).hexdigest()
    rows(case, "INSERT INTO entry VALUES (2, ?, ?)", (nonsense, mark))
    file = open_case(path, PASSPHRASE)
    assert (file.broken, len(file.entries)) == (2, 1)
    file.close()


def test_nothing_stays_beside_it_that_a_later_file_could_be_mixed_up_with(case, tmp_path):
    journal = Journal.of(case.entries)
    case.write(journal, add(journal, "photo.png", os.urandom(300_000)))
    beside = case.path.with_name("notes-wal")
    assert not beside.exists() or not beside.stat().st_size
    case.close()
    beside.write_bytes(b"what is left of a write that was cut off")
    case.path.unlink()
    with pytest.raises(BadRequest, match="another case file of the same name"):
        create(tmp_path / "notes", PASSPHRASE, journal=Journal(), originals={})


def test_a_passphrase_that_looks_like_a_recovery_key_opens_its_file(tmp_path):
    looks = recovery_key(os.urandom(16))
    assert secret_of(looks)
    create(tmp_path / "notes", looks, journal=Journal(), originals={}).close()
    open_case(tmp_path / "notes", looks).close()


@posix
def test_a_pipe_keeps_nobody_waiting(tmp_path):
    os.mkfifo(tmp_path / "notes")
    with pytest.raises(BadRequest):
        open_case(tmp_path / "notes", PASSPHRASE)
