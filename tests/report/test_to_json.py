"""report.json: the fields of the contract, local offsets, valid UTF-8 whatever a file held."""

import json
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings

from analyser import report
from analyser.findings import FlagReading, Status, Strength
from analyser.report.to_json import _marked, dumped, findings_json
from analyser.report_options import Options
from tests.report.nasty import ANY_TEXT, NASTY

MESSAGE = (
    "id source where app sent_at shown_as certainty sender side kind text quoted confidence partial"
)
FIELDS = {
    "made": "program rules model law_checked_on",
    "case": "me jurisdiction timezone",
    "sources": "id name sha256 bytes kind app accounted problems",
    "people": "id names is_me",
    "messages": MESSAGE,
    "flags": "message signal group strength reading score spans rule because status",
    "patterns": "person first last messages missed_calls calls days_with_contact occasions "
    "longest_unanswered night_messages channels stop_requests after_stop",
    "pointers": "provision title because signals messages not_in_this_material maximum time_limit "
    "source_url confidence",
}
AFTER_STOP = "since messages missed_calls days_with_contact later_replies_by_user"


def made(findings, now):
    return json.loads(report.to_bytes(findings, "to_json", now).decode("utf-8"))


def test_every_field_of_the_contract_is_there(findings, now):
    found = made(findings, now)
    assert found["schema"] == "analyser-report/1"
    for part, names in FIELDS.items():
        for each in [found[part]] if isinstance(found[part], dict) else found[part]:
            assert set(names.split()) <= set(each), part
    pattern = found["patterns"][0]
    assert set(AFTER_STOP.split()) <= set(pattern["after_stop"])
    assert set(pattern["occasions"][0]) == {"from", "to", "messages"}
    assert set(pattern["longest_unanswered"]) == {"messages", "from", "to"}
    assert set(pattern["stop_requests"][0]) == {"message", "at", "strength", "plain"}
    assert set(found["sources"][2]["problems"][0]) == {"where", "what", "do"}


def test_every_instant_has_the_local_offset_of_the_case(findings, now):
    def strings(value):
        if isinstance(value, dict):
            for key, each in value.items():
                yield from strings(each) if key != "shown_as" else ()
        elif isinstance(value, list):
            for each in value:
                yield from strings(each)
        elif isinstance(value, str) and "T" in value and value[:4].isdigit():
            yield value

    found = made(findings, now)
    instants = [datetime.fromisoformat(each) for each in strings(found)]
    assert len(instants) > 15
    london = ZoneInfo("Europe/London")
    assert {each.utcoffset() for each in instants} == {
        each.astimezone(london).utcoffset() for each in instants
    }
    assert found["messages"][1]["sent_at"] == "2025-07-02T22:32:00+01:00"


def test_a_place_has_only_what_fits_it(findings, now):
    places = [each["where"] for each in made(findings, now)["messages"]]
    assert places[0] == {"line": 1}
    assert places[-1] == {"box": [10, 20, 300, 40]}


def test_a_message_seen_twice_names_both_places(findings, now):
    assert made(findings, now)["messages"][-1]["seen_in"] == [
        {"source": "S2", "box": [10, 20, 300, 40]},
        {"source": "S3", "box": [11, 90, 300, 40]},
    ]


def test_an_ambiguous_time_has_both_readings_and_no_instant(findings, now):
    shown = made(findings, now)["messages"][4]
    assert shown["sent_at"] is None
    assert shown["readings"] == ["2025-07-08T21:35:00+01:00", "2025-08-07T21:35:00+01:00"]


def test_half_a_character_is_replaced_and_its_place_is_named(with_texts, now):
    found = made(with_texts("ab\ud83dc", name="n\udc80"), now)
    assert found["messages"][0]["text"] == "ab\ufffdc"
    assert {"at": "/messages/0/text", "offset": 2, "character": "U+D83D"} in found["replaced"]
    assert {"at": "/sources/0/member", "offset": 1, "character": "U+DC80"} in found["replaced"]


def test_a_sound_case_names_no_replacement(findings, now):
    assert "replaced" not in made(findings, now)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_TEXT)
def test_any_text_comes_back_as_it_was_apart_from_half_characters(with_texts, now, text):
    found = made(with_texts(text), now)["messages"][0]["text"]
    assert found == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def test_nasty_texts_come_back_as_they_were(with_texts, now):
    sound = [text for text in NASTY if not any("\ud800" <= c <= "\udfff" for c in text)]
    assert [m["text"] for m in made(with_texts(*sound), now)["messages"]] == sound


def test_what_is_written_piece_by_piece_is_what_is_written_at_once(findings, now, with_texts):
    for case in (findings, with_texts("a\nb", "", "{"), replace(findings, messages=(), flags=())):
        whole = findings_json(case) | {"report": _marked(case, Options())}
        assert report.to_bytes(case, "to_json", now).decode() == dumped(whole, indent=2) + "\n"


def test_a_flag_says_whether_anything_is_counted_from_it(findings, now):
    unsure = {"strength": Strength.NEEDS_CONTEXT, "score": 0.3}
    kinds = {
        "plain": {},
        "unsure": unsure,
        "kept": unsure | {"status": Status.CONFIRMED},
        "joking": {"reading": FlagReading.JOKING},
        "dismissed": {"status": Status.DISMISSED},
    }
    flags = tuple(replace(findings.flags[0], rule=rule, **kind) for rule, kind in kinds.items())
    found = made(replace(findings, flags=flags, own=flags[:1]), now)
    assert [each["rule"] for each in found["flags"] if each["counted"]] == ["plain", "kept"]
    assert [each["counted"] for each in found["own_words"]] == [False]
