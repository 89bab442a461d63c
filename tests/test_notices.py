"""Notices: what was not counted, and what was counted without a name, is said openly."""

from pathlib import Path

import pytest

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.incidents import INCIDENT
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


ROOT = Path(__file__).parents[1]
CRAIG = """13/03/2025, 21:00 - Craig Dunmore: pick up
13/03/2025, 21:03 - Hannah Lisle: no
"""


def with_a_picture(me):
    picture = given.from_path(ROOT / "samples/serious/screenshots/whatsapp_1.png")
    facts = CaseFacts(me=me)
    reading = pipeline.read([given.from_bytes("chat.txt", CRAIG.encode()), picture], facts=facts)
    return pipeline.analyse(reading, detector=Detector.load(), facts=facts, settings=Settings())


@pytest.mark.tesseract
def test_a_name_that_only_a_picture_took_over_is_said_not_to_be_found():
    assert any("Hannah Lisl. Check" in each for each in with_a_picture(("Hannah Lisl",)).notices)


@pytest.mark.tesseract
def test_the_other_person_given_as_the_user_is_noticed_where_a_picture_shows_their_side():
    notices = with_a_picture(("Craig Dunmore",)).notices
    assert any("Craig Dunmore was given as the user" in each for each in notices)


@pytest.mark.tesseract
def test_a_wrong_name_beside_a_file_that_shows_its_user_says_whose_messages_count_as_sent():
    text = (
        "13/03/2025, 22:14 - Sam Hill: hi\n"
        "13/03/2025, 22:15 - Alex Reed: leave me alone\n"
        "13/03/2025, 22:16 - Alex Reed: You deleted this message\n"
    )
    found = findings(text, me=("Alexa",))
    assert [m.side.value for m in found.messages] == ["received", "sent", "sent"]
    assert any("taken as the user's: Alex Reed" in each for each in found.notices)
    assert not any("taken as" in each for each in findings(text, me=("Alex Reed",)).notices)


def test_the_right_name_gives_neither_notice():
    notices = with_a_picture(("Hannah Lisle",)).notices
    assert not any("given as" in each for each in notices)


EVENT = {
    "kind": "block",
    "at": "2025-03-13T20:00:00+00:00",
    "clock": True,
    "known": "exact",
    "until": None,
    "written_at": "2025-03-14T20:00:00+00:00",
    "fields": {},
}


@pytest.mark.parametrize(("name", "said"), [("Sam Hil", True), ("sam hill", False), ("", False)])
def test_an_event_that_names_nobody_in_the_files_is_said(name, said):
    event = EVENT | {"fields": {"shown_as": name}}
    facts = CaseFacts(me=("Alex Reed",))
    reading = pipeline.read([given.from_bytes("chat.txt", CHAT.encode())], facts=facts)
    found = pipeline.analyse(
        reading,
        detector=Detector.load(),
        facts=facts,
        settings=Settings(),
        changes={(INCIDENT, "1"): event},
    )
    assert any("name somebody whom the files do not show" in each for each in found.notices) is said


def test_a_block_that_an_app_notes_is_named_until_it_is_typed():
    text = CHAT + "14/03/2025, 09:00 - You blocked this contact. Tap to unblock.\n"
    reading = pipeline.read([given.from_bytes("chat.txt", text.encode())], facts=CaseFacts())
    item = reading.messages[-1].id
    assert any(item in each for each in said_of_blocks(reading, {}))
    typed = {(INCIDENT, "1"): EVENT | {"at": "2025-03-14T00:00:00+00:00", "fields": {}}}
    assert not list(said_of_blocks(reading, typed))


def said_of_blocks(reading, changes):
    found = pipeline.analyse(
        reading,
        detector=Detector.load(),
        facts=CaseFacts(),
        settings=Settings(),
        changes=changes,
    )
    return [each for each in found.notices if "blocked somebody" in each]


@pytest.mark.parametrize(("second", "said"), [("04/11/2024", False), ("14/11/2024", True)])
def test_the_oldest_message_is_named_only_where_no_reading_is_older(second, said):
    text = (
        "03/11/2024, 10:00 - Sam Hill: hello\n"
        f"{second}, 10:00 - Alex Reed: hi\n"
        "11/11/2024, 10:00 - Sam Hill: bye\n"
    )
    (source,) = pipeline.read([given.from_bytes("c.txt", text.encode())], facts=CaseFacts()).sources
    assert any("The oldest message" in each for each in source.facts) is said


def test_names_of_both_sides_given_as_the_users_are_said():
    text = "13/07/2025, 21:05 - Alex Reed: hi\n13/07/2025, 21:06 - Sam Hill: you\n"
    both = findings(text, me=("Alex Reed", "Sam Hill")).notices
    assert any("Every sender" in each and "Sam Hill" in each for each in both)
    assert not any("Every sender" in each for each in findings(text, me=("Alex Reed",)).notices)
