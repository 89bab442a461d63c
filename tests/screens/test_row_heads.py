"""Which rows of a page without bubbles begin a message: pale names, cards, names alone."""

from dataclasses import replace

from analyser.records import Box, Side
from analyser.screens._frame import Frame
from analyser.screens._row_heads import without_signs
from analyser.screens._row_lines import Run
from analyser.screens._row_top import without_header
from analyser.screens._row_words import name_of
from tests.screens.drawn_rows import (
    BLUE,
    HEIGHT,
    INK,
    PALE,
    RED,
    WIDTH,
    face,
    parts,
    row,
    said,
    told,
)


def test_pale_names_with_times_and_a_button_under_each_message():
    rows = [
        row(100, ("Jordan MOD", PALE), ("3:02 pm", PALE)),
        row(126, "what time am I getting him"),
        row(152, ("Reply", PALE)),
        row(190, ("You", PALE), ("3:10 pm", PALE)),
        row(216, "five like always"),
        row(242, ("Reply", PALE)),
        row(280, ("Jordan MOD", PALE), ("3:20 pm", PALE)),  # its words are out of view
    ]
    made = said(parts(), rows, header="Jordan")
    assert [m.text for m in made.messages] == ["what time am I getting him", "five like always"]
    assert [m.when.shown_as for m in made.messages] == ["3:02 pm", "3:10 pm"]
    assert made.messages[1].side is Side.SENT


def test_own_names_on_another_fill_are_less_pale_but_paler_than_the_words_under_them():
    rows = [
        row(100, ("Kofi", PALE), ("17:01", PALE)),
        row(126, "is it sold"),
        row(160, ("You", (70, 70, 70)), ("17:02", (80, 80, 80))),
        row(186, "no"),
        row(220, ("Kofi", PALE), ("17:04", PALE)),
        row(246, "meet you at 17:30"),
    ]
    made = said(parts(), rows)
    assert [(m.side, m.when.shown_as, m.text) for m in made.messages] == [
        (Side.RECEIVED, "17:01", "is it sold"),
        (Side.SENT, "17:02", "no"),
        (Side.RECEIVED, "17:04", "meet you at 17:30"),
    ]


def test_the_edges_of_a_card_are_no_bars_that_tell_who_speaks():
    rows = [
        row(100, ("Beth R", RED), ("19:01", PALE)),
        row(126, "morning"),
        row(190, ("Zeynep", BLUE), ("19:03", PALE)),
        row(216, "sent"),
    ]
    edges = [(Box(left=x, top=90, width=1, height=60), PALE) for x in (40, 380)]
    made = said(parts(bars=edges), rows)
    assert told(made) == [("Beth R", "19:01", "morning"), ("Zeynep", "19:03", "sent")]


def test_a_name_alone_in_its_row_begins_a_message_where_others_begin_with_it():
    rows = [
        row(100, ("Jordan:", BLUE), "whatever"),
        row(130, ("Jordan:", BLUE)),
        row(156, "Missed voice call"),
        row(186, ("Ffion:", RED), "in a meeting"),
    ]
    assert [(m.sender, m.text) for m in said(parts(), rows).messages] == [
        ("Jordan", "whatever"),
        ("Jordan", "Missed voice call"),
        ("Ffion", "in a meeting"),
    ]


def test_small_print_in_a_run_does_not_end_it():
    rows = [
        row(100, ("Jordan", RED), ("12:30", PALE)),
        row(126, "Missed voice call"),
        row(150, ("Tap to call back", PALE)),
        row(180, "its raining"),
        row(240, ("Ffion", BLUE), ("12:32", PALE)),
        row(266, "two minutes"),
    ]
    made = said(parts(), rows)
    assert [(m.sender, m.text) for m in made.messages if m.sender] == [
        ("Jordan", "Missed voice call"),
        ("Jordan", "its raining"),
        ("Ffion", "two minutes"),
    ]


