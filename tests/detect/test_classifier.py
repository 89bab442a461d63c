"""The trained classifier: its pieces, its places in the text, and what the detector makes of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.detect import Detector
from analyser.detect._classifier import Classifier
from analyser.detect._fold import fold
from analyser.detect._pieces import Vocabulary
from analyser.detect._stretches import LONG, stretches
from analyser.findings import COUNTED_READINGS
from analyser.model_files import HARM, model_path
from analyser.records import Message, Side, Where

CLASSIFIER = Classifier(model_path(HARM))
DETECTOR = Detector.load()
KNOWN = frozenset({"kill", "rape", "so", "you"})


def flags(text, side=Side.RECEIVED):
    message = Message(id="S1-1", source="S1", where=Where(line=1), side=side, text=text)
    return list(DETECTOR.flag([message]))


@pytest.mark.parametrize("hidden", ["k1ll", "k i l l", "k\u200bill", "kіll", "ｋｉｌｌ", "k!ll"])
def test_a_hidden_word_is_read_and_found_again_in_the_text_as_written(hidden):
    text = f"i will {hidden} you"
    folded = fold(text, KNOWN)
    start = folded.text.index("kill")
    first, last = folded.place(start, start + 4)
    assert text[first:last] == hidden


@given(st.text(max_size=60))
def test_every_folded_character_stands_for_a_stretch_of_the_text(text):
    folded = fold(text, KNOWN)
    assert len(folded.text) == len(folded.places)
    assert all(0 <= first < last <= len(text) for first, last in folded.places)


@pytest.mark.parametrize(
    "around",
    ["{}!", "{} !!!!!!", "{} " + "<" * 50, "**{}**", "({})", "{}...", "{} - - - -", "Hi, {}",
     "omg {}", "@kay_92 {}", "{} https://example.org/a", "{} xx", "{} ok",
     "{}\ufffc", "{} ✓✓"],
)  # fmt: skip
def test_what_stands_around_a_plain_threat_does_not_weaken_it(around):
    (flag,) = flags(around.format("im going to kill you"))
    assert (flag.signal, str(flag.strength)) == ("threat_to_kill", "explicit")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("u k i l l", "u kill"), ("i w i l l k i l l y o u", "i will kill you"),
     ("k_i_l_l", "kill"), ("A B C D", "A B C D"), ("im gona kil u", "im gona kill u")],
)  # fmt: skip
def test_letters_written_apart_and_misspelt_words_are_read_as_what_they_are(text, wanted):
    known = frozenset(("i", "u", "im", "will", "kill", "you", "gona"))
    assert fold(text, known).text == wanted


@pytest.mark.parametrize(
    "text",
    ["you absolute spoon, it's a push door 😂",
     "I'm not waiting for you, I'm waiting for my prescription. This is the chemist"],
)  # fmt: skip
def test_words_in_fun_that_hardly_mean_harm_are_not_shown(text):
    assert flags(text) == []


def test_a_threat_in_a_long_message_counts_as_one_by_itself():
    bins = "The bins are out on Tuesday and the boiler man comes between eight and one. " * 4
    text = f"{bins}im going to kill you. {bins}"
    (flag,) = [each for each in flags(text) if each.signal == "threat_to_kill"]
    assert str(flag.strength) == "explicit"
    assert [text[start:end] for start, end in flag.spans] == ["im going to kill you"]


def test_dull_sentences_around_a_threat_do_not_weaken_it_but_a_joke_beside_it_is_heard():
    dull = (
        "The bins are blue this week and the milk is in the fridge. {} Can you feed the cat please"
    )
    (flag,) = flags(dull.format("I will kill you."))
    assert (str(flag.strength), str(flag.reading)) == ("explicit", "stated")
    (flag,) = flags("I will kill you. Only joking mate 😂")
    assert str(flag.reading) == "joking"


@pytest.mark.parametrize(
    "around", ['"{}"', "“{}”", "{} lol", "{}, hahaha!", "{} 😂😂", "{} 🎂", "{} 🎂🎈"]
)
def test_marks_around_a_message_and_laughter_or_cake_behind_it_hide_no_threat(around):
    bare = "every window you own is getting put through tonight"  # no rule names it
    (flag,) = flags(around.format(bare))
    assert (flag.signal, str(flag.reading)) == ("threat_damage_property", "stated")
    assert flag.score == flags(bare)[0].score


@pytest.mark.parametrize("laugh", ["haha", "lol", "😂😂"])
def test_a_laugh_in_front_is_heard_like_one_behind(laugh):
    before, behind = (flags(text) for text in (f"{laugh} i'll kill you", f"i'll kill you {laugh}"))
    assert [str(flag.reading) for flag in before] == [str(flag.reading) for flag in behind]
    assert [(flag.signal, str(flag.reading)) for flag in before] == [("threat_to_kill", "joking")]


def test_what_is_surely_a_joke_stays_one():
    found = flags("Away and bile yer heid ya numpty 😂")
    assert not [flag for flag in found if flag.reading in COUNTED_READINGS]


@given(st.text(alphabet="ab .!\n", max_size=900))
def test_the_stretches_of_a_text_hold_all_of_it(text):
    places = stretches(text)
    assert set().union(*(range(start, end) for start, end in places)) == set(range(len(text)))
    assert all(end - start <= LONG for start, end in places)


def test_words_are_cut_into_the_longest_known_pieces():
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "kill", "##ing", "you", "!"]
    pieces = Vocabulary({name: place for place, name in enumerate(names)}).cut("Killing YOU! æ")
    assert [names[each] for each in pieces.ids] == [
        *("[CLS]", "kill", "##ing", "you", "!", "[UNK]", "[SEP]")
    ]
    assert pieces.places[1:3] == ((0, 4), (4, 7))


def test_scores_do_not_depend_on_the_other_messages_of_a_batch():
    text = "pay me or everybody sees the photos"
    alone = CLASSIFIER.scores([text])[0].groups
    among = CLASSIFIER.scores(["hiya", text, "x " * 80])[1].groups
    assert alone == among


@given(st.text(max_size=80))
def test_any_text_gives_flags_whose_spans_lie_in_it(text):
    for flag in flags(text):
        assert all(0 <= start < end <= len(text) for start, end in flag.spans)
        assert 0 <= flag.score <= 1


def test_a_wish_that_no_rule_describes_is_flagged_with_its_words():
    text = "honestly hope your brakes fail on the motorway and nobody finds you"
    found = [flag for flag in flags(text) if flag.reading in COUNTED_READINGS]
    assert found
    assert all(text[start:end].strip() for flag in found for start, end in flag.spans)


def test_the_users_own_words_give_requests_to_stop_and_nothing_else():
    assert {flag.signal for flag in flags("i hate you, leave me alone for good", Side.SENT)} <= {
        "stop_request"
    }


def test_threads_and_texts_that_come_again_change_no_flag():
    texts = ["i will kill you", "see you at four", "pay me or everybody sees them", "ok"] * 80
    sides = (Side.RECEIVED, Side.SENT, Side.RECEIVED)
    messages = [
        Message(id=f"S1-{n}", source="S1", where=Where(line=n), side=sides[n % 3], text=text)
        for n, text in enumerate(texts, start=1)
    ]
    with ThreadPoolExecutor(max_workers=2) as pool:
        together = list(DETECTOR.flag(messages, pool=pool))
    assert together == list(DETECTOR.flag(messages))
    alone = {flag.signal for flag in flags("i will kill you")}
    assert {f.signal for f in together if f.message == "S1-9"} == alone
