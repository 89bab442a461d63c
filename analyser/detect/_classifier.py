"""The trained reader of messages: how likely each kind of harm is, and which words say so.

A small sentence encoder run by ONNX Runtime on this computer, with three linear heads. Nothing is
fetched: the weights stand in the folder that `models/` made. It judges words, never people.
"""

import importlib.util
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from analyser.detect._clauses import telling
from analyser.detect._fold import Folded, fold
from analyser.detect._pieces import Pieces, Vocabulary
from analyser.detect._stretches import (
    before_laughter,
    before_picture,
    behind_laughter,
    sentences,
    stretches,
    unquoted,
)

Numbers = NDArray[np.float32]

_LONGEST = 96
"""Word pieces of a message that the model sees; as in training (`models/scripts`)."""
SURE_OF_READING = 0.75
"""From this probability the model's reading stands in place of the rules' own."""
_MAY_HIDE, _PLAIN = 0.2, 0.82
"""Between these probabilities of any harm the sentences of a message are read one by one as well:
below, none makes up for it; above, none is needed."""
_ORDINARY = 0.3
"""Below this probability of any harm a sentence says nothing of the one beside it."""
_TOLD = 0.5
"""From this probability a message tells of words or jokes, and its sentences are left to it."""
_SHARE = 0.3
"""Of the log odds that a sentence has more than its message. Of 700 development rows with an
ordinary sentence behind, 0.59 of the harmful were found for 0.56, and no more of the harmless."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one message.

    Attributes:
        groups: Group (and `any_harm`, `any_threat`) to a calibrated probability, 0.0 to 1.0, that
            the message means it.
        signals: Signal to a probability that its words are there, however they are meant.
        readings: Reading to a probability; they add up to 1.0.
    """

    groups: Mapping[str, float]
    signals: Mapping[str, float]
    readings: Mapping[str, float]
    _folded: Folded
    _places: tuple[tuple[int, int], ...]
    _states: Numbers
    _weights: Mapping[str, Numbers]

    def place(self, signal: str) -> tuple[int, int]:
        """Return the half-open place, in the message as written, of what says `signal`."""
        shares = _shares(self._states, self._weights[signal])[1:-1]
        above = shares - np.median(shares) if len(shares) > 2 else shares  # noqa: PLR2004
        return self._folded.place(*telling(self._folded.text, self._places, above.tolist()))


