"""How long is left: never from what was there at once, and down while one step takes its time."""

import pytest

from analyser.pace import Pace


class Clock:
    """A clock that stands until it is set on."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def go(pace, clock, done, total, after):
    clock.now += after
    pace.step(done, total)


def test_what_was_read_in_an_earlier_run_is_no_measure_of_the_rest(clock):
    pace = Pace(clock)
    for done in range(9):
        go(pace, clock, done, 20, 0.01)
    assert pace.left() is None
    go(pace, clock, 9, 20, 4)
    assert pace.left() == pytest.approx(44)
    go(pace, clock, 10, 20, 4)
    assert pace.left() == pytest.approx(40)


def test_it_goes_down_while_a_step_takes_its_time_and_ends_in_silence(clock):
    pace = Pace(clock)
    go(pace, clock, 0, 3, 0)
    go(pace, clock, 1, 3, 10)
    told = [pace.left()]
    for _ in range(4):
        clock.now += 4
        told.append(pace.left())
    assert told == [20, 16, 12, 10, 10]
    go(pace, clock, 2, 3, 0)
    clock.now += 60
    assert pace.left() is None


def test_steps_that_end_in_pairs_count_by_what_they_took_together(clock):
    pace = Pace(clock)
    go(pace, clock, 0, 9, 0)
    for done, after in ((1, 4), (2, 0), (3, 4), (4, 0)):
        go(pace, clock, done, 9, after)
    assert pace.left() == pytest.approx(10)
