"""Tables that show the other party in each row and the direction beside it."""

import pytest

from analyser import ingest
from analyser.records import CaseFacts, Side


def read(text):
    result = ingest.read(text.encode(), name="t.csv", source="S1", facts=CaseFacts())
    return [(m.sender, m.side, m.when.instant.isoformat()) for m in result.messages]


@pytest.mark.parametrize(("came", "went"), [("incoming", "outgoing"), ("Received", "Sent")])
def test_what_the_owner_sent_is_not_shown_as_sent_by_the_other(came, went):
    text = f"timestamp,direction,from,body\n2025-06-13T21:05:00Z,{came},+447700900321,pick up\n"
    text += f"2025-06-13T21:06:00Z,{went},+447700900321,no\n"
    assert read(text) == [
        ("+447700900321", Side.RECEIVED, "2025-06-13T22:05:00+01:00"),
        (None, Side.SENT, "2025-06-13T22:06:00+01:00"),
    ]


def test_names_of_both_are_kept_beside_directions():
    text = "date,direction,from,body\n13/06/2025 21:05,in,Sam Hill,pick up\n"
    text += "13/06/2025 21:06,out,Alex Reed,no\n"
    assert [(sender, side) for sender, side, _ in read(text)] == [
        ("Sam Hill", Side.RECEIVED),
        ("Alex Reed", Side.SENT),
    ]


def test_a_column_that_holds_other_words_too_is_no_column_of_directions():
    text = "date,kind,from,body\n13/06/2025 21:05,sent,Sam Hill,pick up\n"
    text += "13/06/2025 21:06,failed,Sam Hill,no\n"
    assert [side for _, side, _ in read(text)] == [Side.UNKNOWN, Side.UNKNOWN]
