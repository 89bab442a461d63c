"""A picture is read once: the reading kept is the one that would be made anew, under any number."""

from concurrent.futures import Executor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from analyser import pipeline, screens
from analyser.given import from_path
from analyser.readings import Readings, key_of, read_picture
from analyser.records import CaseFacts

SAMPLES = Path(__file__).parents[1] / "samples" / "serious"
FACTS = CaseFacts(me=("Hannah Lisle",))


class NobodyWorks(Executor):
    def submit(self, fn, /, *args, **kwargs):
        raise AssertionError("this was read before")


@pytest.mark.tesseract
def test_what_was_kept_is_what_is_read_and_nothing_is_read_twice():
    picture = sorted(SAMPLES.rglob("*.png"))[0]
    data = picture.read_bytes()
    readings = Readings()
    readings.keep("a" * 64, read_picture(data, FACTS), facts=FACTS)
    kept = Readings(known=dict(readings.kept()))
    again = kept.find("a" * 64, source="S7", facts=FACTS)
    assert again
    assert again == screens.read(data, source="S7", facts=FACTS)
    assert again.messages
    whole = pipeline.read([from_path(picture)], facts=FACTS, readings=readings)
    read_again = pipeline.read(
        [from_path(picture)], facts=FACTS, readings=readings, pool=NobodyWorks()
    )
    assert read_again == whole == pipeline.read([from_path(picture)], facts=FACTS)


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
    assert spoilt.find("a" * 64, source="S1", facts=FACTS) is None
