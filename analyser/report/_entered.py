"""What the user entered, as the report shows it: corrections, typed events, the log of the case.

Each is marked as the user's, so that nobody takes it for something that a file says.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.entered import Correction, Field, Incident, Known
from analyser.findings import Findings, Flag, Status
from analyser.incidents import KIND_WORDS, shareable
from analyser.report._blocks import Block, bullets, heading, paragraph, phrase
from analyser.report._text import day, local, stamp, visible
from analyser.signals import signals

_FIELDS = {
    Field.TEXT: "the words",
    Field.SIDE: "the side",
    Field.SENDER: "the sender",
    Field.TIME: "the time",
    Field.REPLY: "which message it answers",
}
_KNOWN = {
    Known.EXACT: "exact, as the user says",
    Known.APPROXIMATE: "about, as the user says",
    Known.UNKNOWN: "not known",
}


def correction_words(correction: Correction) -> str:
    """Return what the user corrected of a message, with the first reading."""
    return phrase(
        "corrected",
        what=_FIELDS[correction.field],
        first=visible(correction.first) or phrase("nothing_read"),
    )


def corrections_of(findings: Findings, id_: str) -> tuple[str, ...]:
    """Return what the user corrected of one message."""
    found = (each for each in findings.corrections if each.message == id_)
    return tuple(correction_words(each) for each in found)


def incident_time(incident: Incident, zone: ZoneInfo) -> str:
    """Return when an event was, in words, with how well it is known."""
    if incident.at is None:
        return "time not known"
    at = local(incident.at, zone)
    said = f"{stamp(at) if incident.clock else day(at)} ({_KNOWN[incident.known]})"
    return f"{said}, until {day(local(incident.until, zone))}" if incident.until else said


def incident_block(incident: Incident, findings: Findings) -> Block:
    """Return one typed event as a block among the messages."""
    zone = ZoneInfo(findings.facts.timezone)
    return Block(
        kind="message",
        item=incident.id,
        head=" · ".join((incident_time(incident, zone), KIND_WORDS[incident.kind])),
        text="\n".join(f"{label}: {visible(said)}" for label, said in shareable(incident)),
        reply="",
        tails=(phrase("typed", when=typed_when(incident, zone)),),
    )


def typed_when(incident: Incident, zone: ZoneInfo) -> str:
    """Return when an event was written down, in words."""
    if incident.written_at is None:
        return phrase("typed_with_command")
    return phrase("typed_on", when=stamp(local(incident.written_at, zone)))


def set_aside(flags: Sequence[Flag]) -> Iterator[Block]:
    """Yield the suggestions that the user dismissed, with the reason where there is one."""
    gone = [flag for flag in flags if flag.status is Status.DISMISSED]
    if gone:
        yield heading("Set aside by the user", 2)
        yield paragraph(phrase("set_aside"))
        yield bullets(
            f"{flag.message}: {signals()[flag.signal].plain_label}"
            + (f". Reason given: {visible(flag.reason)}" if flag.reason else "")
            for flag in gone
        )


def log_section(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the log of the case, and what it proves, where the report was made from a case."""
    if not findings.log:
        return
    yield heading("Log of this case")
    yield paragraph(phrase("log_proves"))
    yield paragraph(phrase("log_not_proves"))
    yield Block(
        kind="table",
        header=("No.", "When", "Who", "What was done"),
        rows=tuple(
            (str(each.number), each.when, visible(each.who) or "–", visible(each.what))
            for each in findings.log
        ),
        widths=(0.6, 2.2, 0.8, 6),
    )
    yield paragraph(phrase("log_fingerprint", mark=findings.log[-1].fingerprint))
