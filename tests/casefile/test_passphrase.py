"""The wait after wrong passphrases, the hint about strength, and folders that look unsafe."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.casefile._cipher import recovery_key, secret_from, secret_of
from analyser.casefile.places import Place, looks_like
from analyser.casefile.strength import Hint, hint
from analyser.casefile.waiting import Patience
from analyser.errors import TooSoon


def test_each_wrong_passphrase_makes_the_wait_longer():
    patience, clock, waits = Patience(), 0.0, []
    for _ in range(9):
        start = clock
        while not let_through(patience, clock):
            clock += 1
        waits.append(clock - start)
    assert waits[:3] == [0, 0, 0]
    assert waits == sorted(waits)
    assert waits[-1] > 60
    assert let_through(patience, 0.0, "other")
    assert not let_through(patience, clock)
    patience.worked("notes")
    assert let_through(patience, clock)


def let_through(patience, clock, name="notes"):
    try:
        patience.check(name, clock)
    except TooSoon:
        return False
    return True


@given(st.binary(min_size=16, max_size=16))
def test_a_recovery_key_stands_for_its_secret_however_it_is_written(secret):
    key = recovery_key(secret)
    assert [len(group) for group in key.split("-")] == [4] * 7
    written = key.lower().replace("-", "  ").replace("0", "o").replace("1", "l")
    assert secret_of(key) == secret_of(written) == secret


@given(st.binary(min_size=16, max_size=16), st.integers(0, 25), st.sampled_from("0AZ7"))
def test_a_letter_copied_wrong_is_seldom_taken(secret, place, letter):
    key = recovery_key(secret).replace("-", "")
    wrong = key[:place] + letter + key[place + 1 :]
    assert secret_of(wrong) in (None, secret) or secret_of(wrong) != secret


def test_the_same_letters_in_another_form_are_the_same_passphrase():
    salt = b"s" * 16
    assert secret_from("caf\u00e9", salt) == secret_from("cafe\u0301", salt)
    assert secret_from("cafe", salt) != secret_from("caf\u00e9", salt)


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Hint.WEAK),
        ("password1", Hint.WEAK),
        ("Craig2019", Hint.WEAK),
        ("kettle otter nine lamp harbour", Hint.STRONG),
        ("x" * 500, Hint.WEAK),
    ],
)
def test_the_hint_fits(passphrase, expected):
    assert hint(passphrase, ["Craig"]) is expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/dana/Dropbox/papers", Place.SYNCED),
        ("/Users/dana/Library/Mobile Documents/x", Place.SYNCED),
        ("C:/Users/dana/OneDrive - Work/x", Place.SYNCED),
        ("/Users/Shared/x", Place.SHARED),
        ("//server/files", Place.SHARED),
        ("/home/dana/Documents", None),
        ("/home/megan/Boxes", None),
    ],
)
def test_a_folder_that_looks_synced_or_shared_is_told(folder, expected):
    assert looks_like(Path(folder)) is expected


def test_a_folder_that_others_may_write_to_or_that_is_synced_by_its_marks_is_told(tmp_path):
    assert looks_like(tmp_path) is None
    tmp_path.chmod(0o777)
    assert looks_like(tmp_path) is Place.SHARED
    (tmp_path / ".stfolder").mkdir()
    (tmp_path / "inside").mkdir()
    assert looks_like(tmp_path / "inside") is Place.SYNCED
