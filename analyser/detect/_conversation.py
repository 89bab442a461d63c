"""Look at the flags of messages again beside the messages around them.

One sentence over several bubbles, a demand with its threat in a neighbouring message, friendly
talk at the time, and a request to stop can each add, raise or lower a flag; the reason says so.
Nothing here reads a single message by itself, and no flag is taken away.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from analyser.counting import counts
from analyser.detect._bubbles import one_breath
from analyser.detect._choose import RANK, Hit
from analyser.detect._entries import place_of
from analyser.findings import COUNTED_READINGS, Flag, FlagReading, Strength
from analyser.records import Kind, Message, Side
from analyser.signals import signals

Search = Callable[[str], Iterable[Hit]]
"""Returns what the rules match in a text, one hit a signal."""

_NEAR = 3
"""Messages before and after that are looked at."""
_AT_THE_TIME = timedelta(hours=24)
"""Friendly words of another day say nothing of this one."""
_STOP, _DEMAND = "stop_request", "demand_money_or_images"
_HANGS_ON_TERMS = frozenset({"surveillance", "unwanted_contact", "insult_degrading"})
"""Groups whose words are ordinary between people on good terms; controlling words are not among
them, for who is controlled often answers with kindness."""
_WORSE_AFTER_STOP = frozenset({"surveillance", "unwanted_contact"})
_ONLY_AFTER_STOP = {
    "seen_about": ("stalking_watch", "The sender says that they saw the reader."),
    "left_things": (
        "stalking_interfere_property",
        "The sender says that they left something for the reader.",
    ),
}
"""By themselves these words are friendly, so no rule looks for them."""
_NOT_BY_CONTACT = frozenset({"stalking_publish_or_impersonate", "doxxing", "account_access"})
"""That contact was unwelcome makes these no likelier."""
_SUM = re.compile(
    r"(?:i )?(?:want )?(?:£\s?\d[\d,.]*\s?k?|\d[\d,.]*\s?(?:k|quid|pounds?|grand)?|an? grand"
    r"|(?:two|three|four|five|six|ten|twenty|fifty) (?:grand|hundred|quid|pounds?)),?\.?"
    r"(?: (?:cash|each|in|to|into|my|the|this|account|transferred)\b,?){0,4}"
    r" (?:by|before|tonight|today|tomorrow|now|(?:an?|every|each) (?:week|month|day))\b"
    r"(?! (?:the time|each|a head|down|instead|for (?!me\b|every\b|your?\b)))",
    re.IGNORECASE,
)
"""A sum and a time at the beginning ("£500 by Friday"), which beside a threat is a demand."""
_MENACES = frozenset({"threat_expose", "threat_violence", "threat_kill", "threat_property"})
_UNSURE_AT_MOST = 0.45
_AFTER_STOP_AT_LEAST = 0.5
"""After a request to stop it is no longer likelier than not that such words mean nothing."""
_FRIENDLY_AGAIN = 2
"""So many friendly messages of the user after a request to stop are said beside it."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The messages of one chat in time order, and the place of each by its id."""

    messages: Sequence[Message]

    def near(self, place: int) -> Sequence[Message]:
        """Return the messages around a place, without its own."""
        before = self.messages[max(0, place - _NEAR) : place]
        return (*before, *self.messages[place + 1 : place + 1 + _NEAR])


def in_context(
    messages: Sequence[Message], found: Mapping[str, Sequence[Flag]], search: Search
) -> dict[str, list[Flag]]:
    """Return the flags of each message anew; `found` holds those from the message by itself."""
    flags = {message.id: list(found.get(message.id, ())) for message in messages}
    chats: dict[tuple[str, str | None], list[Message]] = {}
    for message in messages:
        if message.kind is not Kind.SYSTEM:
            chats.setdefault((message.source, message.chat), []).append(message)
    for chat in chats.values():
        talk = Talk(chat)
        for flag in (*_over_bubbles(talk, flags, search), *_demands(talk, flags)):
            # What the message seemed to say by itself, less plainly, gives way.
            kept = [each for each in flags[flag.message] if each.signal != flag.signal]
            flags[flag.message] = [*kept, flag]
        _weigh(talk, flags, search)
    return flags


