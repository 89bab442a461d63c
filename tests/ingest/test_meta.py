"""Facebook's double encoding: mended where it decodes, left alone where a person may mean it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser import ingest
from analyser.ingest._mojibake import mend, mend_all
from analyser.records import CaseFacts


def garbled(text):
    return text.encode().decode("latin-1")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_encoded_twice_comes_back(text):
    assert mend(garbled(text)) == text


@pytest.mark.parametrize("text", ["I’m fine", "naïve", "Ãb", "£5 \u0141"])
def test_a_text_that_is_already_right_or_damaged_is_never_changed(text):
    assert mend(text) in (text, None)


def thread(text):
    row = {"senderName": "Sam Hill", "text": text, "timestamp": 1727121900000, "type": "text"}
    whole = {"participants": ["Sam Hill"], "threadName": "Sam Hill_1", "messages": [row]}
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("text", "meant"), [("it cost Â£5", "it cost Â£5"), (garbled("I’m £5"), "I’m £5")]
)
def test_an_encrypted_chat_is_mended_only_on_proof(text, meant):
    result = ingest.read(thread(text), name="a", source="S1", facts=CaseFacts())
    assert [m.text for m in result.messages] == [meant]


def test_every_text_of_a_file_is_mended_keys_too():
    value, mended, broken = mend_all({garbled("é"): [garbled("’"), "plain", "\xc3"]})
    assert value == {"é": ["’", "plain", "\xc3"]}
    assert (mended, broken) == (2, 1)
