"""Bubbles that all stand at one edge: their sides by the names over them, or by their fills."""

from dataclasses import replace

from analyser.records import CaseFacts, Side
from analyser.screens._assemble import assemble
from analyser.screens._own import sided_by_fills, sided_by_names
from analyser.screens._page import Page
from tests.screens.made_bubbles import GREEN, GREY, bubble


def page(*bubbles):
    return Page(
        width=400,
        middle=200,
        height=800,
        header=None,
        group=True,
        hint=None,
        bubbles=bubbles,
        between=(),
    )


def test_the_own_name_over_bubbles_at_one_edge_tells_the_sides():
    read = page(
        bubble(0, "cut off above"),
        bubble(60, "where are you", name="Craig"),
        bubble(120, "answer me"),
        bubble(180, "at work", name="You"),
        bubble(240, "leave it"),
    )
    sides = [b.region.side for b in sided_by_names(read, CaseFacts(me=("Leah",))).bubbles]
    assert sides == [Side.UNKNOWN, Side.RECEIVED, Side.RECEIVED, Side.SENT, Side.SENT]


def test_a_fill_that_all_bubbles_have_tells_no_side():
    found = sided_by_names(
        page(bubble(100, "hello"), bubble(200, "no", name="You"), bubble(244, "stop")),
        CaseFacts(me=("Ffion Rees",)),
    )
    sides = [b.region.side for b in found.bubbles]
    assert sides == [Side.UNKNOWN, Side.SENT, Side.SENT]


def test_a_fill_that_only_own_bubbles_have_tells_the_side_of_one_without_a_name():
    read = page(
        bubble(0, "on my way", fill=GREEN),
        bubble(60, "ok", name="Craig"),
        bubble(120, "here", name="Leah", fill=GREEN),
    )
    made = sided_by_names(read, CaseFacts(me=("Leah",))).bubbles
    assert [(b.region.side, b.name) for b in made] == [
        (Side.SENT, None),
        (Side.RECEIVED, "Craig"),
        (Side.SENT, None),
    ]


def test_a_bubble_with_room_for_a_name_above_it_is_not_of_the_run_before():
    read = page(
        bubble(0, "on my way", name="You"),
        bubble(80, "ok", name="You"),
        bubble(124, "nearly there"),
        bubble(204, "its name was not read"),
    )
    sides = [b.region.side for b in sided_by_names(read, CaseFacts(me=("Leah",))).bubbles]
    assert sides == [Side.SENT, Side.SENT, Side.SENT, Side.UNKNOWN]


def test_in_a_group_with_names_in_the_bubbles_a_new_run_without_a_name_is_of_nobody():
    read = page(
        bubble(0, "who is in", name="Sue"),
        bubble(46, "I mean on Friday"),
        bubble(102, "me", name="Craig"),
        bubble(148, "and Leah"),
        bubble(204, "its name was not read"),
        bubble(250, "nor is this of Craig"),
        bubble(306, "fine", name="Sue"),
        bubble(380, "below a reaction of a friend"),
    )
    made = assemble(read, source="S1", facts=CaseFacts())
    senders = [message.sender for message in made.messages]
    assert senders == ["Sue", "Sue", "Craig", "Craig", None, None, "Sue", "Sue"]


def test_room_that_is_much_the_same_everywhere_parts_no_runs():
    read = page(
        bubble(0, "who is in", name="Sue"),
        bubble(48, "me", name="Craig"),
        bubble(97, "and Leah"),
        bubble(145, "and Tom"),
    )
    made = assemble(read, source="S1", facts=CaseFacts())
    assert [m.sender for m in made.messages] == ["Sue", "Craig", "Craig", "Craig"]


def test_in_a_chat_headed_with_the_other_name_a_third_name_shows_no_side():
    shown_ = page(
        bubble(0, "no", name="Sue"), bubble(80, "ok", name="You"), bubble(160, "so", name="fou")
    )
    named = sided_by_names(replace(shown_, header="Sue"), CaseFacts()).bubbles
    assert [b.region.side for b in named] == [Side.RECEIVED, Side.SENT, Side.UNKNOWN]
    group = sided_by_names(replace(shown_, header="Allotment"), CaseFacts()).bubbles
    assert [b.region.side for b in group] == [Side.RECEIVED, Side.SENT, Side.RECEIVED]


def test_sides_stay_as_the_edges_tell_them_where_they_tell_two():
    read = page(bubble(0, "ok", name="You"), bubble(60, "no", side=Side.SENT))
    assert sided_by_names(read, CaseFacts()) is read


def test_two_fills_at_one_edge_tell_the_sides_where_one_is_coloured_and_say_so():
    pale = (204, 251, 241)
    told = page(*(bubble(60 * n, "words", fill=GREY if n % 2 else pale) for n in range(6)))
    told = replace(told, group=False)
    made = sided_by_fills(told)
    assert [b.region.side for b in made.bubbles] == [Side.SENT, Side.RECEIVED] * 3
    assert made.by_fill
    greys = page(*(bubble(60 * n, "words", fill=(20, 20, 20) if n % 2 else GREY) for n in range(6)))
    made = sided_by_fills(replace(greys, group=False))
    assert {b.region.side for b in made.bubbles} == {Side.UNKNOWN}
    assert not made.by_fill


def test_in_a_group_a_bubble_whose_name_was_not_read_has_no_sender():
    read = page(
        bubble(0, "yes"),
        bubble(80, "lift please", name="Fin"),
        bubble(124, "in at noon"),
        bubble(204, "count me out"),
        bubble(248, "sore ankle"),
    )
    made = assemble(read, source="S1", facts=CaseFacts()).messages
    assert [m.sender for m in made] == [None, "Fin", "Fin", None, None]
