"""Draw messages: who, when, the words with the flagged ones marked, and a chip for each flag.

The harshest words are covered until they are asked for.
"""

from collections.abc import Sequence

import streamlit as st

from analyser.counting import is_unsure
from analyser.findings import (
    COUNTED_READINGS,
    Findings,
    Flag,
    FlagReading,
    Status,
    Strength,
)
from analyser.records import Kind, Message, Side
from analyser.ui import _state
from analyser.ui._addressed import label_of
from analyser.ui._literal import literal
from analyser.ui._named import shown_name
from analyser.ui._times import shown_time
from analyser.ui._words import words

_FAMILIES = {
    "threat": (
        "!",
        (
            "threat_kill",
            "threat_violence",
            "threat_sexual",
            "threat_property",
            "threat_expose",
            "blackmail_demand",
            "self_harm_encouragement",
            "harm_wish",
        ),
    ),
    "watch": ("◎", ("surveillance", "controlling")),
    "contact": ("↻", ("unwanted_contact", "stop_request")),
}
_HARSH = frozenset(
    {
        "threat_kill",
        "threat_violence",
        "threat_sexual",
        "threat_property",
        "threat_expose",
        "blackmail_demand",
        "self_harm_encouragement",
        "harm_wish",
        "sexual_harassment",
        "hate_identity",
    }
)
"""Groups whose words are covered until asked for."""
_SIDES = {Side.SENT: "sent by you", Side.RECEIVED: "received", Side.UNKNOWN: "side not known"}
_STRENGTHS = {
    Strength.EXPLICIT: "said openly",
    Strength.IMPLIED: "hinted at, and not said openly",
    Strength.NEEDS_CONTEXT: "clear only beside other words",
}
_READINGS = {
    FlagReading.STATED: "reads as meant",
    FlagReading.CONDITIONAL: "tied to a condition",
    FlagReading.QUOTED: "reads as quoted",
    FlagReading.DENIED: "reads as denied",
    FlagReading.JOKING: "reads as joking",
}


def is_harsh(flags: Sequence[Flag]) -> bool:
    """Return whether the words behind `flags` are of the kinds that are covered."""
    return any(flag.group in _HARSH and flag.status is not Status.DISMISSED for flag in flags)


def is_covered(message: Message, flags: Sequence[Flag]) -> bool:
    """Return whether the words of `message` are covered now."""
    here = _state.case()
    return here.cover_harsh and is_harsh(flags) and message.id not in here.uncovered


def chip(flag: Flag, side: Side) -> str:
    """Return the chip of a flag as HTML: sign, words and the colour of its family."""
    family, sign = "words", "#"
    for each, (mark, groups) in _FAMILIES.items():
        if flag.group in groups:
            family, sign = each, mark
    label = label_of(flag.signal)
    if side is Side.UNKNOWN and flag.group == "self_harm_encouragement":
        # Whoever wrote it may have meant themselves.
        label = words("review", "self_harm")
    if flag.status is Status.DISMISSED:
        family, label = "plain", f"{label} (not this)"
    elif flag.reading not in COUNTED_READINGS:
        family, label = "plain", f"{label} ({_READINGS[flag.reading]})"
    elif flag.status is Status.CONFIRMED:
        label = f"{label} (kept)"
    elif is_unsure(flag):
        family, label = "plain", f"{label} (unsure)"
    return (
        f'<span class="notes-chip {family}"><span aria-hidden="true">{sign}</span> '
        f"{literal(label)}</span>"
    )


def reading_words(flag: Flag) -> str:
    """Return how openly the words say it, and how they seem to be meant."""
    return f"{_STRENGTHS[flag.strength]} · {_READINGS[flag.reading]}"


def counted_words(flag: Flag) -> str:
    """Return what was decided about a flag, and whether anything is counted from it."""
    if flag.status is Status.DISMISSED:
        return words("review", "counts_dismissed")
    state = "kept" if flag.status is Status.CONFIRMED else "suggested"
    if flag.reading not in COUNTED_READINGS:
        return f"{words('review', state)} {words('review', 'counts_never')}"
    unsure = "_unsure" if is_unsure(flag) else ""
    return f"{words('review', state)} {words('review', f'counts_{state}{unsure}')}"


def message(
    entry: Message,
    flags: Sequence[Flag],
    timezone: str,
    *,
    covered_as: str,
) -> None:
    """Draw one message; `covered_as` is the phrase that stands for words that are covered."""
    st.html(message_html(entry, flags, timezone, covered_as=covered_as))


def message_html(
    entry: Message,
    flags: Sequence[Flag],
    timezone: str,
    *,
    covered_as: str = "covered",
) -> str:
    """Return one message as HTML."""
    who = shown_name(entry.sender) if entry.sender else literal(no_sender(entry))
    kind = "" if entry.kind is Kind.TEXT else f" · {literal(entry.kind.value.replace('_', ' '))}"
    side = "" if entry.kind is Kind.SYSTEM else f" · {_SIDES[entry.side]}"
    line = f"<strong>{who}</strong> · {literal(shown_time(entry, timezone))}{side}{kind}"
    covered = is_covered(entry, flags)
    body = literal(words("review", covered_as)) if covered else marked(entry.text, flags)
    style = "notes-message" + (" sent" if entry.side is Side.SENT else "")
    style += " covered" if covered else ""
    chips = "".join(chip(flag, entry.side) for flag in flags)
    return (
        f'<div class="{style}"><p class="notes-muted">{entry.id} · {line}</p>'
        f'<p class="notes-said" dir="auto">{body}</p>'
        + (f'<p class="notes-chips">{chips}</p>' if chips else "")
        + "</div>"
    )


def no_sender(entry: Message) -> str:
    """Return what stands for a sender that is not shown."""
    if entry.kind is Kind.SYSTEM:
        return "notice of the app"
    return "you" if entry.side is Side.SENT else "sender not shown"


def marked(body: str, flags: Sequence[Flag]) -> str:
    """Return the words of a message as HTML, those that flags rest on marked."""
    spans = sorted({span for flag in flags for span in flag.spans})
    shown, place = [], 0
    for start, end in spans:
        if start >= place:
            shown += [literal(body[place:start]), f"<mark>{literal(body[start:end])}</mark>"]
            place = end
    return "".join(shown) + literal(body[place:])


def covered_places(findings: Findings, source: str, lines: range) -> set[int]:
    """Return which of these lines of a source hold words that are covered now."""
    known = _state.index(findings)
    return {
        number
        for number in lines
        if any(
            is_covered(each, known.flags[each.id])
            for each in known.flagged_lines.get((source, number), ())
        )
    }