def test_ages_that_begin_the_small_print_under_comments_are_no_clocks_of_messages():
    rows, faces = [], []
    for number, name in enumerate(("josie_w", "nomme", "Shaz", "T. Abara")):
        top = 100 + 120 * number
        rows += [
            row(top, name),
            row(top + 26, "fair play"),
            row(top + 52, ("1d Like Reply 13", PALE)),
        ]
        faces.append(face(top - 2))
    made = said(parts(avatars=faces), rows)
    names = ["josie_w", "nomme", "Shaz", "T. Abara"]
    assert told(made) == [(name, "1d", "fair play") for name in names]


def bold(made, words):
    """Return a row whose first `words` are set bold."""
    runs = [replace(run, stroke=2.0) for run in made.runs]
    runs[:words] = [replace(run, stroke=3.0, bold=True) for run in runs[:words]]
    return replace(made, runs=tuple(runs))


def test_words_behind_bold_names_are_comments_and_ages_under_them_end_these():
    rows = [
        bold(row(100, "Lou it cost two million"), 1),
        row(124, ("8 hours ago Reply", PALE)),
        bold(row(180, "Imogen Clarke You moan about everything"), 2),
        row(204, "Gary"),
        row(228, ("5 hours ago Reply", PALE)),
    ]
    made = said(parts(), rows)
    assert told(made) == [
        ("Lou", "8 hours ago", "it cost two million"),
        ("Imogen Clarke", "5 hours ago", "You moan about everything Gary"),
    ]


def test_times_in_a_column_to_the_left_are_those_of_the_rows_beside_them():
    rows = []
    for top, time, name, words in (
        (100, "11:16", "Theo", "Bins are Tuesday"),
        (180, "1117", "Big Steve", "cheers"),
        (260, "11:19", "Carys", "black Golf"),
        (340, "11:20", "Theo", "not me"),
    ):
        head = row(top, name, left=110)
        clock = row(top, (time, PALE), left=40)
        whole = replace(bold(head, 2), runs=(*clock.runs, *bold(head, 2).runs))
        rows += [replace(whole, box=replace(head.box, left=40, width=head.right - 40))]
        rows += [row(top + 24, words, left=110)]
    made = said(parts(), rows)
    assert told(made) == [
        ("Theo", "11:16", "Bins are Tuesday"),
        ("Big Steve", "11:17", "cheers"),
        ("Carys", "11:19", "black Golf"),
        ("Theo", "11:20", "not me"),
    ]


def test_a_row_of_age_and_buttons_ends_a_comment_and_a_name_of_another_colour_begins_the_next():
    rows = [
        row(100, ("josie_w", RED)),
        row(124, "never a pound fifty"),
        row(148, ("8w Like Reply", PALE)),
        row(190, ("Dev Chana", BLUE)),
        row(214, "went yesterday"),
        row(238, ("8w Like Reply", PALE)),
    ]
    assert told(said(parts(), rows)) == [
        ("josie_w", "8w", "never a pound fifty"),
        ("Dev Chana", "8w", "went yesterday"),
    ]


def test_a_name_in_one_colour_is_whole_though_not_every_word_is_measured_as_bold():
    looks = [("Leah", True, RED), ("Prosser", False, RED), ("hello", False, INK)]
    runs = tuple(
        Run(
            text=text,
            box=Box(left=70 + 80 * n, top=100, width=70, height=20),
            colour=colour,
            contrast=220.0,
            confidence=0.9,
            stroke=4.3 if bold else 3.6,
            bold=bold,
        )
        for n, (text, bold, colour) in enumerate(looks)
    )
    assert name_of(runs) == "Leah Prosser"


def test_a_user_name_and_a_time_behind_a_name_are_no_words():
    rows = []
    for top, name, colour in ((100, "You", RED), (180, "Becky", BLUE), (260, "You", RED)):
        rows += [row(top, (name, colour), "@handle", ("10:34", PALE)), row(top + 26, "see you")]
    made = said(parts(), rows)
    assert told(made)[1] == ("Becky", "10:34", "see you")


