"""What is loaded at the start: help loads nothing, and a room loads no other room's library."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    *("apsw", "cv2", "distributed", "docx", "numpy", "onnxruntime", "openpyxl", "pandas", "PIL"),
    *("phonenumbers", "spacy", "streamlit", "typst"),
}
OF_THE_CELLAR = {"phonenumbers"}
BY_OPENPYXL = {"openpyxl", "numpy", "PIL"}  # it imports the other two by itself

# What each room may load: its own, and what these load themselves.
ROOMS = {
    "workers": set(),
    "casefile": {"apsw"},
    "law": OF_THE_CELLAR,
    "detect": {"spacy", "numpy"},
    "patterns": {"pandas", "numpy", *OF_THE_CELLAR},
    "ingest": BY_OPENPYXL | OF_THE_CELLAR,
    "report": BY_OPENPYXL | {"docx", "typst"} | OF_THE_CELLAR,
    # What a page's words and times are found with is loaded when the first page is read.
    "screens": {"cv2", "numpy", "PIL", *OF_THE_CELLAR},
}


def loaded_by(code):
    command = [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return HEAVY & set(done.stdout.split())


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_loads_no_other_rooms_library(room):
    assert loaded_by(f"import analyser.{room}") == ROOMS[room]


def test_chats_are_read_without_the_libraries_of_pictures_and_of_language(tmp_path):
    (tmp_path / "chat.txt").write_text("01/02/2024, 10:00 - Sam Orme: hello\n")
    code = f"from analyser import cli\ncli.main(['read', {str(tmp_path)!r}])"
    assert loaded_by(code).isdisjoint({"spacy", "pandas", "onnxruntime", "streamlit"})


def test_help_loads_nothing():
    code = "from analyser import cli\ntry: cli.main(['report', '--help'])\nexcept SystemExit: pass"
    assert loaded_by(code) == set()
