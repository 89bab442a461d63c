"""Mail on a telephone: names and times beside pictures, letters under both, long names."""

from dataclasses import replace

from analyser.screens._row_block import is_rest
from analyser.screens._row_heads import left_of_letters
from tests.screens.drawn_rows import EM, FRAME, PALE, face, parts, row, said


def bold(made):
    """The row with its words before a time, those in full ink, in bold letters."""
    runs = tuple(replace(run, bold=run.colour != PALE) for run in made.runs)
    return replace(made, runs=runs)


FACES = [face(150), face(330), face(510)]
MAIL = [
    row(70, "that you mend the gate before the spring,", left=14),
    row(94, "as we agreed.", left=14),
    bold(row(150, "Ida Quill", ("Mon, 10 Mar 2025, 12:40", PALE), left=70)),
    row(174, ("to me", PALE), left=70),
    row(210, "Dear neighbour, the gate is still open and the", left=14),
    row(234, "goat comes and goes as it likes.", left=14),
    bold(row(330, "Bartholomew Finch", ("Mon, 10 Mar 2025, 18:05", PALE), left=70)),
    row(354, ("to Ida", PALE), left=70),
    row(390, "It is not my goat.", left=14),
    bold(row(510, "Bartholomew Finch", ("Tue, 11 Mar 2025, 08:31", PALE), left=70)),
    row(534, ("to Ida", PALE), left=70),
    row(570, "Nor is the gate mine.", left=14),
]


def test_letters_are_told_from_words_that_stand_left_and_right():
    found = parts(avatars=FACES)
    assert left_of_letters(found, MAIL, FRAME) == 14
    beside = [row(each.box.top, each.text, left=70) for each in MAIL if each.box.left == 14]
    chat = [each for each in MAIL if each.box.left == 70] + beside
    assert left_of_letters(found, chat, FRAME) is None
    assert left_of_letters(parts(), MAIL, FRAME) is None


def test_a_letter_whose_name_is_out_of_view_is_kept_and_nobodys():
    made = said(parts(avatars=FACES), MAIL, me=("Ida Quill",))
    assert [m.sender for m in made.messages] == [
        None,
        "Ida Quill",
        "Bartholomew Finch",
        "Bartholomew Finch",
    ]
    first, second, *_ = made.messages
    assert first.text.startswith("that you mend the gate")
    assert second.when.shown_as == "Mon, 10 Mar 2025, 12:40"


def test_a_bold_name_goes_on_in_the_row_under_it():
    one = bold(row(150, "Bartholomew", ("10/03/2025, 9:14 am", PALE), left=70))
    rest = bold(row(178, "Finch", left=70))
    assert is_rest(one, rest, EM)
    assert not is_rest(one, row(178, "Finch", left=70), EM)
    assert not is_rest(one, replace(rest, box=replace(rest.box, top=210)), EM)
    assert not is_rest(bold(row(150, "Bartholomew", left=70)), rest, EM)
    rows = [one, rest, row(206, ("to me", PALE), left=70), row(240, "The gate is open.", left=14)]
    made = said(parts(avatars=[face(150)]), rows)
    assert [(m.sender, m.text) for m in made.messages] == [
        ("Bartholomew Finch", "The gate is open.")
    ]
