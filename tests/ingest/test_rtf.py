"""The words of RTF as Outlook packs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.ingest._rtf import unpacked, words_of

PACKED = bytes.fromhex(
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
"""The example that Microsoft gives with its description."""


def test_the_published_example_is_unpacked():
    assert unpacked(PACKED) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert words_of(unpacked(PACKED)) == ("hello world", False)


@pytest.mark.parametrize(
    ("rtf", "words"),
    [
        (
            rb"{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}one\par two\tab three}",
            "one\ntwo\tthree",
        ),
        (rb"{\rtf1\ansicpg1252 caf\'e9 \{a\} \\ b\~c}", "caf\u00e9 {a} \\ b\u00a0c"),
        (rb"{\rtf1\uc1 \u8217?s \u-10179?\u-8704?}", "\u2019s \U0001f600"),
        (rb"{\rtf1\ansicpg932 \'82\'a0}", "\u3042"),
        (rb"{\rtf1 a{\pict 0102}b", "ab"),
    ],
)
def test_what_a_person_sees_is_kept(rtf, words):
    assert words_of(rtf) == (words, False)


def test_html_that_the_text_was_made_from_is_given_once():
    rtf = rb"""{\rtf1\ansi\fromhtml1 \deff0{\fonttbl{\f0 Arial;}}
{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Pay me\htmlrtf\par}\htmlrtf0
{\*\htmltag72 </p>}{\*\htmltag84 &amp;}}"""
    assert words_of(rtf) == ("<p>Pay me</p>&amp;", True)


@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(data):
    words_of(data)
    words_of(unpacked(data[:8] + b"LZFu" + data[8:]))
