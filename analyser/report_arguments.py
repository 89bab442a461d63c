"""What can be chosen about a report on the command line, and what was chosen as options."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime

from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.report_options import CONTENTS, Options
from analyser.signals import signals


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the choices, as a group of their own in the help."""
    group = parser.add_argument_group("what goes into the report, and how it is marked")
    add = group.add_argument
    add("--reference", default="", help="case reference, printed on every page")
    add("--initials", default="", help="of whoever produces the exhibits: AB gives AB/1")
    add(
        "--first-exhibit",
        type=_number,
        default=1,
        metavar="N",
        help="number of the first exhibit, to go on from an earlier report",
    )
    add("--since", type=_day, metavar="DAY", help="first day shown, like 2025-03-04")
    add("--until", type=_day, metavar="DAY", help="last day shown")
    add(
        "--only-person",
        action="append",
        default=[],
        metavar="NAME",
        help="show only what this person sent, and your own messages",
    )
    add(
        "--only-flag",
        action="append",
        default=[],
        metavar="SIGNAL",
        help="show only flags of this signal, by its name in report.json",
    )
    add(
        "--without",
        action="append",
        default=[],
        choices=sorted(CONTENTS),
        metavar="PART",
        help=f"leave a part out: {', '.join(sorted(CONTENTS))}",
    )
    add("--made-at", metavar="ISO", help="time printed in the report, in place of the clock's")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(f"{written!r} is no day like 2025-03-04") from cause


def _number(written: str) -> int:
    if not written.isdecimal() or not 1 <= int(written) <= 999_999:
        raise argparse.ArgumentTypeError(f"{written!r} is no number from 1 to 999999")
    return int(written)


def options_of(arguments: argparse.Namespace, findings: Findings) -> Options:
    """Return what was chosen.

    Raises:
        BadRequest: Nobody in the files is shown by a name that was chosen, or the days are in the
            wrong order, or there is no such signal.
    """
    if arguments.since and arguments.until and arguments.since > arguments.until:
        raise BadRequest(
            "The first day shown is after the last.", "Give --since the earlier day of the two."
        )
    if unknown := [each for each in arguments.only_flag if each not in signals()]:
        raise BadRequest(
            f"There is no signal called {unknown[0]!r}.", "Use a name that report.json shows."
        )
    return Options(
        reference=arguments.reference,
        initials=arguments.initials,
        first_exhibit=arguments.first_exhibit,
        without=frozenset(arguments.without),
        since=arguments.since,
        until=arguments.until,
        people=frozenset(_people(arguments.only_person, findings)),
        signals=frozenset(arguments.only_flag),
    )


def _people(names: list[str], findings: Findings) -> Iterator[str]:
    for name in names:
        ids = [person.id for person in findings.people if name in person.names]
        if not ids:
            raise BadRequest(
                f"Nobody in the files is shown as {name!r}.",
                "Write the name or number as the report shows it.",
            )
        yield from ids


def made_at(arguments: argparse.Namespace, now: datetime) -> datetime:
    """Return the time to print: as chosen, in the zone of `now` where it shows none, else `now`.

    Raises:
        BadRequest: It is no time.
    """
    if not arguments.made_at:
        return now
    try:
        when = datetime.fromisoformat(arguments.made_at)
    except ValueError as cause:
        raise BadRequest(
            "The time of the report is not a time.", "Write it like 2025-03-04T09:30."
        ) from cause
    return when if when.tzinfo else when.replace(tzinfo=now.tzinfo)
