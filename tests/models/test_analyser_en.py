"""The committed pipeline loads from disk and finds who does what to whom, however it is typed."""

import json

import pytest
import spacy

from analyser.errors import ModelMissing
from analyser.model_files import model_path


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(model_path())


def arcs(doc):
    return {(token.text.lower(), token.dep_, token.head.text.lower()) for token in doc}


@pytest.mark.parametrize(
    "text",
    ["He said he would kill me.", "he said he would kill me", "he said hed kill me tbh lol"],
)
def test_a_reported_threat_hangs_on_the_saying(nlp, text):
    found = arcs(nlp(text))
    assert {("kill", "ccomp", "said"), ("me", "obj", "kill")} <= found


@pytest.mark.parametrize("text", ["I'm going to hurt you.", "im gonna hurt u"])
def test_a_stated_threat_has_its_target(nlp, text):
    assert any(dep == "obj" and head == "hurt" for _, dep, head in arcs(nlp(text)))


def test_lemmas_and_parts_of_speech(nlp):
    doc = nlp("The boys were running and threatened his neighbours")
    assert [token.lemma_ for token in doc if token.pos_ == "VERB"] == ["run", "threaten"]


def test_scores_reach_what_was_asked():
    path = model_path().parent / "scores" / "analyser_en.json"
    scores = json.loads(path.read_text(encoding="utf-8"))
    web = scores["sets"]["ewt"]["careful"]["given"]
    assert web["uas"] >= 0.86
    assert web["las"] >= 0.82
    assert scores["megabytes"] < 14


def test_a_missing_model_says_what_to_do():
    with pytest.raises(ModelMissing, match="models folder"):
        model_path("no_such_model")
