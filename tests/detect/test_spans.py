"""Stretches that meet: the fast way finds what comparing each with each finds."""

from hypothesis import given
from hypothesis import strategies as st

from analyser.detect._spans import Spans

SPAN = st.tuples(st.integers(0, 12), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(SPAN, max_size=8), SPAN)
def test_looking_up_finds_what_comparing_each_finds(spans, asked):
    start, end = asked
    each = any(one < end and start < other for one, other in spans)
    assert Spans(spans).meet(start, end) is each
