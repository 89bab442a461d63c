"""What is pointed to, case by case, and what holds for every pointer."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.elements import Standing
from analyser.findings import FlagReading, PatternSignal, Status
from analyser.law import checked_on, is_out_of_date, point, time_prompt
from analyser.law._tables import provisions
from analyser.records import CaseFacts, Certainty, Jurisdiction, Message, Moment, Side, Where
from analyser.settings import Settings
from analyser.signals import signals as all_signals
from tests.law.situation import flag, pointers

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
ROWS = {row.id: row for row in provisions()}


def each_case():
    return pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def test_there_are_cases():
    assert len(CASES) >= 40
    assert all(load(path)["why"] for path in CASES)


@each_case()
def test_case_points_to_what_it_says_and_to_nothing_else(path):
    case = load(path)
    found = {pointer.provision: pointer for pointer in pointers(case)}
    assert sorted(found) == sorted(case["expect"])
    for id_, sentences in case.get("says", {}).items():
        assert list(found[id_].because) == sentences
    for id_, points in case.get("shown", {}).items():
        shown = [each for each in found[id_].elements if each.standing is Standing.SHOWN]
        assert [[each.text, *each.messages] for each in shown] == points
    for id_, points in case.get("unseen", {}).items():
        unseen = [each.text for each in found[id_].elements if each.standing is Standing.NOT_HERE]
        assert unseen == points
    if "prompt" in case:
        assert time_prompt(found.values()) == case["prompt"]
    for id_, pointer in found.items():
        assert pointer.label == case.get("labels", {}).get(id_, ROWS[id_].label)
        known = (*ROWS[id_].cannot_see, *ROWS[id_].to_decide, *case.get("unseen", {}).get(id_, ()))
        unsettled = not set(pointer.not_in_this_material) <= set(known)
        assert unsettled is (id_ in case.get("unsettled", []))


@each_case()
def test_pointers_stand_by_title_and_say_the_same_twice(path):
    found = pointers(load(path))
    assert [(p.title, p.provision) for p in found] == sorted((p.title, p.provision) for p in found)
    assert pointers(load(path)) == found


def test_fear_of_two_things_at_once_is_one_pointer_with_both_signals():
    case = load(CASES[0]) | {"nation": "scotland"}
    case["message"] = [
        {
            "sent": date(2025, 3, 1),
            "flags": [{"signal": "menacing"}, {"signal": "threat_rape"}],
        }
    ]
    found = {pointer.provision: pointer for pointer in pointers(case)}
    assert found["SC-CJLSA10-S38"].signals == ("menacing", "threat_rape")
    assert found["SC-CJLSA10-S38"].messages == ("S1-1",)


def test_long_lists_are_shortened_in_the_sentence_and_whole_in_the_pointer():
    case = {
        "nation": "england-and-wales",
        "message": [
            {"sent": date(2025, 3, 1), "flags": [{"signal": "threat_damage_property"}]}
            for _ in range(21)
        ],
    }
    (pointer,) = pointers(case)
    shown = ", ".join(f"S1-{n}" for n in range(1, 13))
    assert pointer.because == (
        f"Words that read as a threat to damage property, in items {shown} and 9 more.",
    )
    assert pointer.messages == tuple(f"S1-{n}" for n in range(1, 22))


def test_marks_of_doubt_are_spelt_out_in_what_is_shown():
    assert ROWS["NI-CHILD"].maximum == "check"
    (child,) = pointers(
        {"nation": "northern-ireland", "message": [{"flags": [{"signal": "child_sexual_contact"}]}]}
    )
    assert child.maximum == child.time_limit == "Not confirmed. Ask the police or a solicitor."
    assert child.confidence == "probable"
    row = ROWS["EW-OSA23-S179"]
    assert "(prob.)" in row.time_limit
    (lie,) = pointers(
        {"nation": "england-and-wales", "message": [{"flags": [{"signal": "false_information"}]}]}
    )
    assert lie.time_limit == row.time_limit.replace("(prob.)", "(probably)")
    scots = {"nation": "scotland", "message": [{"flags": [{"signal": "menacing"}]}]}
    limits = {each.provision: each.time_limit for each in pointers(scots)}
    assert "(probably;" in limits["SC-CA03-S127"]


def test_the_law_data_is_out_of_date_after_six_months():
    assert checked_on() == date(2026, 11, 22)
    assert not is_out_of_date(date(2027, 5, 22))
    assert is_out_of_date(date(2027, 5, 23))
    assert not is_out_of_date(date(2026, 11, 22))


NAMES = tuple(all_signals())
DAYS = st.dates(date(2010, 1, 1), date(2026, 12, 31))
MESSAGES = st.lists(
    st.fixed_dictionaries(
        {
            "sender": st.sampled_from(["Alex Rook", "Billie Crane", None]),
            "side": st.sampled_from([side.value for side in Side]),
            "flags": st.lists(
                st.fixed_dictionaries(
                    {
                        "signal": st.sampled_from(NAMES),
                        "reading": st.sampled_from([reading.value for reading in FlagReading]),
                        "status": st.sampled_from([status.value for status in Status]),
                    }
                ),
                max_size=4,
            ),
        },
        optional={"sent": DAYS},
    ),
    max_size=8,
)


@given(MESSAGES, st.sampled_from(Jurisdiction))
def test_every_pointer_stays_inside_its_provision_and_names_what_is_there(rows, nation):
    case = {"nation": nation.value, "message": rows}
    for pointer in pointers(case):
        row = ROWS[pointer.provision]
        assert nation in row.nations
        assert pointer.signals
        assert set(pointer.signals) <= set(row.signals)
        assert row.display.value != "hold_until_checked"
        for id_ in pointer.messages:
            message = rows[int(id_.removeprefix("S1-")) - 1]
            assert message["side"] != "sent"
            assert row.applies_from is None or message.get("sent", date.max) >= row.applies_from
            assert row.applies_before is None or message["sent"] < row.applies_before
        points = pointer.elements
        shown = [each for each in points if each.standing is Standing.SHOWN]
        assert shown and all(each.messages for each in shown)
        assert {id_ for each in shown for id_ in each.messages} == set(pointer.messages)
        assert not any(each.messages for each in points if each not in shown)
        others = {each.text for each in points if each not in shown}
        assert others >= set(pointer.not_in_this_material)
        assert any(each.standing is Standing.TO_DECIDE for each in points)
        extra = others - set(pointer.not_in_this_material)
        assert extra <= {*pointer.because, "Whether this law fits."}
        named = {part.strip(",.:") for text in pointer.because for part in text.split()}
        assert {name for name in named if name.startswith("S1-")} <= set(pointer.messages)


@given(MESSAGES, st.sampled_from(Jurisdiction))
def test_an_unrelated_message_removes_no_pointer(rows, nation):
    case = {"nation": nation.value, "message": rows}
    more = [*rows, {"sender": "Charlie Wren", "sent": date(2025, 1, 1)}]
    before = {pointer.provision: pointer.messages for pointer in pointers(case)}
    after = {p.provision: p.messages for p in pointers(case | {"message": more})}
    assert after == before


def test_two_hundred_thousand_messages_are_read_once():
    start = datetime(2024, 6, 1, tzinfo=UTC)
    messages = [
        Message(
            id=f"S1-{n}",
            source="S1",
            where=Where(line=n),
            when=Moment(instant=start + timedelta(minutes=n), certainty=Certainty.MINUTE),
            sender="Alex Rook" if n % 2 else "Me",
            side=Side.RECEIVED if n % 2 else Side.SENT,
        )
        for n in range(1, 200_001)
    ]
    theirs = tuple(message.id for message in messages if message.side is Side.RECEIVED)
    found = point(
        iter(messages),
        flags=[flag(id_, {"signal": "menacing"}) for id_ in theirs[::10]],
        signals=(
            PatternSignal(
                signal="repeated_contact",
                person="P1",
                messages=theirs,
                occasions=139,
                occasions_at_most=139,
                because="A reason.",
            ),
        ),
        facts=CaseFacts(jurisdiction=Jurisdiction.ENGLAND_AND_WALES),
        settings=Settings(),
    )
    harassment = next(pointer for pointer in found if pointer.provision == "EW-PHA97-S1-2")
    assert harassment.messages == theirs
    assert harassment.because[0].endswith(f" and {len(theirs) - 12} more.")
