"""What a long run on the command line needs: a work folder, a cluster, and the time left."""

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analyser.pace import Pace
from analyser.pipeline import working
from analyser.readings import Readings
from analyser.scratch import folder_of_our_own
from analyser.wording import time_left
from analyser.work_folder import PLAIN_WORDS, work_folder
from analyser.workers import Workers

if TYPE_CHECKING:
    from analyser.detect.remember import Memory

Tell = Callable[[str], None]


@dataclass(slots=True)
class LongRun:
    """What was read before, who does the work, and who is told how far it is.

    Attributes:
        readings: Of pictures, by this run and earlier ones.
        pool: Does the work.
        tell: Gets a line for a person.
        clock: Seconds of a clock that never goes back.
    """

    readings: Readings
    pool: Executor
    tell: Tell
    clock: Callable[[], float]
    _paces: dict[str, Pace] = field(default_factory=dict)

    def reads(self, done: int, total: int, name: str) -> None:
        """Tell which file is being read."""
        if name:
            shown = "".join(char if char.isprintable() else "\ufffd" for char in name)
            said = f"Reading {min(done + 1, total)} of {total}: {shown}"
            self.tell(f"{said}{self._left('reads', done, total)}")

    def looks(self, done: int, total: int, name: str) -> None:
        """Tell how many messages were looked through."""
        self.tell(
            f"Looking through the messages: step {done:,} of {total:,}"
            f"{self._left('looks', done, total)}"
        )

    def writes(self, done: int, total: int, name: str) -> None:
        """Tell which file of the report is being written."""
        self.tell(f"Writing {done + 1} of {total}: {name}")

    def memory(self) -> "Memory":
        """Return flags of words, of earlier runs; only those who look for any load the library."""
        from analyser.detect.remember import Memory

        return Memory(kept=self.readings.known, put=self.readings.put)

    def rest(self) -> None:
        """End the workers: the reports have use for their memory."""
        if isinstance(self.pool, Workers):
            self.pool.shutdown()

    def _left(self, of: str, done: int, total: int) -> str:
        pace = self._paces.setdefault(of, Pace(self.clock))
        pace.step(done, total)
        seconds = pace.left()
        return f" ({time_left(seconds)})" if seconds is not None else ""


@contextmanager
def long_run(
    arguments: argparse.Namespace, *, tell: Tell, clock: Callable[[], float]
) -> Iterator[LongRun]:
    """Open what was asked for; temporary files are wiped at the end.

    Raises:
        BadRequest: The work folder or the cluster cannot be used.
    """
    with ExitStack() as stack:
        stack.enter_context(folder_of_our_own())
        pool = None
        if arguments.cluster:
            from analyser.cluster import cluster

            tell("Pictures and texts go to the computers of the cluster that you named.")
            named = {"ca": arguments.tls_ca, "cert": arguments.tls_cert, "key": arguments.tls_key}
            pool = stack.enter_context(cluster(arguments.cluster, **named))
        readings = Readings()
        if arguments.work_folder:
            store = stack.enter_context(work_folder(arguments.work_folder))
            tell(PLAIN_WORDS)
            readings = Readings(known=store.known(), save=store.save)
            if readings.known:
                tell(f"Going on from an earlier run: {len(readings.known):,} readings are kept.")
        workers = stack.enter_context(working(pool))
        yield LongRun(readings, workers, tell, clock)
