"""Harsh words of the user's own are set out, and nothing whatever is counted from them."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from analyser import given, pipeline, redact, report, steps
from analyser.detect import Detector
from analyser.detect.remember import Memory, Remembering
from analyser.findings import Status
from analyser.records import CaseFacts, Jurisdiction
from analyser.report._own import own_words
from analyser.settings import Settings

CHAT = """13/03/2025, 21:00 - Sam Hill: where were you
13/03/2025, 21:01 - Alex Reed: fuck off Sam you pathetic piece of shit
13/03/2025, 21:02 - Alex Reed: I will kill you if you come near me again
13/03/2025, 21:03 - Alex Reed: leave me alone, stop contacting me
13/03/2025, 21:04 - Alex Reed: you said "I will kill you" and I am scared
13/03/2025, 21:05 - Alex Reed: I saw you outside my house
13/03/2025, 21:06 - Sam Hill: answer me
14/03/2025, 09:06 - Sam Hill: you are a worthless idiot
"""
FACTS = CaseFacts(me=("Alex Reed",), jurisdiction=Jurisdiction.ENGLAND_AND_WALES)


def case_reading():
    return pipeline.read([given.from_bytes("chat.txt", CHAT.encode())], facts=FACTS)


@pytest.fixture(scope="module")
def case():
    detector = Remembering.of(Detector.load(), Memory())
    return pipeline.analyse(case_reading(), detector=detector, facts=FACTS, settings=Settings())


def test_harsh_words_of_the_user_are_found_by_the_same_rules_and_are_no_flags(case):
    assert [(each.message, each.signal) for each in case.own] == [
        ("S1-2", "insult"),
        ("S1-3", "threat_to_kill"),
    ]
    written = {m.id: m for m in case.messages if m.sender == "Alex Reed"}
    flagged = {f.signal for f in case.flags if f.message in written}
    assert flagged == {"stop_request"}
    # What a person who is threatened or watched has to write is not held against them.
    assert not {"S1-5", "S1-6"} & {each.message for each in case.own}


def test_nothing_is_counted_from_them(case):
    quiet = CHAT.replace("fuck off Sam you pathetic piece of shit", "no").replace(
        "I will kill you if you come near me again", "no"
    )
    reading = pipeline.read([given.from_bytes("chat.txt", quiet.encode())], facts=FACTS)
    calm = pipeline.analyse(reading, detector=Detector.load(), facts=FACTS, settings=Settings())
    assert calm.own == ()
    assert (case.patterns, case.signals, case.pointers, case.flags) == (
        calm.patterns,
        calm.signals,
        calm.pointers,
        calm.flags,
    )


def test_the_json_has_them_apart_and_a_redacted_copy_hides_words_in_them(case):
    finder = redact.finder_of([redact.Term(kind="term", text="pathetic")])
    hidden = redact.redacted(replace(case, own=(case.own[0], *case.own)), finder).findings
    shown = json.loads(report.to_bytes(hidden, "to_json", datetime(2026, 11, 23, tzinfo=UTC)))
    assert {each["signal"] for each in shown["own_words"]} == {"insult", "threat_to_kill"}
    assert "pathetic" not in json.dumps(shown)
    assert {each["status"] for each in shown["own_words"]} == {"suggested"}


def test_a_person_decides_on_them_as_on_any_flag(case):
    step = steps.decide(case_reading(), case.own[:1], Status.DISMISSED, "we both joked")
    decided = pipeline.analyse(
        case_reading(),
        detector=Detector.load(),
        facts=FACTS,
        settings=Settings(),
        decisions=step.decisions,
        changes=step.changes,
    )
    assert [(each.status, each.reason) for each in decided.own] == [
        (Status.DISMISSED, "we both joked"),
        (Status.SUGGESTED, None),
    ]
    assert (decided.flags, decided.patterns, decided.held) == (case.flags, case.patterns, 0)
    blocks = list(own_words(decided))
    assert {b.item for b in blocks if b.kind == "message" and b.tails} == {"S1-3"}
    assert blocks[-1].rows == (("S1-2: Insulting words. Reason given: we both joked",),)
