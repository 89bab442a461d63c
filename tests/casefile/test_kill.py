"""Two hundred times: a process at work on a case is killed, and the case is opened again."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from analyser.casefile import create, open_case
from analyser.casefile.journal import Journal

KILLS = 200
MOST_ACTIONS = 5
LONGEST_S = 0.02

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_killed_at_any_moment_a_case_loses_at_most_the_action_under_way(tmp_path, workers, capsys):
    path = tmp_path / "notes"
    file = create(path, "correct horse battery", journal=Journal(), originals={})
    key = file.recovery_key
    file.close()
    chance, before, in_the_middle = random.Random(6), [], 0  # noqa: S311
    for number in range(KILLS):
        workers.start(path=str(path), key=key, seed=number)
        _, child = workers.hear()
        # Counted in actions first, so that a slow computer is not always killed at the opening.
        heard = [workers.hear() for _ in range(chance.randint(0, MOST_ACTIONS))]
        time.sleep(chance.uniform(0, LONGEST_S))
        os.kill(child, signal.SIGKILL)
        saved = [line for line in heard + workers.said() if line[0] == "saved"]
        in_the_middle += Path(f"{path}-wal").exists()

        file = open_case(path, key)
        entries = list(file.entries)
        assert file.broken is None
        assert file.changed == frozenset()
        assert entries[: len(before)] == before
        last = saved[-1] if saved else ["saved", len(before), ""]
        assert len(entries) - last[1] in (0, 1)
        if saved:
            assert entries[last[1] - 1].fingerprint() == last[2]
        journal = Journal.of(entries)
        assert all(file.given(record) is not None for record in journal.files.values())
        file.close()
        before = entries
    with capsys.disabled():
        said = f"killed {KILLS} times, opened as often; {in_the_middle} with a write under way"
        print(f"\n{said}")  # noqa: T201  # the count is what the test is for
    assert len(before) > KILLS
    assert in_the_middle > KILLS / 2
