"""What the trained reader alone makes of a denial or of going to law is set right, and no more."""

from dataclasses import replace

import pytest

from analyser.counting import counts
from analyser.detect import Detector
from analyser.findings import COUNTED_READINGS, Status
from analyser.records import Message, Side, Where


def flags(text):
    message = Message(id="S1-1", source="S1", where=Where(line=1), side=Side.RECEIVED, text=text)
    return list(Detector.load().flag([message]))


def threats(text):
    return [
        flag.signal
        for flag in flags(text)
        if flag.reading in COUNTED_READINGS and flag.group.startswith("threat")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I won't hurt you",
        "i would never hit you",
        "nobody is going to hurt you",
        "I'll see you in court",
        "im going to the police about this",
        "gonna hammer you at dominoes",
        "we will wreck you lot at rounders",
        "I'll kill you if you eat my last rolo",
        "touch my chips and I will end you",
        "if you leave the toilet seat up one more time I'm going to murder you",
        "I swear if you get me another candle for christmas you're dead",
        "send me nudes and I'll forget the rent",
    ],
)
def test_no_threat_is_made_of_a_denial_or_of_going_to_law(text):
    assert threats(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I won't hurt you if you come home, else I'll break your legs",
        "I won't hurt you. I'll kill your brother",
        "see you in court, if you live that long, I'll stab you first",
        "go to the police and I'll kill you",
        "i cant promise i wont hurt you",
        "ill batter you at the bus station",
        "ill kill you in your own kitchen",
        "if you eat my cake I'll smash your car up",
        "touch my kids and I'll kill you. the toilet seat is broken if you were wondering",
    ],
)
def test_a_threat_beside_it_stays(text):
    assert threats(text)


def test_an_ordinary_sentence_behind_hides_no_veiled_threat():
    assert threats("Enjoy your little car while it's still got wheels. The kettle's knackered")


@pytest.mark.parametrize(
    "text",
    [
        "told half the street what you did",
        "i followed you back in the van so nobody would get lost",
    ],
)
def test_what_lacks_the_words_of_its_label_is_shown_and_not_counted(text):
    assert [counts(flag) for flag in flags(text)] == [False]


def test_what_is_less_likely_than_not_counts_only_once_a_person_keeps_it():
    flag, *_ = flags("i will kill you")
    assert counts(flag)
    assert not counts(replace(flag, score=0.2))
    assert counts(replace(flag, score=0.2, status=Status.CONFIRMED))
