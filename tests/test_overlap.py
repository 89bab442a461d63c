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


def test_the_same_notice_in_three_layouts_is_shown_once():
    lines = "23/09/2024, 21:05 - {}\n23/09/2024, 21:05 - Sam Hill: answer me\n" + FIRST
    told = "Messages and calls are end-to-end encrypted. {} can read or listen to them."
    first = lines.format(told.format("No one outside of this chat, not even WhatsApp,"))
    later = lines.format(
        told.format("No one outside of this chat, not even WhatsApp,") + " Learn more"
    )
    phone = later.replace(" Learn more", " Tap to learn more.")
    reading = read(first, later, phone)
    (notice,) = [m for m in reading.messages if "encrypted" in m.text]
    assert [place.source for place in notice.seen_in] == ["S1", "S2", "S3"]
    other = lines.format("You blocked this contact. Tap to unblock.")
    assert sum(m.kind.value == "system" for m in read(first, other).messages) == 2
