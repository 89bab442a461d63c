"""Who and what place is named moves no score of the trained reader."""

import pytest

from analyser.detect import Detector
from analyser.detect._fold import fold
from analyser.detect._stand_ins import _kinds, first_names, stand_in

SWAPPED = {
    "Tell {} I am on the way": ("Kayleigh", "Priya", "Oluwaseun", "Agnieszka", "Grace", "Will"),
    "i know where you live in {}": ("leeds", "hull", "Dundee", "Swansea", "Newry", "Bury"),
    "Saw you outside {} last night": ("Tesco", "Lidl", "Asda"),
    "All {} should be thrown out": ("Muslims", "Jews", "Sikhs", "Catholics", "christians"),
    "she goes out with a {} guy": ("Pakistani", "Chinese", "Polish", "Nigerian", "italian"),
    "{} get everything in this town": ("Poles", "Indians", "Albanians", "Jamaicans"),
    "are you {} or what": ("gay", "lesbian", "bisexual"),
    "go back to {}": ("Poland", "Pakistan", "Jamaica", "Romania"),
    "Mr {} next door wants a word": ("Patel", "Smith", "Okafor"),
}


@pytest.fixture(scope="module")
def reader():
    return Detector.load().nlp.get_pipe("analyser_classifier").classifier


@pytest.mark.parametrize("text", SWAPPED)
def test_a_swapped_name_moves_no_score(reader, text):
    first, *others = reader.scores([text.format(name) for name in SWAPPED[text]])
    for other in others:
        assert other.groups == first.groups
        assert other.readings == first.readings


@pytest.mark.parametrize(
    "text", ["a {} of the door", "will you {} it", "Grace is what I asked for, not a {}"]
)
def test_a_word_that_is_no_name_here_is_read_as_it_stands(text):
    for word in ("bill", "mark", "rose", "bath", "sale"):
        assert word in fold(text.format(word), {word}).text


def test_a_capital_letter_tells_where_no_sentence_begins():
    assert fold("ask Will about it", {"will"}).text == "ask sam about it"
    assert fold("Will you come? Mark my words", {"will"}).text == "Will you come? Mark my words"
    assert fold("ASK WILL NOW", {"will"}).text == "ASK WILL NOW"


def test_places_in_the_text_stay_those_of_the_words_as_written():
    text = "meet Dr. Okonkwo in Wolverhampton"
    folded = fold(text, set())
    start = folded.text.index("manchester")
    assert slice(*folded.place(start, start + 10)) == slice(20, 33)
    assert text[20:33] == "Wolverhampton"


def test_each_word_stands_for_one_kind():
    always, capital = _kinds(capital=False), _kinds(capital=True)
    for words in (always, capital):
        assert all(word == word.lower() and word.isalpha() for word in words)
    overlap = set(always) & set(capital) | set(always) & first_names()
    assert not overlap
    for word, read in always.items():
        assert stand_in(read, first=True) in {read, None}, word