def _over_bubbles(
    talk: Talk, flags: Mapping[str, Sequence[Flag]], search: Search
) -> Iterator[Flag]:
    """Yield what only two bubbles together say, on the bubble that completes it."""
    for one, two in zip(talk.messages, talk.messages[1:], strict=False):
        if not one_breath(one, two):
            continue
        cut = len(one.text) + 1
        for hit in search(f"{one.text} {two.text}"):
            start, end = hit.place
            over = start < cut - 1 and end > cut
            known = [f for m in (one, two) for f in flags[m.id] if f.signal == hit.rule.signal]
            plainer = all(RANK[hit.rule.strength] > RANK[flag.strength] for flag in known)
            if not over or not plainer or hit.rule.signal == _STOP:
                continue
            yield Flag(
                message=two.id,
                signal=hit.rule.signal,
                group=signals()[hit.rule.signal].group,
                strength=hit.rule.strength,
                reading=hit.reading,
                score=round(hit.rule.prior, 3),
                spans=((0, end - cut),),
                rule=hit.rule.id,
                because=(
                    f"{hit.rule.why} The words run over two messages: «{one.text[start:]}» in "
                    f"{one.id} and «{two.text[: end - cut]}»."
                ),
            )


def _demands(talk: Talk, flags: Mapping[str, Sequence[Flag]]) -> Iterator[Flag]:
    """Yield a demand that has its threat in a neighbouring message of the same sender."""
    threats = {
        place
        for place, message in enumerate(talk.messages)
        if any(flag.group in _MENACES and counts(flag) for flag in flags[message.id])
    }
    near = {place + step for place in threats for step in range(-_NEAR, _NEAR + 1)}
    for place in sorted(near & set(range(len(talk.messages)))):
        message = talk.messages[place]
        if message.side is not Side.RECEIVED or _has(flags[message.id], _DEMAND):
            continue
        beside = [
            each
            for each in sorted(threats, key=lambda other: abs(other - place))
            if abs(each - place) <= _NEAR and talk.messages[each].sender == message.sender
        ]
        words = place_of("demand", message.text, unless="not_demanded") or _sum(message.text)
        if words and beside:
            threat = talk.messages[beside[0]]
            where = "in this message" if threat is message else f"in {threat.id}"
            yield Flag(
                message=message.id,
                signal=_DEMAND,
                group=signals()[_DEMAND].group,
                strength=Strength.IMPLIED,
                reading=FlagReading.STATED,
                score=0.7,
                spans=(words,),
                rule="context.demand",
                because=(
                    f"The sender asks for something, and a threat stands beside it, {where}. "
                    f"The words: «{message.text[words[0] : words[1]]}»."
                ),
            )


def _sum(text: str) -> tuple[int, int] | None:
    """Return the place of a sum of money with its time, where a message begins with it."""
    named = _SUM.match(text)
    return named.span() if named else None


def _weigh(talk: Talk, flags: dict[str, list[Flag]], search: Search) -> None:
    """Raise what came after a request to stop, and lower what was said on good terms."""
    asked: str | None = None
    friendly = [_is_friendly(message) for message in talk.messages]
    for place, message in enumerate(talk.messages):
        own = flags[message.id]
        if asked is None:
            terms = _friend_near(talk, place, friendly)
            flags[message.id] = [_lowered(flag, terms) if terms else flag for flag in own]
        else:
            pressing = _pressing(message, own, search)
            flags[message.id] = [_raised(flag, asked) for flag in (*own, *pressing)]
        request = next((flag for flag in own if flag.signal == _STOP and _counts(flag)), None)
        if request is not None and message.side is Side.SENT:
            later = sum(friendly[place + 1 :])
            if later >= _FRIENDLY_AGAIN:
                says = f" Later on {later} of the user's messages in this chat read as friendly."
                flags[message.id] = [
                    replace(flag, because=flag.because + says) if flag is request else flag
                    for flag in flags[message.id]
                ]
            elif request.strength is Strength.EXPLICIT:
                asked = asked or message.id


