"""The part of the report with flagged words: what was flagged where, then each message once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from analyser.counting import counts, is_unsure
from analyser.findings import COUNTED_READINGS, Findings, Flag, FlagReading, Status
from analyser.records import Message
from analyser.report._blocks import Block, heading, paragraph, phrase
from analyser.report._entered import set_aside
from analyser.report._message import message_block
from analyser.report._pictures import crop
from analyser.report._text import item_list, visible
from analyser.report_options import Options
from analyser.signals import signals
from analyser.wording import say as shared


def flagged(findings: Findings, now: datetime, options: Options) -> Iterator[Block]:
    """Yield the section with flagged words; what does not count comes lower."""
    yield heading("Words that may matter, in context")
    yield paragraph(shared("standing.not_flagged"))
    kept = [flag for flag in findings.flags if flag.status is not Status.DISMISSED]
    by_message: dict[str, list[Flag]] = {}
    for flag in kept:
        by_message.setdefault(flag.message, []).append(flag)
    counted = {flag.message for flag in kept if counts(flag)}
    if not kept:
        yield paragraph(phrase("nothing_flagged"))
        yield from set_aside(findings.flags)
        return
    if any(flag.signal.startswith("hostility_") for flag in kept):
        yield paragraph(shared("standing.hostility"))
    yield paragraph(phrase("flag_index"))
    yield _index(kept)
    yield from _in_context(findings, by_message, counted, options)
    if lower := by_message.keys() - counted:
        yield heading("Shown, and not counted", 2)
        yield paragraph(phrase("lower"))
        yield from _in_context(findings, by_message, lower, options)
    yield from set_aside(findings.flags)


def _index(flags: Sequence[Flag]) -> Block:
    """Return what was flagged, by name, with the items of each."""
    found: dict[str, dict[str, None]] = {}
    for flag in flags:
        found.setdefault(_label(flag), {})[flag.message] = None
    rows = tuple((label, str(len(ids)), item_list(ids)) for label, ids in sorted(found.items()))
    return Block(
        kind="table",
        header=("Flagged as", "Items", "Which"),
        widths=(3.4, 0.8, 4.6),
        rows=rows,
    )


def _label(flag: Flag) -> str:
    """Return the plain name of a flag, with why it does not count where it does not."""
    label = signals()[flag.signal].plain_label
    mark = " (unsure)" if is_unsure(flag) else ""
    if flag.reading not in COUNTED_READINGS:
        mark = f" ({flag.reading.value})"
    return label[:1].upper() + label[1:] + mark


def _in_context(
    findings: Findings,
    flags: dict[str, list[Flag]],
    which: Collection[str],
    options: Options,
) -> Iterator[Block]:
    """Yield each message once, after the message before it where that is not there already."""
    messages, shown = findings.messages, -1
    for at, message in enumerate(messages):
        if message.id not in which:
            continue
        if at and at - 1 != shown and messages[at - 1].source == message.source:
            yield message_block(messages[at - 1], findings, is_before=True)
        tails = tuple(dict.fromkeys(_why(flag, message) for flag in flags[message.id]))
        yield message_block(message, findings, tails, crop(message, options.pictures))
        shown = at


def _why(flag: Flag, message: Message) -> str:
    marks = [flag.strength.value.replace("_", " ")]
    marks += [flag.reading.value] if flag.reading is not FlagReading.STATED else []
    marks += ["unsure, so not counted"] if is_unsure(flag) else []
    marks += [flag.status.value] if flag.status is not Status.SUGGESTED else []
    label = signals()[flag.signal].plain_label
    # A reason that names its label does not need it twice.
    lead = "" if label.lower() in flag.because.lower() else f"{label[:1].upper()}{label[1:]}: "
    # The message stands right above: what quotes the whole of it says nothing more.
    because = flag.because.replace(phrase("quotes_all", text=message.text.strip()), "")
    return visible(f"{lead}{because} ({', '.join(marks)})")


def labels_by_message(findings: Findings) -> dict[str, str]:
    """Return what is flagged in each flagged message, by its id, for the chronology."""
    found: dict[str, list[str]] = {}
    for flag in findings.flags:
        if flag.status is not Status.DISMISSED:
            found.setdefault(flag.message, []).append(_label(flag))
    return {id_: "Flagged: " + "; ".join(dict.fromkeys(each)) for id_, each in found.items()}
