"""Tell a plain request to stop contact from a weak one, and from words that only look like one.

Contact is counted from a plain one on, so both mistakes weigh: rules know the usual shapes, the
trained reader the others, and neither decides against the other. One that is limited to a place, a
time or a channel is plain only where a rule finds a plain one beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analyser.detect._classifier import Scores
from analyser.detect._entries import place_of
from analyser.detect._judge import Found
from analyser.findings import MODEL_RULE, Strength
from analyser.signals import signals

_STOP = "stop_request"
_PLAIN = 0.97
"""From this probability words about contact ask plainly; 12 of 12 on the hand kept apart do."""
_DOUBTED, _NOT_ASKED = 0.2, 0.1
"""Below these the trained reader takes what a rule matched for something else."""
_HARSH = 0.5
"""From this probability of harm the user's harsh words hide from it what they ask for besides."""


def asked(found: Sequence[Found], text: str, scores: Scores | None) -> Iterator[Found]:
    """Yield the requests to stop of one of the user's messages, each with its strength."""
    if scores is None:
        yield from found
        return
    sure = scores.groups[signals()[_STOP].group]
    limited = place_of("stop_limited", text) or place_of("other_way", text)
    goes_on = place_of("not_stopping", text)  # "don't stop ringing me", "you never stop"
    plain = sure >= _PLAIN and place_of("contact", text) and not limited and not goes_on
    asks_nothing = goes_on or place_of("own_promise", text)
    bare = place_of("stop_bare", text)
    for each in found:
        if asks_nothing and each.rule.startswith(MODEL_RULE):
            continue  # "I will not contact you again" asks for nothing
        if plain:
            yield replace(each, strength=Strength.EXPLICIT)
        elif bare or each.strength is not Strength.EXPLICIT or sure >= _DOUBTED:
            yield each
        elif sure >= _NOT_ASKED or scores.groups["any_harm"] >= _HARSH:
            yield replace(each, strength=Strength.IMPLIED)
