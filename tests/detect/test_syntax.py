"""What the tree of a message says of flagged words: denied, reported, conditional; who, to whom."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.detect._parse import parsed
from analyser.detect._syntax import clause_at, readings_from_parse
from analyser.detect._tree import Who

TABLE = tomllib.loads((Path(__file__).parent / "syntax_cases.toml").read_text(encoding="utf-8"))


def marked(text):
    """Return the parsed text without its brackets, and the place that they stood around."""
    start, end = text.index("["), text.index("]") - 1
    (doc,) = parsed([text.replace("[", "").replace("]", "")])
    return doc, (start, end)


@pytest.mark.parametrize("case", TABLE["case"], ids=lambda case: case["text"])
def test_reading_by_the_tree(case):
    reading, because, _ = readings_from_parse(*marked(case["text"]))
    assert (reading or "") == case.get("reading", "")
    assert bool(because) is bool(reading)


@pytest.mark.parametrize(
    ("text", "verb", "agent", "target"),
    [
        ("I'll [kill you]", "kill", Who.WRITER, Who.READER),
        ("im gonna [kill u] tonight", "kill", Who.WRITER, Who.READER),
        ("you're [killing me] with these jokes", "kill", Who.READER, Who.WRITER),
        ("he said he'd [kill me]", "kill", Who.OTHER, Who.WRITER),
        ("my brother will [stab you]", "stab", Who.OTHER, Who.READER),
        ("ill [k1ll u]", "kill", Who.WRITER, Who.READER),
        ("you are going to be [killed]", "kill", None, Who.READER),
    ],
)
def test_who_does_what_to_whom(text, verb, agent, target):
    clause = clause_at(*marked(text))
    assert (clause.verb, clause.agent_is, clause.target_is) == (verb, agent, target)


@pytest.mark.parametrize(
    ("text", "modality", "past"),
    [
        ("I will [hurt you]", "will", False),
        ("I'm going to [hurt you]", "will", False),
        ("I could [hurt you]", "could", False),
        ("he [hurt me] and he told everyone", None, True),
    ],
)
def test_modality_and_tense(text, modality, past):
    clause = clause_at(*marked(text))
    assert (clause.modality, clause.past) == (modality, past)


@given(st.lists(st.text(max_size=40), max_size=4))
def test_tokens_keep_to_their_places_in_any_text(texts):
    docs = list(parsed(texts))
    assert len(docs) == len(texts)
    for doc, text in zip(docs, texts, strict=True):
        places = doc.user_data["places"]
        assert len(places) == len(doc)
        assert all(0 <= start < end <= len(text) for start, end in places)
        for start, end in places:
            readings_from_parse(doc, (start, end))


def test_every_visible_character_has_a_token():
    text = "u  said\n\nill k1lllll u!! 😡 dont @ me"
    (doc,) = parsed([text])
    covered = {i for start, end in doc.user_data["places"] for i in range(start, end)}
    assert covered == {i for i, char in enumerate(text) if not char.isspace()}


def test_a_new_line_ends_a_sentence():
    (doc,) = parsed(["leave it\nyou will see"])
    assert [sentence.text.strip() for sentence in doc.sents] == ["leave it", "you will see"]
