"""Contact cards: names with what stands beside them, and no messages."""

from pathlib import Path

import pytest

from analyser import ingest
from analyser.records import CaseFacts

CASES = Path(__file__).parent / "cases" / "contacts_vcf"


@pytest.mark.parametrize(
    ("case", "card"),
    [
        ("iphone", ("Sam Hill", ("+44 7700 900321", "sam.hill@example.org"))),
        ("android", ("Zo\u00eb G\u00f3mez", ("07700900777", "020 7946 0018"))),
    ],
)
def test_a_card_gives_its_name_and_what_stands_beside_it(case, card):
    data = (CASES / case / "input.vcf").read_bytes()
    read = ingest.read(data, name="x.vcf", source="S1", facts=CaseFacts())
    assert [(each.name, each.handles) for each in read.cards] == [card]
    assert read.messages == ()
    assert read.accounted.units == read.accounted.system + read.accounted.unread
