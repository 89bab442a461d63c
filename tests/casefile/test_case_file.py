"""What a case file keeps, what keeps it from opening, and what a changed byte does."""

import json
import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from analyser import given
from analyser.casefile import _schema, create, open_case
from analyser.casefile.journal import Action, Journal
from analyser.casefile.said import Said, said_of, values_of
from analyser.errors import (
    BadRequest,
    CaseInUse,
    CaseNotWritten,
    DamagedCase,
    NewerCase,
    WrongPassphrase,
)
from analyser.findings import Status
from analyser.records import CaseFacts, Columns, DayOrder, Jurisdiction
from analyser.report_options import Options
from analyser.settings import Settings
from tests.casefile.spoil import PAGE, flip, pages_of

PASSPHRASE = "a kettle for nine otters"  # noqa: S105
NOW = datetime(2026, 11, 26, 14, 5, tzinfo=ZoneInfo("Europe/London"))
MADE = {"program": "analyser 0.1.0"}
TEXT, PHOTO = os.urandom(3_000), os.urandom(2_500_000)


def add(journal, name, data):
    """The file by its hash, after the log was told of it."""
    file = given.from_bytes(name, data)
    sha256 = given.sha256(file)
    record = {"key": name, "name": name, "path": "", "sha256": sha256, "bytes": len(data)}
    record |= {"modified": None, "beside": 0}
    what = {"files": [record], "beside": [[name]]}
    journal.record(Action.ADDED, now=NOW, made=MADE, what=what)
    return {sha256: file}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A case file with two files and one decision, closed; and its recovery key."""
    path = tmp_path_factory.mktemp("case") / "notes"
    journal = Journal(who="HL")
    originals = add(journal, "chat.txt", TEXT) | add(journal, "photo.png", PHOTO)
    journal.decide({("f" * 64, "3", "insult", "r", "m"): Status.CONFIRMED}, now=NOW, made=MADE)
    file = create(path, PASSPHRASE, journal=journal, originals=originals)
    key = file.recovery_key
    file.close()
    return path, key


@pytest.fixture
def case(original, tmp_path):
    """A copy of it that a test may spoil: path and recovery key."""
    path, key = original
    return Path(shutil.copy(path, tmp_path / "notes")), key


def read(file, name):
    journal = Journal.of(file.entries)
    with file.given(journal.files[name]).open() as stream:
        return stream.read()


def test_everything_comes_back_with_the_passphrase_and_with_the_recovery_key(case):
    path, key = case
    for typed in (PASSPHRASE, key, key.lower().replace("-", " ")):
        file = open_case(path, typed)
        assert (read(file, "chat.txt"), read(file, "photo.png")) == (TEXT, PHOTO)
        assert list(Journal.of(file.entries).decisions.values()) == [Status.CONFIRMED]
        assert (file.broken, file.changed) == (None, frozenset())
        file.close()


def test_an_original_can_be_read_from_any_place_as_a_zip_is(case):
    file = open_case(case[0], case[1])
    with file.given(Journal.of(file.entries).files["photo.png"]).open() as stream:
        stream.seek(-100, 2)
        assert stream.read() == PHOTO[-100:]
        stream.seek((1 << 20) - 5)
        assert stream.read(10) == PHOTO[(1 << 20) - 5 : (1 << 20) + 5]
    file.close()


def test_nothing_of_the_case_stands_in_the_file_in_the_clear(case):
    data = case[0].read_bytes()
    assert TEXT[:16] not in data
    assert b"chat.txt" not in data
    assert b"SQLite" not in data
    assert len(set(data[:PAGE])) > 200


@pytest.mark.parametrize("typed", ["a kettle for nine otter", "", "A kettle for nine otters"])
def test_a_wrong_passphrase_opens_nothing_and_says_one_thing(case, typed):
    with pytest.raises(WrongPassphrase) as wrong:
        open_case(case[0], typed)
    case[0].write_bytes(os.urandom(50_000))
    with pytest.raises(WrongPassphrase) as no_case:
        open_case(case[0], typed)
    assert str(wrong.value) == str(no_case.value)


def test_a_recovery_key_with_one_letter_changed_is_not_taken_for_one(case):
    key = case[1]
    other = ("A" if key[7] != "A" else "B").join([key[:7], key[8:]])
    with pytest.raises(WrongPassphrase):
        open_case(case[0], other)


def test_one_byte_flipped_anywhere_is_seen_and_a_changed_original_is_named(case):
    path, key = case
    whole = path.read_bytes()
    seen = {}
    for page in range(0, len(whole) // PAGE, 9):
        path.write_bytes(whole)
        flip(path, page * PAGE + 777)
        try:
            file = open_case(path, key)
        except (WrongPassphrase, DamagedCase) as error:
            seen[page] = type(error).__name__
            continue
        journal = Journal.of(file.entries)
        names = [r["name"] for r in journal.files.values() if r["sha256"] in file.changed]
        seen[page] = ",".join(names)
        assert all(file.given(journal.files[name]) is None for name in names)
        if "chat.txt" not in names:
            assert read(file, "chat.txt") == TEXT
        file.close()
    assert seen[0] == "WrongPassphrase"
    assert list(seen.values()).count("photo.png") > len(seen) * 0.8
    assert "" not in seen.values()


@pytest.mark.parametrize("spoiled", [["original"], ["original", "original_by_hash"]])
def test_a_spoiled_list_of_files_opens_what_it_can_and_names_the_rest(case, spoiled):
    path, key = case
    file = open_case(path, key)
    pages = [page for name in spoiled for page in pages_of(file, name)]
    file.close()
    for page in pages:
        flip(path, page * PAGE + 777)
    before = path.read_bytes()
    file = open_case(path, key)
    journal = Journal.of(file.entries)
    if len(spoiled) == 1:
        assert (read(file, "chat.txt"), read(file, "photo.png")) == (TEXT, PHOTO)
    else:
        assert file.changed == {each["sha256"] for each in journal.files.values()}
    journal.say({"me": ["A"]}, now=NOW, made=MADE)
    with pytest.raises(CaseNotWritten, match="damaged"):
        file.write(journal, {})
    file.close()
    assert path.read_bytes() == before


def test_bytes_changed_by_somebody_with_the_key_are_named_and_can_be_added_again(case):
    path, key = case
    file = open_case(path, key)
    file._database.execute("UPDATE piece SET bytes = ? WHERE id = 1 << 20", (TEXT[:-1] + b"!",))
    file.close()
    file = open_case(path, key)
    journal = Journal.of(file.entries)
    assert file.changed == {journal.files["chat.txt"]["sha256"]}
    file.write(journal, add(journal, "again.txt", TEXT))
    file.close()
    file = open_case(path, key)
    assert file.changed == frozenset()
    assert read(file, "chat.txt") == TEXT
    file.close()


@pytest.mark.parametrize(
    "how",
    [
        "UPDATE entry SET body = replace(body, 'chat', 'chit') WHERE number = 1",
        "DELETE FROM entry WHERE number = 1",
    ],
    ids=["changed", "taken out"],
)
def test_an_entry_changed_or_taken_out_from_outside_is_named_and_nothing_more_is_written(case, how):
    path, key = case
    file = open_case(path, key)
    file._database.execute("DROP TRIGGER entry_is_never_changed")
    file._database.execute("DROP TRIGGER entry_is_never_deleted")
    file._database.execute(how)
    file.close()
    file = open_case(path, key)
    assert file.broken == 1
    journal = Journal.of(file.entries)
    journal.say({"me": ["A"]}, now=NOW, made=MADE)
    with pytest.raises(CaseNotWritten, match="entry 1"):
        file.write(journal, {})
    file.close()


def test_the_log_refuses_to_be_changed(case):
    file = open_case(*case)
    for change in ("UPDATE entry SET body = ''", "DELETE FROM entry"):
        with pytest.raises(Exception, match="only added to"):
            file._database.execute(change)
    file.close()


def test_a_second_window_is_refused_until_the_first_is_closed(case):
    first = open_case(*case)
    with pytest.raises(CaseInUse):
        open_case(*case)
    first.close()
    open_case(*case).close()


def test_a_second_program_is_refused_too(case, workers):
    file = open_case(*case)
    workers.start(path=str(case[0]), key=case[1], seed=1)
    assert [line[1] for line in workers.said() if line[0] == "stopped"] == ["CaseInUse"]
    file.close()


def test_a_newer_case_is_refused_and_not_touched(case):
    path, key = case
    newer = (*_schema.STEPS, "CREATE TABLE later (x)")
    open_case(path, key, steps=newer).close()
    before = path.read_bytes()
    with pytest.raises(NewerCase):
        open_case(path, key)
    assert path.read_bytes() == before


def test_an_older_case_is_brought_forward_and_the_copy_goes(case):
    path, key = case
    later = (*_schema.STEPS, "CREATE TABLE later (x); INSERT INTO later VALUES (7)")
    file = open_case(path, key, steps=later)
    assert file._database.execute("SELECT x FROM later").fetchall() == [(7,)]
    assert read(file, "photo.png") == PHOTO
    file.close()
    assert [each.name for each in path.parent.iterdir()] == ["notes"]


def test_a_step_forward_that_fails_leaves_the_case_as_it_was_and_a_copy(case):
    path, key = case
    bad = (*_schema.STEPS, "CREATE TABLE later (x); INSERT INTO nowhere VALUES (7)")
    with pytest.raises(DamagedCase, match="could not be brought to this version"):
        open_case(path, key, steps=bad)
    for each in (path, path.with_name(f"notes.before-{len(bad)}")):
        file = open_case(each, key)
        assert read(file, "photo.png") == PHOTO
        file.close()


def test_a_name_that_is_taken_or_a_folder_that_is_not_there_is_named(case, tmp_path):
    for path in (case[0], tmp_path / "nowhere" / "notes"):
        with pytest.raises(BadRequest):
            create(path, PASSPHRASE, journal=Journal(), originals={})
    with pytest.raises(BadRequest):
        open_case(tmp_path / "other", PASSPHRASE)


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_no_other_account_may_read_the_file(tmp_path):
    create(tmp_path / "notes", PASSPHRASE, journal=Journal(), originals={}).close()
    assert (tmp_path / "notes").stat().st_mode & 0o777 == 0o600


def test_what_the_person_said_comes_back_as_it_was():
    facts = CaseFacts(
        me=("Dana", "دانا"),
        jurisdiction=Jurisdiction.SCOTLAND,
        day_order=DayOrder.DAY_FIRST,
        captured_at=datetime(2025, 3, 4, 23, 59, tzinfo=UTC),
        persons={"A": ("A", "+44 7700 900417")},
        columns=(Columns(header=("a", "b"), date=0, time=None, sender=None, text=1),),
        formats={"0" * 64: "whatsapp_txt"},
        left_out=frozenset({("0" * 64, "x"), ("1" * 64, "")}),
    )
    report = Options(
        reference="17/4",
        first_exhibit=3,
        without=frozenset({"laws"}),
        since=date(2025, 3, 1),
        people=frozenset({"A", "دانا"}),
        signals=frozenset({"insult"}),
    )
    said = Said(facts=facts, helping=True, settings=Settings(night_from_hour=0), report=report)
    kept = json.loads(json.dumps(values_of(said)))
    assert said_of(kept) == said
    assert said_of(kept | {"counting.unknown": 1, "report.unknown": 1}) == said
    assert said_of(values_of(Said())) == said_of({}) == Said()
