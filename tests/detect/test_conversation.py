"""What messages beside each other add, raise or lower; cases are files in `conversations/`."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyser.detect import Detector
from analyser.records import Certainty, Message, Moment, Side, Where

CASES = sorted((Path(__file__).parent / "conversations").glob("*.toml"))
START = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)
ENDS = {"sent": "Dana", "received": "Rory"}


def chat(rows, *, name=None, first=1):
    return [
        Message(
            id=f"S1-{number}",
            source="S1",
            where=Where(line=number),
            chat=name,
            when=Moment(
                shown_as="x",
                instant=START + timedelta(minutes=minutes),
                certainty=Certainty.MINUTE,
            ),
            sender=ENDS[side],
            side=Side(side),
            text=text,
        )
        for number, (side, minutes, text) in enumerate(rows, start=first)
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_flags_are_weighed_as_the_case_says(path):
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    flags = list(Detector.load().flag(chat(case["messages"])))
    for number, signal, strength, says in case.get("expect", []):
        found = [flag for flag in flags if (flag.message, flag.signal) == (f"S1-{number}", signal)]
        assert [flag.strength.value for flag in found] == [strength]
        assert says in found[0].because
        text = case["messages"][number - 1][2]
        assert all(0 <= start < end <= len(text) for start, end in found[0].spans)
    for number, says in case.get("never", []):
        assert not [f for f in flags if f.message == f"S1-{number}" and says in f.because]


LINES = ["i will kill you", "im outside", "ok x", "leave me alone", "send me the money now", "hiya"]
ROWS = st.lists(
    st.tuples(st.sampled_from(sorted(ENDS)), st.just(0), st.sampled_from(LINES)), max_size=6
)


@settings(max_examples=25)
@given(rows=ROWS, others=ROWS)
def test_another_chat_changes_nothing(rows, others):
    rows = [(side, minute, text) for minute, (side, _, text) in enumerate(rows)]
    detector = Detector.load()
    alone = list(detector.flag(chat(rows)))
    beside = chat(others, name="another", first=100)
    together = [
        flag
        for flag in detector.flag([*chat(rows), *beside])
        if int(flag.message.partition("-")[2]) < 100
    ]
    assert together == alone


UNFRIENDLY = ROWS.filter(lambda rows: all(text != "ok x" for _, _, text in rows))
"""Friendly words of the user may take a request to stop back from any distance."""


@settings(max_examples=25)
@given(rows=ROWS, far=UNFRIENDLY)
def test_messages_further_away_than_three_take_no_flag_away(rows, far):
    rows = [(side, minute, text) for minute, (side, _, text) in enumerate(rows)]
    gap = [("received", 30, "weather is alright")] * 3
    detector = Detector.load()
    alone = {(f.message, f.signal) for f in detector.flag(chat(rows))}
    after = [(side, 40, text) for side, _, text in far]
    together = {(f.message, f.signal) for f in detector.flag(chat([*rows, *gap, *after]))}
    assert alone <= together
