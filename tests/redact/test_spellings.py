"""In which spellings a hidden term is found, and which words stay."""

import pytest

from analyser.hidden import Term
from analyser.redact import alone, finder_of, leaks, written_as_names


def shown(kind, text, said):
    """Return what is left, each hidden stretch as #."""
    parts, at = [], 0
    for hit in finder_of([Term(text=text, kind=kind)]).find(said):
        parts.append(said[at : hit.start])
        at = hit.end
    return "#".join([*parts, said[at:]])


NAME = "person", "Hannah Lisle"
SCHOOL = "school", "St Brannock's Primary School"
ADDRESS = "address", "7 Larkfield Road, Selby YO8 4QP"
NUMBER = "number", "07700 900345"


@pytest.mark.parametrize(
    ("kind", "text", "said", "left"),
    [
        (*NAME, "is miss lisle in", "is miss # in"),
        (*NAME, "Ms. LISLE, misslisle, Lisle's so", "Ms. #, miss#, # so"),
        (*NAME, "@lisleee h4nnah l i s l e", "@#ee #"),
        (*NAME, "LisleHannah88 TeamLisle", "#88 Team#"),
        (*NAME, "all is left in Carlisle", "all is left in Carlisle"),
        (
            "child",
            "Ian van den Berg",
            "i an idiot, berg, I.A.N of the van",
            "i an idiot, #, # of the van",
        ),
        ("person", "Will Young", "I will ask young people", "I will ask young people"),
        ("person", "Will Young", "mr young and Will, will young", "mr # and #, #"),
        ("person", "Theresa May", "3 May 2025, May may", "3 May 2025, # may"),
        (*SCHOOL, "st brannocks or St. Brannock's C of E", "# or # C of E"),
        (*SCHOOL, "#StBrannocks, Saint Brannock, brannocks", "##, #, #"),
        ("school", "St Mary's School", "st marys, said Mary", "#, said Mary"),
        ("school", "High School", "the high road", "the high road"),
        (*ADDRESS, "larkfield l a r k f i e l d Lark\nfield", "# # #"),
        (*ADDRESS, "LARKF1ELD \u029f\u1d00\u0280\u1d0b\ua730\u026a\u1d07\u029f\u1d05", "# #"),
        (*ADDRESS, "in Selby by yo84qp", "in Selby by #"),
        ("address", "Flat 2 14 Wren Close Leeds LS6 2AB", "wren, ls62ab, leeds", "#, #, leeds"),
        ("workplace", "Brightwell & Sons Ltd", "at Brightwell and Sons", "at # and Sons"),
        ("person", "Al King", "talking of O'King", "talking of O'#"),
        ("address", "3 Station Road", "the station in station rd", "the station in #"),
        (*NUMBER, "oh seven seven double oh nine double oh three four five", "#"),
        (*NUMBER, "0 double 7 00 900345, just 900345 or 7700 900 345", "#, just # or #"),
        (*NUMBER, "oh double seven nought nought nine hundred, three forty five.", "#."),
        (*NUMBER, "nine hundred, three hundred and forty-five", "#"),
        (*NUMBER, "ring (07700 900345), no 07700 900345", "ring (#), no #"),
        (*NUMBER, "ring (07700) 900345 or (+44) 7700 900345", "ring # or #"),
        (*NUMBER, "order 19003457, nine hundred and two", "order 19003457, nine hundred and two"),
    ],
)
def test_a_term_is_found_however_it_is_written(kind, text, said, left):
    assert shown(kind, text, said) == left


def test_what_is_hidden_by_itself_can_be_told():
    name = Term(text="Will Lisle", kind="person")
    assert alone(name) == ["lisle"]
    assert written_as_names(name) == ["will"]
    assert alone(Term(text=ADDRESS[1], kind="address")) == ["larkfield"]


def test_a_part_that_is_left_in_an_output_is_found_there():
    finder = finder_of([Term(text=text, kind=kind) for kind, text in (NAME, SCHOOL, NUMBER)])
    outputs = {"report.csv": b"tell lisle,brannocks,nine hundred three four five\n"}
    assert [leak.term.kind for leak in leaks(outputs, finder, lambda _: [])] == [
        "person",
        "school",
        "number",
    ]
