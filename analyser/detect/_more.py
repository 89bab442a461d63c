"""Say more about a flag: at whom a threat is aimed, and what time it names.

The tree of the sentence and the words of time add to the reason; they change nothing else.
"""

from dataclasses import replace

from analyser.detect._parse import parsed
from analyser.detect._stretches import sentences
from analyser.detect._syntax import who_and_whom
from analyser.detect._times_said import times_said
from analyser.findings import COUNTED_READINGS, MODEL_RULE, Flag
from analyser.records import Message

_THREATS = frozenset(
    ("threat_kill", "threat_violence", "threat_sexual", "threat_property", "threat_expose")
)
_WITH_TIMES = _THREATS | {"blackmail_demand"}


def more_of(flag: Flag, message: Message, timezone: str) -> Flag:
    """Return `flag` with whom it is aimed at and the times that its message names."""
    if flag.reading not in COUNTED_READINGS or flag.group not in _WITH_TIMES:
        return flag
    said = _aim(flag, message) + _times(flag, message, timezone)
    return replace(flag, because=flag.because + said) if said else flag


def _aim(flag: Flag, message: Message) -> str:
    # The model's words are those that told most; only a rule's are sure to hold the verb.
    by_rule = not flag.rule.startswith((MODEL_RULE, "context."))
    if flag.group not in _THREATS or not by_rule or len(flag.spans) != 1:
        return ""
    return who_and_whom(next(iter(parsed([message.text]))), flag.spans[0])


def _times(flag: Flag, message: Message, timezone: str) -> str:
    places = sentences(message.text)
    flagged = [place for place in places if any(_touch(place, span) for span in flag.spans)]
    said = ""
    for each in times_said(message.text, message.when, timezone):
        beside = any(_touch(place, (each.start, each.end)) for place in flagged)
        said += " It names a time" if beside else " Another sentence of the message names a time"
        said += f": «{message.text[each.start : each.end]}»"
        said += f", which from when it was sent is {each.means}." if each.means else "."
    return said


def _touch(first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[0] < second[1] and second[0] < first[1]
