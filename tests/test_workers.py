"""Workers give what one process gives, in order; one that is killed costs its own piece only."""

import math
import operator
import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from analyser import detect, pipeline
from analyser.detect import Detector
from analyser.errors import OcrMissing
from analyser.given import from_paths
from analyser.records import CaseFacts, Message, Side, Where
from analyser.workers import WorkerLost, Workers, _asked, in_order

SHOTS = Path(__file__).parents[1] / "samples" / "serious" / "screenshots"
ENDS_ONCE = """
import os, pathlib, signal
mark = pathlib.Path({mark!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def begin(fn, *args):
    return lambda pool: pool.submit(fn, *args)


def test_a_killed_worker_loses_its_own_piece_which_is_done_again(tmp_path):
    once = ENDS_ONCE.format(mark=str(tmp_path / "killed"))
    with Workers(2) as workers:
        starts = [begin(math.factorial, n) for n in range(9)]
        starts[4] = begin(exec, once)
        found = [future.result() for future in in_order(starts, workers, workers=2)]
    assert (tmp_path / "killed").exists()
    assert found == [math.factorial(n) if n != 4 else None for n in range(9)]


def test_a_piece_that_ends_every_worker_is_an_error_of_that_piece_only():
    with Workers(2) as workers:
        starts = [begin(abs, -1), begin(os._exit, 3), begin(abs, -2), begin(abs, -3)]
        done = list(in_order(starts, workers, workers=2))
    assert [future.result() for future in (done[0], *done[2:])] == [1, 2, 3]
    with pytest.raises(WorkerLost, match="try again"):
        done[1].result()


def test_an_error_of_ours_comes_back_as_it_was_raised():
    code = "from analyser.errors import OcrMissing; raise OcrMissing('It is missing.', 'Install.')"
    with Workers(1) as workers, pytest.raises(OcrMissing) as caught:
        workers.submit(exec, code).result()
    assert (caught.value.problem, caught.value.remedy) == ("It is missing.", "Install.")


def test_few_pieces_are_begun_before_the_first_is_taken():
    begun = []

    def start(number, pool):
        begun.append(number)
        return pool.submit(operator.neg, number)

    with ThreadPoolExecutor(1) as pool:
        results = in_order((partial(start, n) for n in range(100)), pool, workers=1)
        assert next(results).result() == 0
        assert len(begun) < 10
        assert [each.result() for each in results] == [-n for n in range(1, 100)]


def test_a_call_after_the_work_was_given_up_is_lost_and_no_other_error():
    workers = Workers(1)
    assert workers.submit(abs, -1).result(timeout=20) == 1
    (process,) = workers._all
    workers.shutdown(wait=False)
    with pytest.raises(WorkerLost):
        _asked(process, (abs, (-1,), {}))


def test_workers_end_at_once_when_the_work_is_given_up():
    workers = Workers(1)
    future = workers.submit(time.sleep, 60)
    deadline = time.monotonic() + 20
    while not workers._all and time.monotonic() < deadline:
        time.sleep(0.02)
    (process,) = workers._all
    workers.shutdown(wait=False)
    assert process.wait(timeout=10) != 0
    with pytest.raises(WorkerLost):
        future.result(timeout=10)


@pytest.mark.tesseract
@pytest.mark.skipif(sys.platform == "win32", reason="there a process has no group")
def test_pictures_read_while_a_worker_is_killed_are_read_as_ever():
    facts, shots = CaseFacts(me=("Hannah Lisle",)), sorted(SHOTS.glob("*.png"))[:2]
    with ThreadPoolExecutor(1) as here:
        alone = pipeline.read(from_paths(shots), facts=facts, pool=here)
    with Workers(2) as workers:
        killed = []

        def kill():
            (first, *_) = workers._all
            killed.append(first)
            os.kill(first.pid, 9)

        threading.Timer(1.5, kill).start()
        together = pipeline.read(from_paths(shots), facts=facts, pool=workers)
    assert killed
    assert together == alone
    assert together.messages


def test_many_messages_have_the_same_flags_with_workers_as_without(monkeypatch):
    monkeypatch.setattr(detect, "_FEW", 1)  # else it takes a thousand to be many
    monkeypatch.setattr(detect, "_BATCH", 40)
    words = ("i will kill you", "are you home", "stop messaging me", "see you at four")
    messages = [
        Message(
            id=f"S1-{n}",
            source="S1",
            where=Where(line=n),
            side=Side.RECEIVED if n % 3 else Side.SENT,
            text=f"{words[n % len(words)]} {n}",
        )
        for n in range(1, 131)
    ]
    detector = Detector.load()
    with Workers(2) as workers:
        found = list(detector.flag(messages, pool=workers))
        assert len(workers._all) == 2
    assert found == list(detector.flag(messages))
    assert len(found) > 25
