"""Every row's own examples, run through the whole detector, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.detect import Detector
from analyser.detect._rules import rules
from analyser.findings import Strength
from analyser.records import Message, Side, Where
from analyser.signals import signals

DETECTOR = Detector.load()
RULES = [pytest.param(rule, id=rule.id) for rule in rules().values()]
THREATS = (
    "threat_to_kill",
    "threat_serious_harm",
    "menacing",
    "threat_rape",
    "threat_damage_property",
    "threat_share_intimate",
    "threat_expose_secret",
    "threat_financial_loss",
    "threat_to_stop_reporting",
)


def flags(text, side=Side.RECEIVED):
    message = Message(id="S1-1", source="S1", where=Where(line=1), side=side, text=text)
    return list(DETECTOR.flag([message]))


def by_rows(text, side):
    return {flag.signal for flag in flags(text, side) if flag.rule in rules()}


def side_of(rule):
    return Side.SENT if rule.signal == "stop_request" else Side.RECEIVED


@pytest.mark.parametrize("rule", RULES)
def test_every_fires_line_raises_the_signal_of_its_row(rule):
    missed = [
        t for t in rule.fires if rule.signal not in {f.signal for f in flags(t, side_of(rule))}
    ]
    assert missed == []


@pytest.mark.parametrize("rule", RULES)
def test_no_silent_line_raises_the_signal_of_its_row(rule):
    loud = [t for t in rule.silent if rule.signal in by_rows(t, side_of(rule))]
    assert loud == []


@pytest.mark.parametrize("rule", RULES)
def test_every_reads_line_has_the_reading_it_names(rule):
    for text, reading in rule.reads:
        found = [f.reading.value for f in flags(text, side_of(rule)) if f.signal == rule.signal]
        assert found == [reading], text


@pytest.mark.parametrize("rule", [r for r in RULES if r.values[0].strength is Strength.EXPLICIT])
def test_neither_case_nor_missing_apostrophes_lose_an_explicit_flag(rule):
    for text in rule.fires:
        if rule.signal in {f.signal for f in flags(text, side_of(rule))}:
            bare = text.replace("'", "").replace("’", "")
            for other in (text.upper(), text.lower(), bare, bare.capitalize()):
                assert rule.signal in {f.signal for f in flags(other, side_of(rule))}, other


@pytest.mark.parametrize("signal", THREATS)
def test_each_threat_has_six_constructions_at_least(signal):
    assert sum(len(r.patterns) for r in rules().values() if r.signal == signal) >= 6


def test_every_signal_found_in_text_has_a_rule():
    wanted = {name for name, row in signals().items() if "text" in row.found_in}
    assert wanted - {rule.signal for rule in rules().values()} == set()


def test_the_users_own_messages_give_requests_to_stop_and_nothing_else():
    texts = [text for rule in rules().values() for text in rule.fires]
    assert {f.signal for text in texts for f in flags(text, Side.SENT)} == {"stop_request"}


@given(st.text(max_size=200))
def test_spans_lie_in_the_text_and_stand_in_order(text):
    for flag in flags(text):
        assert list(flag.spans) == sorted(flag.spans)
        assert all(0 <= start < end <= len(text) for start, end in flag.spans)


@given(
    st.sampled_from(
        [
            t
            for r in rules().values()
            if r.strength is Strength.EXPLICIT and r.signal == "threat_to_kill"
            for t in r.fires
        ]
    )
)
def test_an_unrelated_sentence_before_removes_no_threat(text):
    assert "threat_to_kill" in {f.signal for f in flags("The bus was late again. " + text)}


@pytest.mark.parametrize(
    "text",
    [
        "I could murder a curry",
        "this heat is killing me",
        "you'll hear from the council",
        "I'll have to speak to my solicitor about it",
        "break a leg tonight",
        "see you at the match",
        "can you get milk after work",
        "he's dead good at football",
        "outside yours x",
    ],
)
def test_everyday_words_are_left_alone(text):
    assert flags(text) == []
