"""The part of the report with harsh words of the user's own: shown openly, and counted nowhere."""

from collections.abc import Iterator

from analyser.findings import Findings, Flag, Status
from analyser.records import Side
from analyser.report._blocks import Block, heading, paragraph
from analyser.report._entered import set_aside
from analyser.report._message import message_block
from analyser.report._text import visible
from analyser.report_options import CONTENTS
from analyser.signals import signals
from analyser.wording import say as shared


def own_words(findings: Findings) -> Iterator[Block]:
    """Yield the section; each message once, after the one before it; then what was set aside."""
    yield heading(CONTENTS["own"])
    known = any(message.side is Side.SENT for message in findings.messages)
    known = known or any(person.is_me for person in findings.people)
    said = "own_words" if findings.own else "no_own_words" if known else "no_sides"
    yield paragraph(shared(f"standing.{said}"))
    found: dict[str, list[Flag]] = {}
    for flag in (each for each in findings.own if each.status is not Status.DISMISSED):
        found.setdefault(flag.message, []).append(flag)
    messages, shown = findings.messages, -1
    for at, message in enumerate(messages):
        if message.id not in found:
            continue
        if at and at - 1 != shown and messages[at - 1].source == message.source:
            yield message_block(messages[at - 1], findings, is_before=True)
        yield message_block(message, findings, tuple(dict.fromkeys(map(_found, found[message.id]))))
        shown = at
    yield from set_aside(findings.own)


def _found(flag: Flag) -> str:
    kept = f" ({flag.status.value})" if flag.status is Status.CONFIRMED else ""
    return visible(f"{signals()[flag.signal].plain_label}: {flag.because}{kept}")
