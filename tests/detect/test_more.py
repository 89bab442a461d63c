"""What is said of the times that a flagged message names."""

import pytest

from analyser.detect._more import aims, more_of
from analyser.findings import Flag, FlagReading, Strength
from analyser.records import Message, Where


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("i will smash your car on friday", "It names a time: «on friday»."),
        (
            "i will smash your car. see you at nans on friday",
            "Another sentence of the message names a time: «on friday».",
        ),
        ("i will smash your car. see you at nans", "»."),
    ],
)
def test_a_time_is_said_to_be_of_the_sentence_it_stands_in(text, says):
    message = Message(id="S1-1", source="S1", where=Where(line=1), text=text)
    flag = Flag(
        message="S1-1",
        signal="threat_damage_property",
        group="threat_property",
        strength=Strength.EXPLICIT,
        reading=FlagReading.STATED,
        score=0.9,
        spans=((0, len("i will smash your car")),),
        rule="model.threat_property",
        because="The words: «i will smash your car».",
    )
    (told,) = more_of([flag], [message], "Europe/London", aims)
    assert told.because.endswith(says)
