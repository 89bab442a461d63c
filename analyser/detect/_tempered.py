"""Take back what the trained reader alone makes of a plain denial, or of going to law.

It has read that harm is spoken of, and is at times deaf to the small word that turns it round.
Only a message of one sentence is judged so: in a longer one the harm may stand in another. A label
that says more than the words do is made unsure.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.detect._context import is_meant
from analyser.detect._entries import place_of
from analyser.detect._judge import Found
from analyser.detect._normal import END, normal_words
from analyser.detect._stretches import sentences
from analyser.findings import COUNTED_READINGS, MODEL_RULE, FlagReading, Strength
from analyser.signals import signals

_OF_HARM = frozenset(
    ("threat_kill", "threat_violence", "threat_sexual", "threat_property", "harm_wish")
)
_OF_DEATH = frozenset(("threat_kill", "threat_violence"))
_OF_LAW = frozenset(("threat_kill", "threat_violence", "threat_expose"))
"""A threat to go to the police or to a court alone is lawful (`signals.csv`)."""
_TURNS = frozenset(("if", "unless", "until", "but", "yet", "or", "only", "when", "because"))
"""Words after which what was denied may be threatened after all."""

_OTHERWISE = frozenset(("or", "unless", "else"))
_POSTED = frozenset(("stalking_publish_or_impersonate",))
"""What is told to others and posted nowhere is not named so, unless a person says it is."""
_NOT_VEILED = frozenset(("harm_wish", "unwanted_sexual"))


def tempered(found: Sequence[Found], text: str) -> list[Found]:
    """Return the flags of one message by the other side, those of the model set right."""
    if place_of("undenied", text):
        return [_stated(each) for each in found]
    found = [_named(each, text) for each in found if not _mistaken(each, text)]
    trifle = place_of("trifling", text)
    if trifle and not is_meant(text):
        found = [_over_trifle(each, trifle, text) for each in found]
    alone = [each for each in found if each.reading in COUNTED_READINGS]
    if not alone or not all(each.rule.startswith(MODEL_RULE) for each in alone):
        return list(found)
    words = [word.form for word in normal_words(text)]
    if words.count(END) > 2:  # noqa: PLR2004  # the two ends of one sentence
        return list(found)
    if place_of("lawful", text):
        return [each for each in found if signals()[each.signal].group not in _OF_LAW]
    if place_of("at_play", text) and not is_meant(text):
        return [_read(each, FlagReading.JOKING) for each in found]
    if place_of("denial", text) and _TURNS.isdisjoint(words):
        return [_read(each, FlagReading.DENIED) for each in found]
    return list(found)


def _over_trifle(found: Found, trifle: tuple[int, int], text: str) -> Found:
    """Return death over a trifle as said in fun; what stands in another sentence is left alone."""
    beside = any(
        start <= trifle[0] < end and start <= span[0] < end
        for start, end in sentences(text)
        for span in found.spans
    )
    deadly = signals()[found.signal].group in _OF_DEATH
    return replace(found, reading=FlagReading.JOKING) if beside and deadly else found


def _stated(found: Found) -> Found:
    denied = found.reading is FlagReading.DENIED
    return replace(found, reading=FlagReading.STATED) if denied else found


def _read(found: Found, reading: FlagReading) -> Found:
    if signals()[found.signal].group not in _OF_HARM:
        return found
    return replace(found, reading=reading)


def _named(found: Found, text: str) -> Found:
    """Return a flag of the model, unsure where the words lack what its label says or are kind."""
    kept = found.signal not in _POSTED or place_of("published", text)
    kind = signals()[found.signal].group == "surveillance" and place_of("kindly", text)
    if not found.rule.startswith(MODEL_RULE) or (kept and not kind):
        return found
    return replace(found, strength=Strength.NEEDS_CONTEXT)


def _mistaken(found: Found, text: str) -> bool:
    """Tell whether the model took a veiled threat for a wish, or a bargain for exposure."""
    if not found.rule.startswith(MODEL_RULE):
        return False
    if found.signal == "threat_share_intimate":
        return place_of("remitted", text) is not None and _OTHERWISE.isdisjoint(
            text.lower().split()
        )
    return found.signal in _NOT_VEILED and place_of("shame_if", text) is not None
