"""Begin to read the files of the case, take up what was read, and look in meanwhile."""

import weakref
from dataclasses import replace
from datetime import UTC, datetime

from analyser.errors import AnalyserError, UnreadableSource
from analyser.readings import Readings
from analyser.ui import _state
from analyser.ui._job import Job, saver


def begin() -> None:
    """Begin to read all files of the case anew, in the background; `finish` takes it up."""
    _state.keep()
    here = _state.case()
    _state.stop_reading()
    # A message may be listed at another file now, or read otherwise: nothing stays open.
    here.at_hand, here.picked, here.uncovered = None, None, set()
    here.lines = None
    here.reading, here.findings, here.made = None, None, {}
    if not here.files:
        return
    here.readings = Readings(known=here.readings.known)
    kept = here.kept
    if kept.file is not None:

        def failed(error: AnalyserError) -> None:
            kept.problem = error

        here.readings.save = saver(kept.file.add_readings, failed)
    here.memory.kept, here.memory.used = here.readings.known, here.readings.used
    here.memory.put = here.readings.put
    files, changes = list(here.files.values()), here.kept.journal.changes
    facts = replace(here.facts, today=datetime.now(UTC).date())
    numbers = here.numbers.again()
    here.job = Job(files, facts, changes, here.readings, here.memory, numbers)
    # A browser that ends without a word is forgotten by the library after a while.
    weakref.finalize(here, here.job.given_up.set)
    here.job.begin()


def finish() -> bool:
    """Take up what was read, where that has ended; tell whether it had.

    Raises:
        AnalyserError: It ended early.
    """
    here = _state.case()
    if here.job is None or not here.job.ended.is_set():
        return False
    job, here.job = here.job, None
    if job.reading is None or job.error is not None:
        raise job.error or UnreadableSource(
            "The reading of your files ended early.", "Open the Add page to read them again."
        )
    here.reading, here.numbers = job.reading, job.numbers
    _state.work_out()
    return True


def take_so_far() -> None:
    """Show what was read up to now, while the rest is being read."""
    here = _state.case()
    if here.job is not None:
        here.reading = here.job.so_far()
        _state.work_out()
