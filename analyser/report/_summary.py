"""The first page: what the report rests on, who and when, and how much of it a person has seen."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from analyser.counting import counts
from analyser.counts_said import contact_said
from analyser.findings import Findings, Status
from analyser.first_help import first_help
from analyser.records import Certainty, Kind, Side
from analyser.report._blocks import Block, bullets, paragraph, phrase
from analyser.report._chart import first_charts
from analyser.report._contact import event_sentence, person_of, person_sentence
from analyser.report._known import known
from analyser.report._text import clipped, date_words, day, first_items, local, stamp, visible
from analyser.report_options import Options
from analyser.signals import is_threat, signals
from analyser.wording import counted, in_words, least_to_most
from analyser.wording import say as shared

_NATIONS = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
_REFERENCE_LETTERS = 22
"""Room to write it by hand."""
_NAMED_AT_MOST = 20
"""Items of a kind of threat on the first page; the section on flagged words has every one."""
_NOT_TO_BE_READ = frozenset({"duplicate", "media", "companion"})
"""Kinds of files that were read once before, or hold no messages of their own."""
_OTHERS_SHOWN = 10
_NIGHT_NAMED = 8
_OTHER_WORDS = {
    "watching": {
        "stalking_follow",
        "stalking_watch",
        "stalking_monitor",
        "stalking_loiter",
        "stalking_interfere_property",
        "account_access",
    },
    "round_a_block": {"block_evasion", "via_third_parties"},
}
"""What page 1 says of words besides threats, and the signals behind each sentence."""
_AT_NIGHT = {"night_messages": ("message", "messages"), "night_calls": ("call", "calls")}
_MONTHS_GOOD = 6
"""Months after which the law data may be out of date (part 6.4 of the law sheet)."""


def checked_day(findings: Findings) -> str:
    """Return the day the law data was checked, as "22 November 2026"."""
    try:
        checked = datetime.fromisoformat(findings.made.law_checked_on)
    except ValueError:
        return findings.made.law_checked_on
    return date_words(checked)


def reference(options: Options) -> str:
    """Return the reference of the case as it is printed; empty where none was given."""
    return clipped(visible(" ".join(options.reference.split())))


def summary(findings: Findings, now: datetime, options: Options) -> Iterator[Block]:
    """Yield the first page."""
    zone = ZoneInfo(findings.facts.timezone)
    yield Block(kind="note", text=shared("standing.danger"))
    yield from _first_help(findings)
    yield paragraph(phrase("prepared", reference=reference(options) or "_" * _REFERENCE_LETTERS))
    files = counted(len(findings.sources), "file")
    yield paragraph(phrase("made", when=stamp(now.astimezone(zone)), files=files))
    yield bullets(_sentences(findings, zone))
    yield from first_charts(findings, zone)
    yield Block(
        kind="table",
        header=("What this report rests on", "As given and read"),
        widths=(2.6, 6),
        rows=tuple(_basis(findings, zone)),
    )
    after = (each.after_stop or each.after_events for each in findings.patterns)
    if not findings.flags and not findings.chosen and not any(after):
        yield paragraph(shared("standing.nothing_found"))
    if _is_old(findings.made.law_checked_on, now.date()):
        yield paragraph(shared("standing.law_is_old", checked=checked_day(findings)))


def _first_help(findings: Findings) -> Iterator[Block]:
    """Yield what a frightened reader needs before anything else."""
    for name in first_help(findings):
        # The pages speak of a threat to somebody who is using the program.
        text = phrase("threat") if name == "threat" else shared(f"standing.{name}")
        yield Block(kind="note", text=text)


def _sentences(findings: Findings, zone: ZoneInfo) -> Iterator[str]:
    sideless = {m.id for m in findings.messages if m.side is Side.UNKNOWN}
    if any(flag.message in sideless for flag in findings.flags):
        yield phrase("no_sides")
    dated = [m.when.instant for m in findings.messages if m.kind is not Kind.SYSTEM]
    instants = [instant for instant in dated if instant]
    if instants:
        first, last = (day(local(each, zone)) for each in (min(instants), max(instants)))
        on_one = "period_one_day" if first == last else "period"
        yield phrase(on_one, first=first, last=last) + _inferred(findings)
    else:
        yield phrase("no_period")
    yield from _people(findings)
    yield from _words_sentence(findings)
    yield from _night_sentence(findings)


def _people(findings: Findings) -> Iterator[str]:
    """Yield the contact of each person with something that counts, and then who else wrote."""
    facts = known(findings)
    flagged = {flag.message for flag in findings.flags if counts(flag)}
    others = []
    for pattern in findings.patterns:
        person = person_of(findings, pattern.person)
        theirs = {id_ for way in pattern.ways for id_ in way.rows}
        if pattern.stop_requests or pattern.after_events or flagged & theirs:
            yield person_sentence(pattern, person, facts)
            yield from (event_sentence(each, facts) for each in pattern.after_events)
        else:
            name = clipped(visible(person.names[0]))
            others.append(f"{name} ({contact_said(pattern)})")
    if others:
        more = counted(len(others) - _OTHERS_SHOWN, "other", "others")
        shown = [*others[:_OTHERS_SHOWN], more] if len(others) > _OTHERS_SHOWN else others
        yield phrase("other_people", people=in_words(shown))


def _inferred(findings: Findings) -> str:
    """Return how many of the dates are taken from a neighbour or a capture time."""
    count = sum(m.when.certainty is Certainty.INFERRED for m in findings.messages)
    return " " + phrase("inferred", messages=counted(count, "message")) if count else ""


def _words_sentence(findings: Findings) -> Iterator[str]:
    """Yield which threats were flagged and where; the other flags are counted in the table."""
    found: dict[str, dict[str, None]] = {}
    for flag in findings.flags:
        if counts(flag) and is_threat(flag.signal):
            label = signals()[flag.signal].plain_label
            found.setdefault(label, {})[flag.message] = None
    if found:
        said = "; ".join(
            f"{label} ({first_items(ids, _NAMED_AT_MOST)})" for label, ids in sorted(found.items())
        )
        yield phrase("threats", said=said)
    for name, wanted in _OTHER_WORDS.items():
        ids = {f.message for f in findings.flags if counts(f) and f.signal in wanted}
        if ids:
            yield phrase(name, items=first_items(ids, _NAMED_AT_MOST))


def _night_sentence(findings: Findings) -> Iterator[str]:
    """Yield how much came at night from those who were asked to stop, with its items."""
    asked = [pattern for pattern in findings.patterns if pattern.after_stop]
    found = [each for pattern in asked for each in pattern.counts if each.id in _AT_NIGHT]
    said = []
    for id_, (one, many) in _AT_NIGHT.items():
        least, most = (
            sum(getattr(each, bound) for each in found if each.id == id_)
            for bound in ("count", "at_most")
        )
        if most:
            said.append(f"{least_to_most(least, most)} {one if most == 1 else many}")
    if said:
        ids = [id_ for each in found for id_ in each.messages]
        yield phrase("night", said=in_words(said), items=first_items(ids, _NIGHT_NAMED))


def _basis(findings: Findings, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    facts, sources = findings.facts, findings.sources
    contact = sum(m.kind is not Kind.SYSTEM for m in findings.messages)
    notices = len(findings.messages) - contact
    me = ", ".join(clipped(visible(name)) for name in facts.me)
    found = [n for p in findings.people if p.is_me for n in p.names]
    shown = f"as the files show: {', '.join(map(visible, found))}" if found else phrase("no_user")
    yield "The user", f"as given: {me}" if me else shown
    nation = facts.jurisdiction
    yield "Nation", _NATIONS[nation.value] if nation else phrase("no_nation")
    if facts.captured_at:
        yield "Screenshots taken", phrase("pictures", when=stamp(local(facts.captured_at, zone)))
    read = sum(bool(s.accounted.messages) for s in sources)
    yield "Files given, and read", f"{len(sources)} given, {read} with messages that were read"
    yield (
        "Read from them, and shown here" if findings.chosen else "Read from them",
        f"{counted(contact, 'message or call', 'messages and calls')}, and "
        + (f"{counted(notices, 'notice')} written by the apps"),
    )
    if also := seen_elsewhere(findings):
        several = counted(sum(len(m.seen_in) > 1 for m in findings.messages), "message")
        yield "Joined", phrase("joined", messages=several, files=len(also))
    yield "Not read", _not_read(findings)
    if findings.notices:
        yield "Gaps and cautions", phrase("gaps", count=counted(len(findings.notices), "point"))
    messages = len({flag.message for flag in findings.flags})
    looked = sum(flag.status is not Status.SUGGESTED for flag in findings.flags)
    open_ = [flag for flag in findings.flags if flag.status is not Status.DISMISSED]
    lower = sum(not counts(flag) for flag in open_)
    everything = counted(len(findings.messages), "message")
    said = phrase(
        "looked", looked=looked, flags=len(findings.flags), messages=messages, all=everything
    )
    yield "Messages reviewed", phrase("reviewed", seen=_reviewed(findings), all=everything)
    said += phrase("lower_flags", flags=lower) if lower else ""
    yield "Suggested flags", said if findings.flags else phrase("no_flags")
    shown = findings.chosen or phrase("all_shown", count=len(findings.messages))
    dismissed = sum(flag.status is Status.DISMISSED for flag in findings.flags)
    if dismissed:
        shown += "; " + phrase("dismissed", flags=counted(dismissed, "flag"))
    yield "Messages shown", shown
    corrected = {each.message for each in findings.corrections}
    parts = counted(len(findings.corrections), "part")
    messages_ = counted(len(corrected), "message")
    said = phrase("corrections", parts=parts, messages=messages_)
    yield "Corrected by the user", said if corrected else phrase("no_corrections")
    if findings.incidents:
        events = counted(len(findings.incidents), "event")
        yield "Typed by the user", phrase("incidents", events=events)


def seen_elsewhere(findings: Findings) -> dict[str, int]:
    """Return for each source how many of its messages another source shows too."""
    found: dict[str, int] = {}
    for message in findings.messages:
        places = dict.fromkeys(place.source for place in message.seen_in)
        for source in places if len(places) > 1 else ():
            found[source] = found.get(source, 0) + 1
    return found


def _not_read(findings: Findings) -> str:
    places = [unread.source for unread in findings.unread]
    sources = list(dict.fromkeys(places))
    said = []
    if places:
        said.append(
            phrase(
                "not_read",
                places=counted(len(places), "place"),
                files=counted(len(sources), "file"),
                sources=", ".join(sources),
            )
        )
    empty = [
        source.id
        for source in findings.sources
        if not source.accounted.messages and source.kind not in _NOT_TO_BE_READ
    ]
    if empty:
        said.append(phrase("nothing_from", sources=", ".join(empty)))
    return " ".join(said) or phrase("all_read")


def _reviewed(findings: Findings) -> int:
    """Return how many messages a person marked as looked at, or decided a flag of."""
    decided = {f.message for f in findings.flags if f.status is not Status.SUGGESTED}
    return sum(m.id in decided or m.id in findings.seen for m in findings.messages)


def _is_old(checked_on: str, today: date) -> bool:
    try:
        checked = date.fromisoformat(checked_on)
    except ValueError:
        return False
    months = checked.year * 12 + checked.month + _MONTHS_GOOD
    return (today.year * 12 + today.month, today.day) > (months, checked.day)
