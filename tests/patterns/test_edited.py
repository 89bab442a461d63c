"""An edited message of which earlier words are kept is contact once."""

import json

import pytest

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.records import CaseFacts
from analyser.settings import Settings

AT = 1742586000000
"""21 March 2025, 19:40 UTC, in milliseconds."""


def signal(*said):
    """Return a backup; each of `said` is who, minutes, and the words, the newest last."""
    frames = [
        {"version": "1", "backupTimeMs": str(AT + 10**9)},
        {"recipient": {"id": "1", "self": {}}},
        {
            "recipient": {
                "id": "2",
                "contact": {"e164": "447700900321", "nickname": {"given": "Jude"}},
            }
        },
        {"chat": {"id": "5", "recipientId": "2"}},
    ]
    for who, minutes, *versions in said:
        way = "outgoing" if who == "1" else "incoming"
        items = [
            {
                "chatId": "5",
                "authorId": who,
                "dateSent": str(AT + (minutes + later) * 60_000),
                way: {},
                "standardMessage": {"text": {"body": words}},
            }
            for later, words in enumerate(versions)
        ]
        frames.append({"chatItem": items[-1] | {"revisions": items[:-1]}})
    return "\n".join(map(json.dumps, frames)).encode()


@pytest.fixture(scope="module")
def detector():
    return Detector.load()


def analysed(detector, *said):
    facts = CaseFacts()
    reading = pipeline.read([given.from_bytes("main.jsonl", signal(*said))], facts=facts)
    return pipeline.analyse(reading, detector=detector, facts=facts, settings=Settings())


def test_the_versions_of_one_message_are_shown_and_counted_once(detector):
    found = analysed(
        detector,
        ("1", 0, "Do not contact me again", "Please do not contact me again"),
        ("2", 10, "why", "why not", "why not then"),
        ("2", 20, "answer me"),
    )
    assert len(found.messages) == 6
    (pattern,) = found.patterns
    assert pattern.messages == 2
    assert len(pattern.stop_requests) == 1
    assert pattern.after_stop.messages == 2
    told = [fact for source in found.sources for fact in source.facts]
    assert any("3 earlier versions are kept" in fact for fact in told)


@pytest.mark.parametrize("threat_first", [True, False])
def test_a_version_with_a_threat_is_the_one_that_is_counted(detector, threat_first):
    versions = ("I will kill you", "I will call you")
    versions = versions if threat_first else versions[::-1]
    found = analysed(detector, ("1", 0, "hello"), ("2", 10, *versions))
    (pattern,) = found.patterns
    assert pattern.messages == 1
    (threat,) = pattern.threats
    assert next(m.text for m in found.messages if m.id == threat) == "I will kill you"
    assert [count.messages for count in pattern.counts if count.id == "messages"] == [(threat,)]
