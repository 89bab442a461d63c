"""What a flag of the classifier quotes: whole clauses, that can be read by themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.detect._clauses import clauses, telling


def quoted(text: str, *speaks: str) -> str:
    """Return what is quoted of `text` where the words `speaks` carry the evidence, one each."""
    words, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append((start, at))
    evidence = [float(text[start:end].strip(",.!?") in speaks) for start, end in words]
    start, end = telling(text, words, evidence)
    return text[start:end]


@pytest.mark.parametrize(
    ("text", "speaks", "wanted"),
    [
        ("Hannah its me. I know which school. See you", ("school",), "I know which school"),
        ("pay me 3.50 now", ("3.50",), "pay me 3.50 now"),
        ("Ring me. Or else. I mean it", ("else",), "Ring me. Or else"),
        ("you get home late and i notice", ("late", "notice"), "you get home late and i notice"),
        (
            "ive made you your tea and washed up, but if she comes round again i will burn it all",
            ("burn", "comes"),
            "but if she comes round again i will burn it all",
        ),
        ("…", (), "…"),
    ],
)
def test_the_clause_that_says_it_is_quoted_whole(text, speaks, wanted):
    assert quoted(text, *speaks) == wanted


@given(st.text(alphabet="ab c,.;!?\n-()…3", max_size=60))
def test_clauses_stand_in_order_and_cut_no_word(text):
    last = 0
    for start, end in clauses(text):
        assert last <= start < end <= len(text)
        assert not (start and text[start].isalnum() and text[start - 1].isalnum())
        assert not (text[end - 1].isalnum() and text[end : end + 1].isalnum())
        last = end
