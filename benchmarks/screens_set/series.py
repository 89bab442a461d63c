"""Score the joining of successive pictures: each message once, in order, no repeat merged."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from analyser import screens
from analyser.records import Box, Kind, Message, Moment, Reading, Side, Source, Where
from screens_set.letters import marked
from screens_set.lots import lot
from screens_set.readers import ZONE, Read
from screens_set.score import Verdict, judge

Truth = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """How one series came out.

    Attributes:
        once: Messages that came out exactly once, of `messages`.
        missing: Those that did not come out at all; most were not read.
        merges: Records that stand for two different messages: repeats lost.
        gaps: Neighbouring pictures that show nothing in common; `told` are those reported.
        out_of_order: Neighbours in the result that stand the wrong way round, of `pairs`.
    """

    messages: int
    once: int
    missing: int
    merges: int
    out_of_order: int
    pairs: int
    gaps: int = 0
    told: int = 0
    wrong: tuple[str, ...] = ()


def given_order(truths: Sequence[Truth]) -> list[int]:
    """Return the order in which the pictures are given: every second series is shuffled.

    One with a gap never is: nothing in it tells which side of the gap came first.
    """
    order = list(range(len(truths)))
    chance = lot(f"given {truths[0]['id']}")
    if chance.random() < 0.5 and not gaps_in(truths):
        chance.shuffle(order)
    return order


def gaps_in(truths: Sequence[Truth]) -> int:
    """Return how many neighbouring pictures show no message in common."""
    pairs = zip(truths, truths[1:], strict=False)
    return sum(not _numbers(one) & _numbers(two) for one, two in pairs)


def joined(truths: Sequence[Truth], reads: Sequence[Read], verdicts: Sequence[Verdict]) -> Joined:
    """Join what was read of one series and score it."""
    shown = {n for truth in truths for n in _numbers(truth)}
    number_of: dict[tuple[str, tuple[int, ...]], int] = {}
    for read, verdict in zip(reads, verdicts, strict=True):
        for message in read.messages:
            if message.id in verdict.of:
                number_of[_place(message.source, message.where)] = verdict.of[message.id]
    order = given_order(truths)
    sources = tuple(_source(truths[n]) for n in order)
    messages = tuple(message for n in order for message in reads[n].messages)
    made = screens.join(Reading(sources=sources, messages=messages))
    told = sum("may be missing" in fact for source in made.sources for fact in source.facts)
    found = [_stands_for(message, number_of) for message in made.messages]
    return replace(_scored(found, shown, truths), gaps=gaps_in(truths), told=told)


def joined_truth(truths: Sequence[Truth]) -> Joined:
    """Join the truth of one series, as though every picture had been read without a fault."""
    reads = [perfect(truth) for truth in truths]
    verdicts = [
        Verdict(
            truth=truth,
            judged=(),
            extra=(),
            header=None,
            seconds=0.0,
            lines_only=False,
            of={m.id: t["number"] for m, t in zip(read.messages, _seen(truth), strict=True)},
        )
        for truth, read in zip(truths, reads, strict=True)
    ]
    return joined(truths, reads, verdicts)


def strung(truths: Sequence[Truth], reads: Sequence[Read]) -> Joined:
    """Score the mere stringing together of what was read of each picture."""
    shown = {n for truth in truths for n in _numbers(truth)}
    found = []
    for truth, read in zip(truths, reads, strict=True):
        judged = judge(truth, read).judged
        found += [{each.truth["number"]} for each in judged if each.said is not None]
    return _scored(found, shown, truths)


def _numbers(truth: Truth) -> set[int]:
    return {m["number"] for m in truth["messages"] if not m["optional"]}


def _seen(truth: Truth) -> list[Truth]:
    """Return the messages of a picture of which something can be read."""
    return [message for message in truth["messages"] if not message["optional"]]


def _scored(found: Sequence[set[int]], shown: set[int], truths: Sequence[Truth]) -> Joined:
    count = Counter(number for numbers in found for number in numbers)
    merged = [numbers for numbers in found if len(numbers) > 1]
    lost = {number for numbers in merged for number in numbers}
    line = [min(numbers) for numbers in found if numbers]
    back = sum(second < first for first, second in zip(line, line[1:], strict=False))
    text = {m["number"]: m["text"] for truth in truths for m in truth["messages"]}
    wrong = [f"merged: {sorted(numbers)}" for numbers in merged]
    wrong += [f"{count[n]} times: {n} {text[n][:60]!r}" for n in sorted(shown) if count[n] != 1]
    return Joined(
        messages=len(shown),
        once=sum(count[number] == 1 and number not in lost for number in shown),
        missing=sum(count[number] == 0 for number in shown),
        merges=len(merged),
        out_of_order=back,
        pairs=max(0, len(line) - 1),
        wrong=tuple(wrong),
    )


def _stands_for(message: Message, number_of: Mapping[tuple[str, tuple[int, ...]], int]) -> set[int]:
    places = [_place(message.source, message.where)]
    places += [_place(seen.source, seen.where) for seen in message.seen_in]
    return {number_of[place] for place in places if place in number_of}


def _place(source: str, where: Where) -> tuple[str, tuple[int, ...]]:
    box = where.box
    return source, (box.left, box.top, box.width, box.height) if box else ()


def _source(truth: Truth) -> Source:
    return Source(
        id=f"S{truth['shot']}",
        name=truth["image"],
        sha256=f"{truth['shot']:064x}",
        size_bytes=1,
        kind="screenshot",
    )


def perfect(truth: Truth) -> Read:
    """Return the truth of one picture as records of this program."""
    source = f"S{truth['shot']}"
    messages = []
    for number, each in enumerate(_seen(truth), start=1):
        left, top, width, height = each["box"]
        box = Box(left=left, top=top, width=max(1, width), height=max(1, height))
        named = each["name_shown"] or not truth["group"]
        messages.append(
            Message(
                id=f"{source}-{number}",
                source=source,
                where=Where(box=box),
                when=_moment(each),
                sender=each["sender"] if named else None,
                side=Side(each["side"]),
                kind=Kind(each["kind"]),
                text=marked(each["text_more"]),
                partial=each["partial"],
            )
        )
    return Read(said=(), seconds=0.0, messages=tuple(messages))


def _moment(each: Truth) -> Moment:
    shown, day = each["time"], each["day"]
    if not shown or not day or len(shown) != len("00:00"):
        return Moment(shown_as=shown)
    clock = time.fromisoformat(shown)
    return Moment(
        shown_as=shown, instant=datetime.combine(date.fromisoformat(day), clock, tzinfo=ZONE)
    )
