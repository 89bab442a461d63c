"""Another passphrase: everything is there, the old one opens nothing, a failure loses nothing."""

from datetime import UTC, datetime

import pytest

from analyser.casefile import change_passphrase, create, open_case
from analyser.casefile.journal import Action, Journal
from analyser.errors import CaseNotWritten, WrongPassphrase
from analyser.given import from_bytes, sha256

PHOTO = bytes(range(256)) * 9_000


@pytest.fixture
def case(tmp_path):
    photo = from_bytes("photo.png", PHOTO)
    journal = Journal()
    made = {"program": "analyser 0.1.0"}
    journal.record(Action.MADE, now=datetime(2026, 11, 26, tzinfo=UTC), made=made)
    file = create(tmp_path / "notes", "a kettle", journal=journal, originals={sha256(photo): photo})
    file.keep_readings({"k": "{}"})
    return file, file.recovery_key, sha256(photo)


def test_the_new_passphrase_opens_all_of_it_and_the_old_ones_nothing(case, tmp_path):
    file, key, photo = case
    new = change_passphrase(file, "nine otters")
    assert (new.readings(), len(new.entries), new.changed) == ({"k": "{}"}, 1, frozenset())
    record = {"sha256": photo, "name": "photo.png", "path": "", "beside": [], "modified": None}
    with new.given(record).open() as stream:
        assert stream.read() == PHOTO
    new.close()
    assert [each.name for each in tmp_path.iterdir()] == ["notes"]
    for old in ("a kettle", key):
        with pytest.raises(WrongPassphrase):
            open_case(tmp_path / "notes", old)
    open_case(tmp_path / "notes", "nine otters").close()
    open_case(tmp_path / "notes", new.recovery_key).close()


def test_where_it_cannot_be_written_the_file_is_open_as_before(case, tmp_path):
    file, _, _ = case
    (tmp_path / "notes.unfinished").mkdir()
    with pytest.raises(CaseNotWritten):
        change_passphrase(file, "nine otters")
    assert file.readings() == {"k": "{}"}
    file.keep_readings({"l": "{}"})
    file.close()
    open_case(tmp_path / "notes", "a kettle").close()
