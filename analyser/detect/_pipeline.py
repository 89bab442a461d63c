"""The spaCy pipeline that flags: normal words, the rules that match them, and the classifier."""

import sys
from collections.abc import Iterator, Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analyser.detect._classifier import Classifier, ClassifierComponent, has_runtime
from analyser.detect._needed import Needed
from analyser.detect._normal import Word, normal_words
from analyser.detect._rules import CompiledRule, Rule, compiled
from analyser.detect._spans import Spans
from analyser.model_files import HARM, model_path


class _Tokenizer:
    """Makes a doc of normal words, with the place of each in the text in `user_data`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = normal_words(text)
        doc = Doc(self.vocab, words=[word.form for word in words])
        doc.user_data["words"] = words
        doc.user_data["text"] = text
        return doc


class RuleMatcher:
    """The pipeline's component: puts what the rules match into `doc.spans["flags"]`.

    A span's label is the signal and its id the rule; matches that an `unless` overlaps are left
    out.
    """

    def __init__(self) -> None:
        self.rules = tuple(compiled())
        self.needed = Needed(rule for rule, _, _ in self.rules)

    def __call__(self, doc: Doc) -> Doc:
        words: Sequence[Word] = doc.user_data["words"]
        doc.spans["flags"] = [
            Span(doc, start, end, label=rule.signal, span_id=rule.id)
            for rule, start, end in self._matches([word.form for word in words])
        ]
        return doc

    def may_match(self, forms: Sequence[str]) -> Sequence[CompiledRule]:
        """Return the rules that could match words; exact, see `_needed`."""
        return [self.rules[number] for number in self.needed.numbers(forms)]

    def _matches(self, forms: Sequence[str]) -> Iterator[tuple[Rule, int, int]]:
        candidates = self.may_match(forms)
        if not candidates:
            return
        line = "".join(f"{form} " for form in forms)
        starts, at = {}, 0
        for number, form in enumerate(forms):
            starts[at] = number
            at += len(form) + 1
        starts[at] = len(forms)
        for rule, pattern, unless in candidates:
            harmless: Spans | None = None
            for match in pattern.finditer(line):
                if unless and harmless is None:
                    harmless = Spans(each.span() for each in unless.finditer(line))
                if (not harmless or not harmless.meet(*match.span())) and match[0]:
                    yield rule, starts[match.start()], starts[match.end()]


@cache
def pipeline() -> Language:
    """Return the pipeline, loaded once."""
    Language.factory("analyser_rules", func=lambda nlp, name: RuleMatcher())
    Language.factory("analyser_classifier", func=lambda nlp, name: _classifier_component())
    nlp = spacy.blank("en")
    nlp.max_length = sys.maxsize  # the limit is for parsers
    nlp.tokenizer = _Tokenizer(nlp.vocab)
    nlp.add_pipe("analyser_rules")
    if has_runtime():
        nlp.add_pipe("analyser_classifier")
    return nlp


def _classifier_component() -> ClassifierComponent:
    return ClassifierComponent(Classifier(model_path(HARM)))
