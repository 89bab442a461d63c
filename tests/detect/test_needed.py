"""A rule that is passed over because its words are not there could not have matched."""

from pathlib import Path

import pytest

from analyser.detect import Detector
from analyser.detect._needed import needed_words
from analyser.detect._rules import rules

ASSETS = Path(__file__).parents[2] / "models/assets"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("i will kill you", {"kill"}),
        ("i will ( kill | stab ) you", {"kill", "stab"}),
        ("( kill | )? you", {"you"}),
        ("kill? .. stab? hurt/harm", {"hurt", "harm"}),
        ("( kill | _ )", None),
        (".. @pain you", {"hurt", "leg"}),
    ],
)
def test_the_rarest_words_that_a_pattern_cannot_do_without(written, words):
    common = {"i", "will", "you", "your", "break"}
    lexicon = {"pain": ("hurt", "break your leg")}
    found = needed_words(written, lexicon, lambda each: len(each) + 100 * len(each & common))
    assert found == words


def test_nothing_is_found_by_searching_with_every_rule_that_is_not_found_with_some():
    nlp = Detector.load().nlp
    matcher = nlp.get_pipe("analyser_rules")
    texts = [example for rule in rules().values() for example in (*rule.fires, *rule.silent)]
    for hand in sorted(ASSETS.glob("*.tsv")):
        texts += [line.split("\t")[5] for line in hand.read_text(encoding="utf-8").splitlines()]
    docs = [nlp.make_doc(text) for text in texts[::3]]
    some = [_found(matcher(doc)) for doc in docs]
    everything = range(len(matcher.rules))
    always, matcher.always = matcher.always, tuple(everything)
    try:
        assert [_found(matcher(doc)) for doc in docs] == some
    finally:
        matcher.always = always
    assert any(some)


def _found(doc):
    return [(span.start, span.end, span.id_) for span in doc.spans["flags"]]
