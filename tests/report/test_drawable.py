"""Text that the PDF can draw: golden rows, and any text at all."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analyser.report._drawable import Replaced, drawable, isolated, plain
from analyser.report._fonts import coverage

ROWS = tomllib.loads((Path(__file__).parent / "cases" / "drawable.toml").read_text())["row"]


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_text_is_shown_as_the_case_says(row):
    assert drawable(row["given"], Replaced()) == row["shown"]


@given(st.text(alphabet=st.characters(exclude_categories=())))
@example("\ud83d")
@example("\u4f60 \u597d")
def test_every_letter_that_is_left_is_in_a_font(text):
    shown = drawable(text, Replaced())
    drawn = frozenset().union(*coverage())
    assert not [c for c in shown if ord(c) not in drawn and c not in "\n\t\u200b\u200c\u200d"]


def test_what_was_replaced_is_counted():
    replaced = Replaced()
    drawable("\u4f60\u4f60 \U0001f52a", replaced)
    assert replaced.characters == {"\u4f60": 2}
    assert replaced.signs == {"\U0001f52a": 1}


def test_the_last_resort_has_no_letter_outside_ascii():
    replaced = Replaced()
    assert plain("caf\u00e9", replaced) == "caf[U+00E9]"
    assert replaced.characters == {"\u00e9": 1}


def test_names_from_right_to_left_are_set_apart_and_nothing_else_is():
    name, other = "\u0634\u0631\u064a\u0641 \u0623\u062d\u0645\u062f", "\u05e9\u05e8\u05d4"
    said = isolated(f"{name}: 1 message\n{other} 2 {other}, zoë")
    assert said == f"\u2067{name}\u2069: 1 message\n\u2067{other} 2 {other}\u2069, zoë"
    assert isolated("Alex Reed: 1 message, ünter") == "Alex Reed: 1 message, ünter"
