"""Weigh what the rules matched against what the trained model says, and give the flags.

The rules name words; the model has read the whole message. Each can raise a flag. Where the model
is sure that words are not meant as the rule takes them, a rule that needs context falls silent,
and a plain one stays with a lower score.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from analyser.detect._choose import RANK, Hit, choose
from analyser.detect._classifier import SURE_OF_READING, Scores, Sentences
from analyser.findings import COUNTED_READINGS, MODEL_RULE, FlagReading, Strength
from analyser.signals import signals

_STOP = "stop_request"
_MENTIONED = 0.95
"""From this probability words that are quoted, denied or joking are shown. At 0.9 they were in 2 of
100 ordinary messages, now in 1, and 65 of 100 that tell of harm are left of 69."""
_WORTH = 0.05
"""Below this probability that it is meant, what reads as a joke or a denial is not shown at all: a
push door in fun, a wait at the chemist. What is told of others' words is seldom meant and stays."""
_NOT_HARM = {Strength.EXPLICIT: 0.02, Strength.IMPLIED: 0.06, Strength.NEEDS_CONTEXT: 0.2}
"""Below this probability of any harm a rule's match is taken to be something else."""
_NOT_THIS = {Strength.EXPLICIT: 0.1, Strength.IMPLIED: 0.05, Strength.NEEDS_CONTEXT: 0.05}
"""Below this probability of its own group, too: in our corpus none of the 170 matches of rules that
are not explicit was of the right group there, and of explicit ones hardly more than one in ten."""
_NO_HARM_AT_ALL = 0.02
"""The same for a message that is nothing but the words of a rule that needs no context."""
_LIGHT = frozenset({"insult_degrading", "surveillance", "unwanted_contact"})
"""Groups whose plain words are said in fun, of things, or among friends; nothing grave is lost."""
_HARMLESS = 0.1
_FIRM = 0.8
"""From this probability the model's flag stands by itself; below it a person has to confirm it
before anything is counted from it or points to a law."""
_HALF = 0.5
_LIKELY = 0.2
"""A kind that is less likely than this is not named, even where harm of some kind is plain."""
_SEEN = (FlagReading.QUOTED, FlagReading.DENIED)
_GRAVE = frozenset({"threat_sexual", "self_harm_encouragement"})
"""Never the mere likeliest of several: such a word frightens, so it has to be likely by itself."""
_CLEAR_LEAD = 20.0
"""Odds by which a signal has to lead the next of its group. On the half of the validation hand that
sets the thresholds the signal was right in 57 of 66 with this lead, and in 5 of 13 without it."""
_VIOLENT = ("threat_kill", "threat_violence", "threat_property", "harm_wish")
"""Groups that veiled words shade into: one of them is no doubt about another."""
_THREATS = ("threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose")

