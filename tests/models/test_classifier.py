"""The packaged classifier gives the same scores on every computer.

The numbers were worked out on one without VNNI; with weights that such a processor multiplies
inexactly the first text is 0.018 off.
"""

import pytest

from analyser.detect._classifier import Classifier
from analyser.model_files import HARM, model_path

EXPECTED = {
    "i know exactly which flat's yours": {"surveillance": 0.1854, "any_harm": 0.5176},
    "pick up your phone or else i come round": {
        "controlling": 0.4667,
        "unwanted_contact": 0.2694,
        "any_harm": 0.9717,
    },
    "i will wait outside yours until you talk to me": {
        "surveillance": 0.8573,
        "unwanted_contact": 0.6798,
    },
    "see you at four then": {"any_harm": 0.0250},
}
ROUNDING = 0.004


@pytest.fixture(scope="module")
def classifier():
    return Classifier(model_path(HARM))


@pytest.mark.parametrize("text", EXPECTED)
def test_scores_are_the_same_on_every_computer(classifier, text):
    (scores,) = classifier.scores([text])
    found = {group: scores.groups[group] for group in EXPECTED[text]}
    assert found == pytest.approx(EXPECTED[text], abs=ROUNDING)
