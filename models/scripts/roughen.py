"""Make a message look as a hurried or a careful hand might have typed it, for training."""

import random
import re

from analyser.detect._stand_ins import first_names

_TEXTING = (("going to", "gonna"), ("you", "u"), ("your", "ur"), ("are", "r"), ("want to", "wanna"),
            ("because", "cos"), ("you're", "ur"), ("for", "4"), ("to", "2"),
            ("please", "pls"))  # fmt: skip

_NAMES = tuple(sorted(first_names()))
_ADDRESSED = 0.06
"""So many messages begin with a name that they did not."""
_NAME = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b", re.IGNORECASE)


def renamed(text: str, dice: random.Random) -> str:
    """Return `text` with other first names: who is named must not change what is meant."""

    def other(found: re.Match[str]) -> str:
        name = dice.choice(_NAMES)
        return name.capitalize() if found[0][0].isupper() else name

    text = _NAME.sub(other, text)
    return f"{dice.choice(_NAMES).capitalize()} {text}" if dice.random() < _ADDRESSED else text


def roughen(text: str, dice: random.Random) -> str:
    """Return `text` as a hurried or careful hand might have typed it."""
    text = renamed(text, dice)
    if dice.random() < 0.3:
        text = text.lower()
    if dice.random() < 0.25:
        text = text.replace("'", "").replace("’", "")
    if dice.random() < 0.2:
        text = text.rstrip(".!? ")
    if dice.random() < 0.15:
        for careful, hurried in _TEXTING:
            if dice.random() < 0.5:
                text = text.replace(f" {careful} ", f" {hurried} ")
    if dice.random() < 0.08 and len(text) > 8:
        place = dice.randrange(1, len(text) - 2)
        if text[place].isalpha() and text[place + 1].isalpha():
            text = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if dice.random() < 0.04:
        text = text.upper()
    return text
