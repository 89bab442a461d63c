"""A page of the log that the disk has spoiled takes only what stood on it."""

from datetime import UTC, datetime

import pytest

from analyser.casefile import create, open_case
from analyser.casefile.journal import Journal
from analyser.errors import CaseNotWritten
from analyser.findings import Status
from tests.casefile.spoil import PAGE, flip, pages_of

WHEN = {"now": datetime(2026, 11, 26, 14, 5, tzinfo=UTC), "made": {}}


def test_one_spoiled_page_of_the_log_takes_only_what_stood_on_it(tmp_path):
    path, journal = tmp_path / "notes", Journal(who="HL")
    for number in range(60):
        journal.decide({("f" * 64, str(number), "insult", "r", "m"): Status.CONFIRMED}, **WHEN)
    journal.undo(**WHEN)
    file = create(path, "a kettle", journal=journal, originals={})
    pages, key = pages_of(file, "entry")[1:], file.recovery_key
    file.close()
    whole = path.read_bytes()
    lost = []
    for page in pages:
        path.write_bytes(whole)
        flip(path, page * PAGE + 777)
        spoiled = path.read_bytes()
        file = open_case(path, key)
        assert file.broken is None
        assert file.log.lost or file.log.to_end
        lost += [entry.number for entry in journal.entries if entry not in file.entries]
        again = Journal.of(file.entries)
        again.say({"me": ["A"]}, **WHEN)
        with pytest.raises(CaseNotWritten, match="damaged"):
            file.write(again, {})
        file.close()
        assert path.read_bytes() == spoiled
    assert sorted(lost) == [entry.number for entry in journal.entries]
