"""Keep only the messages and flags that a person chose, and say what was kept."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.findings import Findings, Pointer
from analyser.handles import handle_key
from analyser.records import Message, Side
from analyser.report._blocks import phrase
from analyser.report._text import clipped, day_words, local, visible
from analyser.report_options import CONTENTS, Options
from analyser.signals import signals
from analyser.wording import counted


def narrowed(findings: Findings, options: Options) -> Findings:
    """Return the chosen part of `findings`, with a notice of it; all of it where none is chosen.

    Counts of contact and pointers stay as worked out over everything that was read; a pointer names
    only items that are kept, and one that rests on none of them is left out.
    """
    if findings.chosen:  # chosen before
        return findings
    messages = tuple(_shown(findings, options))
    ids = {message.id for message in messages}
    flags = tuple(
        flag
        for flag in findings.flags
        if flag.message in ids and (not options.signals or flag.signal in options.signals)
    )
    people = options.people or {person.id for person in findings.people}
    patterns = tuple(each for each in findings.patterns if each.person in people)
    begins = {each.after_stop.request for each in patterns if each.after_stop}
    words, zone = _words(findings, options), ZoneInfo(findings.facts.timezone)
    if not words:
        return findings
    hidden = (
        {flag.signal for flag in findings.flags} - options.signals if options.signals else set()
    )
    pointers = tuple(
        each
        for pointer in findings.pointers
        if not (pointer.signals and hidden.issuperset(pointer.signals))
        and (each := _part_of(pointer, ids))
    )
    chosen = phrase(
        "chosen",
        shown=len(messages),
        all=counted(len(findings.messages), "message"),
        flags=len(flags),
        all_flags=counted(len(findings.flags), "flag"),
        why="; ".join(words),
    )
    kept = {each.provision for each in pointers}
    gone = [each.label or each.title for each in findings.pointers if each.provision not in kept]
    if gone:
        chosen += " " + phrase("laws_of_the_rest", names="; ".join(gone))
    return replace(
        findings,
        pointers=pointers,
        messages=messages,
        flags=flags,
        own=tuple(each for each in findings.own if each.message in ids),
        corrections=tuple(each for each in findings.corrections if each.message in ids),
        incidents=tuple(each for each in findings.incidents if _in_period(each.at, options, zone)),
        people=tuple(each for each in findings.people if each.is_me or each.id in people),
        patterns=patterns,
        signals=tuple(each for each in findings.signals if each.person in people),
        notices=(chosen, *findings.notices),
        chosen=chosen,
        moments={message.id: message.when for message in findings.messages},
        begun=tuple(m for m in findings.messages if m.id in begins - ids),
    )


def _part_of(pointer: Pointer, ids: Collection[str]) -> Pointer | None:
    """Return `pointer` with the items that are kept; None where it rests on others alone."""
    messages = tuple(id_ for id_ in pointer.messages if id_ in ids)
    if not messages:
        return None
    elements = []
    for each in pointer.elements:
        kept = tuple(id_ for id_ in each.messages if id_ in ids)
        gone = len(each.messages) - len(kept)
        if kept and gone:
            text = phrase("and_more", text=each.text, more=counted(gone, "more item"))
            elements.append(replace(each, text=text, messages=kept))
        elif not gone:
            elements.append(each)
    return replace(pointer, messages=messages, elements=tuple(elements))


def _shown(findings: Findings, options: Options) -> Iterator[Message]:
    chosen = [p for p in findings.people if p.id in options.people]
    handles = {handle_key(name) for person in chosen for name in person.names}
    zone = ZoneInfo(findings.facts.timezone)
    for message in findings.messages:
        other = message.sender is None or message.side is Side.SENT
        if options.people and not other and handle_key(message.sender or "") not in handles:
            continue
        instants = message.when.readings or (message.when.instant,)
        if any(_in_period(instant, options, zone) for instant in instants):
            yield message


def _in_period(instant: datetime | None, options: Options, zone: ZoneInfo) -> bool:
    """Tell whether it is in the chosen days; what has no day is never outside."""
    if instant is None:
        return True
    on = local(instant, zone).date()
    return not (options.since and on < options.since) and not (options.until and on > options.until)


def _words(findings: Findings, options: Options) -> list[str]:
    """Return what was chosen, one part a choice; nothing where everything is shown."""
    words = []
    if options.since:
        words.append(f"from {day_words(options.since)}")
    if options.until:
        words.append(f"until {day_words(options.until)}")
    if options.people:
        names = [p.names[0] for p in findings.people if p.id in options.people]
        words.append("people: " + ", ".join(clipped(visible(name)) for name in names))
    if options.signals:
        labels = sorted(signals()[each].plain_label for each in options.signals)
        words.append("flags: " + ", ".join(labels))
    if options.without:
        titles = [title for key, title in CONTENTS.items() if key in options.without]
        words.append("left out: " + ", ".join(f"«{title}»" for title in titles))
    return words
