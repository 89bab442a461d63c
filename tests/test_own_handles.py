"""The user's own side, where a handle nearly is theirs or they say that it is theirs."""

import pytest

from analyser import given, pipeline
from analyser.detect import Detector
from analyser.records import CaseFacts, Kind, Side
from analyser.settings import Settings

MINE = "13/03/2025, 21:00 - Sam Hill: pick up\n13/03/2025, 21:03 - Alex Reed: no\n"
CYRILLIC = "\u0410lex Reed"


def other(name: str) -> str:
    return f"14/03/2025, 09:00 - Sam Hill: well\n14/03/2025, 09:02 - {name}: come back\n"


def read(*texts: str, facts: CaseFacts):
    files = [given.from_bytes(f"{n}.txt", text.encode()) for n, text in enumerate(texts)]
    return pipeline.read(files, facts=facts)


def found(*texts: str, facts: CaseFacts):
    reading = read(*texts, facts=facts)
    return pipeline.analyse(reading, detector=Detector.load(), facts=facts, settings=Settings())


def sides(findings) -> dict[str, Side]:
    return {m.sender: m.side for m in findings.messages if m.kind is not Kind.SYSTEM}


@pytest.mark.parametrize("name", ["alex reed", "Alex Reed\u200b"])
def test_a_handle_that_nearly_is_the_users_has_no_side_where_another_file_has_it_as_given(name):
    facts = CaseFacts(me=("Alex Reed",))
    for texts in ((MINE, other(name)), (other(name), MINE)):
        whole = found(*texts, facts=facts)
        assert sides(whole) == {
            "Sam Hill": Side.RECEIVED,
            "Alex Reed": Side.SENT,
            name: Side.UNKNOWN,
        }
        (said,) = [each for each in whole.notices if "were not taken for the user" in each]
        assert f"“{name}”" in said
        assert [p.names for p in whole.people if p.is_me] == [("Alex Reed",)]


def test_a_name_typed_in_other_letters_is_the_users_where_it_can_mean_only_one():
    whole = found(MINE, facts=CaseFacts(me=("alex reed",)))
    assert sides(whole) == {"Sam Hill": Side.RECEIVED, "Alex Reed": Side.SENT}
    assert not [each for each in whole.notices if "were not taken for the user" in each]


def test_two_that_fit_a_typed_name_alike_are_neither_the_users():
    whole = found(MINE, other("ALEX REED"), facts=CaseFacts(me=("alex reed",)))
    assert not [person for person in whole.people if person.is_me]
    assert sides(whole)["Alex Reed"] is sides(whole)["ALEX REED"] is Side.UNKNOWN


def test_a_handle_of_other_letters_is_another_person():
    whole = found(MINE, other(CYRILLIC), facts=CaseFacts(me=("Alex Reed",)))
    assert sides(whole)[CYRILLIC] is Side.UNKNOWN
    assert [p.names for p in whole.people if p.is_me] == [("Alex Reed",)]


def test_what_the_user_joins_to_their_own_name_is_sent_and_parts_again():
    own = CaseFacts(me=("Alex Reed",))
    joined = CaseFacts(me=own.me, persons={"Alex Reed": ("Alex Reed", CYRILLIC)})
    reading = read(MINE, other(CYRILLIC), facts=own)
    detector, settings = Detector.load(), Settings()
    for facts, side in ((own, Side.UNKNOWN), (joined, Side.SENT), (own, Side.UNKNOWN)):
        whole = pipeline.analyse(reading, detector=detector, facts=facts, settings=settings)
        assert sides(whole)[CYRILLIC] is side
        theirs = {m.side for m in whole.messages if m.sender == "Sam Hill" and m.source == "S2"}
        assert theirs == {Side.RECEIVED if side is Side.SENT else Side.UNKNOWN}


def test_what_the_user_joins_to_somebody_else_stays_received():
    facts = CaseFacts(me=("Alex Reed",), persons={"Sam Hill": ("Sam Hi\u0406l",)})
    later = MINE.replace("Hill", "Hi\u0406l").replace("21:0", "22:0")
    whole = found(MINE, later, facts=facts)
    assert sides(whole)["Sam Hi\u0406l"] is Side.RECEIVED
    assert len([person for person in whole.people if not person.is_me]) == 1
