"""The hallway: the three journeys through the rooms, as plain calls in order.

`read` turns files into messages, `analyse` says what they show, `analyser.report.write` writes it
down. All parallel work is started here; the rooms know nothing of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from analyser import __version__, ingest, law, screens
from analyser.corrections import Changes, DecisionKey, corrected, decided, with_own
from analyser.counting import is_unsure
from analyser.each_once import once_joined
from analyser.findings import Findings, Flag, Status
from analyser.given import Given
from analyser.incidents import incidents_of
from analyser.intake import Progress, SoFar, read_files
from analyser.made import Made, measured
from analyser.mail_names import with_addresses
from analyser.numbers import Numbers
from analyser.own_handles import only_named, with_joined
from analyser.people import about_as_written, find_people
from analyser.readings import Readings
from analyser.records import CaseFacts, Message, Reading
from analyser.settings import Settings
from analyser.timeline import in_time_order
from analyser.workers import Workers

if TYPE_CHECKING:
    from analyser.detect import Detector

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


def _no_progress(done: int, total: int, name: str) -> None:
    """Say nothing."""


def _nobody_asks(so_far: Callable[[], Reading]) -> None:
    """Leave what was read so far alone."""


@contextmanager
def working(pool: Executor | None = None) -> Iterator[Executor]:
    """Give workers of this computer, which start when there is work; or the `pool` of the caller.

    Left early, by an error or by Ctrl-C, their work is ended and not waited for.
    """
    if pool is not None:
        yield pool
        return
    workers, done = Workers(), False
    try:
        yield workers
        done = True
    finally:
        workers.shutdown(wait=done)


def read(
    givens: Iterable[Given],
    *,
    facts: CaseFacts,
    progress: Progress = _no_progress,
    so_far: SoFar = _nobody_asks,
    readings: Readings | None = None,
    numbers: Numbers | None = None,
    pool: Executor | None = None,
) -> Reading:
    """Return what the files hold; a file that cannot be read becomes a source with a problem.

    Args:
        givens: The files, in the order in which their sources are numbered, chats before pictures.
        facts: What the person said about the case.
        progress: Called before each file and once at the end.
        so_far: Gets what returns the reading of the files that were read so far.
        readings: Readings of pictures made before; new ones are added.
        numbers: Of files that were read before, which they keep; new ones are added.
        pool: What reads the pictures; workers of this computer where there is none.
    """
    with working(pool) as workers:
        reading = read_files(
            givens,
            facts=facts,
            progress=progress,
            so_far=lambda whole: so_far(lambda: _joined(whole(), facts)),
            readings=readings or Readings(),
            numbers=numbers or Numbers(),
            pool=workers,
        )
    return _joined(reading, facts)


def _joined(reading: Reading, facts: CaseFacts) -> Reading:
    several = len({message.source for message in reading.messages}) > 1
    joined = screens.join(reading, facts.timezone) if several else reading
    by_number = sorted(joined.sources, key=lambda source: int(source.id.removeprefix("S")))
    messages = with_addresses(only_named(joined.messages, facts), facts)
    return replace(joined, sources=tuple(by_number), messages=messages)


def analyse(
    reading: Reading,
    *,
    detector: "Detector",
    facts: CaseFacts,
    settings: Settings,
    decisions: Mapping[DecisionKey, Status] = _NOTHING,
    changes: Changes = _NOTHING,
    pool: Executor | None = None,
) -> Findings:
    """Return all that the program has to say about `reading`; touches no file, clock or network.

    Args:
        reading: What `read` returned.
        detector: The language rules, loaded.
        facts: What the person said about the case.
        settings: Numbers used in counting.
        decisions: What a person decided about flags.
        changes: What a person says otherwise than was read, and the events they typed.
        pool: What helps; workers of this computer where there is none.
    """
    from analyser import patterns  # loads pandas, of which reading makes no use
    from analyser.notices import notices  # and spaCy

    said = corrected(with_joined(reading := once_joined(reading, facts), facts), changes)
    messages = in_time_order(said.reading.messages)
    people, nation = find_people(messages, facts), facts.jurisdiction
    suggested, own = _flagged(messages, detector, facts, pool)
    known, lost = decided(suggested, reading, decisions, changes)
    own, _ = decided(own, reading, decisions, changes)
    flags = with_own(known, said.flags)
    telling = tuple(flag for flag in flags if not is_unsure(flag))
    about = about_as_written(typed := incidents_of(changes), people)
    count = partial(patterns.find_patterns, settings=settings, incidents=about)
    counted = count(messages, people=people, flags=telling, timezone=facts.timezone)
    signals = patterns.pattern_signals(messages, patterns=counted, flags=telling, people=people)
    point = partial(law.point, facts=facts, settings=settings, incidents=about, people=people)
    pointers = point(messages, flags=telling, signals=signals)
    return Findings(
        made=_made(detector),
        facts=facts,
        sources=reading.sources,
        messages=messages,
        unread=reading.unread,
        people=people,
        flags=flags,
        patterns=counted,
        signals=signals,
        pointers=pointers,
        own=own,
        notices=tuple(notices(reading.sources, messages, people, flags, counted, facts, typed)),
        guide=law.guide(nation),
        next_steps=law.next_steps(nation),
        services=law.services(nation),
        corrections=said.corrections,
        incidents=typed,
        seen=said.seen,
        held=len(said.held) + lost,
        time_prompt=law.time_prompt(pointers),
    )


def _flagged(
    messages: Sequence[Message], detector: "Detector", facts: CaseFacts, pool: Executor | None
) -> tuple[tuple[Flag, ...], tuple[Flag, ...]]:
    """Return the flags and, apart from them, what is found in the user's own messages."""
    with working(pool) as workers:
        flags = tuple(detector.flag(messages, timezone=facts.timezone, pool=workers))
        return flags, tuple(detector.own(messages, timezone=facts.timezone, pool=workers))


def with_seen(findings: Findings, reading: Reading, changes: Changes) -> Findings:
    """Return `findings` after nothing changed but which messages the user marked as looked at."""
    return replace(findings, seen=corrected(reading, changes).seen)


def _made(detector: "Detector") -> Made:
    scores, tested_on = measured()
    return Made(
        read_as={each.id: each.label for each in ingest.formats().values()},
        measured=scores,
        measured_on=tested_on,
        program=f"analyser {__version__}",
        rules=detector.version,
        model=detector.model,
        law_checked_on=law.checked_on().isoformat(),
        ocr=screens.engine_name(),
    )
