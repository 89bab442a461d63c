"""A large group in which many write once, and whose times step back, is not one pasted message."""

import pytest

from analyser import ingest
from analyser.records import CaseFacts


def chat(people):
    """A message, then lines of `people` who write once, of a week before, then one after it."""
    lines = ["14/02/2025, 10:00 - Dana Poole: who is coming on Friday?"]
    lines += [f"07/02/2025, 09:{n:02} - Member {n}: I am, line {n}" for n in range(people)]
    lines += ["14/02/2025, 10:05 - Dana Poole: thank you all"]
    return ingest.read("\n".join(lines).encode(), name="chat.txt", source="S1", facts=CaseFacts())


@pytest.mark.parametrize(("people", "messages"), [(4, 2), (40, 42)])
def test_lines_of_a_few_are_words_of_a_message_and_those_of_many_are_messages(people, messages):
    read = chat(people)
    assert len(read.messages) == messages
    assert sum(m.text.count("I am, line") for m in read.messages) == people
    assert any("copied from elsewhere" in each.what for each in read.problems) is (messages == 2)
