"""A picture is read once: the reading kept is the one that would be made anew, under any number."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyser import pipeline, screens
from analyser.given import from_path
from analyser.readings import Readings, key_of
from analyser.records import CaseFacts

SAMPLES = Path(__file__).parents[1] / "samples" / "serious"
FACTS = CaseFacts(me=("Hannah Lisle",))


@pytest.mark.tesseract
def test_what_was_kept_is_what_is_read_and_nothing_is_read_twice():
    picture = sorted(SAMPLES.rglob("*.png"))[0]
    data = picture.read_bytes()
    readings = Readings()
    first = readings.read(data, "a" * 64, source="S3", facts=FACTS)
    assert first == screens.read(data, source="S3", facts=FACTS)
    assert first.messages
    kept = Readings(known=dict(readings.kept()))
    # These bytes are no picture: only what was kept can answer.
    again = kept.read(b"", "a" * 64, source="S7", facts=FACTS)
    assert again == screens.read(data, source="S7", facts=FACTS)
    whole = pipeline.read([from_path(picture)], facts=FACTS, readings=readings)
    assert pipeline.read([from_path(picture)], facts=FACTS) == whole


def test_a_reading_hangs_on_the_bytes_and_on_the_answers_that_change_it():
    at = datetime(2025, 3, 4, tzinfo=UTC)
    keys = {
        key_of("a" * 64, FACTS),
        key_of("b" * 64, FACTS),
        key_of("a" * 64, replace(FACTS, me=("Dana Poole",))),
        key_of("a" * 64, replace(FACTS, captured_at=at)),
        key_of("a" * 64, replace(FACTS, timezone="Europe/Paris")),
    }
    assert len(keys) == 5
    assert key_of("a" * 64, replace(FACTS, persons={"x": ("y",)})) in keys


def test_a_kept_reading_that_cannot_be_understood_is_made_anew():
    spoilt = Readings(known={key_of("a" * 64, FACTS): '{"kind": 7}'})
    with pytest.raises(Exception, match="picture"):
        spoilt.read(b"no picture", "a" * 64, source="S1", facts=FACTS)
