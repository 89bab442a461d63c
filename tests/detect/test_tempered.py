"""What the trained reader alone makes of a denial or of going to law is set right, and no more."""

import pytest

from analyser.detect import Detector
from analyser.findings import COUNTED_READINGS
from analyser.records import Message, Side, Where


def threats(text):
    message = Message(id="S1-1", source="S1", where=Where(line=1), side=Side.RECEIVED, text=text)
    return [
        flag.signal
        for flag in Detector.load().flag([message])
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
    ],
)
def test_a_threat_beside_it_stays(text):
    assert threats(text)
