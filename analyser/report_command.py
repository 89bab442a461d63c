"""The `report` command: the whole job, from the files as given to the reports in a folder."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from analyser import pipeline, redact, report
from analyser.detect import Detector
from analyser.detect.remember import Remembering
from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.given import Given
from analyser.handover import pictures_of
from analyser.hidden import Term
from analyser.long_run import LongRun
from analyser.records import CaseFacts, Reading
from analyser.redacted_copy import redacted_copy
from analyser.report_arguments import events_of, made_at, options_of, settings_of, terms_of


def write_report(
    arguments: argparse.Namespace,
    *,
    facts: CaseFacts,
    files: Sequence[Given],
    run: LongRun,
    tell: Callable[[str], None],
) -> tuple[Sequence[Path | str], Reading]:
    """Read the files, write the reports, say on `tell` what to know.

    Returns:
        The paths that were written, or what may be worth hiding, a line each; and the reading.

    Raises:
        BadRequest: What was asked for cannot be done.
    """
    now = made_at(arguments, datetime.now(ZoneInfo(facts.timezone)))
    terms, settings = terms_of(arguments), settings_of(arguments)
    typed = events_of(arguments, facts.timezone)
    if not arguments.propose_hiding:
        report.write_files({}, arguments.out)  # a folder that cannot be written to is said at once
    reading = pipeline.read(
        files, facts=facts, progress=run.reads, readings=run.readings, pool=run.pool
    )
    detector = Remembering.of(Detector.load(), run.memory())
    detector.remember(reading.messages, run.pool, run.looks)
    findings = pipeline.analyse(
        reading, detector=detector, facts=facts, settings=settings, changes=typed, pool=run.pool
    )
    run.rest()
    options = options_of(arguments, findings)
    options = replace(options, pictures=pictures_of(findings, files))
    if arguments.propose_hiding:
        return tuple(_worth_hiding(report.narrowed(findings, options))), reading
    if any(path.exists() for path in report.files_in(arguments.out)):
        tell(f"An earlier report in {arguments.out} is replaced.")
    if terms:
        return _redacted(arguments, findings, terms, now, options, tell), reading
    paths = report.write(
        findings,
        folder=arguments.out,
        now=now,
        originals=files if arguments.bundle else None,
        options=options,
        progress=run.writes,
    )
    for line in (*_problems(reading), *findings.notices):
        tell(line)
    return paths, reading


def _redacted(
    arguments: argparse.Namespace,
    findings: Findings,
    terms: Sequence[Term],
    now: datetime,
    options: report.Options,
    tell: Callable[[str], None],
) -> Sequence[Path]:
    if arguments.bundle:
        raise BadRequest(
            "An evidence bundle holds the files as given, so it cannot be redacted.",
            "Leave out --bundle, or make the bundle by itself.",
        )
    known = {source.id for source in findings.sources}
    if unknown := [each for each in arguments.leave_out_picture if each not in known]:
        raise BadRequest(
            f"There is no file numbered {unknown[0]!r}.", "Use a number of the report, like S3."
        )
    made = redacted_copy(
        findings, terms, now=now, options=options, leave_out=arguments.leave_out_picture
    )
    for line in made.told:
        tell(line)
    return report.write_files(made.files, arguments.out)


def _worth_hiding(findings: Findings) -> Iterator[str]:
    for each in redact.proposals(findings):
        yield (
            f"{each.what}: {each.term.kind}={each.term.text}"
            f"   ({', '.join(each.items)}; {each.because}: {each.context})"
        )


def _problems(reading: Reading) -> Iterator[str]:
    for source in reading.sources:
        name = f"{source.name} ({source.member})" if source.member else source.name
        for problem in source.problems:
            yield f"{source.id} {name}: {problem.what} {problem.do}"
