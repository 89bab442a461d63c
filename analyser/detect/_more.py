"""Say more about a flag: at whom a threat is aimed, and what time it names.

The tree of the sentence and the words of time add to the reason; they change nothing else.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
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
Aimed = tuple[str, tuple[int, int]]
"""A text, and the place in it of words that may be aimed at somebody."""


def more_of(
    flags: Sequence[Flag],
    messages: Sequence[Message],
    timezone: str,
    aims_of: Callable[[Sequence[Aimed]], Mapping[Aimed, str]],
) -> Iterator[Flag]:
    """Yield `flags` with whom each is aimed at and the times that its message names.

    Args:
        flags: Of `messages`.
        messages: Those with flags, and others.
        timezone: IANA name of the zone in which times named in a text are meant.
        aims_of: `aims`, or what remembers it.
    """
    by_id = {message.id: message for message in messages}
    asked = {flag: (by_id[flag.message].text, flag.spans[0]) for flag in flags if _has_aim(flag)}
    known = aims_of(list(dict.fromkeys(asked.values())))
    for flag in flags:
        if not _says_more(flag):
            yield flag
            continue
        said = known[asked[flag]] if flag in asked else ""
        said += _times(flag, by_id[flag.message], timezone)
        yield replace(flag, because=flag.because + said) if said else flag


def aims(asked: Sequence[Aimed]) -> Mapping[Aimed, str]:
    """Return what is said of who does it and to whom; each text is parsed once, many at a time."""
    if not asked:
        return {}
    places: dict[str, list[tuple[int, int]]] = {}
    for text, span in asked:
        places.setdefault(text, []).append(span)
    return {
        (text, span): who_and_whom(doc, span)
        for (text, spans), doc in zip(places.items(), parsed(places), strict=True)
        for span in spans
    }


def _says_more(flag: Flag) -> bool:
    return flag.reading in COUNTED_READINGS and flag.group in _WITH_TIMES


def _has_aim(flag: Flag) -> bool:
    # The model's words are those that told most; only a rule's are sure to hold the verb.
    by_rule = not flag.rule.startswith((MODEL_RULE, "context."))
    return _says_more(flag) and flag.group in _THREATS and by_rule and len(flag.spans) == 1


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
