"""Measure how much what stands around a message moves what is said of it.

The messages are rows of the corpus's twelfth and thirteenth hands, drawn by lot with a seed; no
weights were trained on them. The frames below are written for this and stand in no training text.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from analyser.detect import Detector
from analyser.findings import COUNTED_READINGS, Flag
from analyser.records import Message, Side, Where

ASSETS = Path(__file__).parents[1] / "models" / "assets"
HANDS = ("hand_12.tsv", "hand_13.tsv")
ROWS = 150
"""Of harmful and of harmless messages each."""
_SEED = 7
_COUNTING = {str(reading) for reading in COUNTED_READINGS}

_ORDINARY = (
    "The bus was late again today",
    "I left the parcel in the porch",
    "What time does the match start",
    "The cat has been fed",
    "It might rain on Thursday",
    "My tea has gone cold",
)


def _ordinary(text: str) -> str:
    """Return one of the ordinary sentences, the same for the same text."""
    return _ORDINARY[len(text) % len(_ORDINARY)]


FRAMES: dict[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "! behind": lambda text: f"{text}!",
    "? behind": lambda text: f"{text}?",
    "thanks behind": lambda text: f"{text}. thanks",
    "a kiss behind": lambda text: f"{text} xx",
    "a smile behind": lambda text: f"{text} 😊",
    "a cake behind": lambda text: f"{text} 🎂🎂",
    "lol behind": lambda text: f"{text} lol",
    "a greeting before": lambda text: f"Hi there, {text}",
    "a birthday greeting before": lambda text: f"Happy birthday! {text}",
    "an ordinary sentence before": lambda text: f"{_ordinary(text)}. {text}",
    "an ordinary sentence behind": lambda text: f"{text}. {_ordinary(text)}",
    "quotation marks around": lambda text: f'"{text}"',
    "all capitals": str.upper,
    "no capitals, marks or apostrophes": lambda text: "".join(
        sign for sign in text.lower() if sign not in "'’.,!?"
    ),
}
"""What is put around a message, or how it is typed, by what the table calls it."""


def drawn() -> tuple[list[str], list[str]]:
    """Return harmful and harmless messages of the other side, drawn by lot."""
    harmful, harmless = [], []
    for name in HANDS:
        for line in (ASSETS / name).read_text(encoding="utf-8").splitlines():
            _, speaker, signals, reading, _, text, _ = line.split("\t")
            if speaker == "them":
                meant = signals and reading in _COUNTING
                (harmful if meant else harmless).append(text.replace("\\n", "\n"))
    dice = random.Random(_SEED)  # noqa: S311  # no secret
    return dice.sample(harmful, ROWS), dice.sample(harmless, ROWS)


def moved(detector: Detector) -> Iterator[dict[str, object]]:
    """Yield, for each frame, how many messages are flagged and how far the score moves."""
    harmful, harmless = drawn()
    bare = _scores(detector, harmful)
    for name, frame in FRAMES.items():
        scores = _scores(detector, [frame(text) for text in harmful])
        alarms = _scores(detector, [frame(text) for text in harmless])
        less = [max(0.0, one - two) for one, two in zip(bare, scores, strict=True)]
        yield {
            "around it": name,
            "harmful flagged": sum(score > 0 for score in scores) / ROWS,
            "harmless flagged": sum(score > 0 for score in alarms) / ROWS,
            "mean score of the harmful": sum(scores) / ROWS,
            "lost half of its score": sum(one > bare[at] / 2 for at, one in enumerate(less)) / ROWS,
        }


def _scores(detector: Detector, texts: Sequence[str]) -> list[float]:
    """Return the highest counted score of each text; 0 where nothing counts."""
    messages = [
        Message(id=f"F{at}-1", source=f"F{at}", where=Where(line=1), side=Side.RECEIVED, text=text)
        for at, text in enumerate(texts)
    ]
    best = dict.fromkeys((message.id for message in messages), 0.0)
    for flag in detector.flag(messages):
        if _counts(flag):
            best[flag.message] = max(best[flag.message], flag.score)
    return list(best.values())


def _counts(flag: Flag) -> bool:
    return flag.reading in COUNTED_READINGS and flag.group != "stop_request"
