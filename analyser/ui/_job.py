"""The reading of a case's files in a thread of its own: it goes on while other pages are open."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field

from analyser import pipeline
from analyser.corrections import corrected
from analyser.detect.remember import Memory, Remembering
from analyser.errors import AnalyserError
from analyser.given import Given
from analyser.numbers import Numbers
from analyser.pace import Pace
from analyser.readings import Readings
from analyser.records import CaseFacts, Reading
from analyser.ui._basis import Basis, Worked
from analyser.ui._rules import detector

_END_WITHIN_S = 5
_QUICK_S = 5
"""A glance that took longer would hold up the reading too much if it were taken again."""


class _StoppedError(AnalyserError):
    """The reading was given up."""


@dataclass(slots=True)
class Job:
    """What is being read, and how far it is.

    Attributes:
        done: Files, or else messages, that are done.
        total: All of them.
        names: Of the files begun so far.
        basis: Returns what findings rest on now; the person goes on meanwhile.
        looking: The files are read, and the messages are being looked through.
        counting: That is done too, and all of it is being counted.
        pace: How fast that goes which is being done.
        ended: Set once nothing more happens.
        given_up: Once set, it ends as soon as it can; what was read stays among the readings.
        reading: All that was read, once it is.
        worked: What was found in all of it, once it is.
        glance: What was found last in what had been read up to then.
        error: Why it ended early.
    """

    files: Sequence[Given]
    facts: CaseFacts
    basis: Callable[[], Basis]
    readings: Readings
    memory: Memory
    numbers: Numbers = field(default_factory=Numbers)
    done: int = 0
    total: int = 0
    names: list[str] = field(default_factory=list)
    looking: bool = False
    counting: bool = False
    pace: Pace = field(default_factory=Pace)
    ended: threading.Event = field(default_factory=threading.Event)
    reading: Reading | None = None
    worked: Worked | None = None
    glance: Worked | None = None
    error: AnalyserError | None = None
    given_up: threading.Event = field(default_factory=threading.Event)
    _so_far: Callable[[], Reading] = Reading
    _glancing: threading.Thread | None = None
    _glance_s: float = 0

    def begin(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Give the reading up, and wait for its end."""
        self.given_up.set()
        self.ended.wait(_END_WITHIN_S)

    def look_in(self, wait_s: float = 0) -> None:
        """Begin to find what is in all that was read so far, and wait a little for it.

        In a thread of its own: a page that works something out cannot be left before it has.
        """
        if self._glancing is None or not self._glancing.is_alive():
            if not self._needs_a_glance():
                return
            self._glancing = threading.Thread(target=self._look, daemon=True)
            self._glancing.start()
        self._glancing.join(wait_s)

    def _needs_a_glance(self) -> bool:
        if self.ended.is_set() or self.glance is None:
            return not self.ended.is_set()
        stale = self.glance.basis != self.basis() or self.glance.reading is not self.reading
        return stale or (not self.counting and self._glance_s < _QUICK_S)

    def _look(self) -> None:
        with suppress(AnalyserError):  # the reading itself will say it
            begun, basis = time.monotonic(), self.basis()
            rules = Remembering.of(detector(), self.memory).known(basis.facts.timezone)
            reading = self.reading or self._so_far()
            self.glance = Worked(reading, basis, basis.findings(reading, rules))
            self._glance_s = time.monotonic() - begun

    def _run(self) -> None:
        try:
            with pipeline.working() as pool:
                threading.Thread(target=self._end_with, args=(pool,), daemon=True).start()
                self.reading = pipeline.read(
                    self.files,
                    facts=self.facts,
                    progress=self._reads,
                    so_far=self._offer,
                    readings=self.readings,
                    numbers=self.numbers,
                    pool=pool,
                )
                self.done = self.total = 0
                self.looking, self.pace = True, Pace()
                rules = Remembering.of(detector(), self.memory)
                said = corrected(self.reading, self.basis().changes).reading
                rules.remember(said.messages, pool, self._looks)
                self.done = self.total = 0
                self.counting = True
                self._work_out(self.reading, rules)
        except AnalyserError as error:
            self.error = error
        finally:
            self.ended.set()
            self.given_up.set()

    def _work_out(self, reading: Reading, rules: Remembering) -> None:
        while self.worked is None or self.worked.basis != self.basis():
            self._heed()
            basis = self.basis()
            self.worked = Worked(reading, basis, basis.findings(reading, rules))

    def _end_with(self, pool: Executor) -> None:
        """End the workers as soon as the reading is given up: what they have at hand takes long."""
        self.given_up.wait()
        pool.shutdown(wait=False)

    def _offer(self, so_far: Callable[[], Reading]) -> None:
        self._so_far = so_far

    def _reads(self, done: int, total: int, name: str) -> None:
        self.done, self.total = done, total
        self.pace.step(done, total)
        if done < total:
            self.names.append(name)
        self._heed()

    def _looks(self, done: int, total: int, name: str) -> None:
        self.done, self.total = done, total
        self.pace.step(done, total)
        self._heed()

    def _heed(self) -> None:
        if self.given_up.is_set():
            raise _StoppedError("The reading was given up.", "Begin again.")


def saver(
    save: Callable[[Mapping[str, str]], None], failed: Callable[[AnalyserError], None]
) -> Callable[[Mapping[str, str]], None]:
    """Return what saves readings; where that fails the reading goes on, and the person is told."""

    def saved(new: Mapping[str, str]) -> None:
        try:
            save(new)
        except AnalyserError as error:
            failed(error)

    return saved