class Classifier:
    """The loaded model; about 20 MB, loads in a fraction of a second.

    Raises:
        FileNotFoundError: A file of the model is missing.
    """

    def __init__(self, folder: Path) -> None:
        self.card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        lines = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self._vocabulary = Vocabulary({piece: place for place, piece in enumerate(lines)})
        import onnxruntime  # not built for every computer; see `has_runtime`

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # the hallway owns all parallelism
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            (folder / "encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as heads:
            self._heads = {name: heads[name].astype(np.float32) for name in heads.files}
        # Platt's line of each group; the plain logistic where none was fitted.
        fitted = [self.card["calibration"].get(group) for group in self.card["labels"]["groups"]]
        self._slopes = np.array([line["slope"] if line else 1.0 for line in fitted])
        self._shifts = np.array([line["shift"] if line else 0.0 for line in fitted])

    def scores(self, texts: Sequence[str]) -> list[Scores]:
        """Return the scores of each text, in order."""
        return [self.read(self.encode(text)) for text in texts]

    def encode(self, text: str) -> tuple[Folded, Pieces]:
        """Return a text with its words made plain, and its word pieces."""
        folded = fold(text, self._vocabulary.words)
        return folded, self._vocabulary.cut(folded.text).first(_LONGEST)

    def read(self, encoded: tuple[Folded, Pieces]) -> Scores:
        """Return the scores of one encoded text; other threads may read at the same time."""
        # One by one: the int8 scale of a batch is shared, and a message's flags must not hang on
        # what else happens to be beside it.
        folded, pieces = encoded
        return self._scored(self._states(pieces.ids), folded, pieces)

    def _states(self, pieces: Sequence[int]) -> Numbers:
        """Return the last states, shape (pieces, width)."""
        ids = np.array([pieces], dtype=np.int64)
        states: Numbers = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return states

    def _scored(self, states: Numbers, folded: Folded, pieces: Pieces) -> Scores:
        pooled = np.concatenate([states.mean(axis=0), states.max(axis=0)])
        logits = {
            name: self._heads[f"{name}.weight"] @ pooled + self._heads[f"{name}.bias"]
            for name in ("groups", "signals", "readings")
        }
        names = self.card["labels"]
        groups = _logistic(self._slopes * logits["groups"] + self._shifts)
        marks = _logistic(logits["signals"])
        reading = np.exp(logits["readings"] - logits["readings"].max())
        reading /= reading.sum()
        return Scores(
            groups=dict(zip(names["groups"], groups.tolist(), strict=True)),
            signals=dict(zip(names["signals"], marks.tolist(), strict=True)),
            readings=dict(zip(names["readings"], reading.tolist(), strict=True)),
            _folded=folded,
            _places=pieces.places[1:-1],
            _states=states,
            _weights=dict(zip(names["signals"], self._heads["signals.weight"], strict=True)),
        )


def _shares(states: Numbers, weights: Numbers) -> Numbers:
    """Return what each piece adds to a label, exactly: the mean's part and the peaks it holds."""
    width = states.shape[1]
    top = states.argmax(axis=0)
    shares: Numbers = (states @ weights[:width] / len(states)).astype(np.float32)
    np.add.at(shares, top, weights[width:] * states[top, np.arange(width)])
    return shares


def has_runtime() -> bool:
    """Tell whether ONNX Runtime can be used here; there are no builds of it for Intel Macs."""
    return importlib.util.find_spec("onnxruntime") is not None


class Sentences(dict[tuple[int, int], Scores]):
    """The scores of each sentence of a text by its place, read when they are asked for."""

    def __init__(self, text: str, classifier: Classifier) -> None:
        super().__init__()
        self.places = sentences(text)
        self._text, self._classifier = text, classifier

    def __missing__(self, place: tuple[int, int]) -> Scores:
        """Read one sentence, once."""
        (self[place],) = self._classifier.scores([self._text[place[0] : place[1]]])
        return self[place]


class ClassifierComponent:
    """The classifier as a spaCy component.

    `doc.user_data["scores"]` becomes the scores of each stretch of the text, by its place, and
    `"sentences"` those of each sentence where the text is not long.
    """

    def __init__(self, classifier: Classifier) -> None:
        self.classifier = classifier

    def __call__(self, doc: Doc) -> Doc:
        """Score one doc."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], batch_size: int = 256) -> Iterator[Doc]:
        """Score docs with the text in `user_data`, one by one; the order stays."""
        for doc in stream:
            # A sign alone has no wording; what it may mean is for the rules.
            if any(map(str.isalpha, doc.user_data["text"])):
                text = doc.user_data["text"]
                places = stretches(text)
                scores = self.classifier.scores([text[start:end] for start, end in places])
                by_place = dict(zip(places, scores, strict=True))
                if len(places) == 1:
                    said = doc.user_data["sentences"] = Sentences(text, self.classifier)
                    by_place[places[0]] = beside(scores[0], said)
                    by_place |= self._without_frame(text, by_place[places[0]])
                doc.user_data["scores"] = by_place
            yield doc

    def _without_frame(self, text: str, whole: Scores) -> dict[tuple[int, int], Scores]:
        """Return what the words alone score: within quotation marks, and without laughter or cake.

        Marks around all of a message tell of nobody who said it. Laughter may change how it is
        meant, which is therefore read from the whole; what reads as a joke for sure stays one.
        """
        start, end = unquoted(text)
        first = start + behind_laughter(text[start:end])
        last = first + before_picture(text[first:end])
        if last == end:
            last = first + before_laughter(text[first:end])
        if (first, last) == (0, len(text)):
            return {}
        found = {}
        if first > start:  # laughter is heard as if it came behind, where the reader learnt it
            (turned,) = self.classifier.scores([f"{text[first:end]} {text[start:first]}"])
            whole = replace(whole, readings=turned.readings)
            found[0, len(text)] = whole
        bare = (first, last) == unquoted(text)
        if bare or whole.readings["joking"] < SURE_OF_READING:
            (scores,) = self.classifier.scores([text[first:last]])
            read = scores.readings if bare else whole.readings
            found[first, last] = replace(scores, readings=read)
        return found


def beside(whole: Scores, said: Sentences) -> Scores:
    """Return the scores of a message, with what one sentence says more plainly by itself.

    An ordinary sentence beside a threat weighs as much as it does, and says nothing of it. Only a
    part of what is gained so counts: the others may tell how the one is meant.
    """
    told = any(whole.readings[name] >= _TOLD for name in ("quoted", "denied", "joking"))
    if told or len(said.places) == 1 or not _MAY_HIDE <= _harm(whole) < _PLAIN:
        return whole
    *others, plainest = sorted((said[place] for place in said.places), key=_harm)
    if _harm(others[-1]) >= _ORDINARY or _harm(plainest) <= _harm(whole):
        return whole
    groups, signals = (
        {name: _lifted(here, alone[name]) for name, here in names.items()}
        for names, alone in (
            (whole.groups, plainest.groups),
            (whole.signals, plainest.signals),
        )
    )
    return replace(whole, groups=groups, signals=signals)


def _harm(scores: Scores) -> float:
    return scores.groups["any_harm"]


def _lifted(here: float, alone: float) -> float:
    """Return the probability that many of the log odds higher, where the sentence's are."""
    one, two = (math.log(max(each, 1e-9) / max(1 - each, 1e-9)) for each in (here, alone))
    return 1 / (1 + math.exp(-one - _SHARE * (two - one))) if two > one else here


def _logistic(logits: NDArray[Any]) -> NDArray[Any]:
    probabilities: NDArray[Any] = 1 / (1 + np.exp(-logits))
    return probabilities