def _is_friendly(message: Message) -> bool:
    # Soothing words are written out of fear too.
    if message.side is not Side.SENT or place_of("appeasing", message.text):
        return False
    return place_of("friendly", message.text) is not None


def _friend_near(talk: Talk, place: int, friendly: Sequence[bool]) -> str | None:
    """Return the id of a friendly message of the user close by, or None."""
    message = talk.messages[place]
    steps = sorted(range(-_NEAR, _NEAR + 1), key=abs)
    for other in (place + step for step in steps if 0 <= place + step < len(talk.messages)):
        if not friendly[other]:
            continue
        a, b = message.when.instant, talk.messages[other].when.instant
        if a is None or b is None or abs(a - b) <= _AT_THE_TIME:
            return talk.messages[other].id
    return None


def _lowered(flag: Flag, friend: str) -> Flag:
    if flag.group not in _HANGS_ON_TERMS or flag.strength is Strength.EXPLICIT:
        return flag
    says = f" The user's own message {friend} beside it reads as friendly, which may change this."
    return replace(
        flag,
        strength=Strength.NEEDS_CONTEXT,
        score=min(flag.score, _UNSURE_AT_MOST),
        because=flag.because + says,
    )


def _pressing(message: Message, own: Sequence[Flag], search: Search) -> Iterator[Flag]:
    """Yield what the rules match in words that are harmless between people on terms."""
    if message.side is not Side.RECEIVED or message.kind is not Kind.TEXT:
        return
    for hit in search(message.text):
        group = signals()[hit.rule.signal].group
        if group in _WORSE_AFTER_STOP and not _has(own, hit.rule.signal):
            words = message.text[hit.place[0] : hit.place[1]]
            yield Flag(
                message=message.id,
                signal=hit.rule.signal,
                group=group,
                strength=hit.rule.strength,
                reading=hit.reading,
                score=round(hit.rule.prior, 3),
                spans=(hit.place,),
                rule=hit.rule.id,
                because=f"{hit.rule.why} The words: «{words}».",
            )
    for name, (signal, says) in _ONLY_AFTER_STOP.items():
        place = place_of(name, message.text)
        if place and not _has(own, signal):
            yield Flag(
                message=message.id,
                signal=signal,
                group=signals()[signal].group,
                strength=Strength.NEEDS_CONTEXT,
                reading=FlagReading.STATED,
                score=0.7,
                spans=(place,),
                rule=f"context.{name}",
                because=f"{says} The words: «{message.text[place[0] : place[1]]}».",
            )


def _raised(flag: Flag, asked: str) -> Flag:
    """Return what was sent after a request to stop: it needs no other context, and is no joke."""
    explicit = flag.group in _MENACES and flag.strength is Strength.EXPLICIT
    if explicit and flag.reading is FlagReading.JOKING:
        says = f" It was sent after the request to stop in {asked}, so it is not taken as a joke."
        return replace(flag, reading=FlagReading.STATED, because=flag.because + says)
    worse = flag.group in _WORSE_AFTER_STOP and flag.signal not in _NOT_BY_CONTACT
    if not worse or flag.strength is not Strength.NEEDS_CONTEXT:
        return flag
    return replace(
        flag,
        strength=Strength.IMPLIED,
        score=max(flag.score, _AFTER_STOP_AT_LEAST),
        because=f"{flag.because} It was sent after the request to stop in {asked}.",
    )


def _counts(flag: Flag) -> bool:
    return flag.reading in COUNTED_READINGS


def _has(flags: Sequence[Flag], signal: str) -> bool:
    return any(flag.signal == signal for flag in flags)
