"""Times in small print before the words of a bubble."""

from dataclasses import replace

import cv2
import numpy as np

from analyser.screens._crops import Crop
from analyser.screens._engine import Word
from analyser.screens._first_clocks import first_clocks


def crop(words, *, shade):
    ink = np.full((70, 400), 255, np.uint8)
    cv2.putText(ink, "16:44", (20, 40), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (shade,), 1)
    cv2.putText(ink, words, (100, 40), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 3)
    return Crop(
        body=ink, clock=None, with_clock=None, emoji=(), scale=1.0, picture=False, big=False
    )


def reads(*texts):
    def reader(crops, _):
        assert len(crops) == len(texts)
        return [[Word(t, 0, 0, 40, 20, (0, 0, 0), 0.9)] for t in texts]

    return reader


def test_the_time_is_read_apart_and_only_the_words_are_left():
    crops = [crop("ok", shade=130), crop("home", shade=130), crop("yes", shade=130)]
    found = first_clocks(crops, (), reads("16:44", "1644", "16:45 Seen"))
    assert [found[n][0] for n in range(3)] == ["16:44", "16:44", "16:45"]
    for number, (_, words) in found.items():
        assert (words[:, :95] == 255).all()
        assert (words[:, 95:] == crops[number].body[:, 95:]).all()


def test_words_read_with_the_time_are_not_taken_for_it():
    crops = [crop("ok", shade=130), crop("home", shade=130), crop("omg", shade=130)]
    assert set(first_clocks(crops, (), reads("16:44", "16:45", "16:58 omg"))) == {0, 1}


def test_a_number_as_dark_as_the_words_is_one_of_them():
    assert first_clocks([crop("ok", shade=0), crop("home", shade=0)], (), reads()) == {}


def test_ticks_read_as_a_sign_or_letters_behind_the_time_are_none_of_it_but_a_half_of_day_is():
    crops = [crop(word, shade=130) for word in ("ok", "home", "yes", "good")]
    found = first_clocks(crops, (), reads("16:44 7", "16:45. G", "4:46 pn", "16:47"))
    assert {n: clock for n, (clock, _) in found.items()} == {0: "16:44", 1: "16:45", 3: "16:47"}


def test_pictures_do_not_count_among_the_bubbles_that_show_no_time():
    crops = [crop("ok", shade=130), crop("home", shade=130)]
    shown = [replace(crop("", shade=0), picture=True) for _ in range(4)]
    assert set(first_clocks([*crops, *shown], (), reads("16:44", "16:45"))) == {0, 1}
