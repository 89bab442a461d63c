"""Begin to read the files of the case, take up what was read, and look in meanwhile."""

import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from analyser.errors import AnalyserError, UnreadableSource
from analyser.readings import Readings
from analyser.ui import _state
from analyser.ui._basis import Basis
from analyser.ui._case import Case
from analyser.ui._job import Job, saver

_A_LITTLE_S = 1
_LOOK_EVERY_S = 0.1


def begin() -> None:
    """Begin to read all files of the case anew, in the background; `finish` takes it up."""
    _state.keep()
    here = _state.case()
    _state.stop_reading()
    # A message may be listed at another file now, or read otherwise: nothing stays open.
    here.at_hand, here.picked, here.uncovered = None, None, set()
    here.lines = None
    here.made = {}
    if not _still_there(here):
        here.reading, here.findings = None, None
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
    files = list(here.files.values())
    facts = replace(here.facts, today=datetime.now(UTC).date())
    numbers = here.numbers.again()
    here.job = Job(files, facts, _basis_of(here), here.readings, here.memory, numbers)
    # A browser that ends without a word is forgotten by the library after a while.
    weakref.finalize(here, here.job.given_up.set)
    here.job.begin()


def _still_there(here: Case) -> bool:
    """Tell whether all files of what is shown are on the case: it can stay while more is read."""
    shown = here.reading.sources if here.reading else ()
    return bool(here.files) and {each.sha256 for each in shown} <= {*here.hashes.values()}


def _basis_of(here: Case) -> Callable[[], Basis]:
    """Return what tells what findings rest on, and keeps no case that its window let go of."""
    held = weakref.ref(here)

    def basis() -> Basis:
        if (case := held()) is None:
            raise UnreadableSource("The window was closed.", "Open the case again.")
        return case.basis()

    return basis


def finish() -> bool:
    """Take up what was read, where that has ended; tell whether it had.

    The job is put away last: where another page is asked for meanwhile, that page does it.

    Raises:
        AnalyserError: It ended early.
    """
    here = _state.case()
    job = here.job
    if job is None or not job.ended.is_set():
        return False
    if job.worked is None or job.error is not None:
        here.job = None
        raise job.error or UnreadableSource(
            "The reading of your files ended early.", "Open the Add page to read them again."
        )
    here.numbers = job.numbers
    here.take_up(job.worked)
    here.job = None
    return True


def take_so_far() -> None:
    """Show what was read up to now, while the rest is being read.

    What was read before stays until all of it is among what was read anew.
    """
    here = _state.case()
    job = here.job
    if job is None:
        return
    job.look_in(_A_LITTLE_S)
    while here.findings is None and job.glance is None and not job.ended.wait(_LOOK_EVERY_S):
        _state.case()  # where another page is asked for, this one ends here
    seen = job.glance
    if seen is None:
        return
    shown = here.reading.sources if here.reading else ()
    whole = {each.sha256 for each in shown} <= {each.sha256 for each in seen.reading.sources}
    if here.findings is None or (whole and seen.basis == here.basis()):
        here.take_up(seen)


def catch_up() -> None:
    """Work out what a page began to that was left before it had."""
    here = _state.case()
    if here.job is None and here.findings is not None and here.rests_on != here.basis():
        _state.work_out()
