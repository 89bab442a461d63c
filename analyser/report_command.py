"""The `report` command: the whole job, from the files as given to the reports in a folder."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from analyser import pipeline, report
from analyser.detect import Detector
from analyser.detect.remember import Remembering
from analyser.given import Given
from analyser.handover import pictures_of
from analyser.long_run import LongRun
from analyser.records import CaseFacts, Reading
from analyser.report_arguments import made_at, options_of
from analyser.settings import Settings


def write_report(
    arguments: argparse.Namespace,
    *,
    facts: CaseFacts,
    files: Sequence[Given],
    run: LongRun,
    tell: Callable[[str], None],
) -> tuple[Sequence[Path], Reading]:
    """Read the files, write the reports, say on `tell` what to know; return paths and reading.

    Raises:
        BadRequest: What was asked for cannot be done.
    """
    now = made_at(arguments, datetime.now(ZoneInfo(facts.timezone)))
    reading = pipeline.read(
        files, facts=facts, progress=run.reads, readings=run.readings, pool=run.pool
    )
    detector = Remembering.of(Detector.load(), run.memory)
    detector.remember(reading.messages, run.pool, run.looks)
    findings = pipeline.analyse(
        reading, detector=detector, facts=facts, settings=Settings(), pool=run.pool
    )
    run.rest()
    options = options_of(arguments, findings)
    options = replace(options, pictures=pictures_of(findings, files))
    if any(path.exists() for path in report.files_in(arguments.out)):
        tell(f"An earlier report in {arguments.out} is replaced.")
    paths = report.write(
        findings,
        folder=arguments.out,
        now=now,
        originals=files if arguments.bundle else None,
        options=options,
    )
    for line in (*_problems(reading), *findings.notices):
        tell(line)
    return paths, reading


def _problems(reading: Reading) -> Iterator[str]:
    for source in reading.sources:
        name = f"{source.name} ({source.member})" if source.member else source.name
        for problem in source.problems:
            yield f"{source.id} {name}: {problem.what} {problem.do}"
