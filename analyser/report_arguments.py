"""What can be chosen about a report on the command line, and what was chosen as options."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.hidden import KINDS, Term
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
    _add_hiding(parser)


def _add_hiding(parser: argparse.ArgumentParser) -> None:
    hiding = parser.add_argument_group("redacted copy: written in place of the report")
    add = hiding.add_argument
    add(
        "--hide",
        action="append",
        default=[],
        metavar="KIND=TEXT",
        help=f"hide this, however it is spelt; kinds: {', '.join(KINDS)}",
    )
    add("--hide-file", type=Path, metavar="FILE", help="the same, one KIND=TEXT a line")
    add(
        "--leave-out-picture",
        action="append",
        default=[],
        metavar="SOURCE",
        help="describe the picture of this source (S3) in place of showing it",
    )
    add(
        "--propose-hiding",
        action="store_true",
        help="print what may be worth hiding, with the words around it, and write nothing",
    )


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


def terms_of(arguments: argparse.Namespace) -> list[Term]:
    """Return what is to be hidden.

    Raises:
        BadRequest: A line names no kind that there is, or the file cannot be read.
    """
    lines = list(arguments.hide)
    if arguments.hide_file:
        try:
            lines += arguments.hide_file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as cause:
            raise BadRequest(
                "The list of what to hide could not be read.", "Check its name; save it as UTF-8."
            ) from cause
    return [_term(line) for line in lines if line.strip()]


def _term(line: str) -> Term:
    kind, mark, text = line.partition("=")
    if not mark or kind.strip() not in KINDS or not any(map(str.isprintable, text.strip())):
        raise BadRequest(
            "What to hide is written as a kind, an equals sign and the words.",
            f'Write it like --hide "address=14 Wren Close". The kinds are {", ".join(KINDS)}.',
        )
    return Term(text=text.strip(), kind=kind.strip())


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
