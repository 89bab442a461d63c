"""Faults while a case file is worked on: nothing saved is lost, and it opens again."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from analyser import casefile, given
from analyser.casefile.journal import Journal
from analyser.errors import CaseInUse, CaseNotWritten, WrongPassphrase

ROOT = Path(__file__).parents[2]
OLD, NEW = "a kettle", "nine otters"
PAGE = 4096
KILLS = 6
FILM = os.urandom(600_000)
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
OPENS = "nothing: the case opens"


@pytest.fixture
def case(tmp_path):
    """A case file, open, with one entry, one original and a few readings."""
    journal, film = Journal(), given.from_bytes("film.mp4", FILM)
    journal.say({"me": ["Dana"]}, now=AT, made={})
    originals = {given.sha256(film): film}
    file = casefile.create(tmp_path / "notes", OLD, journal=journal, originals=originals)
    file.add_readings({f"first-{n}": "y" * 3000 for n in range(40)})
    yield file
    file.close()


def killed(path, key, what, seconds, steps=1):
    """Let a process begin so many steps, kill it after so long, and return what it told."""
    command = [sys.executable, str(Path(__file__).with_name("work.py")), str(path), key, NEW, what]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)  # noqa: S603
    first = "".join(process.stdout.readline() for _ in range(steps))
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    return first + process.communicate()[0]


def whole(file):
    assert file.broken is None
    assert file.changed == frozenset()
    assert len(file.entries) == 1
    (number, size) = next(iter(file._stored.values()))
    assert size == len(FILM)
    assert len([key for key in file.readings() if key.startswith("first-")]) == 40


def test_the_program_is_killed_while_readings_are_kept(fault, case):
    seen = fault("killed_readings")
    key, chance, kept = case.recovery_key, random.Random(8), 0  # noqa: S311
    case.close()
    for _ in range(KILLS):
        told = killed(case.path, key, "readings", chance.uniform(0, 0.1))
        file = casefile.open_case(case.path, key)
        whole(file)
        last = max(
            (int(each.split()[1]) for each in told.splitlines() if "kept" in each), default=0
        )
        assert all(f"{n}-19" in file.readings() for n in range(1, last + 1))
        kept += last
        file.keep_readings(
            {each: body for each, body in file.readings().items() if "first" in each}
        )
        file.close()
    assert kept
    seen(OPENS)


def test_the_program_is_killed_while_the_passphrase_is_changed(fault, case):
    seen = fault("killed_passphrase")
    chance, typed, opened = random.Random(8), OLD, set()  # noqa: S311
    case.close()
    for number in range(KILLS):
        # Once, late, one change is done for sure; all others are cut off anywhere.
        steps = 2 if number == KILLS - 1 else 1
        killed(case.path, typed, "passphrase", chance.uniform(0, 0.9), steps)
        try:
            file = casefile.open_case(case.path, NEW)
            typed = NEW
        except WrongPassphrase:
            file = casefile.open_case(case.path, OLD)
            assert typed == OLD
        opened.add(typed)
        whole(file)
        file.close()
    assert NEW in opened
    seen(OPENS)


def test_a_case_is_opened_twice(fault, case):
    seen = fault("opened_twice")
    with pytest.raises(CaseInUse) as caught:
        casefile.open_case(case.path, OLD)
    seen(str(caught.value))
    case.add_readings({"more": "1"})


def test_the_clock_is_set_back(fault, case):
    seen = fault("clock")
    journal = Journal.of(case.entries)
    journal.say({"me": ["Dana Poole"]}, now=AT - timedelta(days=400), made={})
    case.write(journal, {})
    case.close()
    file = casefile.open_case(case.path, OLD)
    assert file.broken is None
    assert [entry.number for entry in file.entries] == [1, 2]
    assert file.entries[1].at_utc < file.entries[0].at_utc
    assert Journal.of(file.entries).said["me"] == ["Dana Poole"]
    file.close()
    seen("nothing: the case opens, each entry with the time that the clock showed")


def test_the_disk_fills_up_under_the_case_file(fault, case):
    resource = pytest.importorskip("resource")
    seen = fault("disk_full_case")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (case.path.stat().st_size, before[1]))
        with pytest.raises(CaseNotWritten) as caught:
            case.add_readings({"much": "x" * 2_000_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    seen(str(caught.value))
    case.add_readings({"much": "x" * 2_000_000})
    case.close()
    file = casefile.open_case(case.path, OLD)
    assert "much" in file.readings()
    whole(file)
    file.close()


def spoilt(path, page):
    data = bytearray(path.read_bytes())
    data[page * PAGE + 700] ^= 1
    path.write_bytes(data)


def test_a_page_is_corrupt(fault, case):
    seen_page, seen_reading = fault("corrupt_page"), fault("corrupt_reading")
    key = case.recovery_key
    case.close()
    good = case.path.read_bytes()
    named, lost, unused, logs, lists = 0, 0, 0, 0, set()
    for page in range(1, len(good) // PAGE):
        case.path.write_bytes(good)
        spoilt(case.path, page)
        file = casefile.open_case(case.path, key)
        named += len(file.changed)
        lost += len(file.readings()) < 40
        whole = not file.log.lost and not file.log.to_end
        assert len(file.entries) == whole
        logs += not whole
        if file.list_spoiled:
            lists.add(str(file.closed))
        seen = file.changed or file.list_spoiled or len(file.readings()) < 40
        unused += whole and not seen
        file.close()
    assert named > 100
    assert lost > 20
    assert logs
    assert unused < 5  # pages of tables that are empty
    (words,) = lists
    seen_page(words)
    seen_reading("nothing: the pictures of that page are read anew")
