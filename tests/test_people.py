"""People: the same handle is one person; different handles only when the user says so."""

import pytest

from analyser.handles import handle_key, without_mark
from analyser.people import counted_for, find_people, owner_of
from analyser.records import CaseFacts, Kind, Message, Side, Where


def messages(*senders: str | None, side: Side = Side.UNKNOWN) -> list[Message]:
    return [
        Message(id=f"S1-{n}", source="S1", where=Where(line=n), sender=sender, side=side)
        for n, sender in enumerate(senders, start=1)
    ]


def test_numbers_written_otherwise_and_marks_of_direction_and_spaces_do_not_make_two_people():
    same = ["+44 7700 900417", "07700 900417", "0044 7700-900417", "+44 (0)7700 900417"]
    assert len({handle_key(each) for each in same}) == 1
    assert handle_key("\u200eAlex  Poe ") == handle_key("Alex\u00a0Poe")
    assert handle_key("~\u202fAlex Poe") == handle_key("~ Alex Poe")
    assert handle_key("Zo\u00eb") == handle_key("Zoe\u0308")
    assert handle_key("Alex.Poe@Example.org") == handle_key("alex.poe@example.org")
    assert len(find_people(messages(*same), CaseFacts())) == 1


@pytest.mark.parametrize(
    "other",
    [
        *("alex Poe", "\u0410lex Poe", "Alex P\u043ee", "Alex Poe\u200b", "Alex\u00ad Poe"),
        *("Alex Poe\u3164", "A\u029fex Poe", "AIex Poe", "Alex P0e", "\uff21lex Poe"),
        *("Alex Poe\u202e", "Al\u00e9x Poe", "Alex Poe\ufe0f"),
    ],
)
def test_names_of_other_signs_are_two_people(other):
    assert len(find_people(messages("Alex Poe", other), CaseFacts())) == 2
    meant = CaseFacts(persons={"Alex": ("Alex Poe",)})
    assert [p.names for p in find_people(messages("Alex Poe", other), meant)][1] == (other,)


@pytest.mark.parametrize("typed", ["alex poe", "ALEX POE", "Alex Poe\u200b"])
def test_a_name_typed_a_little_otherwise_means_the_only_one_that_can_be_meant(typed):
    (person,) = find_people(messages("Alex Poe"), CaseFacts(me=(typed,)))
    assert person.is_me
    people = find_people(messages("Alex Poe", "aLex Poe"), CaseFacts(me=(typed,)))
    assert not any(person.is_me for person in people)


def test_a_name_that_somebody_gave_himself_is_not_the_contact_of_that_name():
    assert len(find_people(messages("Alex Poe", "~ Alex Poe"), CaseFacts())) == 2


def test_a_name_given_without_the_mark_means_the_one_that_only_stands_with_it():
    said = messages("~\u202fAlex Poe", "Kim Vale")
    facts = CaseFacts(me=("Kim Vale",), persons={"Alex": ("Alex Poe",)})
    alex, kim = find_people(said, facts)
    assert alex.names == ("Alex", "~\u202fAlex Poe")
    assert kim.is_me
    both = [*said, *messages("Alex Poe")]
    assert len(find_people(both, facts)) == 3


def test_a_name_is_written_without_the_mark_unless_it_tells_two_people_apart():
    assert without_mark(["~\u202fAlex Poe", "Kim Vale"]) == {"~\u202fAlex Poe": "Alex Poe"}
    assert without_mark(["~\u202fAlex Poe", "alex poe"]) == {}


def test_different_handles_are_joined_only_when_told():
    said = messages("Alex Poe", "07700 900417", "Alex P")
    assert len(find_people(said, CaseFacts())) == 3
    facts = CaseFacts(persons={"Alex Poe": ("+44 7700 900417",)})
    people = find_people(said, facts)
    assert [person.names for person in people] == [("Alex Poe", "07700 900417"), ("Alex P",)]
    assert owner_of(people)["07700 900417"].id == "P1"


def test_the_user_is_known_by_name_or_by_what_the_source_shows():
    people = find_people(messages("Sam", "Jo", None), CaseFacts(me=("SAM ",)))
    assert [person.is_me for person in people] == [True, False]
    assert find_people(messages("Me", side=Side.SENT), CaseFacts())[0].is_me


def missed(source: str, side: Side) -> Message:
    return Message(
        id=f"{source}-9", source=source, where=Where(line=9), kind=Kind.MISSED_CALL, side=side
    )


def test_a_missed_call_that_names_nobody_is_counted_where_only_one_person_can_have_called():
    alone = [*messages("Alex Poe", side=Side.RECEIVED), missed("S1", Side.RECEIVED)]
    people = find_people(alone, CaseFacts(me=("Sam",)))
    assert {id_: p.names for id_, p in counted_for(alone, people).items()} == {
        "S1-1": ("Alex Poe",),
        "S1-9": ("Alex Poe",),
    }


def test_a_missed_call_among_several_or_where_sides_are_unknown_is_counted_for_nobody():
    several = [*messages("Alex Poe", "Jo", side=Side.RECEIVED), missed("S1", Side.RECEIVED)]
    unknown = [*messages("Alex Poe"), missed("S1", Side.UNKNOWN)]
    for said in (several, unknown):
        assert "S1-9" not in counted_for(said, find_people(said, CaseFacts()))
