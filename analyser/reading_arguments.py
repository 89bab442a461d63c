"""The options of the commands that read files, and what the person says with them."""

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from analyser.errors import BadRequest
from analyser.records import CaseFacts, Columns, DayOrder, Jurisdiction

_FIRST_SCREENSHOTS = 2007
"""The year of the first phones that could take one."""
_MEANINGS = ("date", "time", "from", "text")
_BEFORE_MEANING = re.compile(rf",(?=\s*(?:{'|'.join(_MEANINGS)})\s*=)", re.IGNORECASE)


def add_reading_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files, what the person says of them, and what a long run may use."""
    add = parser.add_argument
    add("paths", nargs="+", type=named_path, metavar="PATH", help="files and folders to read")
    add("--me", action="append", default=[], metavar="NAME", help="your name as the files show it")
    add(
        "--jurisdiction",
        type=_jurisdiction,
        metavar="NATION",
        help=f"whose law to point to: {', '.join(Jurisdiction)}",
    )
    add("--timezone", default="Europe/London", help="zone of clock times that show none")
    order = parser.add_mutually_exclusive_group()
    for value in (DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST):
        order.add_argument(
            f"--{value}",
            dest="day_order",
            action="store_const",
            const=value,
            help=f"read 03/04 {value.replace('-', ' ')} where a file leaves it open",
        )
    add("--today", metavar="ISO", help="day after which no date can be right; else the clock's")
    add("--captured-at", metavar="ISO", help="when the screenshots were taken")
    add(
        "--person",
        action="append",
        default=[],
        metavar="NAME=HANDLE[,HANDLE...]",
        help="names or numbers that you know to be one person",
    )
    add(
        "--columns",
        action="append",
        default=[],
        metavar="date=HEADING,text=HEADING[,time=…][,from=…]",
        help="which headings of a table hold what, where the program cannot tell",
    )
    long = parser.add_argument_group("for a long run").add_argument
    long(
        "--work-folder",
        type=Path,
        metavar="DIR",
        help="keep what is read in DIR, not encrypted, so that a run that stops can go on",
    )
    long(
        "--cluster",
        metavar="ADDRESS",
        help="let the computers of a Dask scheduler read: pictures and texts leave this computer",
    )
    for name, what in (("ca", "who signed it"), ("cert", "this computer"), ("key", "its key")):
        help_ = f"certificate file for --cluster: {what}"
        long(f"--tls-{name}", type=Path, metavar="FILE", help=help_)


def _jurisdiction(written: str) -> Jurisdiction:
    try:
        return Jurisdiction(written)
    except ValueError as cause:
        raise argparse.ArgumentTypeError(
            f"{written!r} is none of: {', '.join(Jurisdiction)}"
        ) from cause


def facts_of(arguments: argparse.Namespace) -> CaseFacts:
    """Return what the person says.

    Raises:
        BadRequest: A zone, a time, a name or a person is not written as it has to be.
    """
    try:
        zone = ZoneInfo(arguments.timezone)
    except (ZoneInfoNotFoundError, ValueError) as cause:
        raise BadRequest(
            f"There is no time zone called {arguments.timezone!r}.",
            "Use a name like Europe/London.",
        ) from cause
    captured = None
    if arguments.captured_at:
        try:
            captured = datetime.fromisoformat(arguments.captured_at)
        except ValueError as cause:
            raise BadRequest(
                "The capture time is not a date.", "Write it like 2025-03-04 or 2025-03-04T09:30."
            ) from cause
        captured = captured if captured.tzinfo else captured.replace(tzinfo=zone)
    try:
        today = date.fromisoformat(arguments.today) if arguments.today else datetime.now(UTC).date()
    except ValueError as cause:
        raise BadRequest("What follows --today is no day.", "Write it like 2025-03-04.") from cause
    if captured:
        _refuse_odd(captured, today)
    if not all(name.strip() for name in arguments.me):
        raise BadRequest(
            "The name after --me is empty.", 'Write it as the files show it: --me "Alex Reed".'
        )
    persons: dict[str, tuple[str, ...]] = {}
    for name, handles in map(_person, arguments.person):
        persons[name] = tuple(dict.fromkeys((*persons.get(name, ()), *handles)))
    _refuse_shared(persons)
    return CaseFacts(
        me=tuple(name.strip() for name in arguments.me),
        jurisdiction=arguments.jurisdiction,
        timezone=arguments.timezone,
        day_order=arguments.day_order,
        captured_at=captured,
        persons=persons,
        columns=tuple(map(_columns, arguments.columns)),
        today=today,
    )


def _refuse_odd(captured: datetime, today: date) -> None:
    """Refuse a capture time at which nobody can have taken a screenshot.

    Raises:
        BadRequest: It is before phones took them, or has not come yet.
    """
    if captured.year < _FIRST_SCREENSHOTS or captured.date() > today + timedelta(days=1):
        raise BadRequest(
            f"No screenshot of a phone can be of {captured.day} {captured:%B %Y}.",
            "Check the year that follows --captured-at.",
        )


def _refuse_shared(persons: Mapping[str, Sequence[str]]) -> None:
    owners: dict[str, str] = {}
    for name, handles in persons.items():
        for handle in handles:
            first = owners.setdefault("".join(handle.split()), name)
            if first != name:
                raise BadRequest(
                    f"{handle!r} is said to be two people: {first!r} and {name!r}.",
                    "Name each handle after --person once; put all of one person in one.",
                )


def _columns(entry: str) -> Columns:
    found: dict[str, str] = {}
    for part in _BEFORE_MEANING.split(entry):
        meaning, mark, heading = part.partition("=")
        if mark and heading.strip():
            found[meaning.strip().casefold()] = heading.strip()
    if not found.keys() >= {"date", "text"} or not found.keys() <= set(_MEANINGS):
        raise BadRequest(
            "What follows --columns does not name the headings of a date and of a text.",
            'Write it like --columns "date=When,from=Who,text=What was said".',
        )
    header = tuple(dict.fromkeys(found.values()))
    date, clock, sender, text = (
        header.index(found[meaning]) if meaning in found else None for meaning in _MEANINGS
    )
    return Columns(header=header, date=date, time=clock, sender=sender, text=text or 0)


def named_path(written: str) -> Path:
    """Return a path; an empty one would be the folder in which the command was given."""
    if not written.strip():
        raise argparse.ArgumentTypeError("the path is empty; for the folder you are in, write .")
    return Path(written)


def _person(entry: str) -> tuple[str, tuple[str, ...]]:
    name, mark, handles = entry.partition("=")
    listed = tuple(handle.strip() for handle in handles.split(",") if handle.strip())
    if not mark or not name.strip() or not listed:
        raise BadRequest(
            "A person is written as a name, an equals sign and the handles.",
            'Write it like --person "Alex=Alex Reed,07700 900123".',
        )
    return name.strip(), listed
