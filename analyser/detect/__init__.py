"""Flag words in messages that may matter, with the reason for each flag; a real spaCy pipeline.

Rules are rows of tables; the reading of a flag comes from the words around it. The user's own
messages give requests to stop and nothing else. It judges words, never people.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analyser.detect._choose import Hit, choose
from analyser.detect._classifier import Classifier, ClassifierComponent, has_runtime
from analyser.detect._context import reading_of
from analyser.detect._conversation import in_context
from analyser.detect._english import is_english
from analyser.detect._judge import MODEL_RULE, Found, judge
from analyser.detect._needed import rules_by_word
from analyser.detect._normal import normal_words
from analyser.detect._rules import CompiledRule, compiled, rules
from analyser.findings import COUNTED_READINGS, Flag, FlagReading, Status, Strength
from analyser.model_files import HARM, model_path
from analyser.records import Kind, Message, Side
from analyser.signals import signals

__all__ = ["Detector", "is_assessed", "is_unsure"]

_LOOKED_AT = frozenset({Kind.TEXT, Kind.EDITED, Kind.MEDIA, Kind.POLL})
_STOP = "stop_request"
_BATCH = 256
_EVEN = 0.5
_READING_WEIGHT = {FlagReading.STATED: 1.0, FlagReading.CONDITIONAL: 0.97}
_OTHER_WEIGHT = 0.5
"""Quoted, denied and joking words are seldom the thing itself; a first guess, not measured."""
_CLAUSE = {
    FlagReading.STATED: "",
    FlagReading.CONDITIONAL: " It is tied to a condition.",
    FlagReading.QUOTED: "It reads as a quotation or a report of what somebody said.",
    FlagReading.DENIED: "It reads as denied or ruled out.",
    FlagReading.JOKING: "There are signs of a joke beside it.",
}


class _Tokenizer:
    """Makes a doc of normal words, with the place of each in the text in `user_data`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = normal_words(text)
        doc = Doc(self.vocab, words=[word.form for word in words])
        doc.user_data["places"] = [(word.start, word.end) for word in words]
        doc.user_data["text"] = text
        return doc


class _RuleMatcher:
    """The pipeline's component: puts what the rules match into `doc.spans["flags"]`.

    A span's label is the signal and its id the rule; matches that an `unless` overlaps are left
    out.
    """

    def __init__(self) -> None:
        self.rules = tuple(compiled())
        self.by_word, self.always = rules_by_word(rule for rule, _, _ in self.rules)

    def __call__(self, doc: Doc) -> Doc:
        line = "".join(f"{token.text} " for token in doc)
        starts = {token.idx: token.i for token in doc}
        starts[len(line)] = len(doc)
        spans = []
        for rule, pattern, unless in self._may_match(doc):
            for match in pattern.finditer(line):
                silent = unless and _overlaps(unless, line, match)
                if not silent and match.start() < match.end():
                    start, end = starts[match.start()], starts[match.end()]
                    spans.append(Span(doc, start, end, label=rule.signal, span_id=rule.id))
        doc.spans["flags"] = spans
        return doc

    def _may_match(self, doc: Doc) -> Iterator[CompiledRule]:
        numbers = set(self.always)
        for word in {token.text for token in doc}:
            numbers.update(self.by_word.get(word, ()))
        return (self.rules[number] for number in sorted(numbers))


def _overlaps(unless: re.Pattern[str], line: str, match: re.Match[str]) -> bool:
    return any(
        each.start() < match.end() and match.start() < each.end() for each in unless.finditer(line)
    )


@cache
def _pipeline() -> Language:
    Language.factory("analyser_rules", func=lambda nlp, name: _RuleMatcher())
    Language.factory("analyser_classifier", func=lambda nlp, name: _classifier_component())
    nlp = spacy.blank("en")
    nlp.tokenizer = _Tokenizer(nlp.vocab)
    nlp.add_pipe("analyser_rules")
    if has_runtime():
        nlp.add_pipe("analyser_classifier")
    return nlp


def _classifier_component() -> ClassifierComponent:
    return ClassifierComponent(Classifier(model_path(HARM)))


