"""The fonts: only our own, and no letter promised that they cannot draw."""

import json
import shutil

import typst

from analyser.report._fonts import FAMILIES, _folder, coverage, fonts

SOURCE = b"""
#set document(title: "t")
#set text(font: json(bytes(sys.inputs.fonts)), fallback: false)
#for line in json(bytes(sys.inputs.lines)) { par(line) }
"""


def test_no_font_of_the_computer_is_used():
    assert set(fonts().families()) == set(FAMILIES)


def test_every_letter_that_is_promised_can_be_drawn():
    letters = [chr(code) for code in sorted(frozenset().union(*coverage()) - {0})]
    made = typst.compile(
        SOURCE,
        format="pdf",
        font_paths=fonts(),
        sys_inputs={"fonts": json.dumps(list(FAMILIES)), "lines": json.dumps(letters)},
        pdf_standards=["a-2a", "ua-1"],
    )
    assert made.startswith(b"%PDF")
    assert len(letters) > 9000


def test_fonts_that_were_swept_away_are_laid_out_anew():
    shutil.rmtree(_folder().name)
    made = typst.compile(
        SOURCE,
        format="pdf",
        font_paths=fonts(),
        sys_inputs={"fonts": json.dumps(list(FAMILIES)), "lines": '["ם"]'},
        pdf_standards=["a-2a", "ua-1"],
    )
    assert made.startswith(b"%PDF")
