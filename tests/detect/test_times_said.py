"""Times named in a message are found by a spaCy pipeline and reckoned from when it was sent."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.detect._times_said import times_said
from analyser.records import Certainty, Moment

CASES = tomllib.loads((Path(__file__).parent / "times_said.toml").read_text(encoding="utf-8"))
LONDON = "Europe/London"


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["text"])
def test_a_time_is_found_and_reckoned(case):
    sent = Moment(instant=datetime.fromisoformat(case["sent"]), certainty=Certainty.MINUTE)
    found = times_said(case["text"], sent, LONDON)
    assert "".join(case["text"][each.start : each.end] for each in found) == case["words"]
    assert "".join(each.means or "" for each in found) == case["means"]


def test_nothing_is_reckoned_from_a_day_that_is_not_known():
    (found,) = times_said("tonight at 9", Moment(), LONDON)
    assert found.means is None


@given(
    st.text(st.sampled_from("0123456789:.pam tonighfrday'x£ndue\n🔪"), max_size=60), st.datetimes()
)
def test_any_text_gives_places_inside_it(text, sent):
    moment = Moment(instant=sent.astimezone(), certainty=Certainty.MINUTE)
    for each in times_said(text, moment, LONDON):
        assert 0 <= each.start < each.end <= len(text)
