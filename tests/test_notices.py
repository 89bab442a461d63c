"""Notices: what was not counted, and what was counted without a name, is said openly."""

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.records import CaseFacts
from analyser.settings import Settings


def findings(text, *, name="chat.txt", me=("Alex Reed",)):
    facts = CaseFacts(me=me)
    reading = pipeline.read([given.from_bytes(name, text.encode())], facts=facts)
    return pipeline.analyse(reading, detector=Detector.load(), facts=facts, settings=Settings())


CHAT = """13/03/2025, 21:00 - Sam Hill: pick up
13/03/2025, 21:01 - Missed voice call
13/03/2025, 21:02 - Missed video call
13/03/2025, 21:03 - Alex Reed: no
13/03/2025, 21:04 - Sam Hill: null
"""


def test_missed_calls_without_a_caller_are_counted_for_the_only_other_person_and_said():
    found = findings(CHAT)
    (pattern,) = found.patterns
    assert (pattern.messages, pattern.missed_calls, pattern.calls) == (1, 2, 0)
    assert any("2 missed calls show no caller" in notice for notice in found.notices)
    assert not any("show no sender" in notice for notice in found.notices)


def test_missed_calls_that_cannot_be_placed_are_listed():
    found = findings(CHAT, me=())
    assert all(pattern.missed_calls == 0 for pattern in found.patterns)
    (notice,) = [each for each in found.notices if "missed calls" in each]
    assert "S1-2, S1-3" in notice


def test_what_the_export_has_no_words_for_is_no_call_and_no_message_and_is_said():
    found = findings(CHAT)
    assert [m.kind.value for m in found.messages][-1] == "unknown"
    assert any("S1-5" in notice and "no words for" in notice for notice in found.notices)


def test_calls_in_a_chat_that_the_user_never_wrote_in_are_counted_by_the_name_of_the_export():
    text = "13/03/2025, 21:00 - Sam Hill: pick up\n13/03/2025, 21:01 - Missed voice call\n"
    (pattern,) = findings(text, name="WhatsApp Chat with Sam Hill.txt").patterns
    assert (pattern.missed_calls, pattern.longest_unanswered.count) == (1, 2)
    (pattern,) = findings(text, name="other.txt").patterns
    assert (pattern.missed_calls, pattern.longest_unanswered.count) == (0, 0)
