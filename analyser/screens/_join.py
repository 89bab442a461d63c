"""Make one run of successive screenshots, and of an export of the same chat, with every repeat.

Messages of one source are never merged with each other, and likeness alone merges nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analyser.records import Certainty, Message, Reading, Side, Sighting, Source
from analyser.screens._align import Row, may_overlap, names_of, one_chat, row_of
from analyser.screens._at_odds import contradicted, undated
from analyser.screens._export import places_in_export
from analyser.screens._one_export import combined
from analyser.screens._run_days import with_days
from analyser.screens._runs import Place, runs_of

_SUREST_FIRST = (
    Certainty.SECOND,
    Certainty.MINUTE,
    Certainty.INFERRED,
    Certainty.DAY,
    Certainty.AMBIGUOUS,
    Certainty.UNKNOWN,
)
_GAP = (
    "This screenshot does not join the one before it ({before}): messages between them may be "
    "missing. Add the screenshots in between, if you have them."
)
_PERHAPS = (
    "This screenshot may begin with what the one before it ({before}) ends with, but too little "
    "is alike to be sure, so they were not joined: a message may be listed twice, or messages "
    "between them may be missing. Add the screenshots in between, if you have them."
)

Order = tuple[int, int, int, int]
"""Where a message stands: source, number in it, then run and number for rows put in there."""


def join(reading: Reading, timezone: str = "Europe/London") -> Reading:
    """Return `reading` with each message once, whichever of its sources show it.

    The export's message is kept, else the complete copy, else the first; it lists all its places
    in `seen_in` and takes a surer time and missing facts from its copies. Messages of joined
    screenshots stand in reading order, and a day holds for them until another one is shown. A
    screenshot that does not join the one before it says so.
    """
    rows: dict[str, list[Row]] = {source.id: [] for source in reading.sources}
    for message in reading.messages:
        rows.setdefault(message.source, []).append(row_of(message))
    shown = [id_ for id_, each in rows.items() if each and _is_image(each)]
    exports = {id_: each for id_, each in rows.items() if each and not _is_image(each)}
    exports = combined(exports)
    copies: dict[str, list[Message]] = defaultdict(list)
    shots = [rows[id_] for id_ in shown]
    runs = runs_of(shots)
    number_of = {id_: number for number, id_ in enumerate(rows)}
    placed: list[tuple[Order, list[Message]]] = []
    in_export: set[str] = set()
    chains: list[list[str]] = []
    for run_number, run in enumerate(runs):
        groups = [_kept_first([shots[s][r].message for s, r in places]) for places in run]
        chat = [row_of(group[0]) for group in groups]
        export, twins = _best_export(chat, exports)
        for place in twins:
            in_export |= {message.source for message in groups[place]}
        own = {number: exports[export][place].message for number, place in twins.items()}
        chains.append([own.get(n, group[0]).id for n, group in enumerate(groups)])
        for number, group in enumerate(groups):
            if number in twins:
                copies[exports[export][twins[number]].message.id].extend(group)
                continue
            placed.append((_order(number, run_number, run, twins, number_of, export, shown), group))
    for id_, each in exports.items():
        for number, row in enumerate(each):
            group = [row.message, *copies.get(row.message.id, ())]
            placed.append(((number_of[id_], number, 0, 0), group))
    groups = [group for _, group in sorted(placed, key=lambda each: each[0])]
    odds = contradicted(groups)
    once = tuple(_one(undated(group, odds), odds) for group in groups)
    messages = with_days(once, chains, ZoneInfo(timezone))
    return replace(
        reading,
        sources=_with_gaps(reading.sources, shown, shots, _run_of(runs), in_export),
        messages=messages,
    )


def _is_image(rows: Sequence[Row]) -> bool:
    return rows[0].message.where.box is not None


def _kept_first(group: Sequence[Message]) -> list[Message]:
    return sorted(group, key=lambda message: message.partial)


def _best_export(
    chat: Sequence[Row], exports: Mapping[str, Sequence[Row]]
) -> tuple[str, dict[int, int]]:
    """Return the export that holds most of the run, and where; an empty name for none."""
    best: tuple[str, dict[int, int]] = ("", {})
    for id_, rows in exports.items():
        if not _same_app(chat, rows):
            continue
        twins = places_in_export(chat, rows)
        if len(twins) > len(best[1]):
            best = (id_, twins)
    return best


def _same_app(chat: Sequence[Row], export: Sequence[Row]) -> bool:
    apps = {rows[0].message.app for rows in (chat, export)} - {None}
    one, two = names_of(chat), names_of(export)
    # A table may name people by number where the phone shows a name, so names do not decide
    # where the app is not known.
    return len(apps) <= 1 and (not one or not two or bool(one & two) or len(apps) == 0)


def _order(
    number: int,
    run_number: int,
    run: Sequence[Sequence[Place]],
    twins: Mapping[int, int],
    number_of: Mapping[str, int],
    export: str,
    shown: Sequence[str],
) -> Order:
    """Return the place of a row that the export lacks: behind the last before it that it has."""
    if not twins:
        first = min(number_of[shown[shot]] for places in run for shot, _ in places)
        return (first, -1, run_number + 1, number)
    before = [each for each in twins if each < number]
    anchor = twins[max(before)] if before else twins[min(twins)] - 1
    return (number_of[export], anchor, run_number + 1, number)


def _one(group: Sequence[Message], odds: Mapping[str, datetime]) -> Message:
    """Return the first of the copies, made richer by the others."""
    kept = group[0]
    if len(group) == 1:
        return kept
    surest = min((m.when for m in group), key=lambda when: _SUREST_FIRST.index(when.certainty))
    if _SUREST_FIRST.index(surest.certainty) == _SUREST_FIRST.index(kept.when.certainty):
        surest = kept.when
    sides = (m.side for m in group if m.side is not Side.UNKNOWN)
    return replace(
        kept,
        when=surest,
        sender=next((m.sender for m in group if m.sender), None),
        side=next(sides, Side.UNKNOWN),
        quoted=next((m.quoted for m in group if m.quoted), None),
        seen_in=tuple(place for m in group for place in _places_of(m, odds)),
    )


def _places_of(message: Message, odds: Mapping[str, datetime]) -> Iterator[Sighting]:
    yield Sighting(
        source=message.source, where=message.where, dated=odds.get(message.id), item=message.id
    )
    yield from (place for place in message.seen_in if place.item != message.id)


def _run_of(runs: Sequence[Sequence[Sequence[Place]]]) -> dict[int, int]:
    return {shot: number for number, run in enumerate(runs) for places in run for shot, _ in places}


def _with_gaps(
    sources: Sequence[Source],
    shown: Sequence[str],
    shots: Sequence[Sequence[Row]],
    run_of: Mapping[int, int],
    in_export: set[str],
) -> tuple[Source, ...]:
    gaps = dict(_gaps(shown, shots, run_of, in_export))
    return tuple(
        replace(source, facts=(*source.facts, gaps[source.id])) if source.id in gaps else source
        for source in sources
    )


def _gaps(
    shown: Sequence[str],
    shots: Sequence[Sequence[Row]],
    run_of: Mapping[int, int],
    in_export: set[str],
) -> Iterator[tuple[str, str]]:
    """Yield each shot that does not join the one of its chat given before it, and the words."""
    for later in range(1, len(shots)):
        same_chat = (s for s in range(later - 1, -1, -1) if one_chat(shots[s], shots[later]))
        before = next(same_chat, None)
        if before is None or run_of[before] == run_of[later]:
            continue
        # Where an export holds both, it shows what lies between them.
        if not {shown[before], shown[later]} <= in_export:
            says = _PERHAPS if may_overlap(shots[before], shots[later]) else _GAP
            yield shown[later], says.format(before=shown[before])
