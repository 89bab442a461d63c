"""Of all matches in one message, keep one flag a signal, and the plainer signal on shared words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyser.detect._rules import Rule
from analyser.detect._spans import Spans
from analyser.findings import COUNTED_READINGS, FlagReading, Strength

RANK = {Strength.EXPLICIT: 2, Strength.IMPLIED: 1, Strength.NEEDS_CONTEXT: 0}
"""The plainer, the higher."""
_YIELDS_TO = {
    "menacing": frozenset(
        {
            "threat_to_kill",
            "threat_serious_harm",
            "threat_rape",
            "threat_damage_property",
            "threat_share_intimate",
            "threat_expose_secret",
            "threat_to_stop_reporting",
            "harm_wish",
            "self_harm_as_pressure",
            "encourage_suicide",
            "demand_money_or_images",
            "threat_financial_loss",
        }
    ),
    "threat_serious_harm": frozenset({"threat_to_kill"}),
    "harm_wish": frozenset({"threat_to_kill", "encourage_suicide"}),
    "insult": frozenset(
        {
            "grossly_offensive",
            "hostility_race",
            "hostility_religion",
            "hostility_sex",
            "hostility_sexual_orientation",
            "hostility_transgender",
            "hostility_disability",
        }
    ),
    "encourage_self_harm": frozenset({"encourage_suicide"}),
    "threat_expose_secret": frozenset({"threat_share_intimate"}),
}
"""A weaker signal is not raised on words that already show a plainer one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One match: the rule, the reading, its normal words and its place in the text.

    Attributes:
        own_words: The writer goes on in words of their own behind what somebody said.
        meant: The writer says that it is no joke.
        whole: The message is nothing but these words.
    """

    rule: Rule
    reading: FlagReading
    words: tuple[int, int]
    place: tuple[int, int]
    own_words: bool = False
    meant: bool = False
    whole: bool = False


def choose(hits: Sequence[Hit]) -> Iterator[tuple[Hit, tuple[tuple[int, int], ...]]]:
    """Yield the hit that stands for each signal, with the places of all its matches."""
    by_signal: dict[str, list[Hit]] = {}
    for hit in hits:
        by_signal.setdefault(hit.rule.signal, []).append(hit)
    kept = []
    for signal, same in by_signal.items():
        stronger = _YIELDS_TO.get(signal, frozenset())
        over = Spans(hit.place for each in stronger for hit in by_signal.get(each, ()))
        free = [hit for hit in same if not over.meet(*hit.place)]
        if free:
            best = max(free, key=_weight)
            kept.append((best, _places([h for h in free if h.reading is best.reading])))
    yield from sorted(kept, key=lambda each: (each[1], each[0].rule.signal))


def _weight(hit: Hit) -> tuple[bool, int, int, str]:
    width = hit.words[1] - hit.words[0]
    return hit.reading in COUNTED_READINGS, RANK[hit.rule.strength], width, hit.rule.id


def _places(hits: Sequence[Hit]) -> tuple[tuple[int, int], ...]:
    """Return the places, those that touch joined into one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(hit.place for hit in hits):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
