"""Numbers of files and messages: what has one keeps it, whatever is added or taken away."""

from dataclasses import replace

from analyser import given, pipeline
from analyser.numbers import Numbers
from analyser.records import CaseFacts
from analyser.report import Options
from analyser.report._exhibits import exhibits
from analyser.report._text import other_places
from tests.report.conftest import SOURCES

ODD = given.from_bytes("odd.bin", b"\x00\x01\x02 no chat at all")
CHAT = """23/09/2024, 21:05 - Sam Hill: one
23/09/2024, 21:05 - Sam Hill: answer me
23/09/2024, 21:06 - Alex Reed: stop now
"""
FIRST = given.from_bytes("first.txt", CHAT.encode())
MORE = given.from_bytes("more.txt", (CHAT + "24/09/2024, 21:05 - Sam Hill: hello\n").encode())


def read(files, numbers=None):
    return pipeline.read(files, facts=CaseFacts(), numbers=numbers)


def ids(reading):
    return {source.name: (source.id, source.file) for source in reading.sources}


def test_a_file_that_is_added_takes_the_next_number_and_none_is_given_again():
    numbers = Numbers()
    assert ids(read([ODD], numbers)) == {"odd.bin": ("S1", 1)}
    kept = Numbers.of(numbers.again().values())
    assert ids(read([ODD, FIRST], kept)) == {"odd.bin": ("S1", 1), "first.txt": ("S2", 2)}
    # By itself a chat comes before what is no chat.
    assert ids(read([ODD, FIRST])) == {"first.txt": ("S1", 1), "odd.bin": ("S2", 2)}
    assert ids(read([ODD, MORE], kept.again())) == {"odd.bin": ("S1", 1), "more.txt": ("S3", 3)}
    twice = read([FIRST, ODD, replace(FIRST, name="copy.txt")], kept.again())
    assert [source.id for source in twice.sources] == ["S1", "S2", "S3"]
    assert twice.sources[2].kind == "duplicate"


def test_exhibits_go_by_the_same_numbers():
    kept = tuple(replace(s, file=n) for s, n in zip(SOURCES, (1, 4, 6), strict=True))
    marks = exhibits(kept, Options(initials="AR", first_exhibit=3))
    assert [*marks.values()] == ["AR/3", "AR/6", "AR/8"]


def test_a_message_in_several_files_says_its_number_in_each():
    found = {m.id: other_places(m) for m in read([MORE, FIRST]).messages}
    assert found == {"S1-1": ("S2-1",), "S1-2": ("S2-2",), "S1-3": ("S2-3",), "S1-4": ()}
