"""Two exports of one chat: each message once, every repeat kept, nothing that one lost is lost."""

import pytest

from analyser import given, pipeline
from analyser.records import CaseFacts

FIRST = """23/09/2024, 21:05 - Sam Hill: one
23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: stop now
23/09/2024, 21:07 - Sam Hill: I will find you
"""
LATER = """23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: stop now
23/09/2024, 21:07 - Sam Hill: This message was deleted
24/09/2024, 21:08 - Sam Hill: more
"""


def read(*texts):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return pipeline.read(files, facts=CaseFacts(me=("Alex Reed",)))


@pytest.mark.parametrize("texts", [(FIRST, LATER), (LATER, FIRST)], ids=["first", "later first"])
def test_a_later_export_adds_what_is_new_and_takes_nothing_away(texts):
    told = sorted(m.text for m in read(*texts).messages)
    assert told == sorted(["one", "answer me", "answer me", "stop now", "I will find you", "more"])


def test_what_a_later_export_shows_as_deleted_is_said_on_it():
    reading = read(FIRST, LATER)
    assert any("deleted here" in fact and "S1-5" in fact for fact in reading.sources[1].facts)
    (message,) = [m for m in reading.messages if m.text == "I will find you"]
    assert [place.source for place in message.seen_in] == ["S1", "S2"]


def test_the_same_words_in_two_chats_stay_two_messages():
    other = """23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: other words
23/09/2024, 21:07 - Alex Reed: more words
23/09/2024, 21:08 - Sam Hill: and more
"""
    assert len(read(FIRST, other).messages) == 9
