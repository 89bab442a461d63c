"""A rule that is passed over because its words are not there could not have matched."""

from pathlib import Path

import pytest

from analyser.detect import Detector
from analyser.detect._needed import needed_sets, needed_words
from analyser.detect._normal import normal_words
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


def test_rare_words_alone_rule_a_pattern_out():
    lexicon = {"pain": ("hurt", "break your leg")}
    common = {"i", "will", "you", "your", "break"}
    sets = needed_sets("i will kill/hurt you", lexicon, lambda each: 1 + 100 * len(each & common))
    assert sets[0] == {"kill", "hurt"}
    assert set(sets) == {frozenset({"kill", "hurt"}), *map(frozenset, ({"i"}, {"will"}, {"you"}))}
    assert needed_sets("kill you | hurt", lexicon, len) == ({"kill", "hurt"},)


def test_nothing_is_found_by_searching_with_every_rule_that_is_not_found_with_some():
    matcher = Detector.load().nlp.get_pipe("analyser_rules")
    texts = [example for rule in rules().values() for example in (*rule.fires, *rule.silent)]
    for hand in sorted(ASSETS.glob("*.tsv")):
        texts += [line.split("\t")[5] for line in hand.read_text(encoding="utf-8").splitlines()]
    matched = 0
    for text in texts[::3]:
        forms = [word.form for word in normal_words(text)]
        line = "".join(f"{form} " for form in forms)
        searched = {rule.id for rule, _, _ in matcher.may_match(forms)}
        for rule, pattern, _ in matcher.rules:
            if pattern.search(line):
                matched += 1
                assert rule.id in searched, text
    assert matched > len(rules())
