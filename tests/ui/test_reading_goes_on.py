"""Reading goes on while other pages are open, and they show what was read so far."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analyser.given import from_path, sha256
from analyser.records import CaseFacts
from analyser.ui._job import Job
from analyser.ui._progress import progress_html
from analyser.ui._state import KEY

ROOT = Path(__file__).parents[2]
SHOTS = sorted((ROOT / "samples" / "serious" / "screenshots").glob("*.png"))
CHAT = next((ROOT / "samples" / "serious").glob("**/*.txt"))


def shown(at):
    return " ".join(each.proto.body for each in at.get("html"))


def page(at, name):
    return at.switch_page(f"analyser/ui/pages/{name}.py").run()


def begun(case, paths, gate):
    """Begin to read `paths`; the first screenshot is held back until the gate is open."""
    case.files = {
        f"1.{n}": held_back(path, gate) if path in SHOTS else from_path(path)
        for n, path in enumerate(paths)
    }
    case.hashes = {f"1.{n}": sha256(from_path(path)) for n, path in enumerate(paths)}
    case.job = Job(list(case.files.values()), case.facts, {}, case.readings, case.memory)
    case.job.begin()
    return case.job


def held_back(path, gate):
    """Return a file whose bytes come once the gate is open; its hash comes at once."""
    given, opened = from_path(path), []

    def wait():
        opened.append(path)
        if len(opened) > 1:
            gate.wait(60)
        return path.open("rb")

    return replace(given, open=wait)


@pytest.mark.tesseract
def test_what_was_read_so_far_is_shown_while_the_rest_is_read_and_then_all_of_it():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    case, gate = at.session_state[KEY], threading.Event()
    begun(case, [CHAT, SHOTS[0]], gate)
    while not case.job.names or case.job.done < 1:
        case.job.ended.wait(0.05)
    page(at, "review")
    assert not at.exception
    assert "Still being read" in shown(at)
    before = len(case.findings.messages)
    assert before
    page(at, "report")
    assert "once everything is read" in shown(at)
    assert case.job is not None
    gate.set()
    assert case.job.ended.wait(90)
    page(at, "review")
    assert not at.exception
    assert case.job is None
    assert "Still being read" not in shown(at)
    assert len(case.findings.messages) > before
    assert len(case.findings.flags) > 3


def test_leaving_gives_the_reading_up():
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    case, gate = at.session_state[KEY], threading.Event()
    job = begun(case, [SHOTS[0], CHAT], gate)
    threading.Timer(1, gate.set).start()
    at.button(key="leave").click().run()
    assert job.ended.wait(20)
    assert job.reading is None


def test_before_the_first_step_no_numbers_are_said():
    job = Job([], CaseFacts(), {}, {}, {})
    for job.looking in (False, True):
        said = progress_html(job)
        assert "getting ready" in said
        assert " 0 of " not in said
    job.done, job.total = 3, 8
    assert "step 3 of 8" in progress_html(job)
