"""Take back what the trained reader alone makes of a plain denial, or of going to law.

It has read that harm is spoken of, and is at times deaf to the small word that turns it round.
Only a message of one sentence is judged so: in a longer one the harm may stand in another.
"""

from collections.abc import Sequence
from dataclasses import replace

from analyser.detect._entries import place_of
from analyser.detect._judge import Found
from analyser.detect._normal import END, normal_words
from analyser.findings import COUNTED_READINGS, MODEL_RULE, FlagReading
from analyser.signals import signals

_OF_HARM = frozenset(
    ("threat_kill", "threat_violence", "threat_sexual", "threat_property", "harm_wish")
)
_OF_LAW = frozenset(("threat_kill", "threat_violence", "threat_expose"))
"""A threat to go to the police or to a court alone is lawful (`signals.csv`)."""
_TURNS = frozenset(("if", "unless", "until", "but", "yet", "or", "only", "when", "because"))
"""Words after which what was denied may be threatened after all."""


def tempered(found: Sequence[Found], text: str) -> list[Found]:
    """Return the flags of one message by the other side, those of the model set right."""
    if place_of("undenied", text):
        return [_stated(each) for each in found]
    alone = [each for each in found if each.reading in COUNTED_READINGS]
    if not alone or not all(each.rule.startswith(MODEL_RULE) for each in alone):
        return list(found)
    words = [word.form for word in normal_words(text)]
    if words.count(END) > 2:  # noqa: PLR2004  # the two ends of one sentence
        return list(found)
    if place_of("lawful", text):
        return [each for each in found if signals()[each.signal].group not in _OF_LAW]
    if place_of("denial", text) and _TURNS.isdisjoint(words):
        return [_denied(each) for each in found]
    return list(found)


def _stated(found: Found) -> Found:
    denied = found.reading is FlagReading.DENIED
    return replace(found, reading=FlagReading.STATED) if denied else found


def _denied(found: Found) -> Found:
    if signals()[found.signal].group not in _OF_HARM:
        return found
    return replace(found, reading=FlagReading.DENIED)