@dataclass(frozen=True, slots=True)
class Detector:
    """The loaded rules; loading takes a second or so, flagging is cheap.

    Attributes:
        version: Changes whenever a table that can change a flag changes.
        model: The spaCy pipeline used.
    """

    nlp: Language
    version: str
    model: str

    @classmethod
    def load(cls) -> "Detector":
        """Return the detector.

        Raises:
            BadTable: A table of rules is wrong.
        """
        digest = hashlib.sha256()
        for table in sorted((files("analyser.detect") / "tables").iterdir(), key=lambda t: t.name):
            digest.update(table.read_bytes())
        nlp = _pipeline()
        trained = f"classifier {_card(nlp)['version']}" if _card(nlp) else "no classifier here"
        model = f"spaCy {version('spacy')} with rules, {trained}"
        return cls(nlp=nlp, version=f"rules {digest.hexdigest()[:12]}", model=model)

    def flag(self, messages: Iterable[Message]) -> Iterator[Flag]:
        """Yield the flags of `messages`, in their order and by place in the text.

        Messages of one source and chat are taken to stand in time order, and weighed together.
        """
        messages = tuple(messages)
        alone: dict[str, list[Flag]] = {}
        for flag in self._alone(messages):
            alone.setdefault(flag.message, []).append(flag)
        found = in_context(messages, alone, self._search)
        for message in messages:
            yield from found[message.id]

    def _search(self, text: str) -> Iterator[Hit]:
        doc = self.nlp.get_pipe("analyser_rules")(self.nlp.make_doc(text))
        return (hit for hit, _ in choose(list(_hits(doc, text))))

    def _alone(self, messages: Iterable[Message]) -> Iterator[Flag]:
        thresholds = _card(self.nlp).get("thresholds", {})
        looked_at = ((message.text, message) for message in messages if is_assessed(message))
        for doc, message in self.nlp.pipe(looked_at, as_tuples=True, batch_size=_BATCH):
            # A span group dies with its doc, so spans become flags here.
            yield from _flags(doc, message, thresholds)


def is_assessed(message: Message) -> bool:
    """Tell whether the words of a message are looked at; the app's own and foreign ones are not."""
    return message.kind in _LOOKED_AT and is_english(message.text)


def is_unsure(flag: Flag) -> bool:
    """Tell whether a suggestion is more likely wrong than right, or only the model's, and not kept.

    Nothing may be counted from such a flag until a person keeps it: the model can be wrong where
    no rule's words stand, and friendly talk beside words changes what they mean.
    """
    weak = flag.rule.startswith(MODEL_RULE) or flag.score < _EVEN
    return weak and flag.strength is Strength.NEEDS_CONTEXT and flag.status is Status.SUGGESTED


def _card(nlp: Language) -> Mapping[str, Any]:
    """Return what the classifier's folder says of it; nothing where there is no classifier."""
    if not nlp.has_pipe("analyser_classifier"):
        return {}
    component = nlp.get_pipe("analyser_classifier")
    card: Mapping[str, Any] = component.classifier.card  # type: ignore[attr-defined]  # ours
    return card


def _flags(doc: Doc, message: Message, thresholds: Mapping[str, float]) -> Iterator[Flag]:
    own = message.side is Side.SENT
    hits = [hit for hit in _hits(doc, message.text) if (hit.rule.signal == _STOP) is own]
    scores = doc.user_data.get("scores")
    for found in judge(choose(hits), scores, thresholds, own=own):
        yield _flag(found, message, measured=scores is not None)


def _because(found: Found, words: str) -> str:
    clause = _CLAUSE[found.reading]
    if found.reading in COUNTED_READINGS:
        return f"{found.why} The words: {words}.{clause}"
    # What the words would say by themselves comes after how they are meant.
    return f"{clause} The words: {words}. By themselves they would be taken so: {found.why}"


def _hits(doc: Doc, text: str) -> Iterator[Hit]:
    """Yield what the rules matched, with how it is meant and its place in `text`."""
    places: list[tuple[int, int]] = doc.user_data["places"]
    words = [token.text for token in doc]
    for span in doc.spans["flags"]:
        inside = [place for place in places[span.start : span.end] if place[0] < place[1]]
        if inside:
            place = min(start for start, _ in inside), max(end for _, end in inside)
            reading = reading_of(
                words, span.start, span.end, text=text, place=place, signal=span.label_
            )
            where = (span.start, span.end)
            yield Hit(rule=rules()[span.id_], reading=reading, words=where, place=place)


def _flag(found: Found, message: Message, *, measured: bool) -> Flag:
    words = " … ".join(f"«{message.text[start:end]}»" for start, end in found.spans)
    weight = 1.0 if measured else _READING_WEIGHT.get(found.reading, _OTHER_WEIGHT)
    return Flag(
        message=message.id,
        signal=found.signal,
        group=signals()[found.signal].group,
        strength=found.strength,
        reading=found.reading,
        score=round(found.score * weight, 3),
        spans=found.spans,
        rule=found.rule,
        because=_because(found, words),
    )
