"""Read neighbouring bubbles of one sender as one text, where one of them may be part of a threat.

People send one sentence in several bubbles, and a demand beside its menace. The trained reader sees
one text at a time, so runs in which a bubble gives it reason are given to it joined.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from analyser.counting import is_unsure
from analyser.findings import COUNTED_READINGS, MODEL_RULE, Flag
from analyser.records import Kind, Message, Side

ONE_BREATH = timedelta(minutes=2)
"""Bubbles sent this soon after each other may be one sentence."""
_LONGEST_RUN = 3
_WORDS_SHOWN = 60
"""Characters of an earlier bubble in a reason; its item is named beside it."""
_GRAVE = frozenset(
    (
        *("threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose"),
        "blackmail_demand",
    )
)


@dataclass(frozen=True, slots=True)
class Run:
    """Bubbles of one breath, and the message that they make together."""

    parts: tuple[Message, ...]
    whole: Message


def one_breath(one: Message, two: Message) -> bool:
    """Tell whether two neighbours may be one sentence by the other side."""
    if one.side is not Side.RECEIVED or two.side is not Side.RECEIVED:
        return False
    if {one.kind, two.kind} != {Kind.TEXT} or one.sender != two.sender or two.quoted:
        return False
    a, b = one.when.instant, two.when.instant
    # On a screenshot bubbles often share one clock, or show none.
    return a is None or b is None or timedelta(0) <= b - a <= ONE_BREATH


def runs(messages: Sequence[Message], found: Mapping[str, Sequence[Flag]]) -> list[Run]:
    """Return the runs of two and three bubbles worth reading joined, shorter ones first.

    Args:
        messages: Those of all chats, each chat in time order.
        found: The flags of each message by itself, by its id.
    """
    chats: dict[tuple[str, str | None], list[Message]] = {}
    for message in messages:
        if message.kind is not Kind.SYSTEM:
            chats.setdefault((message.source, message.chat), []).append(message)
    made = [
        run
        for chat in chats.values()
        for end in range(1, len(chat))
        for run in _ending_at(chat, end, found)
    ]
    return sorted(made, key=lambda run: len(run.parts))


def _ending_at(
    chat: Sequence[Message], end: int, found: Mapping[str, Sequence[Flag]]
) -> Iterator[Run]:
    for start in range(end - 1, max(-1, end - _LONGEST_RUN), -1):
        if not one_breath(chat[start], chat[start + 1]):
            return
        parts = tuple(chat[start : end + 1])
        if any(_grave(found.get(part.id, ())) for part in parts):
            text = " ".join(part.text for part in parts)
            yield Run(parts, replace(parts[-1], id=" ".join(p.id for p in parts), text=text))


def _grave(flags: Sequence[Flag]) -> bool:
    return any(flag.group in _GRAVE and flag.reading in COUNTED_READINGS for flag in flags)


def over_bubbles(
    found: Sequence[Run],
    joined: Mapping[str, Sequence[Flag]],
    alone: Mapping[str, Sequence[Flag]],
) -> Iterator[Flag]:
    """Yield what is plain only where bubbles are read together, on the bubble that completes it.

    Args:
        found: What `runs` returned.
        joined: The flags of each joined text, by its id.
        alone: The flags of each message by itself, by its id.
    """
    known = {(n, f.group) for n, flags in alone.items() for f in flags if not is_unsure(f)}
    for run in found:
        last, *_ = reversed(run.parts)
        for flag in joined.get(run.whole.id, ()):
            plain = flag.reading in COUNTED_READINGS and not is_unsure(flag)
            told = any((part.id, flag.group) in known for part in run.parts)
            # What rules find over a break has its exact place; see `_conversation`.
            if flag.group not in _GRAVE or not flag.rule.startswith(MODEL_RULE):
                continue
            if not plain or told:
                continue
            known.update((part.id, flag.group) for part in run.parts)
            before = ", ".join(f"«{_cut(p.text)}» in {p.id}" for p in run.parts[:-1])
            yield replace(
                flag,
                message=last.id,
                spans=((0, len(last.text)),),
                because=(
                    f"Read together with what was sent just before it: {before}. "
                    f"{flag.because.partition(' The words: ')[0]}"
                ),
            )


def _cut(text: str) -> str:
    return text if len(text) <= _WORDS_SHOWN else text[:_WORDS_SHOWN].rstrip() + " …"
