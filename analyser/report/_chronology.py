"""The chronology as rows of plain values, for tables and spreadsheets."""

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from analyser.entered import Incident
from analyser.findings import Findings
from analyser.incidents import KIND_WORDS, shareable
from analyser.report._entered import corrections_of, incident_time, typed_when
from analyser.report._text import (
    code_point,
    local,
    other_places,
    place_words,
    sender_words,
    side_words,
    visible,
    when_words,
)
from analyser.signals import signals
from analyser.timeline import with_incidents
from analyser.times import on_the_clock

HEADER = (
    "Item",
    "Sent at (ISO 8601)",
    "Local time",
    "Certainty",
    "Could also be",
    "Shown as sent by",
    "Side",
    "Channel",
    "Kind",
    "Text",
    "Replies to",
    "Suggested flags",
    "Source",
    "Place",
    "SHA-256 of the source",
    "Corrected by the user, and first readings",
    "Its numbers in other files",
)


def header(findings: Findings) -> tuple[str, ...]:
    """Return `HEADER`, and what was chosen as the name of an empty last column."""
    return (*HEADER, findings.chosen) if findings.chosen else HEADER


_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the words after them, in the cells beside too; report.json keeps them."""
_BLANKS = ("\t", "\r", "\n")
_SIGNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


def rows(findings: Findings) -> Iterator[tuple[str, ...]]:
    """Yield one row a message or typed event, in timeline order, as `HEADER` has it."""
    zone = ZoneInfo(findings.facts.timezone)
    hashes = {source.id: source for source in findings.sources}
    flags: dict[str, list[str]] = {}
    for flag in findings.flags:
        label = signals()[flag.signal].plain_label
        flags.setdefault(flag.message, []).append(f"{label} ({flag.reading.value})")
    for message in with_incidents(findings.messages, findings.incidents):
        if isinstance(message, Incident):
            yield _typed(message, zone)
            continue
        when, source = message.when, hashes[message.source]
        at = on_the_clock(when, zone)
        yield (
            message.id,
            at.isoformat(timespec="seconds") if at else "",
            when_words(when, findings.facts.timezone),
            when.certainty.value,
            " or ".join(local(r, zone).isoformat(timespec="seconds") for r in when.readings),
            sender_words(message),
            side_words(message),
            message.app or "",
            message.kind.value,
            message.text,
            message.quoted or "",
            "; ".join(flags.get(message.id, ())),
            ", ".join([s.source for s in message.seen_in] or [source.id]),
            place_words(message.where),
            source.sha256,
            " ".join(corrections_of(findings, message.id)),
            ", ".join(other_places(message)),
        )


def _iso(incident: Incident, zone: ZoneInfo) -> str:
    """Return its time in ISO 8601, its day alone where no clock time was typed."""
    if incident.at is None:
        return ""
    at = local(incident.at, zone)
    return at.isoformat(timespec="seconds") if incident.clock else at.date().isoformat()


def _typed(incident: Incident, zone: ZoneInfo) -> tuple[str, ...]:
    """Return the row of an event that the user typed."""
    said = dict(incident.fields)
    return (
        incident.id,
        _iso(incident, zone),
        incident_time(incident, zone),
        incident.known.value,
        "",
        visible(said.get("shown_as", "")),
        "",
        visible(said.get("channel", "")),
        f"typed by the user: {KIND_WORDS[incident.kind]}",
        "\n".join(f"{label}: {each}" for label, each in shareable(incident)),
        "",
        "",
        "typed by the user, not from a file",
        typed_when(incident, zone),
        "",
        "",
        "",
    )


def turned_out(text: str) -> str:
    """Return `text` with marks that turn words written out, so that no row reads otherwise."""
    return _TURNING.sub(lambda match: f"[{code_point(match[0])}]", text)


def neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, and that every CSV reader can read.

    Signs in their wide form, and signs after spaces, are taken for formulas by some.
    """
    shown = _UNREADABLE.sub(lambda match: f"[{code_point(match[0])}]", turned_out(cell))
    return f"'{shown}" if shown[:1] in _BLANKS or shown.lstrip()[:1] in _SIGNS else shown
