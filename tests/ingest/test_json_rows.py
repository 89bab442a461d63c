"""Rows that are read one at a time are those that reading the whole file gives."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyser.ingest._json_rows import NamedRows, load_rows, pairs_of
from analyser.ingest._stored import Stored

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["messages", "list", "a", "\\", '"']), inner, max_size=4)
    ),
    max_leaves=15,
)


def plain(value):
    if isinstance(value, NamedRows):
        return {name: plain(each) for name, each in value}
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return (
        value if isinstance(value, str) or not hasattr(value, "__iter__") else [*map(plain, value)]
    )


@given(
    VALUES,
    st.sampled_from([None, 1]),
    st.booleans(),
    st.integers(1, 40),
    st.sampled_from([bytes, lambda data: Stored(BytesIO(data))]),
)
def test_every_value_comes_out_as_the_standard_reader_gives_it(value, indent, escaped, piece, kept):
    seen = []
    data = kept(json.dumps(value, indent=indent, ensure_ascii=escaped).encode())
    read, mended = load_rows(
        data, "messages", through=("list", "a"), look=seen.append, piece_bytes=piece
    )
    assert (plain(read), mended) == (value, False)
    if isinstance(value, dict) and isinstance(value.get("messages"), list):
        assert all(row in seen for row in value["messages"])
        assert [read["messages"][n] for n in range(len(read["messages"]))] == value["messages"]


BAD = [
    "",
    "[",
    '{"messages": [1 2]}',
    '{"messages": [1,]}',
    "{messages: []}",
    '{"a": 1} 2',
    '{"a" 1}',
]


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_json_is_refused_as_the_standard_reader_refuses_it(text):
    with pytest.raises(ValueError, match=r".*"):
        json.loads(text)
    with pytest.raises(ValueError, match=r".*"):
        load_rows(text.encode(), "messages", through=("a",))


def test_an_escape_that_is_no_json_is_mended_and_said():
    read, mended = load_rows(rb'{"messages": ["\x41"]}', "messages")
    assert (plain(read), mended) == ({"messages": ["A"]}, True)


def test_of_a_name_that_stands_twice_in_an_object_both_values_are_kept():
    read, _ = load_rows(b'{"chat": {"messages": {"1": "a", "1": "b"}}}', "messages", through=None)
    assert list(pairs_of(read["chat"]["messages"])) == [("1", "a"), ("1", "b")]