_CLAUSE = {
    FlagReading.STATED: "",
    FlagReading.CONDITIONAL: " It is tied to a condition.",
    FlagReading.QUOTED: "It reads as a quotation or a report of what somebody said.",
    FlagReading.DENIED: "It reads as denied or ruled out.",
    FlagReading.JOKING: "There are signs of a joke beside it.",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A flag in the making."""

    signal: str
    strength: Strength
    reading: FlagReading
    score: float
    spans: tuple[tuple[int, int], ...]
    rule: str
    why: str


def because(found: Found, words: str) -> str:
    """Return the reason of a flag, with its words and how they are meant."""
    clause = _CLAUSE[found.reading]
    if found.reading in COUNTED_READINGS:
        return f"{found.why} The words: {words}.{clause}"
    # What the words would say by themselves comes after how they are meant.
    return f"{clause} The words: {words}. By themselves they would be taken so: {found.why}"


def judge(
    hits: Iterable[tuple[Hit, tuple[tuple[int, int], ...]]],
    scores: Scores | None,
    thresholds: Mapping[str, float] | None,
    *,
    own: bool,
    start: int = 0,
) -> list[Found]:
    """Return the flags of one message, or one stretch of it, by place.

    Args:
        hits: What the rules matched, one a signal.
        scores: What the model says; None where it did not look.
        thresholds: Group to the probability from which the model alone raises a flag; None where
            it raises none.
        own: The message is the user's, so only a request to stop is looked for.
        start: Where in the message the text stands that the model read.
    """
    from_rules = [_from_rule(hit, spans, scores, own=own) for hit, spans in hits]
    found = [each for each in from_rules if each is not None]
    if scores is not None and thresholds is not None:
        known = {each.signal for each in found}
        raised = _from_model(scores, thresholds, known, found, own=own)
        by_signal = {each.signal: each for each in raised if each.signal not in known}
        found += [replace(each, spans=_moved(each.spans, start)) for each in by_signal.values()]
    return sorted(found, key=lambda each: (each.spans, each.signal))


def by_sentence(
    found: Mapping[str, Found],
    hits: Sequence[Hit],
    said: Sentences,
    whole: Scores,
) -> Iterator[Found]:
    """Yield what rules matched and the model doubts in the whole message but not in its sentence.

    Dull sentences around a threat weigh as much as it does. What the message as a whole marks as
    told, denied or in fun stays so.
    """
    name, sure = max(whole.readings.items(), key=lambda each: each[1])
    if FlagReading(name) not in COUNTED_READINGS and sure >= SURE_OF_READING:
        return
    for start, end in said.places if len(said.places) > 1 else ():
        there = [hit for hit in hits if start <= hit.place[0] and hit.place[1] <= end]
        doubted = {hit.rule.signal for hit in there if _doubted(found.get(hit.rule.signal))}
        if doubted:
            for each in judge(choose(there), said[start, end], None, own=False):
                if each.signal in doubted and each.reading in COUNTED_READINGS:
                    yield each


def _doubted(found: Found | None) -> bool:
    unsure = found and found.strength is Strength.NEEDS_CONTEXT
    return found is None or (bool(unsure) and found.reading in COUNTED_READINGS)


def weight_of(found: Found) -> tuple[bool, int, float]:
    """Return what is greater for the flag to keep, where stretches of one text give two."""
    return found.reading in COUNTED_READINGS, RANK[found.strength], found.score


def _moved(spans: tuple[tuple[int, int], ...], by: int) -> tuple[tuple[int, int], ...]:
    return tuple((start + by, end + by) for start, end in spans)


def _from_rule(
    hit: Hit, spans: tuple[tuple[int, int], ...], scores: Scores | None, *, own: bool
) -> Found | None:
    rule, reading, score, strength = hit.rule, hit.reading, hit.rule.prior, hit.rule.strength
    if scores is not None and not own:
        reading = _reading(hit, scores)
        name = signals()[rule.signal].group
        group, harm = scores.groups[name], scores.groups["any_harm"]
        plain = strength is Strength.EXPLICIT and harm >= _HALF
        kin = max(scores.groups[each] for each in _VIOLENT) if name in _VIOLENT else group
        another = kin < _NOT_THIS[strength] and not (plain or rule.sure_of_kind)
        doubted = harm < _NOT_HARM[strength] or another
        if reading in COUNTED_READINGS and doubted:
            alone = hit.whole and strength is Strength.IMPLIED and harm >= _NO_HARM_AT_ALL
            light = strength is not Strength.EXPLICIT or (name in _LIGHT and harm < _HARMLESS)
            if light and not alone:
                return None
            strength, score = Strength.NEEDS_CONTEXT, score * _HALF
        score = max(group, (score + group) / 2)
    return Found(rule.signal, strength, reading, score, spans, rule.id, rule.why)


def _reading(hit: Hit, scores: Scores) -> FlagReading:
    """Return how the words are meant: the model's reading where it is sure.

    A quotation stays, and words that the rules name are denied only where a "not" stands. What
    the writer says behind a report ("he said no so I …") is no quotation, and what
    they say they mean is no joke.
    """
    name, sure = max(scores.readings.items(), key=lambda each: each[1])
    read = FlagReading(name)
    if hit.reading in _SEEN or sure < SURE_OF_READING or read is FlagReading.DENIED:
        return hit.reading
    own = hit.own_words and read is FlagReading.QUOTED
    return hit.reading if own or (hit.meant and read is FlagReading.JOKING) else read


def _from_model(
    scores: Scores,
    thresholds: Mapping[str, float],
    known: set[str],
    found: Sequence[Found],
    *,
    own: bool,
) -> Iterator[Found]:
    """Yield what the model raises alone: groups that are meant, and words that are only told of."""
    told = max(scores.readings, key=lambda name: scores.readings[name])
    counted = {signals()[each.signal].group for each in found if each.reading in COUNTED_READINGS}
    grave = _GRAVE
    for umbrella, groups in (("any_threat", _THREATS), ("any_harm", _harms())):
        # Where a threat or harm is plain and no group is sure, the likeliest is raised.
        plain = scores.groups[umbrella] >= thresholds.get(umbrella, _HALF)
        if plain and not own and counted.isdisjoint(groups):
            likely = [g for g in groups if scores.groups[g] >= (_HALF if g in grave else _LIKELY)]
            top = max(likely, key=lambda group: scores.groups[group], default=None)
            if top:
                thresholds = {**thresholds, top: min(thresholds.get(top, 1), scores.groups[top])}
        grave = _GRAVE.union(_THREATS)  # plain harm alone is no reason to speak of a threat
    for group, names in _signals_by_group().items():
        if (group == _STOP) is not own or group in counted:
            continue
        signal, *others = sorted(names, key=lambda name: scores.signals[name], reverse=True)
        if signal in known:
            continue
        sure = scores.groups[group]
        clear = not others or _odds(scores.signals[signal]) >= _CLEAR_LEAD * _odds(
            scores.signals[others[0]]
        )
        if sure >= thresholds.get(group, _HALF):
            reading = told if FlagReading(told) in COUNTED_READINGS else FlagReading.STATED
            yield _raised(signal, FlagReading(reading), sure, scores, clear=clear)
        elif (
            not own
            and FlagReading(told) not in COUNTED_READINGS
            and scores.signals[signal] >= _MENTIONED
            and (sure >= _WORTH or FlagReading(told) is FlagReading.QUOTED)
        ):
            yield _raised(signal, FlagReading(told), sure, scores, clear=clear)


def _raised(
    signal: str, reading: FlagReading, sure: float, scores: Scores, *, clear: bool
) -> Found:
    if signal == "threat_to_kill" and sure < _HALF:
        signal = "menacing"  # the graver name frightens, so it has to be likelier than not
    label = signals()[signal].plain_label
    return Found(
        signal=signal,
        strength=Strength.IMPLIED if sure >= _FIRM and clear else Strength.NEEDS_CONTEXT,
        reading=reading,
        score=sure,
        spans=(scores.place(signal),),
        rule=f"{MODEL_RULE}{signal}",
        why=f"The program was trained on example messages. This reads like those marked “{label}”.",
    )


def _odds(probability: float) -> float:
    return probability / max(1 - probability, 1e-9)


def _harms() -> tuple[str, ...]:
    return tuple(group for group in _signals_by_group() if group != _STOP)


@cache
def _signals_by_group() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, signal in signals().items():
        if "text" in signal.found_in and signal.group != "none":
            found.setdefault(signal.group, []).append(name)
    return {group: tuple(names) for group, names in found.items()}
