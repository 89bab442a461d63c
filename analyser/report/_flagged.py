"""The part of the report with flagged words: each message once a signal, with the one before it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from analyser.findings import COUNTED_READINGS, Findings, Flag, Status
from analyser.report._blocks import Block, heading, paragraph, phrase
from analyser.report._entered import set_aside
from analyser.report._message import message_block
from analyser.report._text import visible
from analyser.signals import signals
from analyser.wording import say as shared


def flagged(findings: Findings, now: datetime) -> Iterator[Block]:
    """Yield the section with flagged words; what does not count comes lower."""
    yield heading("Words that may matter, in context")
    yield paragraph(shared("standing.not_flagged"))
    kept = [flag for flag in findings.flags if flag.status is not Status.DISMISSED]
    counted = [flag for flag in kept if flag.reading in COUNTED_READINGS]
    lower = [flag for flag in kept if flag.reading not in COUNTED_READINGS]
    if not kept:
        yield paragraph(phrase("nothing_flagged"))
    yield from _by_signal(findings, counted, 2)
    if lower:
        yield heading("Shown, and not counted", 2)
        yield paragraph(phrase("lower"))
        yield from _by_signal(findings, lower, 3)
    yield from set_aside(findings.flags)


def _by_signal(findings: Findings, flags: Sequence[Flag], level: int) -> Iterator[Block]:
    place = {message.id: number for number, message in enumerate(findings.messages)}

    def key(flag: Flag) -> tuple[str, str]:
        return signals()[flag.signal].plain_label, flag.signal

    for (label, signal), group in groupby(sorted(flags, key=key), key=key):
        yield heading(label[:1].upper() + label[1:], level)
        if signal.startswith("hostility_"):
            yield paragraph(shared("standing.hostility"))
        yield from _in_context(findings, list(group), place)


def _in_context(findings: Findings, flags: list[Flag], place: dict[str, int]) -> Iterator[Block]:
    """Yield each message once, after the message before it where that is not there already."""
    flags.sort(key=lambda flag: place[flag.message])
    shown = -1
    for id_, group in groupby(flags, key=lambda flag: flag.message):
        at = place[id_]
        message = findings.messages[at]
        if at and at - 1 != shown and findings.messages[at - 1].source == message.source:
            yield message_block(findings.messages[at - 1], findings, ("The message before.",))
        yield message_block(message, findings, tuple(_why(flag) for flag in group))
        shown = at


def _why(flag: Flag) -> str:
    strength = flag.strength.value.replace("_", " ")
    return visible(f"{flag.because} ({strength}, {flag.reading.value}, {flag.status.value})")


def labels_by_message(findings: Findings) -> dict[str, str]:
    """Return what is flagged in each flagged message, by its id, for the chronology."""
    found: dict[str, list[str]] = {}
    for flag in findings.flags:
        if flag.status is not Status.DISMISSED:
            label = signals()[flag.signal].plain_label
            reading = "" if flag.reading in COUNTED_READINGS else f" ({flag.reading.value})"
            found.setdefault(flag.message, []).append(label + reading)
    return {id_: "Flagged: " + "; ".join(dict.fromkeys(each)) for id_, each in found.items()}
