"""The reading of a case's files in a thread of its own: it goes on while other pages are open."""

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from analyser import pipeline
from analyser.corrections import Changes, corrected
from analyser.detect.remember import Memory, Remembering
from analyser.errors import AnalyserError
from analyser.given import Given
from analyser.numbers import Numbers
from analyser.pace import Pace
from analyser.readings import Readings
from analyser.records import CaseFacts, Reading
from analyser.ui._rules import detector

_END_WITHIN_S = 5


class _StoppedError(AnalyserError):
    """The reading was given up."""


@dataclass(slots=True)
class Job:
    """What is being read, and how far it is.

    Attributes:
        done: Files, or else messages, that are done.
        total: All of them.
        names: Of the files begun so far.
        looking: The files are read, and the messages are being looked through.
        pace: How fast that goes which is being done.
        ended: Set once nothing more happens.
        given_up: Once set, it ends as soon as it can; what was read stays among the readings.
        reading: All that was read, once it is.
        error: Why it ended early.
    """

    files: Sequence[Given]
    facts: CaseFacts
    changes: Changes
    readings: Readings
    memory: Memory
    numbers: Numbers = field(default_factory=Numbers)
    done: int = 0
    total: int = 0
    names: list[str] = field(default_factory=list)
    looking: bool = False
    pace: Pace = field(default_factory=Pace)
    ended: threading.Event = field(default_factory=threading.Event)
    reading: Reading | None = None
    error: AnalyserError | None = None
    _so_far: Callable[[], Reading] = Reading
    given_up: threading.Event = field(default_factory=threading.Event)

    def begin(self) -> None:
        """Begin to read."""
        threading.Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        """Give the reading up, and wait for its end."""
        self.given_up.set()
        self.ended.wait(_END_WITHIN_S)

    def so_far(self) -> Reading:
        """Return what was read up to now."""
        return self.reading or self._so_far()

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
                said = corrected(self.reading, self.changes).reading
                rules.remember(said.messages, pool, self._looks)
        except AnalyserError as error:
            self.error = error
        finally:
            self.ended.set()
            self.given_up.set()

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
