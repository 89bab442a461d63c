"""What holds for every writer: any text, no half-written file, and the same bytes every time."""

import os
import pickle
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from analyser import report
from analyser.errors import BadRequest
from tests.report.nasty import ANY_TEXT, NASTY

NOT_PDF = sorted(set(report.WRITERS) - {"to_pdf"})
"""A PDF takes a while to draw, and has a property of its own in `test_to_pdf.py`."""

MAKE = """
import pickle, sys, hashlib
from analyser import report
findings, now = pickle.load(open(sys.argv[1], "rb"))
for name in report.WRITERS:
    print(name, hashlib.sha256(report.to_bytes(findings, name, now)).hexdigest())
"""


@pytest.mark.parametrize("writer", NOT_PDF)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=5), name=ANY_TEXT)
@example(texts=list(NASTY), name="a\ud800\x00name")
def test_no_text_and_no_name_stops_a_writer(with_texts, now, writer, texts, name):
    assert report.to_bytes(with_texts(*texts, name=name, file_name=name), writer, now)


def test_an_empty_case_makes_every_report(findings, now):
    from dataclasses import replace

    empty = replace(
        findings,
        sources=(),
        messages=(),
        unread=(),
        people=(),
        flags=(),
        patterns=(),
        signals=(),
        pointers=(),
        notices=(),
        next_steps=(),
        services=(),
    )
    for writer in report.WRITERS:
        assert len(report.to_bytes(empty, writer, now)) > 100


def test_two_processes_with_other_hash_seeds_and_clocks_make_the_same_bytes(
    with_texts, now, tmp_path
):
    case = tmp_path / "case.pickle"
    case.write_bytes(pickle.dumps((with_texts(*NASTY), now)))
    made = [
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", MAKE, str(case)],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    ]
    assert made[0] == made[1]
    assert len(made[0].splitlines()) == len(report.WRITERS)


def test_a_folder_gets_every_file_whole_and_nothing_else(findings, now, tmp_path):
    paths = report.write(findings, folder=tmp_path / "new" / "folder", now=now)
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        writer.file_name for writer in report.WRITERS.values()
    )
    for path, (name, _) in zip(paths, report.WRITERS.items(), strict=True):
        made = report.to_bytes(findings, name, now)
        assert sha256(path.read_bytes()).digest() == sha256(made).digest()


def test_a_folder_that_cannot_be_written_says_what_to_do(findings, now, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadRequest):
        report.write(findings, folder=tmp_path / "file", now=now)