def test_the_beginning_of_the_own_name_is_not_taken_for_another_person():
    rows = [
        row(100, ("Ffion Rees", RED), ("19:01", PALE)),
        row(126, "hello"),
        row(190, ("Ffion", RED), ("19:03", PALE)),
        row(216, "me again"),
    ]
    assert [m.side for m in said(parts(), rows).messages] == [Side.SENT, Side.UNKNOWN]


def test_the_sign_of_a_call_is_no_message():
    rows = [
        row(100, ("Jordan", RED), ("12:30", PALE)),
        row(126, "G", left=84),
        row(152, "Missed voice call"),
    ]
    assert [m.text for m in said(parts(), rows).messages] == ["Missed voice call"]


def test_a_page_on_which_no_row_was_found_stops_nothing():
    assert without_signs([]) == []


def test_rows_at_the_top_of_a_cut_out_picture_are_no_header():
    frame = Frame(top=0, bottom=HEIGHT, left=0, right=WIDTH, head=False, foot=False)
    rows = [row(10, ("Jordan", RED), ("12:30", PALE)), row(36, "hello")]
    rows += [row(200, ("Ffion", BLUE), ("12:32", PALE)), row(226, "here"), row(252, "now")]
    assert without_header(rows, frame, HEIGHT) == rows
    status = [row(2, "07:58", "4G", "93%", left=30), *rows]
    assert without_header(status, frame, HEIGHT) == rows[2:]


def test_a_date_in_a_cut_out_picture_begins_the_conversation_and_is_no_clock_of_the_telephone():
    frame = Frame(top=0, bottom=HEIGHT, left=0, right=WIDTH, head=False, foot=False)
    rows = [row(4, "2025-11-03", left=150), row(40, ("16:20", PALE), ("3", RED), "you alive")]
    rows += [row(200, ("16:44", PALE), ("J", BLUE), "just about", left=72)]
    assert without_header(rows, frame, HEIGHT) == rows


def test_a_time_ends_at_its_bracket_and_a_name_of_one_figure_or_with_a_day_is_a_name():
    rows = [
        row(100, ("[06:40]", PALE), ("<Monday Club Jo>", RED), "running late", left=14),
        row(140, ("[06:41]", PALE), ("<3>", BLUE), "again", left=14),
        row(180, ("[06:44]", PALE), ("<Monday Club Jo>", RED), "your an angel", left=14),
        row(220, ("[06:45]", PALE), ("<3>", BLUE), "no", left=14),
    ]
    assert told(said(parts(), rows)) == [
        ("Monday Club Jo", "06:40", "running late"),
        ("3", "06:41", "again"),
        ("Monday Club Jo", "06:44", "your an angel"),
        ("3", "06:45", "no"),
    ]


def test_a_name_on_a_fill_of_another_colour_is_one_by_its_place_and_its_time():
    rows, top = [], 100
    for name, clock, colours in (
        ("Nia Bevan", "18:20", (RED, PALE)),
        ("Nia Bevan", "18:21", (RED, PALE)),
        ("Nia Bevan", "18:22", (RED, PALE)),
        ("Ffion Rees", "18:23", (PALE, INK)),
        ("Nia Bevan", "18:24", (RED, PALE)),
    ):
        rows.append(row(top, (name, colours[0]), (clock, colours[1])))
        rows.append(row(top + 26, f"said {clock[-1]}"))
        top += 80
    assert told(said(parts(), rows)) == [
        ("Nia Bevan", "18:20", "said 0"),
        ("Nia Bevan", "18:21", "said 1"),
        ("Nia Bevan", "18:22", "said 2"),
        ("Ffion Rees", "18:23", "said 3"),
        ("Nia Bevan", "18:24", "said 4"),
    ]


def test_words_that_end_with_a_time_among_other_words_begin_nothing():
    rows, top = [], 100
    for number in range(4):
        rows.append(row(top, ("Nia Bevan", RED), (f"18:2{number}", PALE)))
        rows.append(row(top + 26, "meet at" if number == 2 else "good"))
        rows += [row(top + 52, "home then", "19:30")] if number == 2 else []
        top += 110
    made = said(parts(), rows).messages
    assert {m.sender for m in made} == {"Nia Bevan"}
    assert "home then" in " ".join(m.text for m in made)
