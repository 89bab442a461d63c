"""Put around a message, for training, what people put around messages whatever they mean.

A greeting, a kiss, thanks, a question mark, an emoji or an ordinary sentence says nothing of the
harm beside it. In our corpus harm is mostly typed bare, so a reader would learn that a frame is
kind. Harmful and harmless rows are framed alike, so that a frame is evidence of nothing.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from classifier_data import Row

BARE = 0.3
"""So many messages stay as they are written."""
_GREETINGS = (
    *("hi", "hiya", "hey", "hello", "morning", "evening", "alright", "hi love", "hey babe"),
    *("hello mate", "hi all", "dear all", "good morning", "happy birthday", "merry christmas"),
    *("sorry for the late reply", "hope you're well", "listen", "guess what", "by the way"),
)
_CLOSERS = (
    *("thanks", "thank you", "ta", "cheers", "please", "ok", "ok?", "okay?", "right?", "yeah?"),
    *("have a nice day", "see you soon", "speak later", "night night", "love you", "take care"),
    *("no worries", "cheers mate", "bye", "many thanks", "thanks in advance", "hope you're well"),
    *("sorry", "good luck", "have fun", "kind regards", "congratulations", "happy birthday"),
)
_KISSES = ("x", "xx", "xxx", "xox", "X")
_MARKS = (
    "?",
    "?",
    "??",
    "?!",
    "!",
    "!!",
    "!!!",
    "...",
    ".",
    " :)",
    " :-)",
    " ;)",
    " :(",
    " :D",
    " -",
)
_EMOJI = (
    *"😊🙂😉😀😃😄😁😇🥰😍😘🤗🤔🙄😬😐😏😌😴🥱😢😭😡🤬😱🤯🥶🤷🙈👍👌✌🙏👏💪👋🤝",
    *"❤💙💚💛🧡💜🖤💔💕🎂🎉🎈🎁🥳🎄☕🍺🍷🍕🍰🍫🌞🌧🌈⚽🏆🐶🐱🐸🚗✈🏠📱⏰✅⭐🔥💯✨",
)
_LAUGHTER = ("lol", "haha", "hahaha", "lmao", "😂", "🤣", "😂😂", "lol x")
_JOINS = (". ", ". ", " ", ", ", "\n", "! ", "? ", " - ")
_QUOTES = (('"', '"'), ("“", "”"), ("'", "'"), ("‘", "’"))


def framed(row: Row, plain: Sequence[str], dice: random.Random) -> Row:
    """Return `row` with a frame that changes nothing of what it means.

    Laughter or quotation marks may change how it is meant, so that is left open then.

    Args:
        row: A row to learn from.
        plain: Ordinary sentences that may stand beside it.
        dice: Decides what stands there.
    """
    if dice.random() < BARE:
        return row
    text = _before(row.text, plain, dice)
    if dice.random() < 0.1:
        text += dice.choice(_MARKS)
    if dice.random() < 0.12:
        text += dice.choice((" ", ", ", ". ", "\n")) + dice.choice(_CLOSERS)
    if plain and dice.random() < 0.2:
        text += dice.choice(_JOINS) + dice.choice(plain)
    if dice.random() < 0.12:
        text += dice.choice(_MARKS)
    if dice.random() < 0.1:
        text += " " + dice.choice(_KISSES)
    if dice.random() < 0.15:
        text += dice.choice((" ", "")) + dice.choice(_EMOJI) * dice.choice((1, 1, 1, 2, 3))
    reading = row.reading
    if dice.random() < 0.05:
        text, reading = f"{text} {dice.choice(_LAUGHTER)}", None
    if dice.random() < 0.04:
        first, last = dice.choice(_QUOTES)
        text, reading = f"{first}{text}{last}", None
    return replace(row, text=_mistyped(text, dice), reading=reading)


def _before(text: str, plain: Sequence[str], dice: random.Random) -> str:
    if plain and dice.random() < 0.2:
        text = dice.choice(plain) + dice.choice(_JOINS) + text
    if dice.random() < 0.15:
        text = dice.choice(_GREETINGS) + dice.choice((" ", ", ", ". ", "! ", "\n")) + text
    if dice.random() < 0.06:
        text = dice.choice(_EMOJI) + " " + text
    return text


def _mistyped(text: str, dice: random.Random) -> str:
    """Return `text` with a letter left out or typed twice, now and then."""
    if len(text) > 8 and dice.random() < 0.12:
        place = dice.randrange(1, len(text) - 1)
        if text[place].isalpha():
            return text[:place] + dice.choice(("", text[place] * 2)) + text[place + 1 :]
    return text


def ordinary_sentences(rows: Sequence[Row]) -> list[str]:
    """Return the short ordinary messages of the corpus, which stand beside others as a frame."""
    return [
        row.text
        for row in rows
        if row.source.startswith("plain_") and len(row.text) <= _SHORT and "\n" not in row.text
    ]


_SHORT = 70
"""Characters of an ordinary sentence that frames another message."""
