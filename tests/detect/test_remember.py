"""A detector that remembers says what one says that does not, whatever changed in between."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from analyser.detect import Detector
from analyser.detect.remember import Memory, Remembering
from analyser.records import Certainty, Message, Moment, Side, Where

TEXTS = (
    "I will kill you",
    "ok see you at six",
    "please stop contacting me",
    "answer me",
    "nice coat today",
    "I will",
    "kill you",
    "answer me",
)


def message(number, text):
    at = datetime(2025, 2, 1, 20, tzinfo=UTC) + timedelta(minutes=number)
    own = text.startswith("please")
    return Message(
        id=f"S{1 + number % 2}-{number}",
        source=f"S{1 + number % 2}",
        where=Where(line=number),
        when=Moment(instant=at, certainty=Certainty.MINUTE),
        sender="Dana Poole" if own else "Rory Finch",
        side=Side.SENT if own else Side.RECEIVED,
        text=text,
    )


def test_what_is_remembered_is_what_would_be_found_anew():
    plain = Detector.load()
    remembering = Remembering.of(plain, Memory())
    messages = [message(number, text) for number, text in enumerate(TEXTS)]
    changed = [*messages]
    for place, other in ((2, replace(messages[2], side=Side.RECEIVED)), (3, messages[3])):
        changed[place] = other
        changed[0] = replace(messages[0], text="I will kill for a coffee" if place == 2 else "hi")
        for each in (messages, changed, messages[:4], messages):
            assert list(remembering.flag(each)) == list(plain.flag(each))
    assert any(remembering.flag(messages))


def test_what_an_earlier_visit_found_is_not_looked_for_again():
    plain, kept, new = Detector.load(), {}, {}
    messages = [message(number, text) for number, text in enumerate(TEXTS)]
    found = list(Remembering.of(plain, Memory(put=kept.update)).flag(messages))
    again = Remembering.of(plain, Memory(kept=kept, put=new.update))
    assert list(again.flag(messages)) == found
    assert not new
    assert again.memory.used == set(kept)


def test_words_looked_at_beforehand_are_not_looked_at_again():
    plain, new = Detector.load(), {}
    messages = [message(number, text) for number, text in enumerate(TEXTS)]
    remembering = Remembering.of(plain, Memory(put=new.update))
    remembering.remember(messages, None)
    kept = dict(remembering.memory.words)
    new.clear()
    assert list(remembering.flag(messages)) == list(plain.flag(messages))
    assert list(remembering.own(messages)) == list(plain.own(messages))
    # Nothing was forgotten: what is new are bubbles read as one.
    assert all(remembering.memory.words[words] is flags for words, flags in kept.items())
    assert {words[0] for words in kept} == set(TEXTS)


def test_words_of_the_user_are_found_as_from_either_side_alone():
    plain, remembering = Detector.load(), Remembering.of(Detector.load(), Memory())
    messages = [replace(message(number, text), side=Side.SENT) for number, text in enumerate(TEXTS)]
    remembering.remember(messages, None)
    assert list(remembering.flag(messages)) == list(plain.flag(messages))
    assert list(remembering.own(messages)) == list(plain.own(messages))
