"""People: the same handle is one person; different handles only when the user says so."""

from analyser.handles import handle_key
from analyser.people import find_people, owner_of
from analyser.records import CaseFacts, Message, Side, Where


def messages(*senders: str | None, side: Side = Side.UNKNOWN) -> list[Message]:
    return [
        Message(id=f"S1-{n}", source="S1", where=Where(line=n), sender=sender, side=side)
        for n, sender in enumerate(senders, start=1)
    ]


def test_uk_numbers_and_tildes_and_case_do_not_make_two_people():
    same = ["+44 7700 900417", "07700 900417", "0044 7700-900417", "+44 (0)7700 900417"]
    assert len({handle_key(each) for each in same}) == 1
    assert handle_key("~ Alex\u200e Poe") == handle_key("alex poe")
    assert len(find_people(messages(*same), CaseFacts())) == 1


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
