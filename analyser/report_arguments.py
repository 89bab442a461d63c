"""What can be chosen about a report on the command line, and what was chosen as options."""

import argparse
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from analyser.corrections import Changes
from analyser.entered import COUNTED_FROM, Incident, IncidentKind, Known
from analyser.errors import BadRequest
from analyser.findings import Findings
from analyser.hidden import KINDS, Term
from analyser.incidents import INCIDENT, value_of
from analyser.report_options import CONTENTS, Options
from analyser.settings import Settings
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
    _add_events(group)
    _add_settings(parser)
    add("--made-at", metavar="ISO", help="time printed in the report, in place of the clock's")
    _add_hiding(parser)


def _add_events(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--event",
        action="append",
        default=[],
        metavar="KIND=WHEN[,NAME]",
        help="an event that no file shows, like block=2025-03-04T20:15,Alex; contact after a "
        f"{', '.join(sorted(COUNTED_FROM))} is counted; other kinds: "
        f"{', '.join(sorted(each for each in IncidentKind if each not in COUNTED_FROM))}; "
        "a letter that told the person to stop is told_to_stop",
    )


def _add_settings(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("numbers used in counting; the report prints them")
    for each in fields(Settings):
        group.add_argument(
            f"--{each.name.replace('_', '-')}",
            type=_count,
            default=each.default,
            metavar="N",
            help=f"{each.metadata['help']}, in {each.metadata['unit']} ({each.default})",
        )


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Return the numbers used in counting."""
    return Settings(**{each.name: getattr(arguments, each.name) for each in fields(Settings)})


def events_of(arguments: argparse.Namespace, timezone: str) -> Changes:
    """Return the events that were given, as the changes that typing them would make.

    Raises:
        BadRequest: One is not written as it has to be.
    """
    zone = ZoneInfo(timezone)
    return {
        (INCIDENT, str(number)): value_of(_event(number, entry, zone))
        for number, entry in enumerate(arguments.event, start=1)
    }


def _event(number: int, entry: str, zone: ZoneInfo) -> Incident:
    kind, _, rest = entry.partition("=")
    written, _, name = (part.strip() for part in rest.partition(","))
    try:
        at = datetime.fromisoformat(written)
        found = IncidentKind(kind.strip())
    except ValueError as cause:
        raise BadRequest(
            f"{entry!r} is no event: it needs a kind, an equals sign and a day.",
            f'Write it like --event "block=2025-03-04T20:15,Alex". The kinds are '
            f"{', '.join(IncidentKind)}.",
        ) from cause
    return Incident(
        id=f"N{number}",
        kind=found,
        at=at if at.tzinfo else at.replace(tzinfo=zone),
        clock=len(written) > len("2025-03-04"),
        known=Known.EXACT,
        written_at=None,
        fields=(("shown_as", name),) if name else (),
    )


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


def _count(written: str) -> int:
    if not written.isdecimal() or len(written) > len("9999"):
        raise argparse.ArgumentTypeError(f"{written!r} is no whole number up to 9999")
    return int(written)


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
